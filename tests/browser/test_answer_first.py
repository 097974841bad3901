"""What a reader came for is on the first screen: measured in pixels, as it is drawn."""

import pytest

pytestmark = pytest.mark.browser

FIGURES = "/so-lieu/?ngay=31/12/2023"
FORMS = [
    FIGURES,
    "/so-lieu/bien-dong/",
    "/so-lieu/dien-bien/",
    "/so-lieu/so-sanh/",
    "/so-lieu/doi-chieu/",
    "/so-lieu/bien-dong/danh-sach/",
]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request, page):
    page.set_viewport_size(request.param)
    return page


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def height_of(page, selector):
    return page.locator(selector).first.bounding_box()["height"]


def test_the_figures_answer_under_their_heading(screen):
    is_phone = screen.viewport_size == PHONE
    screen.goto(FIGURES)
    answer = " ".join(screen.locator(".answer").inner_text().split())
    assert answer == "794 hợp tác xã 606 đang hoạt động"
    assert top_of(screen, ".answer strong") <= 260
    assert height_of(screen, "form.filters") <= 72
    assert top_of(screen, "table.figures") <= (560 if is_phone else 480)
    known = screen.get_by_label("Số đã ghi nhận đến hết ngày")
    assert not known.is_visible()
    screen.locator("summary", has_text="Thu hẹp").click()
    assert known.is_visible()


def test_each_form_of_figures_is_sent_from_beside_its_last_field(screen):
    for address in FORMS:
        screen.goto(address)
        button = screen.get_by_role("button", name="Xem", exact=True)
        last = screen.locator("form.filters-line > .field").last.bounding_box()
        box = button.bounding_box()
        assert box["x"] > last["x"], address
        assert last["y"] <= box["y"] <= last["y"] + last["height"], address


def test_the_first_organisation_is_on_the_first_screen(screen):
    screen.goto("/hop-tac-xa/")
    assert top_of(screen, ".register li") <= 560
    filters = screen.locator(".directory-form details")
    assert filters.get_attribute("open") is None
    screen.goto("/hop-tac-xa/?linh_vuc=nn&tim=rau")
    assert filters.get_attribute("open") is not None
    assert filters.locator("summary").inner_text() == "Lọc (1)"


def test_the_home_page_is_short_and_begins_with_a_picture(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 4_000
    assert top_of(page, "main img") <= 200
    assert height_of(page, ".band") <= 220
    lead = page.locator(".lead img").bounding_box()
    assert lead["width"] / lead["height"] == pytest.approx(16 / 9, 0.01)
    thumb = page.locator(".block .thumbed img").first.bounding_box()
    assert thumb["width"] == 96


def test_the_header_is_low(page):
    for address in ("/", "/hop-tac-xa/", "/khong-co/"):
        page.goto(address)
        for width, most in ((390, 65), (768, 65), (992, 96), (1280, 96)):
            page.set_viewport_size({"width": width, "height": 844})
            assert height_of(page, ".top") <= most, (address, width)  # with its line
        name = " ".join(page.locator(".brand-name").inner_text().split())
        assert name == "Liên minh Hợp tác xã Thành phố Hồ Chí Minh", address


# --- tables ---------------------------------------------------------------------------

COMPARISON = "/so-lieu/doi-chieu/?ngay=31/12/2023&biet_den=31/12/2023"


def test_a_phone_shows_one_group_of_columns_at_a_time(page):
    page.set_viewport_size(PHONE)
    page.goto(COMPARISON)
    heads = page.locator("table.figures thead [scope=colgroup]:visible")
    table = page.get_by_role("table", name="Đã ghi nhận và cập nhật")
    assert heads.all_inner_texts() == ["Đang hoạt động"]
    assert table.locator("tbody tr").first.locator("td:visible").count() == 3
    page.get_by_role("radio", name="Ngừng hoạt động").check()
    assert heads.all_inner_texts() == ["Ngừng hoạt động"]
    page.set_viewport_size(DESKTOP)
    assert heads.count() == 2
    assert not page.get_by_role("radio").first.is_visible()


def test_what_a_row_stands_for_stays_in_sight(page):
    page.set_viewport_size(PHONE)
    page.goto("/so-lieu/bien-dong/?tu=01/01/2023&den=31/12/2023")
    frame = page.locator(".scroll:has(table.flows)")
    frame.evaluate("frame => frame.scrollLeft = 200")
    left = frame.bounding_box()["x"]
    heads = frame.locator("tbody th").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert heads == [pytest.approx(left, abs=1)] * len(heads)
