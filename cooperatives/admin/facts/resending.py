"""Recognises what was sent twice: by a double click, or a page that is sent again.

Nothing is recorded twice; whoever sent it is to learn that it is recorded, and not that
somebody has just written.
"""

from django.core.files.base import File

from ...models import AXES, StandingEntry


def find_recorded(form, model, by):
    """Returns the valid facts, recorded by this very person, that say what the form
    sends; [] where there are none, or the form has errors at its fields."""
    if not form.is_bound or form.errors.keys() - {"__all__"}:
        return []
    day, facts = form.cleaned_data["effective_from"], form.facts
    rows = model.objects.known().filter(
        organisation=form.organisation, effective_from=day, recorded_by=by
    )
    matches = [row for row in rows if _says(row, facts)]
    return matches if _has_all(matches, facts.get("successors")) else []


def _says(row, facts):
    names = {f.name for f in row._meta.fields if f.name != "document"} & facts.keys()
    if isinstance(row, StandingEntry):
        axes = [axis for axis in AXES if AXES[axis][0] in facts]
        if axes != row.stated_axes or not _is_same_scan(row, facts["document"]):
            return False
    return all(getattr(row, name) == facts[name] for name in names)


def _is_same_scan(entry, sent):
    """Returns whether the scan that was sent, if any, is the one that is kept, by its
    size."""
    kept = entry.document
    if isinstance(sent, File) and sent:
        return bool(kept) and kept.size == sent.size
    return not kept


def _has_all(rows, successors):
    """Returns whether the rows are those of all the successors, where there are any."""
    if successors is None:
        return bool(rows)
    return {row.successor_id for row in rows} >= {one.pk for one in successors}


def is_withdrawn_so(fact, reason, by):
    """Returns whether this very person withdrew the fact for the same reason."""
    is_same = fact.withdrawal_reason == reason
    return bool(fact.superseded_at) and is_same and fact.superseded_by == by
