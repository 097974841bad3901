"""How public pages stand on a screen: at every width, at every size of text, in the
reader's own colours, in tables wider than a phone."""

from io import BytesIO

import pytest
from PIL import Image

from .test_reader import PAGES

pytestmark = pytest.mark.browser

COMPARISON = "/so-lieu/doi-chieu/?ngay=31/12/2023&biet_den=31/12/2023"
TWO_DAYS = "/so-lieu/so-sanh/?ngay=31/12/2023&voi=31/12/2022"
FLOWS = "/so-lieu/bien-dong/?tu=01/01/2024&den=31/12/2024"
COURSE = "/so-lieu/dien-bien/?tu=01/01/2014&den=31/12/2023"

# --- rows and headers -----------------------------------------------------------------

# Of each row: whether its parts are apart and on one line, and where each begins.
ROWS = """() => {
    const rows = document.querySelectorAll('.register:not(.register-changes) li')
    return [...rows].map(row => {
        const boxes = [...row.children].map(part => part.getBoundingClientRect())
        const beside = box => box.top < boxes[0].bottom && boxes[0].top < box.bottom
        const apart = (box, i) => i == 0 || boxes[i - 1].right <= box.left
        return {apart: boxes.every(apart), beside: boxes.every(beside),
                lefts: boxes.map((box, i) => [row.children[i].className, box.left])}
    })
}"""


def test_the_parts_of_a_row_stand_side_by_side_in_their_columns(page):
    page.goto("/lien-hiep/?thu_tu=quy-mo")
    union = page.locator(".register a").first.get_attribute("href")
    for address in ("/lien-hiep/", "/hop-tac-xa/", union):
        page.goto(address)
        for width in (840, 1000, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            rows = page.evaluate(ROWS)
            assert len(rows) >= 4
            assert all(row["apart"] and row["beside"] for row in rows), (address, width)
            places = {tuple(place) for row in rows for place in row["lefts"]}
            assert len(places) == len({part for part, _ in places}), (address, width)


# What overlaps in the header, what leaves the window, and whether the page does.
HEADER = """() => {
    const parts = '.brand, .menu > summary, .top .menu a, .menu-label'
    const boxes = [...document.querySelectorAll(parts)].filter(
        part => part.checkVisibility()).map(
        part => [part.textContent.trim(), part.getBoundingClientRect()])
    const meets = (a, b) => a.left < b.right - .5 && b.left < a.right - .5
        && a.top < b.bottom - .5 && b.top < a.bottom - .5
    const found = boxes.flatMap(([name, box], i) => boxes.slice(0, i)
        .filter(([, other]) => meets(box, other)).map(([other]) => [name, other]))
    found.push(...boxes.filter(([, box]) => box.right > innerWidth + .5))
    const width = document.documentElement.scrollWidth
    return width == innerWidth ? found : [...found, width]
}"""
WIDTHS = [*range(320, 1281, 48), 991, 992, 1280]


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("is_set_in_browser", [True, False])
def test_no_part_of_the_header_covers_another(page, percent, is_set_in_browser):
    if is_set_in_browser:
        browser = page.context.new_cdp_session(page)
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": 0.16 * percent}})
    page.goto("/tin-tuc/")
    if not is_set_in_browser:
        page.evaluate(ENLARGE, percent)
    for is_open in (False, True):
        page.evaluate("is => document.querySelector('.menu').open = is", is_open)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(HEADER) == [], (width, is_open)


ENLARGE = "percent => document.documentElement.style.fontSize = `${percent}%`"


@pytest.mark.proof
def test_large_text_makes_no_page_wider_than_its_window(page):
    wide = []
    for address in PAGES:
        page.goto(address)
        page.evaluate(ENLARGE, 200)
        for width in (320, 800, 1000, 1160):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))
    assert wide == []


# --- the reader's own colours ---------------------------------------------------------

COLOURS = """([selector, property, pseudo]) => {
    const parts = [...document.querySelectorAll(selector)]
    return [...new Set(parts.map(part => getComputedStyle(part, pseudo)[property]))]
}"""
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"
# Each part that is seen by a colour: its page, what it is, and the property.
DRAWN = [
    (FLOWS, ".chart text", "fill", None),
    (FLOWS, ".chart-gained", "fill", None),
    (FLOWS, ".chart-lost", "stroke", None),
    (FLOWS, ".chart-middle", "stroke", None),
    (COURSE, ".lines text", "fill", None),
    (COURSE, ".lines polyline", "stroke", None),
    (COURSE, ".lines circle", "fill", None),
    (COURSE, ".lines-axis", "stroke", None),
    ("/so-lieu/", ".bars text", "fill", None),
    ("/so-lieu/", ".bars-first", "fill", None),
    ("/so-lieu/", ".bars-second", "stroke", None),
    ("/so-lieu/", ".bars-hatch", "stroke", None),
    ("/video/", ".play", "borderTopColor", None),
    ("/video/", ".play", "backgroundColor", "::after"),
    ("/hop-tac-xa/", ".status", "backgroundColor", "::before"),
    ("/hop-tac-xa/", ".button", "borderTopColor", None),
]


