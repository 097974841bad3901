"""Whether the portal is closed while somebody works on it: a file in the data folder
says so."""

import os.path

from django.conf import settings

MARK = "maintenance"


def is_closed():
    """Returns whether the file is there; where it cannot be looked at, it is not."""
    return os.path.exists(f"{settings.DATA_DIR}/{MARK}")
