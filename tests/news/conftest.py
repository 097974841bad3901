"""What tests of the news share."""

from tests.undrawn import undrawn  # noqa: F401  # a fixture
