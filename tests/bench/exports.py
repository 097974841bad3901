"""What it costs to take the whole directory away: time, size, memory at its highest.

`python -m tests.bench.exports --sizes 1000 10000 100000 --database postgres://…`.
Each file is asked for through the door, in a process of its own, after the same
file of no rows: what memory grows by is the rows' doing.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from time import perf_counter

DAY = "31/12/2023"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--database", help="an empty PostgreSQL database; else SQLite")
    chosen = parser.parse_args()
    print(
        f"{'file':6}{'in register':>13}{'s':>8}{'MB':>8}{'peak MB':>10}{'grown MB':>10}"
    )
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            database = chosen.database or f"sqlite:///{folder}/bench.sqlite3"
            step("fill", str(size), folder=folder, database=database)
            for ending in ("csv", "xlsx"):
                told = step(ending, folder=folder, database=database)
                seconds, size_mb, peak, grown = json.loads(told)
                print(
                    f"{ending:6}{size:>13,}{seconds:>8.1f}{size_mb:>8.1f}"
                    f"{peak:>10.0f}{grown:>10.0f}",
                    flush=True,
                )


def step(*words, folder, database):
    """Run one step in a process of its own; return what it prints."""
    surroundings = {
        "DATABASE_URL": database,
        "COOPSITE_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.exports", *words],
        env=os.environ | surroundings,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout


def measure(ending):
    """Print seconds, megabytes of the file, peak and growth of memory in megabytes."""
    from django.test import Client

    client = Client()
    take(client, f"/hop-tac-xa/tai-ve.{ending}?tim=khongcoaicả")
    before = peak()
    started = perf_counter()
    size = take(client, f"/hop-tac-xa/tai-ve.{ending}?ngay={DAY}&tinh_trang=tat-ca")
    seconds = perf_counter() - started
    print(json.dumps([seconds, size / 1e6, peak(), peak() - before]))


def take(client, address):
    """Return how many bytes the file at `address` has; keep none of them."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return sum(map(len, answer.streaming_content))


def peak():
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux


if __name__ == "__main__":
    if sys.argv[1:2] in (["fill"], ["csv"], ["xlsx"]):
        import django

        django.setup()
        if sys.argv[1] == "fill":
            from tests.bench.fill import fill

            fill(int(sys.argv[2]))
        else:
            measure(sys.argv[1])
    else:
        main()
