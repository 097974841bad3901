"""Whatever changes what the public sees renews the token of its domain, by whatever
door."""

from collections import Counter
from functools import partial

import pytest
from django.apps import apps
from django.db import connection, transaction

from cooperatives.models import Area, Cooperative, Sector, Standing
from coopsite.core import renewal
from coopsite.core.content_version import DOMAINS, PART_OF, read_tokens
from coopsite.portal.models import Notice, Page, SiteDetails
from news.models import Article, Edition, Image, Section, VideoClip
from tests.factories.news import make_article, make_clip, make_draft, make_image
from tests.factories.once import written_once
from tests.factories.portal import make_details, make_notice, make_page
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

OURS = ("core", "accounts", "cooperatives", "news", "old_site", "portal")
# Of each domain: rows that the public sees, and a column that may change.
ROWS = {
    "news": [(Section, "name"), (VideoClip, "title"), (Image, "alt")],
    "pages": [(Page, "title"), (Notice, "text"), (SiteDetails, "phone")],
    "register": [(Cooperative, "name")],
    "rules": [(Sector, "name"), (Area, "name")],
}


def domains_renewed(write):
    before = read_tokens()
    write()
    after = read_tokens()
    return {name for name in after if after[name] != before.get(name)}


@pytest.fixture
@written_once
def content():
    make_clip(poster=make_image())
    make_cooperative()
    make_page()
    make_notice()
    make_details()
    return make_article()


def test_every_model_says_whose_content_it_is():
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not model._meta.model_name.startswith("histor")
    ]
    undecided = [m.__name__ for m in models if not hasattr(m, "content_domain")]
    assert undecided == []
    assert {m.content_domain for m in models} == {None, *DOMAINS, *PART_OF}


def test_no_table_between_two_models_is_public():
    """They have no class to say it in."""
    between = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created and model._meta.app_label in OURS
    ]
    assert between == ["accounts_user_groups", "accounts_user_user_permissions"]


def test_each_public_table_has_its_triggers():
    tables = Counter(renewal.get_triggers(connection).values())
    each = 1 if connection.vendor == "postgresql" else 3
    assert tables == {
        table: each * len(renewed_by(domain))
        for table, domain in renewal.public_tables().items()
    }


WAYS = {
    "save": lambda row, field: row.save(),
    "update": lambda row, field: _others(row).update(**{field: "Tên mới"}),
    "many at once": lambda row, field: type(row).objects.bulk_update([row], [field]),
    "past the program": lambda row, field: _execute(
        f"UPDATE {row._meta.db_table} SET {field} = {field}"  # noqa: S608  # constants
    ),
}


def _others(row):
    return type(row).objects.filter(pk=row.pk)


def renewed_by(domain):
    """Returns the domains in which a change of a row of `domain` is one."""
    return {domain, PART_OF.get(domain, domain)}


@pytest.mark.parametrize("domain", ROWS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_write_renews_the_token(content, domain, way):
    for model, field in ROWS[domain]:
        row = model.objects.first()
        renewed = domains_renewed(partial(WAYS[way], row, field))
        assert renewed == renewed_by(domain), model


def test_rows_made_many_at_once_and_deleted_rows_renew_it(content):
    sections = [Section(name=f"Mục {n}", slug=f"muc-{n}") for n in range(3)]
    assert domains_renewed(lambda: Section.objects.bulk_create(sections)) == {"news"}
    added = Section.objects.filter(slug__startswith="muc-")
    assert domains_renewed(added.delete) == {"news"}


def test_what_the_public_does_not_see_renews_nothing(content):
    draft = make_draft()
    assert domains_renewed(draft.save) == set()
    assert domains_renewed(lambda: Article.objects.update(lead="Mới")) == set()
    assert domains_renewed(lambda: make_draft("Nháp")) == set()


def test_two_writes_in_one_transaction_are_two_to_who_reads_between(content):
    """On PostgreSQL a token is renewed once a transaction until it is read in it."""
    with transaction.atomic():
        assert domains_renewed(lambda: Edition.objects.update(html="<p>1</p>")) == {
            "news"
        }
        assert domains_renewed(lambda: Edition.objects.update(html="<p>2</p>")) == {
            "news"
        }
        both = domains_renewed(
            lambda: (
                Edition.objects.update(html=""),
                Cooperative.objects.update(kind="htx"),
            )
        )
    assert both == {"news", "register"}


def test_a_write_that_is_undone_renews_nothing(content):
    def write_in_vain():
        with transaction.atomic():
            Edition.objects.update(html="<p>Thử</p>")
            transaction.set_rollback(True)

    assert domains_renewed(write_in_vain) == set()
    assert domains_renewed(lambda: Edition.objects.update(html="")) == {"news"}


def test_a_trigger_that_a_rebuilt_table_lost_is_made_again(content):
    """And what may have been written without it counts as written."""
    name, table = next(
        one
        for one in renewal.get_triggers(connection).items()
        if one[1] == "news_section"
    )
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    before = renewal.get_triggers(connection)
    _execute(f"DROP TRIGGER {name}{on}")
    assert domains_renewed(renewal.make_triggers) == set(read_tokens())
    assert renewal.get_triggers(connection) == before
    assert domains_renewed(renewal.make_triggers) == set()


def test_a_trigger_of_a_table_that_is_public_no_more_goes(content, monkeypatch):
    monkeypatch.delattr(Standing.__mro__[2], "content_domain")
    assert "cooperatives_standing" not in renewal.public_tables()
    renewal.make_triggers()
    left = set(renewal.get_triggers(connection).values())
    assert left == set(renewal.public_tables())


def _execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
