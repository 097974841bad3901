"""The only ways to change the register: each atomic, each says by whom.

One at a time: see `ledger`.
"""

from .areas import change_area
from .identity import (
    check_without_tax_code,
    correct_designation,
    designate,
    get_dated_since,
    update_identity,
)
from .memberships import MembersChoice
from .reorganisations import reorganise
from .rules import add_size_limit, correct_size_limit, save_sector
from .standing_checks import find_problems
from .standings import FACTS, change_many, change_standing, correct_standing, register
from .surveys import correct_survey, record_survey
from .withdrawals import find_consequences, withdraw

__all__ = [
    "FACTS",
    "MembersChoice",
    "add_size_limit",
    "change_area",
    "change_many",
    "change_standing",
    "check_without_tax_code",
    "correct_designation",
    "correct_size_limit",
    "correct_standing",
    "correct_survey",
    "designate",
    "find_consequences",
    "find_problems",
    "get_dated_since",
    "record_survey",
    "register",
    "reorganise",
    "save_sector",
    "update_identity",
    "withdraw",
]
