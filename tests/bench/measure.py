"""Measures each question twice: the page through the door, and the bare SQL for it."""

import json
import sys
from statistics import median
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cooperatives.models import Organisation  # noqa: E402
from tests.bench.fill import fill  # noqa: E402

DAY = "2023-12-31"
# Written by hand as a database person would: the last standing of each by that day.
STOOD = f"""
    SELECT s.* FROM cooperatives_standing s
    JOIN (SELECT organisation_id, MAX(effective_from) AS day
          FROM cooperatives_standing
          WHERE superseded_at IS NULL AND effective_from <= '{DAY}'
          GROUP BY organisation_id) last
    ON s.organisation_id = last.organisation_id AND s.effective_from = last.day
    WHERE s.superseded_at IS NULL AND s.operating_status <> 'giai-the'
"""  # noqa: S608  # constants
LIST = f"""
    SELECT o.name, o.tax_code, stood.operating_status, c.name, a.name
    FROM ({STOOD}) stood
    JOIN cooperatives_organisation o ON o.id = stood.organisation_id
    JOIN cooperatives_sector c ON c.id = stood.sector_id
    JOIN cooperatives_area a ON a.id = stood.area_id
"""  # noqa: S608
COUNT = f"SELECT COUNT(*) FROM ({STOOD}) stood"  # noqa: S608
ORDER = " ORDER BY o.sort_name, o.id LIMIT 25 OFFSET {offset}"
BY_SECTOR = f"""
    SELECT sector_id, operating_status, COUNT(*) FROM ({STOOD}) stood
    GROUP BY sector_id, operating_status
"""  # noqa: S608
SEARCH = " WHERE o.search_name LIKE '%dong%' AND o.search_name LIKE '%xanh%'"


def main(size, runs):
    fill(size)
    client, answers = Client(), {}
    for name, (address, statements) in questions().items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        queries = len(asked)
        page = timed(runs, lambda address=address: client.get(address))
        sql = timed(runs, lambda statements=statements: run(statements))
        answers[name] = [queries, page, sql]
    print(json.dumps(answers))


def questions():
    """Return {question: (address, the bare SQL that answers the same)}."""
    total = run([COUNT])[0][0]
    last = (total - 1) // 25 + 1
    one = Organisation.objects.order_by("pk").first()
    asked = "ngay=31/12/2023"
    return {
        "figures of a day": (f"/so-lieu/?{asked}", [BY_SECTOR]),
        "directory, page 1": (
            f"/hop-tac-xa/?{asked}",
            [COUNT, LIST + ORDER.format(offset=0)],
        ),
        "directory, last page": (
            f"/hop-tac-xa/?{asked}&trang={last}",
            [COUNT, LIST + ORDER.format(offset=(last - 1) * 25)],
        ),
        "search by folded name": (
            f"/hop-tac-xa/?{asked}&tim=dong+xanh",
            [f"SELECT COUNT(*) FROM ({LIST}{SEARCH}) found",  # noqa: S608
             LIST + SEARCH + ORDER.format(offset=0)],
        ),
        "one organisation": (
            f"/hop-tac-xa/{one.slug}/",
            [f"SELECT * FROM cooperatives_organisation WHERE id = {one.pk}",  # noqa: S608
             "SELECT * FROM cooperatives_standing "
             f"WHERE organisation_id = {one.pk}"],  # noqa: S608
        ),
    }  # fmt: skip


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = cursor.fetchall()
    return rows


def timed(runs, work):
    """Return the median milliseconds of `runs` runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        started = perf_counter()
        work()
        taken.append((perf_counter() - started) * 1000)
    return median(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
