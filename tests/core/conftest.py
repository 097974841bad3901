"""What tests of the core share."""

from tests.undrawn import undrawn  # noqa: F401  # a fixture
