"""The register: organisations, what they are counted by, and dated facts."""

from .organisations import Cooperative, Kind, Organisation, Union
from .places import Area, Sector, Succession
from .standings import LegalStatus, OperatingStatus, Standing

__all__ = [
    "Area",
    "Cooperative",
    "Kind",
    "LegalStatus",
    "OperatingStatus",
    "Organisation",
    "Sector",
    "Standing",
    "Succession",
    "Union",
]
