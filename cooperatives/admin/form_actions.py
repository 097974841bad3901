"""Runs an action with what a form was filled in with, or only tries it.

What the action refuses stands on the form, at its field, with all that was typed.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from coopsite.core.refusals import put_errors

from ..actions import ledger


def run(form, action, by):
    """Runs `action` with what was typed; returns what it wrote. None where the form or
    the action refused: the form says why."""
    if not form.is_valid():
        return None
    try:
        return action(
            by=by, effective_from=form.cleaned_data["effective_from"], **form.facts
        )
    except ValidationError as error:
        put_errors(form, error)
        return None


def rehearse(form, action, by):
    """Returns whether the save would be made; where it would not, the form says why.

    A new scan is named, not stored; what is asked at the save only is filled in.
    """
    if not form.is_valid():
        return False
    facts = dict(form.facts, reason=form.facts["reason"] or "Xem trước")
    if isinstance(facts.get("document"), UploadedFile):
        facts["document"] = "xem-truoc.pdf"
    day = form.cleaned_data["effective_from"]
    return is_possible(form, partial(action, by=by, effective_from=day, **facts))


def is_possible(form, action):
    """Returns whether `action` would write; where it refuses, the form says why."""
    try:
        with ledger.rehearsing():
            action()
    except ValidationError as error:
        put_errors(form, error)
        return False
    return True
