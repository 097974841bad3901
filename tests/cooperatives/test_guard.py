"""The database refuses to edit or delete a recorded fact (both databases)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cooperatives.actions import record_survey, reorganise
from cooperatives.models import (
    DatedFact,
    Designation,
    Fact,
    Reorganisation,
    Standing,
    StandingEntry,
    Survey,
)
from tests.factories.cases import few_now
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db

STATED = [StandingEntry, Survey, Designation, Reorganisation]
FACTS = [Standing, *STATED]
MARKS = {"superseded_at", "superseded_by", "withdrawal_reason"}


def make(fact, **identity):
    """Return a recorded fact of the sort `fact`."""
    cooperative = make_cooperative(**identity)
    if fact is Survey:
        day = date(2023, 1, 1)
        return record_survey(
            organisation=cooperative, effective_from=day, by=None, source="x", members=9
        )
    if fact is Reorganisation:
        return reorganise(
            organisation=cooperative,
            form="tach",
            successors=[make_cooperative(**identity)],
            effective_from=date(2023, 1, 1),
            by=None,
        )[0]
    return fact.objects.filter(organisation=cooperative).first()


OTHERS = {
    "kind": lambda: "lien-hiep",
    "operating_status": lambda: "ngung",
    "legal_status": lambda: "tam-ngung",
    "what": lambda: "ten-viet-tat",
    "form": lambda: "chia",
    "sector": lambda: sector("gtvt").pk,
    "area": lambda: area("783").pk,
    "unit": lambda: area("783").pk,
    "union": lambda: make_union().pk,
    "organisation": lambda: make_cooperative().pk,
    "successor": lambda: make_cooperative().pk,
    "recorded_by": lambda: make_user().pk,
}


def another_value(fact, field):
    """Return a value of `field` that the fact does not have."""
    if field.name in OTHERS:
        return OTHERS[field.name]()
    if field.name == "corrects":
        return make(type(fact)).pk
    if isinstance(field, models.BooleanField):
        return not getattr(fact, field.name)
    if isinstance(field, models.DateTimeField):
        return timezone.now() - timedelta(days=9)
    if isinstance(field, models.DateField):
        return date(2001, 1, 1)
    if isinstance(field, models.IntegerField | models.AutoField):
        return 987_654
    return "khác"


CHANGES = [
    pytest.param(fact, field, id=f"{fact._meta.model_name}.{field.name}")
    for fact in FACTS
    for field in fact._meta.fields
    if field.name not in MARKS
]


def refused(message):
    return pytest.raises(IntegrityError, match=message)


def never(done, fact):
    return f"a recorded {fact._meta.model_name} is never {done}"


def test_every_sort_of_fact_is_tried():
    assert set(STATED) == set(Fact.__subclasses__())
    assert set(FACTS) == {Standing, *STATED}
    assert set(DatedFact.__subclasses__()) == {Fact, Standing}


@pytest.mark.parametrize(
    ("sort", "field"), few_now(CHANGES, *range(0, len(CHANGES), 3))
)
def test_no_column_of_a_recorded_fact_changes(sort, field):
    fact = make(sort)
    value = another_value(fact, field)
    with refused(never("edited", fact)), transaction.atomic():
        sort.objects.filter(pk=fact.pk).update(**{field.name: value})


@pytest.mark.parametrize("sort", FACTS)
def test_saving_an_unchanged_fact_does_no_harm(sort):
    fact = make(sort)
    rows = sort.objects.filter(pk=fact.pk).values()
    before = rows.get()
    fact.save()
    assert rows.all().get() == before


@pytest.mark.parametrize("sort", FACTS)
def test_it_is_marked_superseded_once(sort):
    fact = make(sort)
    rows = sort.objects.filter(pk=fact.pk)
    now, person = timezone.now(), make_user()
    marks = {"superseded_at": now, "superseded_by": person}
    others = [{name: None} for name in marks] + [{"superseded_at": timezone.now()}]
    if sort is not Standing:
        marks["withdrawal_reason"] = "Sai"
        others.append({"withdrawal_reason": "khác"})
    assert rows.update(**marks) == 1
    for change in others:
        with refused(never("edited", fact)), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("sort", FACTS)
def test_it_is_not_deleted(sort):
    fact = make(sort)
    with refused(never("deleted", fact)), transaction.atomic():
        sort.objects.filter(pk=fact.pk).delete()
    with refused(never("deleted", fact)), transaction.atomic():
        sort.objects.all().delete()


@pytest.mark.parametrize("sort", FACTS)
def test_one_of_demonstration_data_is(sort):
    kept, demo = make(sort), make(sort, is_demo=True)
    sort.objects.filter(pk=demo.pk).delete()
    left = sort.objects.all()
    assert kept in left and demo not in left


@pytest.mark.postgresql
@pytest.mark.parametrize("sort", FACTS)
@pytest.mark.parametrize("may", ["off", ""])
def test_its_table_is_not_emptied_at_once(sort, may):
    fact = make(sort)
    table = connection.ops.quote_name(sort._meta.db_table)
    with (
        refused(never("deleted", fact)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('coopsite.may_truncate', %s, true)", [may])
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert sort.objects.filter(pk=fact.pk).exists()


@pytest.mark.parametrize("sort", STATED)
def test_a_withdrawal_is_marked_as_struck(sort):
    fact = make(sort)
    name = f"{sort._meta.model_name}_withdrawn_is_superseded"
    with refused(name), transaction.atomic():
        sort.objects.filter(pk=fact.pk).update(withdrawal_reason="Sai")


def test_the_guards_are_there():
    """SQLite drops them when a migration rebuilds the table: then run 0015's again."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    wanted = {f"{f._meta.model_name}_{e}" for f in FACTS for e in ("update", "delete")}
    assert wanted <= found
