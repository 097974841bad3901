"""The letters above the directory: each leads to the names that begin with it."""

from django.db.models.functions import Left

from coopsite.core.content_version import REGISTER
from coopsite.core.remembered import remembered
from coopsite.core.vietnamese import sort_key

from ..models import Organisation

# A letter with marks is one with the plain one: Ă and Â stand under A, as Ơ under O; Đ
# is a letter of its own.
_GROUPS = ["aăâ", "b", "c", "d", "đ", "eê", "f", "g", "h", "i", "j", "k", "l", "m", "n",
           "oôơ", "p", "q", "r", "s", "t", "uư", "v", "w", "x", "y", "z"]  # fmt: skip
LETTERS = [group[0] for group in _GROUPS]
# All that is no letter: numbers, as in "19/5".
OTHERS = "so"
# A letter takes two signs at the start of a sort key.
_SIGNS = 2


@remembered(REGISTER)
def get_letters(kind):
    """Returns those of `LETTERS`, and `OTHERS`, with which names of that kind begin."""
    rows = Organisation.objects.filter(kind=kind).order_by()
    signs = rows.values_list(Left("sort_name", _SIGNS), flat=True).distinct()
    begun = {_letter_of(sign) for sign in signs}
    return [letter for letter in (*LETTERS, OTHERS) if letter in begun]


def _letter_of(sign):
    for letter in LETTERS:
        first, before = get_bounds(letter)
        if first <= sign < before:
            return letter
    return OTHERS


def get_bounds(letter):
    """Returns the sort keys from which, and before which, lie the names that begin with
    `letter`, one of `LETTERS` or `OTHERS`."""
    if letter == OTHERS:
        return "", _first_sign("a")
    group = next(group for group in _GROUPS if group[0] == letter)
    return _first_sign(group[0]), _after(_first_sign(group[-1]))


def _first_sign(letter):
    return sort_key(letter)[:_SIGNS]


def _after(sign):
    return f"{int(sign, 16) + 1:0{_SIGNS}x}"
