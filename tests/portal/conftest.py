"""What tests of the portal's own pages share."""

from tests.undrawn import undrawn  # noqa: F401  # a fixture
