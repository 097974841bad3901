"""The one door through which an article goes live and leaves the public pages.

Forms, lists and imports all call it.
"""

from .actions import cannot_publish, publish, withdraw

__all__ = ["cannot_publish", "publish", "withdraw"]
