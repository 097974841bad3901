"""Applies accepted operations to the naive register, as docs/register.md says."""

from .facts import DISSOLVED, ENDED, ENDING_FORMS

# What a founding states where nothing else is said (§1).
_FOUNDING = {
    "status": "hoat-dong",
    "legal": "hoat-dong",
    "sector": None,
    "union": None,
}


def tell(register, operation, moment):
    """Apply an accepted operation at its moment."""
    do = operation["do"]
    if do == "register":
        one = register.add_organisation(operation["kind"], operation["name"])
        states = {"union": None} | operation["states"]
        register.add_entry(one.number, operation["day"], states, moment)
    elif do in ("change", "change_many"):
        for one in operation.get("organisations") or [operation["organisation"]]:
            _tell_change(register, one, operation, moment)
    elif do == "correct":
        wrong = register.entries[operation["entry"]]
        wrong.superseded = moment
        states = wrong.states | operation["states"]
        register.add_entry(wrong.organisation, operation["day"], states, moment)
    elif do == "withdraw":
        facts = getattr(register, operation["sort"])
        facts[operation["fact"]].superseded = moment
    else:
        _tell_others(register, operation, moment)


def _tell_change(register, one, operation, moment):
    """Where all was withdrawn before, a change is a founding: it states all."""
    states = operation["states"]
    if register.founded_on(one, None) is None:
        states = _FOUNDING | states
    register.add_entry(one, operation["day"], states, moment)


def _tell_others(register, operation, moment):
    do = operation["do"]
    if do == "survey":
        one, day = operation["organisation"], operation["day"]
        register.add_survey(one, day, operation["figures"], moment)
    elif do == "correct_survey":
        wrong = register.surveys[operation["survey"]]
        wrong.superseded = moment
        figures = wrong.figures | operation["figures"]
        register.add_survey(wrong.organisation, wrong.day, figures, moment)
    elif do == "reorganise":
        _tell_reorganisation(register, operation, moment)
    else:
        register.world.tell_rule(operation, moment)


def _tell_reorganisation(register, operation, moment):
    """§7: all forms but one state that the predecessor ended, unless it had."""
    one = operation["organisation"]
    day, form = operation["day"], operation["form"]
    stands = register.stands(one, day, None)
    if form in ENDING_FORMS and stands["status"] != DISSOLVED:
        ended = {"status": DISSOLVED, "legal": ENDED}
        register.add_entry(one, day, ended, moment)
    for successor in operation["successors"]:
        register.add_reorganisation(one, successor, form, day, moment)
