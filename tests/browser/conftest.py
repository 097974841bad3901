"""Serves the portal as `make run` does, demonstration data and all, for a Chromium."""

import pytest
from playwright.sync_api import sync_playwright

from .kept_portal import start_on_a_copy
from .portal import CHROMIUM, FLAGS


@pytest.fixture(scope="session")
def portal(request, tmp_path_factory):
    """The portal, as its first start leaves it."""
    folder = tmp_path_factory.mktemp("portal") / "data"
    portal = start_on_a_copy(request.config.cache.mkdir("portal"), folder)
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(portal, chromium):
    """A desktop page that fails its test on a script error or a foreign request."""
    context = chromium.new_context(
        base_url=portal.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 1280, "height": 900},
    )
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: (
            troubles.append(f"asked elsewhere: {request.url}")
            if not request.url.startswith((portal.url, "data:", "blob:"))
            and not getattr(page, "may_ask_elsewhere", False)
            else None
        ),
    )
    yield page
    context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def signed_in(portal, chromium):
    """The cookies of the administrator, who signs in by the form once."""
    context = chromium.new_context(base_url=portal.url, locale="vi-VN")
    page = context.new_page()
    page.goto("/quan-tri/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill(portal.password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Bàn làm việc").wait_for()
    yield context.cookies()
    context.close()


@pytest.fixture
def desk(page, signed_in):
    """The page of a signed-in administrator."""
    page.context.add_cookies(signed_in)
    return page
