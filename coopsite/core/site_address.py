"""The portal's own address, which is a setting and never what a request says it is."""

from django.conf import settings


def absolute(path):
    """Returns the address of `path` ("/hop-tac-xa/?trang=2") for whoever reads it
    elsewhere: a file, a print, a machine, a shared link."""
    return f"{settings.SITE_ADDRESS}{path}"
