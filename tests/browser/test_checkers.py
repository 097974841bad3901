"""What others' checkers say of every page: the Nu validator of HTML, and Lighthouse.

Both are packages of npm, which this test installs beside the caches of pytest; without
Node.js and Java it is left out, and says so.
"""

import json
import shutil
import subprocess
from statistics import median

import pytest

from .portal import CHROMIUM
from .test_reader import PAGES, REPORT_ADDRESS

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.long]

PACKAGES = ["vnu-jar@26.9.27", "lighthouse@13"]
MEASURED = ["/", REPORT_ADDRESS, "/tin-tuc/", "/hop-tac-xa/",
            "/so-lieu/", "/tim-kiem/"]  # fmt: skip
RUNS = 5
FULL = ("accessibility", "best-practices", "seo")


@pytest.fixture(scope="module")
def tools(request):
    """The folder of the installed packages."""
    if not all(map(shutil.which, ("npm", "node", "java"))):
        pytest.skip("needs Node.js and Java")
    folder = request.config.cache.mkdir("checkers")
    wanted = ["npm", "install", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(wanted, cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "node_modules"


def test_the_validator_has_nothing_to_say(portal, chromium, tools, tmp_path):
    page = chromium.new_page(base_url=portal.url)
    for number, address in enumerate([*PAGES, REPORT_ADDRESS]):
        path = tmp_path / f"{number}.html"
        path.write_bytes(page.request.get(address).body())
    page.close()
    checker = tools / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", checker, "--format", "json", *tmp_path.glob("*.html")]
    told = subprocess.run(command, check=False, capture_output=True, timeout=300)
    assert json.loads(told.stderr)["messages"] == []


@pytest.mark.parametrize("address", MEASURED)
def test_lighthouse_gives_full_marks(portal, tools, tmp_path, address):
    marks = [measure(tools, portal.url + address, tmp_path) for _ in range(RUNS)]
    assert [min(one[name] for one in marks) for name in FULL] == [1, 1, 1]
    assert median(one["performance"] for one in marks) >= 0.98


def measure(tools, address, folder):
    """Return the marks that Lighthouse gives a page on a slow telephone."""
    report = folder / "report.json"
    subprocess.run(
        [tools / ".bin/lighthouse", address, "--quiet", "--output=json",
         f"--output-path={report}", "--chrome-flags=--headless --no-sandbox"],
        check=True, capture_output=True, timeout=300,
        env={"CHROME_PATH": CHROMIUM, "PATH": "/usr/bin:/bin:/usr/local/bin",
             "HOME": str(folder)},
    )  # fmt: skip
    categories = json.loads(report.read_text())["categories"]
    return {name: category["score"] for name, category in categories.items()}
