"""What a reader asks for: the words, and what the results are narrowed to."""

from functools import cached_property

from django.utils import timezone

from cooperatives.models.search_queries import keys_read
from coopsite.core.addresses import PAGE, address_of, address_with
from coopsite.core.full_text.query import Query
from coopsite.core.full_text.searching import Search
from news.lists import get_sections
from news.search import mark_of_section, mark_of_year

from .kinds import get_kinds

WORDS, KIND, SECTION, YEAR = "q", "loai", "chuyen-muc", "nam"
PARAMS = [WORDS, KIND, SECTION, YEAR, PAGE]


class Question:
    """What the parameters of an address ask for, of which `need` results are read; what
    they name and is not there asks for nothing."""

    def __init__(self, params, need=0):
        self._params, self._need = params, need
        self.typed = params.get(WORDS, "")
        codes = keys_read(self.typed[:60])
        self.query = Query(self.typed, codes)
        self.at = timezone.now()

    @cached_property
    def kind(self):
        """The `Kind` that is asked for; None for all."""
        name = self._params.get(KIND, "")
        return next((kind for kind in get_kinds() if kind.name == name), None)

    @cached_property
    def section(self):
        slug = self._params.get(SECTION, "")
        return next((row for row in get_sections() if row.slug == slug), None)

    @cached_property
    def year(self):
        """The year that is asked for; None for all."""
        text = self._params.get(YEAR, "")
        is_year = len(text) == 4 and text.isascii() and text.isdigit()
        return int(text) if is_year else None

    @property
    def is_empty(self):
        return not (self.query.has_words or self.query.codes)

    @property
    def is_narrowed(self):
        return bool(self.kind or self.section or self.year)

    @cached_property
    def news(self):
        """The search for what has a day, narrowed as asked."""
        kinds = [kind for kind in get_kinds() if kind.is_news]
        return self._search(kinds, self._marks)

    @cached_property
    def register(self):
        """The search for what stands in the register; for nothing where a section or
        year is asked for."""
        kinds = [kind for kind in get_kinds() if not kind.is_news]
        return self._search([] if self._marks else kinds, [])

    @cached_property
    def everything(self):
        """The search for all kinds, narrowed as asked but for the kind."""
        kinds = [kind for kind in get_kinds() if kind.is_news or not self._marks]
        names = [kind.name for kind in kinds]
        return Search(self.query, names, at=self.at, marks=self._marks)

    @property
    def _marks(self):
        section = [[mark_of_section(self.section.pk)]] if self.section else []
        return section + ([[mark_of_year(self.year)]] if self.year else [])

    def _search(self, kinds, marks):
        names = [kind.name for kind in kinds if self.kind in (None, kind)]
        return Search(
            self.query, names, need=self._need, at=self.at, marks=marks,
            within=self.everything,
        )  # fmt: skip

    def address(self, **changed):
        """Returns the address of these words, narrowed otherwise (None: no more)."""
        params = self._params.copy()
        for name, value in {PAGE: None, **changed}.items():
            params.pop(name, None)
            if value:
                params[name] = value
        return address_with(address_of("portal:search"), params)
