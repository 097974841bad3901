"""Writers of the register that are killed, and what none may leave half done.

Each action carries in its decision number how many rows it writes.
"""

from collections import Counter
from datetime import date, timedelta

from cooperatives.actions import change_many, correct_standing, reorganise
from cooperatives.models import Cooperative, Organisation, StandingEntry
from tests.factories.register import make_cooperative

from .killing import Proof
from .program import Reorganisation
from .stored import derivation_faults, read_register, stored_courses

MEMBERS = 12
FIRST_DAY = date(2020, 1, 1)


def found_cooperatives():
    for number in range(MEMBERS):
        make_cooperative(f"Hợp tác xã Bền {number}", founded=FIRST_DAY)


def write_bulk(rng, name):
    """One change of all that were there from the beginning: a row each."""
    known = Cooperative.objects.filter(name__startswith="Hợp tác xã Bền")
    change_many(
        organisations=known,
        effective_from=free_day(known.first()),
        by=None,
        operating_status=rng.choice(["hoat-dong", "ngung"]),
        decision_number=f"bulk {name} rows {MEMBERS}",
    )


def write_division(rng, name):
    """A cooperative is divided into three: three rows, and its end."""
    known = Cooperative.objects.filter(name__startswith="Hợp tác xã Bền")
    divided = make_cooperative(f"Hợp tác xã Chia {name}", founded=FIRST_DAY)
    reorganise(
        organisation=divided,
        form="chia",
        successors=list(known[:3]),
        effective_from=FIRST_DAY,
        by=None,
        decision_number=f"division {name} rows 3",
    )


def write_correction(rng, name):
    entries = StandingEntry.objects.known().filter(decision_number__startswith="bulk")
    if entry := entries.order_by("pk").last():
        status = rng.choice(["hoat-dong", "ngung"])
        correct_standing(
            fact=entry, by=None, reason="Thử nghiệm.", operating_status=status
        )


def write_founding(rng, name):
    make_cooperative(f"Hợp tác xã Mới {name}", founded=FIRST_DAY)


def free_day(organisation):
    last = StandingEntry.objects.filter(organisation=organisation).latest(
        "effective_from"
    )
    return last.effective_from + timedelta(days=1)


# --- what may not be --------------------------------------------------------------


def half_done():
    """Yield what some action left half done."""
    yield from wrong_row_numbers()
    yield from organisations_without()
    yield from corrections_apart()
    register, numbers = read_register()
    courses = stored_courses(register, numbers)
    yield from derivation_faults(register, courses, [*register.moments[-3:], None])


def wrong_row_numbers():
    """Bulk changes and divisions that wrote other than the rows they announce."""
    for model, kind in ((StandingEntry, "bulk"), (Reorganisation, "division")):
        rows = model._base_manager.filter(decision_number__startswith=kind)
        rows = rows.filter(corrects=None).values_list("decision_number", flat=True)
        for name, number in Counter(rows).items():
            if number != int(name.split()[-1]):
                yield f"{name}: wrote {number} rows"
            ends = StandingEntry._base_manager.filter(decision_number=name)
            if kind == "division" and ends.count() != 1:
                yield f"{name}: the predecessor's end was written {ends.count()} times"


def organisations_without():
    """Organisations that have no entry, or no name."""
    for field in ("entries", "designations"):
        for one in Organisation.objects.filter(**{field: None}):
            yield f"{one} has no {field}"


def corrections_apart():
    """Entries superseded without a right one of the same moment in their place."""
    struck = StandingEntry._base_manager.exclude(superseded_at=None)
    for wrong in struck.filter(withdrawal_reason=""):
        right = StandingEntry._base_manager.filter(corrects=wrong).first()
        if right is None or right.recorded_at != wrong.superseded_at:
            yield f"entry {wrong.pk} was superseded by nothing"


def actions_done():
    moments = StandingEntry._base_manager.values_list("recorded_at", flat=True)
    return len(set(moments))


PROOF = Proof(
    found_cooperatives,
    [write_bulk, write_division, write_correction, write_founding],
    half_done,
    actions_done,
)
