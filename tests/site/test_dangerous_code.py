"""No code does this: run what was sent, guess secrets, show text as HTML."""

import ast
import re
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
RUNS_TEXT = {"eval", "exec", "os.system", "os.popen", "pickle.loads", "pickle.load"}
WEAK = {"hashlib.md5", "hashlib.sha1"}
# Words of ours alone, and what the server has cleaned.
DRAWS_HTML = {"editor-blocks.js", "paste.js", "sign-in-again.js"}


# A file without one of these words has none of the calls and imports asked about.
LAST_WORDS = {name.rpartition(".")[2] for name in RUNS_TEXT | WEAK}
TELLING = re.compile(rf"\b({'|'.join(LAST_WORDS)}|subprocess|random)\b")


@cache
def nodes():
    """Returns (file, node) of the calls and imports of all code that may matter; read
    once."""
    files = [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for package in ("coopsite", "news", "cooperatives")
        for path in sorted((ROOT / package).rglob("*.py"))
    ]
    return [
        (file, node)
        for file, text in files
        if TELLING.search(text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call | ast.Import | ast.ImportFrom)
    ]


@cache
def calls():
    """Returns (place, name, node) of those calls."""
    return [
        (f"{file}:{node.lineno}", ast.unparse(node.func), node)
        for file, node in nodes()
        if isinstance(node, ast.Call)
    ]


def imports():
    for file, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((file, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield file, node.module


def test_no_text_is_run_or_unpickled():
    assert [place for place, name, _ in calls() if name in RUNS_TEXT] == []


def test_no_command_goes_through_a_shell():
    started = [
        (place, node) for place, name, node in calls() if name.startswith("subprocess.")
    ]
    assert len(started) > 1
    for place, node in started:
        assert "shell" not in {word.arg for word in node.keywords}, place
        assert not isinstance(node.args[0], ast.JoinedStr | ast.Constant), place


def test_no_weak_digest_is_made():
    assert [place for place, name, _ in calls() if name in WEAK] == []


def test_chance_is_of_the_system_where_it_is_a_secret():
    """`random` may be guessed: invented data and pauses between questions use it."""
    users = {file for file, name in imports() if name == "random"}
    assert {file for file in users if not file.startswith("coopsite/demo/")} == {
        "coopsite/portal/links/checking.py"
    }


def test_scripts_draw_what_was_typed_as_text():
    assert len(SCRIPTS) > 10
    draws = re.compile(r"innerHTML *=|outerHTML|insertAdjacentHTML|insertHtml|eval\(")
    found = {path.name for path in SCRIPTS if draws.search(path.read_text())}
    assert found == DRAWS_HTML
    dialog = (ROOT / "static" / "js" / "sign-in-again.js").read_text()
    html = re.search(r"innerHTML = `(.*?)`", dialog, re.DOTALL)[1]
    assert "${" not in html
