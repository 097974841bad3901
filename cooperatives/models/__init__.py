"""The register: organisations, what they are counted by, and dated facts."""

from .descents import Descent
from .designations import Designation
from .facts import Fact
from .organisations import Cooperative, Kind, Organisation, Union
from .places import Area, Sector, Succession
from .sizes import Size, SizeLimit
from .standings import LegalStatus, OperatingStatus, Standing
from .surveys import Survey

__all__ = [
    "Area",
    "Cooperative",
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
    "Succession",
    "Survey",
    "Union",
]
