"""The database refuses to edit or delete a rule that counts depend on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cooperatives.models import (
    Area,
    AreaRecord,
    CurrentUnit,
    DatedFact,
    Rule,
    SectorGroup,
    SizeLimit,
    Stamped,
    Succession,
)
from tests.factories.people import make_user
from tests.factories.register import sector

pytestmark = pytest.mark.django_db

RULES = [SectorGroup, SizeLimit, AreaRecord, Succession, CurrentUnit]
MARKS = {"superseded_at", "superseded_by"}


def refused(message):
    return pytest.raises(IntegrityError, match=message)


def never(done, row):
    return f"a recorded {row._meta.model_name} is never {done}"


def another_value(row, field):
    """Returns a value of `field` that the row does not have."""
    if field.name == "corrects":
        return type(row).objects.last().pk
    if field.name == "sector":
        return sector("quy-tdnd").pk
    if field.related_model is Area:
        return Area.objects.last().pk
    if field.is_relation:
        return make_user().pk
    if isinstance(field, models.DateTimeField):
        return timezone.now() - timedelta(days=9)
    if isinstance(field, models.DateField):
        return date(2001, 1, 1)
    if isinstance(field, models.BooleanField):
        return not getattr(row, field.name)
    if field.choices:
        return next(v for v, _ in field.choices if v != getattr(row, field.name))
    return 987_654


CHANGES = [
    pytest.param(rule, field, id=f"{rule._meta.model_name}.{field.name}")
    for rule in RULES
    for field in rule._meta.fields
    if field.name not in MARKS
]


def test_every_rule_is_tried():
    assert set(Stamped.__subclasses__()) == {DatedFact, Rule, CurrentUnit}
    assert {*Rule.__subclasses__(), CurrentUnit} == set(RULES)


@pytest.mark.parametrize(("rule", "field"), CHANGES)
def test_no_column_of_a_rule_changes(rule, field):
    row = rule.objects.first()
    value = another_value(row, field)
    with refused(never("edited", row)), transaction.atomic():
        rule.objects.filter(pk=row.pk).update(**{field.name: value})


@pytest.mark.parametrize("rule", RULES)
def test_it_is_marked_superseded_once(rule):
    row, person = rule.objects.first(), make_user()
    rows = rule.objects.filter(pk=row.pk)
    assert rows.update(superseded_at=timezone.now(), superseded_by=person) == 1
    for change in (
        {"superseded_at": None},
        {"superseded_at": timezone.now()},
        {"superseded_by": None},
    ):
        with refused(never("edited", row)), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("rule", RULES)
def test_it_is_not_superseded_before_it_was_recorded(rule):
    rows = rule.objects.filter(pk=rule.objects.first().pk)
    name = f"{rule._meta.model_name}_superseded_after_recorded"
    early = timezone.now() - timedelta(days=366 * 200)
    with refused(name), transaction.atomic():
        rows.update(superseded_at=early)


@pytest.mark.parametrize("rule", RULES)
def test_it_is_not_deleted(rule):
    row = rule.objects.first()
    with refused(never("deleted", row)), transaction.atomic():
        rule.objects.filter(pk=row.pk).delete()


@pytest.mark.postgresql
@pytest.mark.parametrize("rule", RULES)
def test_its_table_is_not_emptied_at_once(rule):
    table = connection.ops.quote_name(rule._meta.db_table)
    refusal = refused(never("deleted", rule))
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("rule", RULES)
def test_the_same_holds_once_but_a_superseded_one_leaves_its_place_free(rule):
    row = rule.objects.first()
    same = {name: getattr(row, name) for name in rule.content_names()}
    with refused("(?i)unique"), transaction.atomic():
        rule.objects.bulk_create([rule(**same)])
    rule.objects.filter(pk=row.pk).update(superseded_at=timezone.now())
    assert rule.objects.bulk_create([rule(**same)])


def test_a_sector_is_in_a_known_group():
    with refused("sector_group_known"), transaction.atomic():
        SectorGroup.objects.bulk_create(
            [
                SectorGroup(
                    sector=sector("nn"), legal_group="khac", valid_from="2020-01-01"
                )
            ]
        )
