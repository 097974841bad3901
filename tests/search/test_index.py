"""The index says what the rows say, by whatever door they were written."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.actions import register
from cooperatives.models import Area, Cooperative, Organisation, Standing
from coopsite.core.full_text import index
from coopsite.core.full_text.engines import get_engine
from coopsite.core.full_text.models import PendingEntry, SearchEntry
from coopsite.core.full_text.postgresql import Postgresql
from coopsite.core.full_text.sources import get_sources
from coopsite.core.full_text.sqlite import Sqlite
from coopsite.core.full_text.triggers import triggers_of
from news.models import Edition, VideoClip
from news.publishing import cancel, close_edition, publish, withdraw
from tests.factories.news import (
    delete_as_demo,
    make_article,
    make_clip,
    make_draft,
    republish,
    unsaved_article,
)
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

NAMES = [
    field.name
    for field in SearchEntry._meta.fields
    if field.name not in ("id", "rules")
]
OF_AREAS = "dia-ban"
_ROW_OF = re.compile(r"(?:OLD|NEW)\.(\w+)")
TABLES = [
    f"core_search{name}" for name in ("spelt", "names", "leads", "texts", "middles")
]


def rows_of(entries):
    return sorted(tuple(getattr(entry, name) for name in NAMES) for entry in entries)


def expected(*kinds):
    """Return what the entries have to be, made anew of all rows there are; of areas,
    which are many and the same, only where they are named."""
    entries = []
    for source in get_sources():
        if (source.kind == OF_AREAS) is not (OF_AREAS in kinds):
            continue
        keys = list(source.model._base_manager.values_list("pk", flat=True))
        entries += source.entries(keys)
    return rows_of(entries)


def stored():
    """Return what the entries are that may still be read, without those of areas."""
    entries = SearchEntry.objects.exclude(kind=OF_AREAS)
    return rows_of(entries.exclude(live_until__lte=timezone.now()))


def check_index():
    """Raise where the index on SQLite is not what the entries say."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in TABLES:
                cursor.execute(
                    f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
                )


def add_organisations(name):
    rows = [Cooperative(name=f"Hợp tác xã {name} {number}") for number in range(3)]
    for row in rows:
        row.prepare()
    rows = Cooperative.objects.bulk_create(rows)
    first = Standing.objects.first()
    Standing.objects.bulk_create(
        [
            Standing(
                organisation=row, kind="htx", effective_from=first.effective_from,
                operating_status="ngung", legal_status="hoat-dong",
                sector=first.sector, area=first.area,
            )
            for row in rows
        ]
    )  # fmt: skip


def rename_all(name):
    rows = list(Organisation.objects.all())
    for number, row in enumerate(rows):
        row.name = f"HTX {name} {number}"
        row.prepare()
    Organisation.objects.bulk_update(rows, ["name", "sort_name"])


def add_editions(name):
    articles = [make_draft(f"{name} {number}") for number in range(2)]
    now = timezone.now() - timedelta(hours=1)
    Edition.objects.bulk_create(
        Edition(
            article=article, number=1, kind="first", live_from=now,
            first_published_at=now, **article.words,
        )
        for article in articles
    )  # fmt: skip


def publish_again(name):
    edition = Edition.objects.public().first()
    if edition:
        republish(edition.article, title=f"Sửa {name}", body=f"<p>{name}</p>")


def schedule(name):
    at = timezone.now() + timedelta(days=1)
    publish(article=unsaved_article(f"Hẹn {name}"), by=None, at=at)


def call_off(name):
    if edition := Edition.objects.waiting().first():
        cancel(article=edition.article, by=None)


def take_down(name):
    if edition := Edition.objects.public().first():
        withdraw(article=edition.article, by=None)


def close(name):
    over = Edition.objects.filter(live_until__lte=timezone.now(), closed_at=None)
    if edition := over.first():
        close_edition(edition=edition, by=None, reason="Dữ liệu cá nhân")


def delete_demo(name):
    if edition := Edition.objects.first():
        delete_as_demo(edition.article)


def write_past_the_program(name):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cooperatives_organisation SET name = %s", [f"Hợp tác xã {name}"]
        )
        cursor.execute("UPDATE news_videoclip SET title = %s", [name])


WRITES = {
    "article": lambda name: make_article(name, body=f"<p>Thân bài {name}</p>"),
    "editions": add_editions,
    "again": publish_again,
    "scheduled": schedule,
    "called off": call_off,
    "withdrawn": take_down,
    "closed": close,
    "deleted": delete_demo,
    "clip": lambda name: make_clip(name),
    "clip unpublished": lambda name: VideoClip.objects.update(published_at=None),
    "clips renamed": lambda name: VideoClip.objects.update(title=f"Clip {name}"),
    "clips deleted": lambda name: VideoClip.objects.all().delete(),
    "cooperative": lambda name: make_cooperative(f"Hợp tác xã {name}"),
    "organisations": add_organisations,
    "renamed": rename_all,
    "address": lambda name: Organisation.objects.update(address=name),
    "withdrawn record": lambda name: (
        Standing.objects.known()
        .filter(organisation=Organisation.objects.first())
        .update(superseded_at=timezone.now())
    ),
}
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(lambda text: text.strip() and "\0" not in text)


