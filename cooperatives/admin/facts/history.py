"""Who did what to an organisation's record: facts and versions in one list."""

from dataclasses import dataclass
from itertools import chain

from ...models import StandingEntry
from .descriptions import describe, describe_correction

# Versions shown beside the facts; the history page has them all.
MAX_VERSIONS = 20
_VERSION = {"+": "Lập hồ sơ", "~": "Sửa hồ sơ", "-": "Xoá hồ sơ"}


@dataclass(frozen=True)
class Entry:
    """What one person did at one moment."""

    moment: object
    person: object
    what: str


def journal(organisation, facts):
    """Returns the `Entry`s about an organisation, the newest first.

    `facts` are all of its facts, with the people who recorded and superseded them.
    """
    entries = chain(_of_facts(facts), _of_versions(organisation))
    return sorted(entries, key=lambda entry: entry.moment, reverse=True)


def _of_facts(facts):
    by_key = {(type(fact), fact.pk): fact for fact in facts}
    entries = [fact for fact in facts if isinstance(fact, StandingEntry)]
    for fact in facts:
        wrong = by_key.get((type(fact), fact.corrects_id))
        if wrong:
            what = f"Đính chính {describe_correction(wrong, fact)}"
        else:
            what = f"Ghi {describe(fact, entries)}"
        yield Entry(fact.recorded_at, fact.recorded_by, what)
        if fact.is_withdrawn:
            what = f"Rút {describe(fact, entries)}: {fact.withdrawal_reason}"
            yield Entry(fact.superseded_at, fact.superseded_by, what)


def _of_versions(organisation):
    versions = organisation.history.select_related("history_user")
    for version in versions[:MAX_VERSIONS]:
        what = _VERSION[version.history_type]
        yield Entry(version.history_date, version.history_user, what)
