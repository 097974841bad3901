"""Takes a picture of each public page as phones, tablets and desktops show it, by day
and by night; of a portal with demonstration data, for somebody to look at.

    python -m tests.screenshots [FOLDER] [--of ADDRESS …] [--at URL]

FOLDER is var/screenshots where none is named; `--at` looks at a portal that runs.
"""

import argparse
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.portal import CHROMIUM, FLAGS, Portal
from tests.browser.test_reader import REPORT_ADDRESS

ROOT = Path(__file__).parents[2]
WIDTHS = {390: 844, 768: 1024, 1440: 900}
SCHEMES = "light", "dark"
DAY = "ngay=31/12/2023"
# Beside them one article, one clip, one organisation, as their lists name them.
PAGES = [
    "/", "/tin-tuc/", "/video/", "/hop-tac-xa/", "/lien-hiep/",
    f"/so-lieu/?{DAY}", "/so-lieu/bien-dong/?tu=01/01/2023&den=31/12/2023",
    "/so-lieu/dien-bien/", f"/so-lieu/so-sanh/?{DAY}&voi=31/12/2022",
    f"/so-lieu/doi-chieu/?{DAY}&biet_den=31/12/2023", "/khong-co/", REPORT_ADDRESS,
]  # fmt: skip
FIRST_LINKS = {
    "/tin-tuc/": ".entry-title a",
    "/video/": ".clip-title a",
    "/hop-tac-xa/": ".register-name a",
    "/lien-hiep/": ".register-name a",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--of", nargs="*", metavar="ADDRESS")
    parser.add_argument("--at", metavar="URL")
    chosen = parser.parse_args()
    folder = chosen.folder or ROOT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with _portal(chosen.at) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        addresses = chosen.of or _list_addresses(browser, url)
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=url,
                    locale="vi-VN",
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                )
                _take(context.new_page(), addresses, folder, f"{width}-{scheme}")
                context.close()


@contextmanager
def _portal(url):
    if url:
        yield url
        return
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as data:
        portal = Portal(Path(data) / "data")
        yield portal.url
        portal.stop()


def _list_addresses(browser, url):
    page, addresses = browser.new_page(base_url=url), [*PAGES]
    for address, selector in FIRST_LINKS.items():
        page.goto(address)
        link = page.locator(selector).first
        if link.count():
            addresses.append(link.get_attribute("href"))
    page.close()
    return addresses


def _take(page, addresses, folder, kind):
    for address in addresses:
        page.goto(address, wait_until="load")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what is lazy comes
        page.wait_for_load_state("networkidle")
        page.evaluate("scrollTo(0, 0)")
        name = re.sub(r"[^\w]+", "-", address).strip("-") or "trang-chu"
        path = folder / f"{name[:60]}-{kind}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
