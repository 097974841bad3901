"""What docs/security.md says is held names a test that there is."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROWS = [
    line
    for line in (ROOT / "docs" / "security.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| held")
]
NAME = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def find_gone(rows):
    """Returns those that rows name and no file holds."""
    named = [name.groups() for row in rows for name in NAME.finditer(row)]
    return [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).exists() or f"def {test}(" not in (ROOT / file).read_text()
    ]


def test_each_row_names_a_test():
    assert len(ROWS) > 20
    assert [row for row in ROWS if not re.search(NAME.pattern + r" \|$", row)] == []
    assert find_gone(ROWS) == []
