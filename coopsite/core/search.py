"""The box above a list of the desk: what is typed into it, and what it finds."""

from django import forms
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm

from .autocomplete import MAX_SEARCH
from .match_text import containing, has_all_words


class _SearchForm(ChangeListSearchForm):
    """The box above a list: words beyond its maximum are refused before any work."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR] = forms.CharField(
            required=False,
            strip=False,
            max_length=MAX_SEARCH,
            error_messages={
                "max_length": "Từ cần tìm dài quá %(limit_value)d ký tự. Hãy gõ ít chữ "
                "hơn."
            },
        )


class _Rows(ChangeList):
    search_form_class = _SearchForm


class FindsByWords:
    """A list that is searched by words as readers of Vietnamese compare them, never as
    the database does: SQLite knows no case beyond ASCII."""

    def get_changelist(self, request, **kwargs):
        return _Rows

    def get_search_results(self, request, queryset, search_term):
        """Returns those that have all words; in tables of a few rows, which keep no
        `match_text`, by a look at each."""
        if not search_term or self.search_fields == ["match_text"]:
            return queryset.filter(containing(search_term)), False
        rows = self.model._default_manager.values_list("pk", *self.search_fields)
        keys = [key for key, *texts in rows if has_all_words(search_term, texts)]
        return queryset.filter(pk__in=keys), False
