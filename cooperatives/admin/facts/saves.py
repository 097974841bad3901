"""Saves what the pages of a fact were sent: a new one, a correction, a withdrawal.

Within the register's lock. Where nothing is saved, the form says why.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone

from coopsite.core.numbers import format_number
from coopsite.core.refusals import put_errors
from coopsite.core.templatetags.vietnam import moment

from ... import actions
from ..form_actions import run
from .descriptions import describe, describe_correction, describe_end
from .resending import find_recorded, is_withdrawn_so

_AGAIN = "Chính bạn {} {} ({}): {}. Trang được gửi hai lần, sổ chỉ ghi một lần."
_RECENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Saved:
    """What was recorded, in words; `is_again` of what was recorded before by the same
    person and only sent once more."""

    words: str
    facts: list = field(default_factory=list)
    is_again: bool = False


def save_new(fact_type, form, by):
    """Records a new fact; returns `Saved`, or None."""
    if known := find_recorded(form, fact_type.model, by):
        words = _say_again("ghi", known[0], _all_in_words(known))
        return Saved(words, known, is_again=True)
    made = run(form, partial(fact_type.add, organisation=form.organisation), by)
    if not made:
        return None
    facts = made if isinstance(made, list) else [made]
    return Saved(f"Ghi: {_all_in_words(facts)}.", facts)


def save_correction(fact_type, form, wrong, by):
    """Puts a right fact in place of `wrong`; returns `Saved`, or None."""
    if not wrong.superseded_at:
        right = run(form, partial(fact_type.correct, fact=wrong), by)
        if not right:
            return None
        return Saved(f"Đính chính: {describe_correction(wrong, right)}.", [right])
    matches = find_recorded(form, fact_type.model, by)
    right = next((one for one in matches if one.corrects_id == wrong.pk), None)
    if not right:
        return _say_end(form, wrong, by)
    words = _say_again("đính chính", right, describe_correction(wrong, right))
    return Saved(words, [right], is_again=True)


def save_withdrawal(form, fact, by):
    """Takes a fact back; returns `Saved`, or None."""
    if not form.is_valid():
        return None
    if is_withdrawn_so(fact, form.facts["reason"], by):
        words = _say_again("rút", fact, describe(fact))
        return Saved(words, [fact], is_again=True)
    if fact.superseded_at:
        return _say_end(form, fact, by)
    kept = actions.find_consequences(fact)
    try:
        actions.withdraw(fact=fact, by=by, **form.facts)
    except ValidationError as error:
        return put_errors(form, error)
    return Saved(f"Rút: {describe(fact)}.{_describe_rest(kept, form)}", [fact])


def _say_end(form, fact, by):
    form.add_error(None, f"Chưa ghi: {describe_end(fact, by)}. Hãy mở lại hồ sơ.")


def _say_again(verb, fact, words):
    at = fact.superseded_at or fact.recorded_at
    is_recent = timezone.now() - at < _RECENT
    return _AGAIN.format("vừa" if is_recent else "đã", verb, moment(at), words)


def _all_in_words(facts):
    return "; ".join(describe(fact) for fact in facts)


def _describe_rest(consequences, form):
    """Says whether what was recorded with a withdrawn reorganisation stays."""
    if not consequences:
        return ""
    words = f"{consequences[0].organisation}: {describe(consequences[0])}"
    if members := consequences[1:]:
        words += f"; {format_number(len(members))} mốc của các thành viên ghi cùng lúc"
    if form.facts["with_consequences"]:
        return f" Rút cùng: {words}."
    return f" Vẫn còn trong sổ: {words}."
