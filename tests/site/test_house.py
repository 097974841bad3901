"""The house stays in order: modules and functions that can be read at a sitting.

Which package may import which is held by import-linter (`make layers`).
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MODULES = [
    path
    for package in ("coopsite", "cooperatives", "news", "scripts")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
MAX_MODULE, MAX_FUNCTION = 300, 40
SHARED_LINES = 6


def test_modules_and_functions_are_short():
    long_ones = []
    for path in MODULES:
        text, name = path.read_text(), path.relative_to(ROOT)
        if (lines := text.count("\n")) > MAX_MODULE:
            long_ones.append(f"{name}, {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > MAX_FUNCTION:
                    long_ones.append(f"{name}: {node.name}, {lines} lines")
    assert long_ones == []


def test_a_module_opens_with_why_it_exists():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.read_text().strip()
        and path.name not in ("apps.py", "wsgi.py")
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_a_name_is_defined_once_in_its_folder():
    """Views and their downloads share names on purpose: addresses tell them apart."""
    places = defaultdict(list)
    for path in MODULES:
        if path.name in ("views.py", "downloads.py") or path.parent.name == "views":
            continue
        for node in ast.parse(path.read_text()).body:
            is_public = not getattr(node, "name", "_").startswith("_")
            if is_public and node.name not in ("Command", "main"):
                places[path.parent, node.name].append(path.name)
    assert {key: found for key, found in places.items() if found[1:]} == {}


def _telling_lines(path):
    """The lines that say something, stripped: no import, comment or bracket alone."""
    stripped = (line.strip() for line in path.read_text().splitlines())
    return [
        line
        for line in stripped
        if re.search(r"\w", line) and not line.startswith(("#", "import ", "from "))
    ]


def test_no_six_lines_stand_in_two_places():
    """What is said twice is mended once, in one of its places."""
    places = defaultdict(set)
    for path in MODULES:
        lines = _telling_lines(path)
        for start in range(len(lines) - SHARED_LINES + 1):
            run = tuple(lines[start : start + SHARED_LINES])
            places[run].add((str(path.relative_to(ROOT)), start))
    assert {run: found for run, found in places.items() if len(found) > 1} == {}


def test_documents_name_files_that_exist():
    files = [
        str(path.relative_to(ROOT))
        for folder in ("coopsite", "cooperatives", "news", "scripts", "templates")
        + ("static", "tests", "docs", "deploy")
        for path in (ROOT / folder).rglob("*.*")
    ]
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(document.read_text() for document in documents)
    named = set(re.findall(r"`([\w/-]+\.(?:py|html|css|js|sh))`", text))
    known = [f"/{file}" for file in files]
    gone = [name for name in named if not any(f.endswith(f"/{name}") for f in known)]
    assert gone == []
