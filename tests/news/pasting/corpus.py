"""The corpus: what programs put on the clipboard, and the article each of it is."""

import json
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One paste: its HTML, the RTF beside it or "", the article that is right."""

    name: str
    family: str
    html: str
    rtf: str
    expected: str
    options: dict


def _read(name, facts):
    rtf = FOLDER / f"{name}.rtf"
    return Case(
        name,
        facts["family"],
        (FOLDER / facts["file"]).read_text(),
        rtf.read_text("latin-1") if rtf.exists() else "",
        (FOLDER / facts["expected"]).read_text(),
        facts["options"],
    )


CASES = [
    _read(name, facts)
    for name, facts in json.loads((FOLDER / "cases.json").read_text()).items()
    if facts["file"].endswith(".html")
]
