"""The register: organisations, what they are counted by, and dated facts."""

from .descents import Descent
from .designations import Designation
from .entries import AXES, AXIS_LABELS, StandingEntry
from .facts import DatedFact, Fact
from .organisations import Cooperative, Kind, Organisation, Union
from .places import Area, Sector, Succession
from .sizes import Size, SizeLimit
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
    "Sector",
    "Size",
    "SizeLimit",
    "Standing",
    "StandingEntry",
    "Succession",
    "Survey",
    "Union",
]
