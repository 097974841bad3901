"""A migration that is on main is never edited, nor are the data that it reads.

What one has done to a database, no later start would do again. `frozen_migrations.txt`
has a digest of each, as `sha256sum` writes it; a new migration is added at its end:

    sha256sum news/migrations/0003_….py >> tests/site/frozen_migrations.txt
"""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FROZEN = Path(__file__).with_name("frozen_migrations.txt")


def read_digests():
    lines = FROZEN.read_text().splitlines()
    return {path: digest for digest, path in (line.split() for line in lines)}


def find_files():
    """Returns the path of each migration, and of each file that one reads."""
    packages = ("coopsite", "cooperatives", "news")
    files = [
        *(
            file
            for name in packages
            for file in (ROOT / name).rglob("migrations/0*.py")
        ),
        *(ROOT / "cooperatives" / "data").glob("*.csv"),
    ]
    return {str(file.relative_to(ROOT)) for file in files}


def test_no_migration_was_edited():
    edited = [
        path
        for path, digest in read_digests().items()
        if sha256((ROOT / path).read_bytes()).hexdigest() != digest
    ]
    assert edited == []


def test_each_migration_is_frozen():
    assert find_files() == read_digests().keys()
