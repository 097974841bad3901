"""Pastes, with the real editor, what programs put on the clipboard."""

from itertools import groupby

import pytest

from tests.news.pasting.compare import compare
from tests.news.pasting.corpus import CASES

from .editors import wait_for_editors

pytestmark = pytest.mark.browser

PASTE = """([html, rtf, text]) => {
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  if (rtf) data.setData('text/rtf', rtf)
  if (text) data.setData('text/plain', text)
  document.querySelector('.cke_wysiwyg_div').dispatchEvent(new ClipboardEvent(
    'paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""
SETTLED = "() => !window.coopsite.pending.size"
EDITOR = "Object.values(CKEDITOR.instances)[0]"
FAMILIES = {
    name: list(cases) for name, cases in groupby(CASES, lambda case: case.family)
}


@pytest.fixture
def editor(desk):
    """Return the page of a new article, its editor ready and holding the caret."""
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    desk.locator(".cke_wysiwyg_div").click()
    return desk


def paste(page, html="", rtf="", text=""):
    page.evaluate(PASTE, [html, rtf, text])
    page.wait_for_timeout(100)  # the editor looks at it a moment later


def paste_case(page, case):
    """Paste a case as a writer does, who takes the conversion that is offered."""
    html = case.html.replace(
        "https://lienminh.htx.example", page.url.partition("/quan-tri/")[0]
    )
    paste(page, html, case.rtf)
    if case.options.get("encoding"):
        page.get_by_role("button", name="Chuyển sang Unicode").click()
    page.wait_for_function(SETTLED)


def empty(page):
    page.evaluate(f"{EDITOR}.setData('')")
    page.wait_for_timeout(100)
    page.locator(".cke_wysiwyg_div").click()


def failures(html, case):
    options = case.options | {"own_host": "lienminh.htx.example"}
    found = compare(html, case.expected, options)
    return [one for one in found if one.severity == "FAIL"]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_program_pastes_right(editor, family):
    found = {}
    for case in FAMILIES[family]:
        empty(editor)
        paste_case(editor, case)
        html = editor.evaluate(f"{EDITOR}.getData()")
        found[case.name] = failures(html, case)
    assert {name: some for name, some in found.items() if some} == {}