@pytest.fixture
def own_colours(portal, chromium):
    """A page in white on black, the reader's own."""
    context = chromium.new_context(
        base_url=portal.url, forced_colors="active", color_scheme="dark"
    )
    yield context.new_page()
    context.close()


def test_charts_and_signs_are_drawn_in_the_reader_s_own_colours(own_colours):
    for address, *part in DRAWN:
        if not own_colours.url.endswith(address):
            own_colours.goto(address)
        assert own_colours.evaluate(COLOURS, part) == [WHITE], part
    own_colours.goto(COURSE)
    outline = [".lines text", "stroke", None]
    assert own_colours.evaluate(COLOURS, outline) == [BLACK]


def test_where_one_is_and_what_can_be_pressed_has_a_border(own_colours):
    own_colours.goto("/hop-tac-xa/?ngay=31/12/2023")
    border = "one => getComputedStyle(one).borderBottomWidth"
    for part in (".top .menu-main", ".tabs", ".orders", ".pager-numbers"):
        current = own_colours.locator(f"{part} [aria-current]").first
        other = own_colours.locator(f"{part} a:not([aria-current])").first
        assert current.evaluate(border) >= "2px", part
        assert other.evaluate(border) == "0px", part
    tab = [".tabs a:not([aria-current])", "borderTopColor", None]
    assert own_colours.evaluate(COLOURS, tab) == [BLACK]
    for part in (".button", ".chip"):
        assert own_colours.locator(part).first.evaluate(border) != "0px"
    field = own_colours.get_by_label("Tên hoặc mã số")
    field.focus()
    focus = field.evaluate("one => [getComputedStyle(one).outlineStyle,"
                           " getComputedStyle(one).outlineColor]")  # fmt: skip
    assert focus[0] == "solid"
    assert focus[1] != BLACK


# --- wide tables on a phone -----------------------------------------------------------


def darkness(page, region, edge):
    """Returns how dark the frame of a table is at its edge, beside its words."""
    picture = Image.open(BytesIO(region.screenshot())).convert("L")
    left = picture.width - 5 if edge == "right" else 0
    strip = picture.crop((left, 8, left + 5, picture.height - 8))
    values = sorted(strip.tobytes())
    return 255 - values[len(values) // 2]


def has_moved(page, region):
    """Waits two seconds at most, asking from outside: the page runs no script."""
    for _ in range(40):
        if region.evaluate("frame => frame.scrollLeft > 0"):
            return True
        page.wait_for_timeout(50)
    return False


def test_a_table_that_goes_on_says_so_and_scrolls_by_keys(portal, chromium):
    context = chromium.new_context(
        base_url=portal.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(FLOWS)
    region = page.locator(".scroll").last
    assert region.get_attribute("aria-label").endswith("(bảng cuộn ngang được)")
    assert darkness(page, region, "right") > 40
    region.focus()
    assert page.locator(".scroll:focus-visible").count() == 1
    page.keyboard.press("ArrowRight")
    assert has_moved(page, region)
    region.evaluate("frame => frame.scrollLeft = 9999")
    assert darkness(page, region, "right") < 20
    context.close()


@pytest.mark.parametrize("address", [COMPARISON, TWO_DAYS])
def test_a_group_of_columns_fits_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    for radio in page.get_by_role("radio").all():
        radio.check()
        widths = "frame => [frame.scrollWidth, frame.clientWidth]"
        inner, outer = page.locator(".scroll").first.evaluate(widths)
        assert inner == outer


# Of each group: where its heading and its columns are seen, between the first column
# and the frame's right edge.
GROUPS = """table => {
    const box = part => part.getBoundingClientRect()
    const frame = box(table.parentElement), first = box(table.rows[0].cells[0])
    let from = 0
    return [...table.querySelectorAll('[scope=colgroup]')].map(group => {
        const columns = [...table.rows[1].cells].slice(from, from += group.colSpan)
        const left = Math.max(box(columns[0]).left, first.right)
        const right = Math.min(box(columns.at(-1)).right, frame.right)
        const text = box(group.firstElementChild)
        const all = [box(columns[0]).left, box(columns.at(-1)).right]
        return {words: group.textContent, room: right - left - text.width,
                inside: text.left >= all[0] - 1 && text.right <= all[1] + 1,
                seen: text.left >= left - 1 && text.right <= right + 1}
    })
}"""


@pytest.mark.parametrize("address", [COMPARISON, TWO_DAYS])
def test_a_heading_of_columns_stands_over_what_is_seen_of_them(page, address):
    page.goto(address)
    table = page.locator("table.figures").first
    for width, steps in ((390, range(0, 500, 40)), (1280, [0])):
        page.set_viewport_size({"width": width, "height": 844})
        for step in steps:
            table.evaluate("(t, x) => t.parentElement.scrollLeft = x", step)
            groups = table.evaluate(GROUPS)
            assert len(groups) >= 2
            assert all(group["inside"] for group in groups), (width, step, groups)
            hidden = [g for g in groups if g["room"] >= 24 and not g["seen"]]
            assert hidden == [], (width, step)
