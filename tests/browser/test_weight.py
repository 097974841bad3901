"""What a reader waits for: how much a page is; and nothing moves while it arrives."""

import time

import brotli
import pytest

from tests.factories.cases import in_proofs

from .test_reader import REPORT, REPORT_ADDRESS

pytestmark = pytest.mark.browser
MAX_BYTES = 75_000
WATCH = """() => {
    window.shifts = []
    const note = list => window.shifts.push(...list.getEntries())
    new PerformanceObserver(note).observe({type: 'layout-shift', buffered: true})
}"""
SHIFTS = "shifts.map(s => [s.value, ...s.sources.map(one => one.node?.nodeName)])"
PAGES = [
    "/",
    "/tin-tuc/",
    "/video/",
    "/hop-tac-xa/",
    "/so-lieu/?ngay=31/12/2023",
]


def weigh(response):
    """Returns the bytes of an answer as they travel: fonts are compressed already."""
    body = response.body()
    is_font = response.request.resource_type == "font"
    return len(body) if is_font else len(brotli.compress(body))


def test_the_report_is_light_and_needs_no_script(portal, chromium):
    context = chromium.new_context(
        base_url=portal.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    )
    page, responses = context.new_page(), []
    page.on("response", lambda response: responses.append(response))
    page.goto(REPORT_ADDRESS, wait_until="networkidle")
    assert page.locator("h1").inner_text() == REPORT
    page.locator("summary", has_text="Danh mục").click()
    assert page.get_by_role("link", name="Số liệu").first.is_visible()
    kinds = "document", "stylesheet", "font"
    weights = {
        response.url: weigh(response)
        for response in responses
        if response.request.resource_type in kinds
    }
    context.close()
    assert len(weights) == 7  # the page, three style sheets, three fonts
    assert sum(weights.values()) <= MAX_BYTES, weights


def arrive_late(route):
    time.sleep(0.2)  # longer than a browser waits for them
    route.continue_()


def read_to_the_end(page):
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("is_slow", [False, in_proofs(True)])
def test_nothing_moves_while_a_page_arrives(portal, chromium, width, is_slow):
    for address in [*PAGES, REPORT_ADDRESS]:
        size = {"width": width, "height": 844}
        context = chromium.new_context(base_url=portal.url, viewport=size)
        page = context.new_page()
        page.add_init_script(f"({WATCH})()")
        if is_slow:
            page.route("**/*.woff2", arrive_late)
        page.goto(address, wait_until="networkidle")
        read_to_the_end(page)
        assert page.evaluate(SHIFTS) == [], address
        context.close()
