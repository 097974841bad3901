"""The register: organisations, what they are counted by, and dated facts."""

from .descents import Descent
from .designations import Designation
from .entries import AXES, AXIS_LABELS, StandingEntry
from .facts import DatedFact, Fact
from .organisations import Cooperative, Kind, Organisation, Union
from .places import Area, Sector, Succession
from .sector_groups import SectorGroup
from .sizes import Size, SizeLimit
from .stamps import Rule, Stamped
from .standings import LegalStatus, OperatingStatus, Standing
from .surveys import Survey

__all__ = [
    "AXES",
    "AXIS_LABELS",
    "Area",
    "Cooperative",
    "DatedFact",
    "Descent",
    "Designation",
    "Fact",
    "Kind",
    "LegalStatus",
    "OperatingStatus",
    "Organisation",
    "Rule",
    "Sector",
    "SectorGroup",
    "Size",
    "SizeLimit",
    "Stamped",
    "Standing",
    "StandingEntry",
    "Succession",
    "Survey",
    "Union",
]
