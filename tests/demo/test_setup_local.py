"""`setup_local` loads the first data once, and never into what its owner keeps."""

import io

import pytest

from coopsite.demo.management.commands import setup_local
from tests.factories.news import make_article
from tests.factories.portal import make_draft_page
from tests.factories.register import make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(monkeypatch):
    """Returns what the step of the first data would load."""
    loaded = []
    monkeypatch.setattr(
        setup_local, "call_command", lambda name, *_, **__: loaded.append(name)
    )

    def step():
        loaded.clear()
        setup_local.Command(stdout=io.StringIO()).load_first_data()
        return loaded

    return step


def test_what_was_loaded_once_is_not_loaded_again(load):
    assert load() == ["import_old_pages", "load_demo"]
    # Nothing was really loaded, as if its owner had taken all of it away since.
    assert load() == []


@pytest.mark.parametrize("make", [make_union, make_article, make_draft_page])
def test_what_is_there_stays_alone(load, make):
    make()
    assert load() == []


def test_without_demonstration_the_old_pages_are_loaded_alone(load, settings):
    settings.DEMO = False
    assert load() == ["import_old_pages"]
