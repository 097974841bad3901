"""What an organisation is found and sorted by, kept beside what it follows from."""

import re

from django.db import models

from coopsite.core.code_keys import key_of_code
from coopsite.core.match_text import MatchText
from coopsite.core.vietnamese import fold, own_part, sort_key

from ..tax_codes import compact

# What it was once called and numbered by, each one a line.
FORMER = ["former_names", "former_short_names", "former_codes"]
# What follows from other fields; no version keeps it.
DERIVED = ["match_text", "code_keys", "sort_name", "initials", *FORMER]


def _derived_column():
    return models.TextField(editable=False, blank=True, default="", db_default="")


class KeptKeys(models.Model):
    """The columns that follow from an organisation's own and from its designations."""

    former_names = models.TextField(editable=False, blank=True)
    former_short_names = _derived_column()
    former_codes = _derived_column()
    initials = models.CharField(max_length=60, editable=False, blank=True)
    code_keys = _derived_column()
    match_text = MatchText(sources=["name", "short_name", "foreign_name", *FORMER[:2]])
    sort_name = models.TextField(editable=False)

    class Meta:
        abstract = True

    def derive_keys(self):
        """Fills in what follows from the columns of the row."""
        codes = [self.tax_code, self.certificate_number]
        self.code_keys = keys_of(*codes, *self.former_codes.splitlines())
        self.initials = initials_of(self.name)[:60]
        self.sort_name = sort_key(own_part(self.name))

    # What `remake_keys` makes anew beside the words.
    KEYS = DERIVED[1:]

    def fill_keys(self):
        """Fills in all that follows, of what is written in the register, too."""
        self.read_former()
        self.derive_keys()

    def read_former(self):
        """Fills in what it was once called and numbered by, the latest first."""
        rows = self.designations.known().order_by("-effective_from")
        values = list(rows.values_list("what", "value"))
        for field, (kinds, current) in self._former_of.items():
            found = dict.fromkeys(value for what, value in values if what in kinds)
            setattr(self, field, "\n".join(v for v in found if v not in current))

    @property
    def _former_of(self):
        codes = [self.tax_code, self.certificate_number]
        return {
            "former_names": (["ten"], [self.name]),
            "former_short_names": (["ten-viet-tat"], [self.short_name]),
            "former_codes": (["ma-so-thue", "giay-chung-nhan"], codes),
        }


def key_of(code):
    """Returns a code as it is compared: "41K-123" and "41K 123" are one."""
    return key_of_code(compact(code) or code)


def keys_of(*codes):
    """Returns the keys of those codes, each between spaces, for `of_code`."""
    keys = dict.fromkeys(key_of(code) for code in codes if code)
    return f" {' '.join(filter(None, keys))} "


def initials_of(name):
    """Returns the first letters of the words: "Hợp tác xã Vận tải Số 12" → "htxvts12".

    "HTX" counts as written out; a number stays whole.
    """
    return "".join(re.findall(r"\bhtx\b|\b[0-9]+|\b[a-z]", fold(name)))
