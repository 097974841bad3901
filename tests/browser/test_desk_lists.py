"""The list of articles stands within its window, at every width."""

import pytest

pytestmark = pytest.mark.browser

# What the list is wider than its frame, and the page than the window.
BEYOND = """() => ['.results', 'html'].map(part => document.querySelector(part)).map(
    part => part.scrollWidth - part.clientWidth)"""


@pytest.mark.parametrize("width", [390, 768, 1024, 1240, 1280])
def test_no_column_of_the_articles_is_out_of_sight(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto("/quan-tri/news/article/?o=3")
    assert desk.evaluate(BEYOND) == [0, 0]
    assert desk.locator("#result_list .field-saved").first.is_visible()
