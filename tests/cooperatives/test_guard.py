"""The database refuses to edit or delete a recorded standing (both databases)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cooperatives.models import Standing
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db

NEVER_EDITED = "a recorded standing is never edited"
NEVER_DELETED = "a recorded standing is never deleted"
MARKS = {"superseded_at", "superseded_by"}


@pytest.fixture
def standing():
    return make_cooperative().standings.get()


def another_value(standing, field):
    """Return a value of `field` that the standing does not have."""
    if field == "recorded_by":
        return make_user().pk
    if field == "organisation":
        return make_cooperative().pk
    if field == "corrects":
        return make_cooperative().standings.get().pk
    return {
        "id": standing.pk + 1000,
        "kind": "lien-hiep",
        "effective_from": date(2001, 1, 1),
        "operating_status": "ngung",
        "legal_status": "tam-ngung",
        "sector": sector("gtvt").pk,
        "area": area("783").pk,
        "union": make_union().pk,
        "decision_number": "1/QĐ",
        "reason": "vì",
        "recorded_at": timezone.now() - timedelta(days=9),
    }[field]


@pytest.mark.parametrize(
    "field", [f.name for f in Standing._meta.fields if f.name not in MARKS]
)
def test_no_column_of_a_recorded_standing_changes(standing, field):
    """A new field has to be decided here, and added to the guard of SQLite."""
    value = another_value(standing, field)
    with pytest.raises(IntegrityError, match=NEVER_EDITED), transaction.atomic():
        Standing.objects.filter(pk=standing.pk).update(**{field: value})


def test_saving_an_unchanged_standing_does_no_harm(standing):
    standing.save()


def test_it_is_marked_superseded_once(standing):
    rows = Standing.objects.filter(pk=standing.pk)
    assert rows.update(superseded_at=timezone.now(), superseded_by=make_user()) == 1
    for change in (
        {"superseded_at": None},
        {"superseded_at": timezone.now()},
        {"superseded_by": None},
    ):
        with pytest.raises(IntegrityError, match=NEVER_EDITED), transaction.atomic():
            rows.update(**change)


def test_it_is_not_deleted(standing):
    with pytest.raises(IntegrityError, match=NEVER_DELETED), transaction.atomic():
        standing.delete()
    with pytest.raises(IntegrityError, match=NEVER_DELETED), transaction.atomic():
        Standing.objects.all().delete()


def test_one_of_demonstration_data_is(standing):
    demo = make_cooperative(is_demo=True).standings.get()
    demo.delete()
    assert list(Standing.objects.all()) == [standing]


def test_the_guards_are_there():
    """SQLite drops them when a migration rebuilds the table: then run 0002's again."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    assert {"standing_update", "standing_delete"} <= found
