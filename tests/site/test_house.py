"""The house stays in order: modules and functions that can be read at a sitting.

Which package may import which is held by import-linter (`make layers`).
"""

import ast
import re
from collections import defaultdict
from functools import cache
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


@cache
def texts():
    """Returns {path: text} of the modules; read once."""
    return {path: path.read_text() for path in MODULES}


@cache
def trees():
    """Returns {path: syntax tree} of the modules; made once."""
    return {path: ast.parse(text) for path, text in texts().items()}


def _functions(node):
    """Yields the functions of a tree, which stand among statements only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _functions(child)


def test_modules_and_functions_are_short():
    long_ones = []
    for path, text in texts().items():
        name = path.relative_to(ROOT)
        if (lines := text.count("\n")) > MAX_MODULE:
            long_ones.append(f"{name}, {lines} lines")
        for node in _functions(trees()[path]):
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_FUNCTION:
                long_ones.append(f"{name}: {node.name}, {lines} lines")
    assert long_ones == []


def test_a_module_opens_with_why_it_exists():
    silent = [
        str(path.relative_to(ROOT))
        for path, text in texts().items()
        if text.strip()
        and path.name not in ("apps.py", "wsgi.py")
        and not ast.get_docstring(trees()[path])
    ]
    assert silent == []


def test_a_name_is_defined_once_in_its_folder():
    """Views and their downloads share names on purpose: addresses tell them apart."""
    places = defaultdict(list)
    for path, tree in trees().items():
        if path.name in ("views.py", "downloads.py") or path.parent.name == "views":
            continue
        for node in tree.body:
            is_public = not getattr(node, "name", "_").startswith("_")
            if is_public and node.name not in ("Command", "main"):
                places[path.parent, node.name].append(path.name)
    assert {key: found for key, found in places.items() if found[1:]} == {}


def _telling_lines(text):
    """The lines that say something, stripped: no import, comment or bracket alone."""
    stripped = (line.strip() for line in text.splitlines())
    return [
        line
        for line in stripped
        if re.search(r"\w", line) and not line.startswith(("#", "import ", "from "))
    ]


def test_no_six_lines_stand_in_two_places():
    """What is said twice is mended once, in one of its places."""
    places = defaultdict(set)
    for path, text in texts().items():
        lines, name = _telling_lines(text), str(path.relative_to(ROOT))
        for start in range(len(lines) - SHARED_LINES + 1):
            run = tuple(lines[start : start + SHARED_LINES])
            places[run].add((name, start))
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
