"""Recording what a survey found, and correcting it."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Survey
from . import ledger
from .existence import check_begun


@ledger.writes
def record_survey(*, organisation, effective_from, by, source, reason="", **figures):
    """Records the figures of a survey of an organisation as of a day.

    `figures` are some of `Survey.FIGURES`: whole numbers, money in đồng. Returns the
    survey. ValidationError for a day to come or before the founding, or one that has a
    survey.
    """
    _check(organisation, effective_from)
    survey = Survey(
        organisation_id=organisation.pk,
        effective_from=effective_from,
        source=source,
        reason=reason,
        **figures,
    )
    return ledger.add(survey, by=by)


@ledger.writes
def correct_survey(*, fact, by, reason, **changed):
    """Replaces figures that were recorded wrongly; the others stay. Returns the right
    survey."""
    survey = ledger.get_current(fact)
    day = changed.get("effective_from", survey.effective_from)
    _check(survey.organisation, day)
    return ledger.correct(survey, by=by, reason=reason, **changed)


def _check(organisation, day):
    ledger.check_day(day)
    if day > timezone.localdate():
        raise ValidationError({"effective_from": "Ngày khảo sát chưa đến."})
    check_begun(organisation, day)
