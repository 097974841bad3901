"""What tests of the search share: the small fixed site that they look into."""

import pytest

from tests.factories.once import written_once

from .corpus import make_corpus


@pytest.fixture
@written_once
def corpus(db):
    """The site of `make_corpus`; ask for it before a client that is signed in, so that
    its keys are those of the first time."""
    make_corpus()
