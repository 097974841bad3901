"""What tests of accounts share."""

from tests.undrawn import undrawn  # noqa: F401  # a fixture
