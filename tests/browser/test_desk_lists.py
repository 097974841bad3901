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


def test_no_column_of_the_articles_is_out_of_sight(desk):
    desk.goto("/quan-tri/news/article/?o=3")
    for width in (390, 768, 1024, 1240, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate(BEYOND) == [0, 0], width
        assert desk.locator("#result_list .field-saved").first.is_visible(), width


def test_no_column_of_any_list_is_out_of_sight(desk):
    beyond = {}
    for name in LISTS:
        assert desk.goto(f"/quan-tri/{name}/").status == 200
        for width in (390, 1280):
            desk.set_viewport_size({"width": width, "height": 900})
            beyond[name, width] = desk.evaluate(BEYOND)
    assert {one: sizes for one, sizes in beyond.items() if any(sizes)} == {}
