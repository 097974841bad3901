"""What the proofs share."""

import pytest


@pytest.fixture
def remembering(memory):
    """Let answers be remembered, as in service: those must be right too."""
