"""The script of the form of a change, on a small form of its own: opened at the moment
A, asked again at B."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
_SCRIPT = Path(settings.BASE_DIR, "static", "js", "change-form.js")
_FORM = """<!DOCTYPE html><div id="hien-trang">{0}</div>
<form id="moc-moi" method="post" enctype="multipart/form-data" data-refills>
<input type="hidden" name="_started_from" value="{0}"><input name="effective_from">
<select name="sector"><option>nn<option{1}>gtvt<option>vsmt</select>
<select name="legal_status"><option>hoat-dong<option>tam-ngung</select>
<input type="checkbox" name="xac_nhan_place"><input type="file" name="document">
<section id="xem-truoc">{2}</section><button name="buoc" value="xem">Xem</button>
</form><script src="/change-form.js"></script>"""


@pytest.fixture
def form(chromium):
    """The small form, opened."""
    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://desk.test/")
    yield page
    page.close()


def answer(route):
    if route.request.url.endswith(".js"):
        route.fulfill(path=_SCRIPT)
    elif route.request.method == "POST":
        route.fulfill(content_type="text/html", body=_FORM.format("", "", "Nay"))
    elif "effective_from" in route.request.url:
        later = _FORM.format("2024-11-05|B", " selected", "")
        route.fulfill(content_type="text/html", body=later)
    else:
        first = _FORM.format("2026-11-26|A", "", "")
        route.fulfill(content_type="text/html", body=first)


def type_a_day(form):
    form.fill("[name=effective_from]", "05/11/2024")
    expect(form.locator("#hien-trang")).to_have_text("2024-11-05|B")
    return form.input_value("[name=_started_from]")


def test_an_untouched_form_starts_from_the_newer_moment(form):
    assert type_a_day(form) == "2024-11-05|B"
    assert form.input_value("[name=sector]") == "gtvt"


def test_a_touched_one_keeps_the_older(form):
    form.select_option("[name=legal_status]", "tam-ngung")
    assert type_a_day(form) == "2024-11-05|A"
    assert form.input_value("[name=legal_status]") == "tam-ngung"


def test_so_does_one_with_a_ticked_box(form):
    form.check("[name=xac_nhan_place]")
    assert type_a_day(form) == "2024-11-05|A"


def test_a_look_leaves_the_chosen_scan(form):
    scan = {"name": "qd.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    form.set_input_files("[name=document]", scan)
    form.click("button")
    expect(form.locator("#xem-truoc")).to_have_text("Nay")
    assert form.input_value("[name=document]").endswith("qd.pdf")
