"""The public page of a text with a clip and a gallery: without a script, on a telephone
and on paper; the clip plays."""

import pytest
from playwright.sync_api import expect

from .editors import wait_for_editors

pytestmark = pytest.mark.browser
FIND = """async (address) => {
    const page = new DOMParser().parseFromString(
        await (await fetch(address)).text(), "text/html")
    return [...page.querySelectorAll("[data-choice]")].map(
        one => JSON.parse(one.dataset.choice))
}"""


@pytest.fixture
def address(desk):
    """The address of an article, public, with two pictures and a clip."""
    desk.goto("/quan-tri/news/article/add/")
    wait_for_editors(desk)
    [clip] = desk.evaluate(FIND, "/quan-tri/news/videoclip/chon/?q=cho nong san")
    pictures = desk.evaluate(FIND, "/quan-tri/news/image/chon/?q=tranh minh hoa")[:2]
    items = "".join(
        f'<li><figure class="image"><img alt="Ảnh {one["id"]}" src="{one["url"]}" '
        f'width="{one["width"]}" height="{one["height"]}"><figcaption>Chú thích '
        "<small>(Ảnh: Lê An)</small></figcaption></figure></li>"
        for one in pictures
    )
    body = (
        f'<p>Xem ảnh.</p><ul class="gallery">{items}</ul><figure class="clip">'
        f'<a href="clip:{clip["id"]}">{clip["title"]}</a></figure>'
    )
    desk.evaluate("(html) => CKEDITOR.instances.id_body.setData(html)", body)
    desk.get_by_label("Tiêu đề").fill("Ảnh và clip")
    desk.locator("#id_section").select_option(index=1)
    desk.get_by_label("Tóm tắt").fill("Bộ ảnh và clip của chợ phiên.")
    desk.get_by_role("button", name="Đăng ngay").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã đăng")
    return desk.locator(".messagelist a").get_attribute("href")


def columns(page):
    edges = "all => new Set(all.map(one => one.getBoundingClientRect().left)).size"
    return page.locator(".gallery > li").evaluate_all(edges)


def test_it_reads_without_a_script_at_any_width_and_on_paper(portal, chromium, address):
    context = chromium.new_context(
        base_url=portal.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 800},
    )
    page = context.new_page()
    page.goto(address)
    video = page.locator(".rich video[controls][preload=none]")
    expect(video).to_be_visible()
    expect(video.locator("track[kind=captions]")).to_have_count(1)
    expect(page.locator(".clip-title a")).to_contain_text("Phiên chợ nông sản")
    context.close()


def test_a_gallery_has_columns_where_there_is_room(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    assert columns(page) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    assert columns(page) == 2
    shown = page.locator(".gallery source[type='image/avif']").first
    assert "20.625rem" in shown.get_attribute("sizes")
    width = page.locator(".gallery img").first.evaluate("one => one.clientWidth")
    assert width == 330  # 20.625rem: a file of 400 is enough
    page.emulate_media(media="print")
    assert columns(page) == 2
    expect(page.locator(".gallery figcaption").first).to_contain_text("(Ảnh: Lê An)")


def test_the_clip_loads_only_when_it_is_played(page, address):
    asked = []
    page.on("request", lambda r: asked.append(r.url) if ".mp4" in r.url else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert asked == []
    video = page.locator(".rich video")
    video.evaluate("one => { one.muted = true; return one.play() }")
    page.wait_for_function(
        "() => document.querySelector('.rich video').currentTime > 0"
    )
    assert asked != []
