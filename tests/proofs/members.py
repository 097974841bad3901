"""What becomes of a union's members when it ends, and goes with its end (§7)."""

from datetime import timedelta

from .facts import DISSOLVED, ENDING_FORMS, UNION
from .rules import exists

LEAVE, FOLLOW = "roi", "theo"


def settle(register, unions, day, choice, successor, moment):
    """Each member that would stay in one of the ended unions states that it left, or
    follows into the successor."""
    for one in register.organisations:
        stands = register.stands(one.number, day, None)
        if stands and stands["union"] in unions and _would_stay(register, one, day):
            union = successor if choice == FOLLOW else None
            register.add_entry(one.number, day, {"union": union}, moment)


def _would_stay(register, one, day):
    """Whether it stands on a day in a union that does not exist, while it does."""
    union = register.stands(one.number, day, None)["union"]
    entries = [
        *register.valid_entries(one.number, None),
        *register.valid_entries(union, None),
    ]
    days = {day, *(entry.day for entry in entries if entry.day > day)}
    return any(
        exists(register, one.number, later)
        and register.stands(one.number, later, None)["union"] == union
        and not exists(register, union, later)
        for later in days
    )


def ended_unions(register, organisations, states):
    """Those of the organisations that are unions, where they are stated to end."""
    if states.get("status") != DISSOLVED:
        return []
    return [one for one in organisations if register.organisations[one].kind == UNION]


def consequences(register, reorganisation):
    """The entries that go with a withdrawn reorganisation where it is said so."""
    one, day = reorganisation.organisation, reorganisation.day
    others = [
        other
        for other in register.reorganisations
        if other.organisation == one
        and other.form in ENDING_FORMS
        and other.is_valid(None)
        and other is not reorganisation
    ]
    if reorganisation.form not in ENDING_FORMS or others:
        return []
    ends = [
        entry
        for entry in register.valid_entries(one, None)
        if entry.day == day and entry.states.get("status") == DISSOLVED
    ]
    return [*ends, *(e for end in ends for e in _of_members(register, one, end))]


def _of_members(register, union, end):
    """What was written for who stood in the union on the day before, with its end."""
    moments = {version.recorded for version in versions(register, end)}
    eve = end.day - timedelta(days=1)
    for one in register.organisations:
        stands = register.stands(one.number, eve, None)
        if not stands or stands["union"] != union:
            continue
        for entry in register.valid_entries(one.number, None):
            if entry.day == end.day and any(
                version.recorded in moments
                and "union" in version.states
                and "union" in entry.states
                and version.states["union"] == entry.states["union"]
                for version in versions(register, entry)
            ):
                yield entry


def versions(register, entry):
    """The entry, and what it corrected, back to the first."""
    while entry is not None:
        yield entry
        wrong = entry.corrects
        entry = None if wrong is None else register.entries[wrong]
