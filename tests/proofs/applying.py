"""Applies accepted operations to the naive register, as docs/register.md says."""

from .facts import DISSOLVED, ENDED, ENDING_FORMS
from .members import consequences, ended_unions, settle

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
        _tell_changes(register, operation, moment)
    elif do == "correct":
        _tell_correction(register, operation, moment)
    elif do == "withdraw":
        _tell_withdrawal(register, operation, moment)
    else:
        _tell_others(register, operation, moment)


def _tell_changes(register, operation, moment):
    """Where all was withdrawn before, a change is a founding: it states all."""
    told = operation.get("organisations") or [operation["organisation"]]
    for one in told:
        states = operation["states"]
        if register.founded_on(one, None) is None:
            states = _FOUNDING | states
        register.add_entry(one, operation["day"], states, moment)
    _tell_members(register, told, operation["states"], operation, moment)


def _tell_members(register, told, states, operation, moment, successor=None):
    """§7: a union that ends says what becomes of its members."""
    unions = ended_unions(register, told, states)
    choice = operation.get("members")
    settle(register, unions, operation["day"], choice, successor, moment)


def _tell_correction(register, operation, moment):
    wrong = register.entries[operation["entry"]]
    wrong.superseded = moment
    left_out = operation.get("leave_out", [])
    kept = {axis: v for axis, v in wrong.states.items() if axis not in left_out}
    one, states = wrong.organisation, kept | operation["states"]
    register.add_entry(one, operation["day"], states, moment, corrects=wrong.number)
    _tell_members(register, [one], states, operation, moment)


def _tell_withdrawal(register, operation, moment):
    fact = getattr(register, operation["sort"])[operation["fact"]]
    gone = [fact]
    if operation.get("consequences"):
        gone += consequences(register, fact)
    for one in gone:
        one.superseded = moment


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
    elif "area" in operation:
        register.world.areas.tell(operation, moment)
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
        successors = operation["successors"]
        heir = successors[0] if len(successors) == 1 else None
        _tell_members(register, [one], ended, operation, moment, heir)
    for successor in operation["successors"]:
        register.add_reorganisation(one, successor, form, day, moment)
