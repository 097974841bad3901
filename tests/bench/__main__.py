"""Runs the benchmark at each size in a fresh database and prints one table.

`make bench`, or `python -m tests.bench --sizes 1000 10000 100000 --database
postgres://user@host/empty_database`. Reports medians and ratios, never passes or fails.
"empty": the same page asked for what nobody matches, its own cost; "over SQL": what is
above that, in times of the bare SQL; "growth": against the smallest register; "rise":
what the page costs more than there, in times of what the bare SQL does. A page of many
rows costs their writing at every size: "over SQL" shows it, "rise" does not.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--parts", nargs="+", default=["register", "news"])
    parser.add_argument("--database", help="an empty PostgreSQL database; else SQLite")
    chosen = parser.parse_args()
    measured = {size: measure(size, chosen) for size in chosen.sizes}
    print_table(measured)


def measure(size, chosen):
    """Fill a database with `size` cooperatives and articles in a process of its own,
    and measure."""
    print(f"{size:,} cooperatives, articles …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        told = size, chosen.runs, *chosen.parts
        database = chosen.database or f"sqlite:///{folder}/bench.sqlite3"
        surroundings = {
            "DATABASE_URL": database,
            "COOPSITE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.measure", *map(str, told)],
            env=os.environ | surroundings,
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout)


def print_table(measured):
    smallest = measured[min(measured)]
    print(
        f"{'question':28}{'rows':>9}{'queries':>9}{'page ms':>9}{'empty ms':>10}"
        f"{'SQL ms':>9}{'over SQL':>10}{'growth':>8}{'rise':>7}"
    )
    for name in smallest:
        for size, answers in measured.items():
            queries, page, empty, sql = answers[name]
            first = smallest[name]
            print(
                f"{name:28}{size:>9,}{queries:>9}{page:>9.1f}{empty:>10.1f}{sql:>9.1f}"
                f"{max(page - empty, 0) / sql:>10.2f}{page / first[1]:>8.1f}"
                f"{rise(first, answers[name]):>7}"
            )


def rise(first, answer):
    """How much more the page costs than with the fewest rows, by what the SQL does."""
    _, page, _, sql = (now - then for now, then in zip(answer, first, strict=True))
    return f"{max(page, 0) / sql:.2f}" if sql >= 1 else ""


if __name__ == "__main__":
    main()
