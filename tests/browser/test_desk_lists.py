"""The desk's lists stand within their window, at every width."""

import pytest
from django.contrib import admin

pytestmark = pytest.mark.browser

# What the list is wider than its frame, and the page than the window.
BEYOND = """() => ['.results', 'html'].map(part => document.querySelector(part)).map(
    part => part ? part.scrollWidth - part.clientWidth : 0)"""
LISTS = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}"
    for model, model_admin in admin.site._registry.items()
)


@pytest.mark.parametrize("width", [390, 768, 1024, 1240, 1280])
def test_no_column_of_the_articles_is_out_of_sight(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto("/quan-tri/news/article/?o=3")
    assert desk.evaluate(BEYOND) == [0, 0]
    assert desk.locator("#result_list .field-saved").first.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", LISTS)
def test_no_column_of_any_list_is_out_of_sight(desk, name, width):
    desk.set_viewport_size({"width": width, "height": 900})
    assert desk.goto(f"/quan-tri/{name}/").status == 200
    assert desk.evaluate(BEYOND) == [0, 0]
