"""What a reader does: reads the report, turns pages, plays clips."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
REPORT_ADDRESS = (
    "/tin-tuc/hoi-nghi-tong-ket-hoat-dong-nam-2023-va-phuong-huong-nhiem-vu-nam-2024/"
)
REPORT = "Hội Nghị Tổng Kết Hoạt Động Năm 2023 Và Phương Hướng Nhiệm Vụ Năm 2024"
PAGES = [
    "/",
    "/tin-tuc/",
    "/chuyen-muc/lien-minh-hop-tac-xa-tp-hcm/?trang=26",
    "/video/",
    "/video/mot-ngay-o-hop-tac-xa/",
    "/hop-tac-xa/",
    "/hop-tac-xa/?linh_vuc=sai&ngay=hom-qua",
    "/hop-tac-xa/?tim=khong-co-ai-ten-nay",
    "/hop-tac-xa/?tim=van+tai&linh_vuc=gtvt&lap_tu=01/01/2010&thu_tu=thanh-lap",
    "/lien-hiep/",
    "/so-lieu/?ngay=31/12/2023",
    "/so-lieu/?theo=quy-mo&linh_vuc=nn",
    "/so-lieu/?theo=dia-ban-nay",
    "/so-lieu/bien-dong/?tu=01/01/2024&den=31/12/2024",
    "/so-lieu/bien-dong/danh-sach/?tu=01/01/2024&den=31/12/2024",
    "/so-lieu/doi-chieu/?ngay=31/12/2023&biet_den=31/12/2023",
    "/so-lieu/dien-bien/?tu=01/01/2014&den=31/12/2023",
    "/so-lieu/so-sanh/?ngay=31/12/2023&voi=31/12/2022",
    "/gioi-thieu/",
    "/gioi-thieu/lanh-dao/",
    "/lien-he/",
    "/contacts/",
    "/thong-bao/",
    "/khong-co/",
]


def test_the_report_says_what_the_old_page_said(page):
    page.goto(REPORT_ADDRESS)
    expect(page.locator("h1")).to_have_text(REPORT)
    expect(page.locator("article")).to_contain_text("toàn Thành phố có 794 HTX")
    expect(page.locator("figcaption")).to_contain_text("Ông Nguyễn Quang Tuyên")
    expect(page.locator("article")).to_contain_text("KT")
    expect(page.locator("article")).to_contain_text("02/02/2024")
    expect(page.locator("body")).not_to_contain_text("The player will show")


def test_other_news_goes_to_page_26_and_no_further(page):
    page.goto(REPORT_ADDRESS)
    pager = page.get_by_role("navigation").filter(has_text="Các trang:")
    expect(pager).to_contain_text("1")
    pager.get_by_role("link", name="26").click()
    expect(page).to_have_url(re.compile(r"\?trang=26#cac-tin-khac$"))
    expect(page.locator("h1")).to_have_text(REPORT)
    expect(pager.locator("[aria-current=page]")).to_contain_text("26")
    assert pager.get_by_role("link", name="27").count() == 0


PLAY_FROM = """async second => {
    const video = document.querySelector('video')
    video.muted = true
    video.currentTime = second
    await video.play()
    await new Promise(done => video.addEventListener('timeupdate', () => {
        if (video.currentTime > second + 0.3) done()
    }))
    return video.currentTime
}"""


def test_a_clip_plays_and_seeks(page):
    statuses = []
    page.on("response", lambda r: statuses.append(r.status) if ".mp4" in r.url else 0)
    page.goto("/video/mot-ngay-o-hop-tac-xa/")
    assert page.evaluate(PLAY_FROM, 0) < 5
    assert 18 < page.evaluate(PLAY_FROM, 18) < 24
    assert 206 in statuses


def test_a_clip_has_vietnamese_captions(page):
    page.goto("/video/mot-ngay-o-hop-tac-xa/")
    cues = page.evaluate(
        """() => new Promise(done => {
            const element = document.querySelector('track')
            element.addEventListener('load', () => done(element.track.cues.length))
            element.track.mode = 'showing'
        })"""
    )
    assert cues >= 4


def test_the_figures_lead_to_the_list_behind_them(page):
    page.goto("/so-lieu/?ngay=31/12/2023")
    main = page.locator("main")
    for figure in ("794", "606", "99", "292", "123", "35", "38", "19", "12", "188"):
        expect(main.get_by_text(figure, exact=True).first).to_be_visible()
    main.locator("table").get_by_text("292", exact=True).click()
    expect(page.locator("main")).to_contain_text("292")
    expect(page.get_by_label("Lĩnh vực")).to_have_value("gtvt")


def test_public_pages_set_no_cookie_and_need_no_script(portal, chromium):
    context = chromium.new_context(base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    for address in PAGES:
        page.goto(address, wait_until="domcontentloaded")
        expect(page.locator("h1")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_the_directory_is_searched_without_accents(page):
    page.goto("/hop-tac-xa/?ngay=31/12/2023")
    page.get_by_label("Tên hoặc mã số").fill("hop tac xa van tai")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Vận tải")
    asked = "/hop-tac-xa/?tim=hop+tac+xa+van+tai&ngay=31%2F12%2F2023"
    assert page.url.endswith(asked)


def test_without_a_script_a_form_has_the_same_short_address(portal, chromium):
    context = chromium.new_context(base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/so-lieu/bien-dong/?linh_vuc=nn")
    page.get_by_label("Từ ngày").fill("01/01/2023")
    page.get_by_role("button", name="Xem").click()
    query = page.url.partition("?")[2].split("&")
    assert "tu=01%2F01%2F2023" in query
    assert "linh_vuc=nn" in query
    assert all(not part.endswith("=") for part in query)
    context.close()


def test_filters_are_set_together_and_cleared_one_by_one(page):
    page.goto("/hop-tac-xa/?ngay=31/12/2023")
    page.get_by_label("Lĩnh vực").select_option("gtvt")
    page.get_by_label("Tình trạng").select_option("hoat-dong")
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.locator("#ket-qua")).to_have_text("292 hợp tác xã")
    page.get_by_role("link", name="Nhiều thành viên nhất").click()
    page.get_by_role("link", name="Lĩnh vực: Giao thông vận tải (bỏ").click()
    expect(page.locator("#ket-qua")).to_have_text("606 hợp tác xã")
    assert "thu_tu=quy-mo" in page.url
    page.get_by_role("link", name="Liên hiệp hợp tác xã 9").click()
    expect(page.locator("#ket-qua")).to_have_text("9 liên hiệp")
    page.get_by_role("link", name="Xoá tất cả").click()
    assert page.url.endswith("/lien-hiep/")


def test_an_organisation_tells_machines_within_the_policy_and_prints(page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/hop-tac-xa/")
    page.locator(".register a").first.click()
    block = page.locator('script[type="application/ld+json"]')
    organisation, _ = json.loads(block.text_content())["@graph"]
    assert organisation["address"]["addressCountry"] == "VN"
    assert complaints == []
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".bottom")).to_be_hidden()
    expect(page.get_by_role("heading", name="Lịch sử hồ sơ")).to_be_visible()
