"""The register: organisations, what they are counted by, and dated facts."""

from .area_records import AreaRecord
from .areas import CITY, Area
from .base import FIRST_DAY, LAST_DAY, DatedFact, Fact
from .designations import Designation
from .entries import AXES, AXIS_LABELS, StandingEntry
from .organisations import Cooperative, Kind, Organisation, Union
from .reorganisations import Reorganisation
from .scan_downloads import ScanDownload
from .sector_groups import SectorGroup
from .sectors import Sector
from .sizes import Size, SizeLimit
from .stamps import Rule, Stamped
from .standings import LegalStatus, OperatingStatus, Standing
from .successions import CurrentUnit, Succession
from .surveys import Survey

__all__ = [
    "AXES",
    "AXIS_LABELS",
    "CITY",
    "Area",
    "AreaRecord",
    "Cooperative",
    "CurrentUnit",
    "DatedFact",
    "Reorganisation",
    "Designation",
    "FIRST_DAY",
    "Fact",
    "Kind",
    "LAST_DAY",
    "LegalStatus",
    "OperatingStatus",
    "Organisation",
    "Rule",
    "ScanDownload",
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
