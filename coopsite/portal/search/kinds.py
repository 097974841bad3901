"""The kinds of things that a search shows, in their order."""

from collections.abc import Callable
from dataclasses import dataclass, field

_kinds = {}


@dataclass
class Result:
    """What a list of results shows of one thing."""

    title: str
    address: str
    kind: str
    lead: str = ""
    text: str = ""
    when: object = None
    facts: list = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is found.

    `name` is that of its source, and stands in addresses; `label` names the filter,
    `show` returns {key: Result} of those keys. `is_news`: it has a day, stands in the
    one list of news, and may have a section.
    """

    name: str
    label: str
    order: int
    show: Callable
    is_news: bool = True


def register_kind(kind):
    """Lets a search show things of that kind."""
    _kinds[kind.name] = kind


def get_kinds():
    """Returns the kinds in the order of their filters."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def show_matches(matches):
    """Returns a `Result` of each match, in their order; one query or two a kind."""
    shown = {}
    for kind in get_kinds():
        keys = [match.key for match in matches if match.kind == kind.name]
        if keys:
            rows = kind.show(keys)
            shown |= {(kind.name, key): result for key, result in rows.items()}
    pairs = ((match.kind, match.key) for match in matches)
    return [shown[pair] for pair in pairs if pair in shown]
