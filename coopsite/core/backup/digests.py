"""A digest of all rows of each table, whatever order they come in."""

from hashlib import sha256

from django.core.management import CommandError

FILE = "digests.txt"
_MODULUS = 2**256


def digest(rows):
    """Returns "count digest" of `rows`; equal for the same rows in another order."""
    count = total = 0
    for row in rows:
        words = repr([bytes(v) if isinstance(v, memoryview) else v for v in row])
        total += int.from_bytes(sha256(words.encode()).digest())
        count += 1
    return f"{count} {total % _MODULUS:064x}"


def write(digests, folder):
    """Writes {table: digest} into the folder of a copy."""
    lines = [f"{table} {words}\n" for table, words in sorted(digests.items())]
    (folder / FILE).write_text("".join(lines))


def read(folder):
    """Returns the {table: digest} that `write` wrote."""
    lines = (folder / FILE).read_text().splitlines()
    return dict(line.split(" ", 1) for line in lines)


def compare(digests, expected):
    """CommandError, naming the tables, where the digests are not those expected."""
    tables = sorted(digests.keys() | expected.keys())
    others = [name for name in tables if digests.get(name) != expected.get(name)]
    if others:
        raise CommandError(f"khác với lúc sao lưu: {', '.join(others)}.")
