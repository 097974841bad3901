"""Who did what stays: log and versions are never edited or deleted, by nobody."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cooperatives.models import Cooperative, ScanDownload, Union
from coopsite.accounts.models import AuditEvent, SavedView, User
from coopsite.accounts.roles import ADMINISTRATOR, KEEPER
from coopsite.portal.models import Page
from news.models import Article, VideoClip
from tests.factories.cases import few_now
from tests.factories.news import make_article, make_clip
from tests.factories.pages import Page as Answered
from tests.factories.people import make_user
from tests.factories.portal import make_page
from tests.factories.register import make_cooperative, make_union

pytestmark = pytest.mark.django_db
MAKERS = {
    Article: make_article,
    VideoClip: make_clip,
    Cooperative: make_cooperative,
    Union: make_union,
    Page: make_page,
}
VERSIONS = [model.history.model for model in MAKERS]
LOGS = [LogEntry, ScanDownload, AuditEvent, *VERSIONS]


def log(person):
    return LogEntry.objects.create(
        user=person, object_repr="Hợp tác xã Một", object_id="1", action_flag=CHANGE,
        content_type=ContentType.objects.get_for_model(Cooperative),
    )  # fmt: skip


def make(model, **fields):
    """Return an entry of the log, or a version of a row."""
    if model is LogEntry:
        return log(make_user())
    if model is ScanDownload:
        return by_download(make_user())
    if model is AuditEvent:
        return AuditEvent.objects.create(kind="sign_in", address="198.51.100.9")
    source = next(m for m in MAKERS if m.history.model is model)
    return source.history.get(id=MAKERS[source](**fields).pk)


def another_value(field, row):
    if field.is_relation:
        return None if field.null and field.value_from_object(row) else 987_654
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not field.value_from_object(row)
    if kind in ("DateTimeField", "DateField"):
        return "2001-01-01T00:00Z"[: None if kind == "DateTimeField" else 10]
    if "Integer" in kind or "Auto" in kind:
        return (field.value_from_object(row) or 0) + 1
    return "#"


MAY_CHANGE = {
    ("logentry", "content_type"),
    ("historicalvideoclip", "file"),
    ("auditevent", "match_text"),  # what is searched, not what is read
}


@pytest.mark.parametrize("model", LOGS)
def test_no_column_of_it_is_edited(model):
    row = make(model)
    rows = model.objects.filter(pk=row.pk)
    kept, name = rows.values().get(), model._meta.model_name
    for field in model._meta.local_fields:
        if (name, field.name) not in MAY_CHANGE:
            message = f"a recorded {name} is never edited"
            with pytest.raises(IntegrityError, match=message), transaction.atomic():
                rows.update(**{field.attname: another_value(field, row)})
    assert rows.values().get() == kept


@pytest.mark.parametrize("model", LOGS)
def test_it_is_not_deleted(model):
    row = make(model)
    message = f"a recorded {model._meta.model_name} is never deleted"
    for rows in (model.objects.filter(pk=row.pk), model.objects.all()):
        with pytest.raises(IntegrityError, match=message), transaction.atomic():
            rows.delete()
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", VERSIONS)
def test_a_version_of_demonstration_data_is(model):
    row = make(model, is_demo=True)
    model.objects.filter(pk=row.pk).delete()
    assert not model.objects.filter(pk=row.pk).exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("model", LOGS)
def test_its_table_is_not_emptied_at_once(model):
    row = make(model)
    table = connection.ops.quote_name(model._meta.db_table)
    with (
        pytest.raises(IntegrityError, match="is never deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert model.objects.filter(pk=row.pk).exists()


def test_a_kind_of_rows_that_is_gone_leaves_the_log_its_words():
    entry = log(make_user())
    LogEntry.objects.filter(pk=entry.pk).update(content_type=None)
    assert LogEntry.objects.get(pk=entry.pk).object_repr == "Hợp tác xã Một"


# --- people who did something ---------------------------------------------------------


def by_log(person):
    log(person)


def by_version(person):
    article = make_article()
    article._history_user = person
    article.save()


def by_fact(person):
    make_cooperative(by=person)


def by_download(person):
    return ScanDownload.objects.create(person=person, what="Hợp tác xã", file="a.pdf")


def delete(client, person):
    address = reverse("admin:accounts_user_delete", args=[person.pk])
    return client.post(address, {"post": "yes"})


def delete_from_list(client, *people):
    chosen = [person.pk for person in people]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return client.post(reverse("admin:accounts_user_changelist"), sent)


@pytest.mark.parametrize("is_superuser", few_now([True, False], 1))
def test_who_did_something_is_not_deleted_but_told_how_to_stop_them(
    client, superuser, is_superuser
):
    client.force_login(superuser if is_superuser else make_user(role=ADMINISTRATOR))
    for did in (by_log, by_version, by_fact, by_download):
        person = make_user(role=KEEPER)
        did(person)
        for way in (delete, delete_from_list):
            answer = way(client, person)
            assert answer.status_code == 200, (did, way)
            text = " ".join(answer.content.decode().split())
            told = Answered(answer).words("h1")
            assert told == ["Không thể xoá người dùng"], (did, way)
            assert "bỏ đánh dấu “Đang hoạt động”" in text, (did, way)
            assert User.objects.filter(pk=person.pk).exists(), (did, way)


def test_nobody_else_chosen_with_them_is(staff_client):
    person, other = make_user("thu"), make_user("bang")
    by_log(person)
    delete_from_list(staff_client, person, other)
    assert User.objects.filter(pk__in=[person.pk, other.pk]).count() == 2


@pytest.mark.parametrize("way", [delete, delete_from_list])
def test_who_did_nothing_is_deleted_with_their_filters(staff_client, way):
    person = make_user("thu", role=KEEPER)
    SavedView.objects.create(user=person, page="a.b", name="x", query="q=1")
    assert way(staff_client, person).status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()


def test_the_database_keeps_a_person_with_a_log_whoever_deletes():
    person = make_user()
    entry = log(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        person.delete()
    assert LogEntry.objects.get(pk=entry.pk).user == person
