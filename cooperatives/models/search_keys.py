"""By what an organisation is found: its names, its initials, its codes."""

import re

from django.db.models import Q

from coopsite.core.vietnamese import clean_text, fold, words_of

from ..tax_codes import compact


def matching(words, prefix=""):
    """Returns the condition "name, initials or code match `words`" for organisations,
    or for rows that reach one through `prefix` ("organisation__").

    Names of today and former ones, each word anywhere in them; initials as "vts1"; a
    tax code or certificate number in whole.
    """
    folded = words_of(words)
    by_name = Q()
    for word in folded:
        by_name &= Q(**{f"{prefix}search_name__contains": word})
    if not by_name:
        return by_name  # nothing was asked; all match
    if len(folded) == 1 and len(folded[0]) > 1:
        by_name |= Q(**{f"{prefix}initials__contains": folded[0]})
    return (
        by_name
        | Q(**{f"{prefix}tax_code": compact(words)})
        | Q(**{f"{prefix}certificate_number__iexact": clean_text(words)})
    )


def initials_of(name):
    """Returns the first letters of the words: "Hợp tác xã Vận tải Số 12" → "htxvts12".

    "HTX" counts as written out; a number stays whole.
    """
    return "".join(re.findall(r"\bhtx\b|\b[0-9]+|\b[a-z]", fold(name)))
