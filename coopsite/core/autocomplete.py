"""The admin's boxes that search while one types, firm against what no box sends.

Django looks for the chosen rows to show them again, and fails on a key that is none.
"""

import re

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from .paging import BoundedPages

MAX_SEARCH = 200  # signs that are typed to find a row
MAX_PAGE = 500  # of the rows that are found
_KEY = re.compile("[0-9]{1,18}")


def is_key(sent):
    """Returns whether `sent` may be the key of a row, in any of the databases."""
    return bool(_KEY.fullmatch(str(sent)))


class _OnlyKeys:
    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, list(filter(is_key, value)), attr)


class Autocomplete(_OnlyKeys, AutocompleteSelect):
    """For one row."""


class AutocompleteMultiple(_OnlyKeys, AutocompleteSelectMultiple):
    """For any number of rows."""


class FoundRows(AutocompleteJsonView):
    """What the boxes get: rows by the label that their model admin has for them."""

    def process_request(self, request):
        """Returns what was asked for; of words beyond the maximum only the first."""
        term, *rest = super().process_request(request)
        return term[:MAX_SEARCH], *rest

    def get_paginator(self, queryset, per_page, **kwargs):
        """Returns the pages up to the one asked for, and whether there is another."""
        page = self.request.GET.get(self.page_kwarg, "")
        number = min(int(page), MAX_PAGE) if is_key(page) else 1
        return BoundedPages(queryset, per_page, number * per_page + 1)

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "autocomplete_label", None)
        return result | {"text": label(obj)} if label else result
