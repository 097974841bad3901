"""Finding organisations by their names, initials and codes."""

import re

from django.db.models import Q

from coopsite.core.match_text import containing
from coopsite.core.vietnamese import fold

from .search_keys import key_of

# A tax code is found by its beginning from so many digits on.
SHORTEST_BEGINNING = 4
# How programs spoil a code: a spreadsheet's "301175691.0", org-id's "VN-TIN-".
_SPOILT = re.compile(r"^vn-?tin-?|\.0+$")


def matching(words, prefix=""):
    """Returns the condition "name, initials or code match `words`" for organisations,
    or for rows that reach one through `prefix` ("organisation__").

    Names of today and former ones, each word anywhere in them; initials as "vts1"; a
    tax code or certificate number of today or before, a tax code from its beginning,
    too; the id in the address of its page.
    """
    condition = containing(words, f"{prefix}match_text")
    if not condition:
        return condition  # nothing was asked; all match
    folded = fold(words)
    if " " not in folded and len(folded) > 1:
        condition |= Q(**{f"{prefix}initials__contains": folded})
        condition |= Q(**{f"{prefix}public_id": folded})
    for key in keys_read(words):
        if key.isdigit() and len(key) >= SHORTEST_BEGINNING:
            condition |= Q(**{f"{prefix}tax_code__startswith": key})
    return condition | of_code(words, prefix)


def of_code(typed, prefix=""):
    """Returns the condition that a tax code or certificate number, held now or before,
    is what was typed; no row where it has no digit."""
    condition = Q(pk__in=[])
    for key in keys_read(typed):
        condition |= Q(**{f"{prefix}code_keys__contains": f" {key} "})
    return condition


def keys_read(typed):
    """Returns the keys that were meant: a spreadsheet drops a leading zero."""
    key = key_of(_SPOILT.sub("", fold(typed)))
    if not any(char.isdigit() for char in key):
        return []
    return [key, f"0{key}"] if key.isdigit() and len(key) in (9, 12) else [key]
