"""Kills writers in the middle of actions, and looks whether anything is half done.

`python -m tests.proofs.kills NUMBER` on the empty database that DATABASE_URL names. A
writer is a forked process that runs actions without end; it is killed (kill -9) at a
random moment. Each action carries in its decision number how many rows it writes.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import date, timedelta
from itertools import count

import django

MEMBERS = 12
FIRST_DAY = date(2020, 1, 1)


def main(number):
    """Kill `number` writers, check after each; return 0 when nothing was half done."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found_cooperatives()
    rng, inside = random.Random(number), 0
    for one in range(number):
        inside += kill_a_writer(one, rng)
        if faults := list(half_done()):
            print(f"after kill {one + 1}:", *faults[:20], sep="\n")
            return 1
    print(f"{number} writers killed, {inside} in the middle of an action", end="")
    print(f"; {actions_done()} actions were whole")
    return 0 if inside * 3 >= number else 2


def kill_a_writer(seed, rng):
    """Fork a writer and kill it; return whether it was in the middle of an action."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            write_without_end(random.Random(seed), writing)
        finally:
            os._exit(1)
    os.close(writing)
    marks = os.read(reading, 1)  # it has begun
    time.sleep(rng.uniform(0, 0.8))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while more := os.read(reading, 4096):
        marks += more
    os.close(reading)
    return marks.endswith(b"(")


# --- writers ----------------------------------------------------------------------


def found_cooperatives():
    from tests.factories.register import make_cooperative

    for number in range(MEMBERS):
        make_cooperative(f"Hợp tác xã Bền {number}", founded=FIRST_DAY)


def write_without_end(rng, marks):
    writers = [write_bulk, write_division, write_correction, write_founding]
    for number in count():
        os.write(marks, b"(")
        rng.choice(writers)(rng, f"{os.getpid()}.{number}")
        os.write(marks, b")")


def write_bulk(rng, name):
    """One change of all that were there from the beginning: a row each."""
    from cooperatives.actions import change_many
    from cooperatives.models import Cooperative

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
    from cooperatives.actions import reorganise
    from cooperatives.models import Cooperative
    from tests.factories.register import make_cooperative

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
    from cooperatives.actions import correct_standing
    from cooperatives.models import StandingEntry

    entries = StandingEntry.objects.known().filter(decision_number__startswith="bulk")
    if entry := entries.order_by("pk").last():
        status = rng.choice(["hoat-dong", "ngung"])
        correct_standing(
            fact=entry, by=None, reason="Thử nghiệm.", operating_status=status
        )


def write_founding(rng, name):
    from tests.factories.register import make_cooperative

    make_cooperative(f"Hợp tác xã Mới {name}", founded=FIRST_DAY)


def free_day(organisation):
    from cooperatives.models import StandingEntry

    last = StandingEntry.objects.filter(organisation=organisation).latest(
        "effective_from"
    )
    return last.effective_from + timedelta(days=1)


# --- what may not be --------------------------------------------------------------


def half_done():
    """Yield what some action left half done."""
    from .stored import derivation_faults, read_register, stored_courses

    yield from wrong_row_numbers()
    yield from organisations_without()
    yield from corrections_apart()
    register, numbers = read_register()
    courses = stored_courses(register, numbers)
    yield from derivation_faults(register, courses, [*register.moments[-3:], None])


def wrong_row_numbers():
    """Bulk changes and divisions that wrote other than the rows they announce."""
    from cooperatives.models import StandingEntry

    from .program import Reorganisation

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
    from cooperatives.models import Organisation

    for field in ("entries", "designations"):
        for one in Organisation.objects.filter(**{field: None}):
            yield f"{one} has no {field}"


def corrections_apart():
    """Entries superseded without a right one of the same moment in their place."""
    from cooperatives.models import StandingEntry

    struck = StandingEntry._base_manager.exclude(superseded_at=None)
    for wrong in struck.filter(withdrawal_reason=""):
        right = StandingEntry._base_manager.filter(corrects=wrong).first()
        if right is None or right.recorded_at != wrong.superseded_at:
            yield f"entry {wrong.pk} was superseded by nothing"


def actions_done():
    from cooperatives.models import StandingEntry

    moments = StandingEntry._base_manager.values_list("recorded_at", flat=True)
    return len(set(moments))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main(int(sys.argv[1])))