def write_all(steps):
    """Take the steps, one after the other; return what the index says then, what the
    rows say, and what is still to be indexed."""
    with transaction.atomic():
        make_cooperative()
        for write, name in steps:
            with suppress(ValidationError):  # what an action may not do, it leaves
                WRITES[write](name)
        check_index()
        said = stored(), expected(), list(PendingEntry.objects.all())
        transaction.set_rollback(True)
    return said


@given(steps=st.lists(st.tuples(st.sampled_from(sorted(WRITES)), texts), max_size=8))
def test_the_index_says_what_the_rows_say(steps):
    indexed, written, pending = write_all(steps)
    assert (indexed, pending) == (written, [])


@pytest.mark.proof
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(WRITES)), texts), min_size=10, max_size=40
    )
)
def test_the_index_says_what_the_rows_say_after_many_writes(steps):
    indexed, written, pending = write_all(steps)
    assert (indexed, pending) == (written, [])


def test_what_was_written_past_the_program_is_not_found_by_stale_words():
    cooperative = make_cooperative("Hợp tác xã Mây Trắng")
    clip = make_clip("Mây trắng bay")
    write_past_the_program("Gió Nồm")
    assert not Organisation.objects.search("mây trắng")
    assert not VideoClip.objects.search("mây trắng")
    call_command("remake_keys")
    assert list(Organisation.objects.search("gió nồm")) == [cooperative]
    assert list(VideoClip.objects.search("gió nồm")) == [clip]
    assert stored() == expected()


def test_other_rules_are_followed_by_the_command(capsys):
    make_article("Tin về rau sạch")
    SearchEntry.objects.update(rules=1, title="cu")
    assert not Edition.objects.search("rau sạch title")
    call_command("remake_keys")
    assert "Đã lập chỉ mục tìm kiếm" in capsys.readouterr().out
    assert stored() == expected()
    check_index()


def test_triggers_that_a_rebuilt_table_lost_are_made_again():
    """What may have been written without them is indexed anew."""
    engine = get_engine(connection)
    with connection.cursor() as cursor:
        before = index.get_search_triggers(cursor, engine)
        lost = [name for name, table in before.items() if table == "news_videoclip"]
        for name in lost:
            cursor.execute(engine.drop_trigger(name))
    make_clip("Clip không ai thấy")
    assert not VideoClip.objects.search("không ai thấy")
    index.make_index()
    with connection.cursor() as cursor:
        assert index.get_search_triggers(cursor, engine) == before
    assert VideoClip.objects.search("không ai thấy")


def test_what_triggers_name_is_there():
    """A source that names a column which is not there gets no triggers (see
    `index._is_there`): what it follows from would change unseen."""
    there = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in apps.get_models()
    }
    for source in get_sources():
        for trigger in triggers_of(source):
            named = {*trigger.columns, *_ROW_OF.findall(trigger.body)}
            assert named and named <= there[trigger.table], trigger
    entry = there[SearchEntry._meta.db_table]
    for trigger in Sqlite().triggers_of_entries():
        assert {*trigger.columns, *_ROW_OF.findall(trigger.body)} <= entry
    for source in get_sources():
        assert set(source.moments.values()) <= entry


@pytest.mark.postgresql
def test_what_is_written_stands_in_the_index_at_once():
    """Not in a list that each search would read."""
    indexes = "SELECT relname FROM pg_class WHERE relname LIKE 'search_%%_vector'"
    with connection.cursor() as cursor:
        cursor.execute(indexes)
        assert len(cursor.fetchall()) == 5
        cursor.execute(f"{indexes} AND 'fastupdate=off' <> ALL (reloptions)")
        assert cursor.fetchall() == []
        cursor.execute("ALTER INDEX search_text_vector RESET (fastupdate)")
        Postgresql().make_tables(cursor)
        cursor.execute(f"{indexes} AND reloptions IS NULL")
        assert cursor.fetchall() == []


def test_a_record_that_was_withdrawn_whole_is_not_found():
    cooperative = make_cooperative("Hợp tác xã Ghi Nhầm")
    assert Organisation.objects.search("ghi nhầm")
    Standing.objects.filter(organisation=cooperative).update(
        superseded_at=timezone.now()
    )
    assert not Organisation.objects.search("ghi nhầm")


def test_who_is_registered_is_found_at_once():
    row = Cooperative(name="Hợp tác xã Mới Ghi")
    first = Standing.objects.get(organisation=make_cooperative())
    told = {"sector": first.sector, "area": first.area}
    register(organisation=row, founded_on=first.effective_from, by=None, **told)
    assert [one.pk for one in Organisation.objects.search("moi ghi")] == [row.pk]


def test_areas_are_indexed_by_the_migrations_and_follow_their_changes():
    rows = SearchEntry.objects.filter(kind=OF_AREAS)
    assert rows_of(rows.all()) == expected(OF_AREAS)
    Area.objects.filter(pk=1).update(name="Quận Thử Nghiệm")
    assert Area.objects.search("thử nghiệm").get().pk == 1
    assert rows_of(rows.all()) == expected(OF_AREAS)
