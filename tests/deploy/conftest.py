"""The folder of a portal in service, filled with the demonstration."""

import pytest

from tests.browser.kept_portal import copy_filled
from tests.deploy.places import Place


@pytest.fixture(scope="session")
def filled(request, tmp_path_factory):
    """A place whose database, static and uploaded files are the demonstration's."""
    data = tmp_path_factory.mktemp("filled") / "data"
    copy_filled(request.config.cache.mkdir("portal"), data)
    (data / "secret-key").unlink(missing_ok=True)
    return Place(data)
