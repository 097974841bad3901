"""Templates that can be read: no line runs on out of sight."""

from pathlib import Path

from django.conf import settings

MAX_LENGTH = 160


def test_no_line_is_longer_than_a_screen():
    folder = Path(settings.BASE_DIR, "templates")
    long_ones = [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(folder.rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > MAX_LENGTH
    ]
    assert long_ones == []
