"""What the naive register holds: who is spoken of, and what was stated (§1)."""

from dataclasses import dataclass, field
from datetime import date, datetime

ACTIVE, STOPPED, DISSOLVED = "hoat-dong", "ngung", "giai-the"
ENDED = "cham-dut"  # the legal status of what has ended
COOPERATIVE, UNION = "htx", "lien-hiep"
AXES = ("status", "legal", "sector", "place", "union")
CITY = "Thành phố Hồ Chí Minh"
GROWTH = date(2025, 7, 1)  # the day on which the city took in two provinces
ENDING_FORMS = ("sap-nhap", "hop-nhat", "chia")


@dataclass
class Organisation:
    """Who is spoken of: its number here, its kind, its name."""

    number: int
    kind: str
    name: str


@dataclass
class Fact:
    """Something stated about an organisation from a day on (§1)."""

    number: int
    organisation: int
    day: date
    recorded: datetime
    superseded: datetime | None = None

    def is_valid(self, t):
        """Whether it is held true at the moment `t`."""
        if t is None:
            return self.superseded is None
        if self.recorded > t:
            return False
        return self.superseded is None or t < self.superseded


@dataclass
class Entry(Fact):
    """What somebody stated: {axis: value}; a place is (area, unit or None)."""

    states: dict = field(default_factory=dict)
    corrects: int | None = None  # the number of the entry that it took the place of


@dataclass
class Survey(Fact):
    """Figures of a day: members, revenue, total_capital …; None is unknown."""

    figures: dict = field(default_factory=dict)


@dataclass
class Reorganisation(Fact):
    """The organisation lives on in `successor`, by a form."""

    form: str = ""
    successor: int = 0
