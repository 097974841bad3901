"""The register: organisations, what they are counted by, and dated facts."""

from .areas import CITY, Area
from .descents import Descent
from .designations import Designation
from .entries import AXES, AXIS_LABELS, StandingEntry
from .facts import DatedFact, Fact
from .organisations import Cooperative, Kind, Organisation, Union
from .sectors import Sector
from .sizes import Size, SizeLimit
from .standings import LegalStatus, OperatingStatus, Standing
from .successions import CurrentUnit, Succession
from .surveys import Survey

__all__ = [
    "AXES",
    "AXIS_LABELS",
    "CITY",
    "Area",
    "Cooperative",
    "CurrentUnit",
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
