"""Merges what two people made of one text of a form, as far as they do not say other
things in the same place."""

from django import forms

from ..merge import merge, merge_lines
from ..richtext import RichTextWidget, plain_text
from .conflicts import Conflict, Taken, name_choice, read_choice
from .values import digest

_VERSIONS_SEARCHED = 20  # the newest, for the text that a form started from


class TextMerge:
    """A part of the guarded form: texts, merged by paragraph or line."""

    def _merge(self, name, start):
        """Merges what both made of a text; returns whether it could."""
        is_rich = self._is_rich(name)
        if not is_rich and not isinstance(self.fields[name].widget, forms.Textarea):
            return False
        base, mine = self._find_base(name, start), self._typed.get(name)
        if base is None or mine is None:
            return False
        texts = [base, mine, self._stored_value(name)]
        if is_rich:
            texts = [self._tidy(name, text) for text in texts]
        merged = (merge if is_rich else merge_lines)(
            *texts, choose=lambda change: read_choice(self.data, _name(name, change))
        )
        self._put(name, merged.text, merged.text)
        self._tell(name, merged, start)
        return True

    def _tell(self, name, merged, start):
        label = self[name].label
        if merged.taken:
            pairs = [self._in_plain(name, c.base, c.theirs) for c in merged.taken]
            self.taken.append(Taken(label, tuple(pairs)))
        asked = [
            Conflict(
                label, _name(name, change),
                *self._in_plain(name, change.mine, change.theirs), has_both=True,
            )
            for change in merged.conflicts
        ]  # fmt: skip
        if asked:
            self._ask(name, start, *asked)

    def _in_plain(self, name, *texts):
        return [plain_text(text) if self._is_rich(name) else text for text in texts]

    def _find_base(self, name, start):
        """Returns the text whose digest is `start`; None where it is not found."""
        texts = self.former_values(name)[:_VERSIONS_SEARCHED]
        return next((t for t in texts if digest(self._tidy(name, t)) == start), None)

    def former_values(self, name):
        """Returns what the versions of the row have in a column, the newest first."""
        manager = getattr(self.saved._meta, "simple_history_manager_attribute", None)
        if not manager or name in self._elsewhere:
            return []
        versions = getattr(self.saved, manager).order_by("-history_date", "-history_id")
        return versions.values_list(name, flat=True)

    def _is_rich(self, name):
        return isinstance(self.fields[name].widget, RichTextWidget)


def _name(field, change):
    """Returns the name of the choice about a paragraph: whoever goes on changing his
    own keeps it."""
    return name_choice(field, change.base, change.theirs)
