"""What the rules of the register forbid (§7), looked for in what is held true now."""

from datetime import timedelta

from .facts import DISSOLVED, ENDING_FORMS


def broken_rules(register):
    """Yield, in words, each fact that refers to what did not exist on its day."""
    yield from _broken_reorganisations(register)
    yield from _circles(register)
    yield from _broken_memberships(register)
    for survey in register.surveys:
        founded = register.founded_on(survey.organisation, None)
        if survey.is_valid(None) and (founded is None or survey.day < founded):
            yield f"{survey} lies before the founding on {founded}"


def exists(register, organisation, day):
    """Whether it is in the register on the day, and not dissolved."""
    stands = register.stands(organisation, day, None)
    return stands is not None and stands["status"] != DISSOLVED


def _valid_reorganisations(register):
    return [one for one in register.reorganisations if one.is_valid(None)]


def _broken_reorganisations(register):
    for one in _valid_reorganisations(register):
        if not exists(register, one.successor, one.day):
            yield f"{one}: the successor does not exist on the day"
        eve = one.day - timedelta(days=1)
        lives_on = one.form not in ENDING_FORMS and exists(
            register, one.organisation, one.day
        )
        ends = one.form in ENDING_FORMS and exists(register, one.organisation, eve)
        if not lives_on and not ends:
            yield f"{one}: the predecessor does not exist until the day"
        later = [e.day for e in register.valid_entries(one.organisation, None)]
        if one.form in ENDING_FORMS and any(
            exists(register, one.organisation, day)
            for day in [one.day, *(day for day in later if day > one.day)]
        ):
            yield f"{one}: the predecessor does not stay dissolved"
        kinds = {
            register.organisations[number].kind
            for number in (one.organisation, one.successor)
        }
        if len(kinds) > 1:
            yield f"{one}: of two kinds"


def _circles(register):
    """Organisations that live on in themselves."""
    leads = {}
    for one in _valid_reorganisations(register):
        if one.form in ENDING_FORMS:
            leads.setdefault(one.organisation, set()).add(one.successor)
    for start in leads:
        reached, ahead = set(), set(leads[start])
        while ahead:
            number = ahead.pop()
            reached.add(number)
            ahead |= leads.get(number, set()) - reached
        if start in reached:
            yield f"organisation {start} lives on in itself"


def _broken_memberships(register):
    """Members of what is no union, on each day on which they or it change."""
    for one in register.organisations:
        entries = register.valid_entries(one.number, None)
        for entry in entries:
            union = entry.states.get("union")
            if union is not None and not exists(register, union, entry.day):
                yield f"{entry}: states a union that does not exist on the day"
        unions = {
            e.states["union"] for e in entries if e.states.get("union") is not None
        }
        told = [e for union in unions for e in register.valid_entries(union, None)]
        for day in sorted({entry.day for entry in entries + told}):
            stands = register.stands(one.number, day, None)
            union = stands and stands["union"]
            is_member = union is not None and stands["status"] != DISSOLVED
            if is_member and not exists(register, union, day):
                yield f"organisation {one.number} on {day}: union {union} is not there"
