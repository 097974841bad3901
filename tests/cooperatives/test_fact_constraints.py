"""The database refuses facts and limits of size that the register must never hold."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cooperatives.models import (
    Designation,
    Fact,
    Reorganisation,
    SizeLimit,
    StandingEntry,
    Survey,
)
from tests.factories.register import make_cooperative

from .test_constraints import refused

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


def right(model):
    """Return the fields of a row of `model` that is right."""
    if model is SizeLimit:
        return {
            "legal_group": "trade",
            "size": "lon",
            "members": 100,
            "revenue": 10,
            "total_capital": 5,
            "valid_from": DAY,
        }
    own = {
        Survey: lambda: {"source": "Phiếu", "members": 9},
        Designation: lambda: {"what": "ten-viet-tat", "value": "HTX Sao Mai"},
        Reorganisation: lambda: {"successor": make_cooperative(), "form": "chia"},
    }
    return {"organisation": make_cooperative(), "effective_from": DAY} | own[model]()


def write(model, fields, **changed):
    with transaction.atomic():
        return model.objects.bulk_create([model(**(fields | changed))])[0]


MODELS = [SizeLimit, Survey, Designation, Reorganisation]


def test_every_sort_of_fact_is_tried():
    assert set(Fact.__subclasses__()) == {*MODELS, StandingEntry} - {SizeLimit}


@pytest.mark.parametrize("model", MODELS)
def test_a_right_row_is_taken(model):
    assert write(model, right(model))


@pytest.mark.parametrize(
    ("model", "changed", "name"),
    [
        (Survey, {"source": ""}, "survey_has_a_source"),
        (Survey, {"members": None}, "survey_says_something"),
        (Survey, {"members": -1}, "(?i)members|check"),
        (Survey, {"charter_capital": -1}, "(?i)charter_capital|check"),
        (Designation, {"value": ""}, "designation_says_something"),
        (Designation, {"what": "bi-danh"}, "designation_what_known"),
        (Reorganisation, {"form": "ban"}, "reorganisation_form_known"),
        (SizeLimit, {"size": "sieu-nho"}, "size_limit_size_known"),
        (SizeLimit, {"legal_group": "khac"}, "size_limit_legal_group_known"),
        (SizeLimit, {"valid_until": DAY}, "size_limit_ends_after_its_start"),
    ],
)
def test_a_wrong_row_is_refused(model, changed, name):
    with refused(name):
        write(model, right(model), **changed)


@pytest.mark.parametrize("model", MODELS)
def test_the_same_is_not_there_twice(model):
    fields = right(model)
    write(model, fields)
    with refused("(?i)unique"):
        write(model, fields)


@pytest.mark.parametrize("sort", [Survey, Designation, Reorganisation])
def test_a_superseded_one_leaves_its_place_free(sort):
    fields = right(sort)
    write(sort, fields, superseded_at=timezone.now() + timedelta(seconds=1))
    assert write(sort, fields)


@pytest.mark.parametrize("sort", [Survey, Designation, Reorganisation])
def test_nothing_is_superseded_before_it_was_recorded(sort):
    with refused(f"{sort._meta.model_name}_superseded_after_recorded"):
        write(sort, right(sort), superseded_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize("sort", [Survey, Designation, Reorganisation])
def test_a_fact_is_corrected_once(sort):
    fields = right(sort)
    wrong = write(sort, fields, superseded_at=timezone.now() + timedelta(seconds=1))
    write(sort, fields, corrects=wrong)
    with refused("(?i)unique"):
        write(sort, right(sort), corrects=wrong)


def test_nobody_succeeds_itself():
    fields = right(Reorganisation)
    with refused("reorganisation_leads_elsewhere"):
        write(Reorganisation, fields, successor=fields["organisation"])
