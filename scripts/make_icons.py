"""Makes the site's icons of static/root from static/img/mark.svg, with a Chromium.

    python scripts/make_icons.py   # needs the packages of requirements-dev.txt

They are served at the root: browsers and telephones ask there by themselves. The mark
has round corners of its own; where a telephone cuts its own shape it stands on a full
square, smaller, so that no cut touches it.
"""

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
MARK, OUT = STATIC / "img" / "mark.svg", STATIC / "root"
GREEN = "#0f5c4c"
ICO_SIZES = [16, 32, 48]


def draw(browser, size, inset=0):
    """Returns the mark as a picture of `size` pixels; with an `inset`, the part of its
    width left free at each side, on a full square."""
    page = browser.new_page(viewport={"width": size, "height": size})
    margin = round(size * inset)
    colour = GREEN if inset else "transparent"
    page.set_content(
        f"<style>body{{margin:0;background:{colour}}}svg{{display:block;margin:{margin}px;"
        f"width:{size - 2 * margin}px}}</style>{MARK.read_text()}"
    )
    data = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(data))


def save(picture, name):
    picture.quantize(64).save(OUT / name, optimize=True)


def main():
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path)
        small = [draw(browser, size) for size in ICO_SIZES]
        sizes = [(size, size) for size in ICO_SIZES]
        small[-1].save(OUT / "favicon.ico", sizes=sizes, append_images=small[:-1])
        save(draw(browser, 180, 0.02).convert("RGB"), "apple-touch-icon.png")
        save(draw(browser, 512, 0.1).convert("RGB"), "icon-maskable.png")
        for size in (192, 512):
            save(draw(browser, size), f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
