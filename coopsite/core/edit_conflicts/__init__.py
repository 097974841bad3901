"""Keeps one person's save from silently overwriting another's, in each admin form.

A form carries the version it started from: a short digest of each field's stored
value. A save whose version is not the stored one any more is not made: the page comes
back with what was typed, with what the other person saved beside it, and with the new
version, so that saving again is a decision.
"""

from .admin import GuardedAdmin, conflict_response, lock_row
from .values import describe_value

__all__ = ["GuardedAdmin", "conflict_response", "describe_value", "lock_row"]
