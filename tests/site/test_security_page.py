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


def test_each_row_names_a_test():
    named = [re.search(r"`(tests/[\w/]+\.py)::(test_\w+)` \|$", row) for row in ROWS]
    assert len(ROWS) > 20
    assert all(named), [row for row, name in zip(ROWS, named, strict=True) if not name]
    gone = [
        f"{file}::{test}"
        for file, test in (name.groups() for name in named)
        if f"def {test}(" not in (ROOT / file).read_text()
    ]
    assert gone == []
