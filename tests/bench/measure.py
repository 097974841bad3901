"""Measures each question twice: the page through the door, and the bare SQL for it."""

import json
import sys
from statistics import median
from time import perf_counter

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from cooperatives.models import Organisation  # noqa: E402
from coopsite.accounts.models import User  # noqa: E402
from coopsite.core.page_cache.middleware import entries  # noqa: E402
from coopsite.core.remembered import at_hand  # noqa: E402
from tests.bench import news  # noqa: E402
from tests.bench.fill import fill  # noqa: E402

DAY = "2023-12-31"
# The areas of the city as it was before 01/07/2025.
CITY = """
    SELECT area_id FROM cooperatives_arearecord
    WHERE superseded_at IS NULL AND province = 'Thành phố Hồ Chí Minh'
"""
# Written by hand as a database person would: the last standing of each by that day.
STOOD = f"""
    SELECT s.* FROM cooperatives_standing s
    JOIN (SELECT organisation_id, MAX(effective_from) AS day
          FROM cooperatives_standing
          WHERE superseded_at IS NULL AND effective_from <= '{DAY}'
          GROUP BY organisation_id) last
    ON s.organisation_id = last.organisation_id AND s.effective_from = last.day
    WHERE s.superseded_at IS NULL AND s.operating_status <> 'giai-the'
    AND s.area_id IN ({CITY})
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
BY_AREA = BY_SECTOR.replace("sector_id", "area_id")
SEARCH = " WHERE o.match_text LIKE '%dong%' AND o.match_text LIKE '%xanh%'"


FOUNDED = f"""
    SELECT sector_id, COUNT(*) FROM cooperatives_standing s
    JOIN (SELECT organisation_id, MIN(effective_from) AS day
          FROM cooperatives_standing WHERE superseded_at IS NULL
          GROUP BY organisation_id) first
    ON s.organisation_id = first.organisation_id AND s.effective_from = first.day
    WHERE s.superseded_at IS NULL AND s.effective_from BETWEEN '2023-01-01' AND '{DAY}'
    AND s.area_id IN ({CITY})
    GROUP BY sector_id
"""  # noqa: S608
# As known on that day, then: rows recorded later do not count yet, and rows struck
# later still do.
KNOWN = "2024-06-30 17:00:00+00:00"
THEN = (
    f"recorded_at <= '{KNOWN}' AND (superseded_at IS NULL OR superseded_at > '{KNOWN}')"
)
BY_SECTOR_THEN = BY_SECTOR.replace("superseded_at IS NULL", THEN)
FOUNDED_THEN = FOUNDED.replace("superseded_at IS NULL", THEN)
# The last standing before the year and the last by its end, in one walk: a day sorts as
# its text does. "0" before the row's name: outside the city.
SAID = "effective_from || '|' || operating_status || '|' || is_inside || <row>"
FLOWS = f"""
    SELECT substr(before, 12), substr(stood, 12), COUNT(*) FROM (
        SELECT organisation_id, MAX({SAID}) AS stood,
               MAX(CASE WHEN effective_from < '2023-01-01' THEN {SAID} END) AS before
        FROM (SELECT s.*, COALESCE(r.parent_id, r.area_id) AS recorded,
                     CASE WHEN r.province = 'Thành phố Hồ Chí Minh' THEN 1 ELSE 0 END
                     AS is_inside
              FROM cooperatives_standing s JOIN cooperatives_arearecord r
              ON r.area_id = s.area_id AND r.superseded_at IS NULL
              WHERE s.superseded_at IS NULL AND s.kind = 'htx'
              AND s.effective_from <= '{DAY}') s
        GROUP BY organisation_id) course
    GROUP BY 1, 2
"""  # noqa: S608
FLOWS_BY_SECTOR = FLOWS.replace("<row>", "sector_id")
FLOWS_BY_AREA = FLOWS.replace("<row>", "recorded")
SERIES = f"""
    SELECT substr(CAST(effective_from AS varchar), 1, 4), status_before, sector_before,
           operating_status, sector_id, COUNT(*)
    FROM (SELECT effective_from, operating_status, sector_id,
                 LAG(operating_status) OVER course AS status_before,
                 LAG(sector_id) OVER course AS sector_before
          FROM cooperatives_standing WHERE superseded_at IS NULL
          AND area_id IN ({CITY})
          WINDOW course AS (PARTITION BY organisation_id ORDER BY effective_from)) s
    GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608
# A question with no answer: what is left of a page's time is its own, not the data's.
NOTHING = "khongcoainhuthe"
MEMORY = "django.core.cache.backends.locmem.LocMemCache"


def main(size, runs, parts):
    """Fill the parts with as many rows; print what each of their questions costs."""
    answers = {}
    call_command("migrate", verbosity=0)
    if "register" in parts:
        fill(size)
        answers |= measured(runs)
    if "news" in parts:
        news.fill(size)
        answers |= measured_news(runs)
    print(json.dumps(answers))


def measured(runs):
    """Return {question: [queries, ms of the page, of the page in vain, of SQL]}."""
    asked = questions()
    with override_settings(CACHES={"default": {"BACKEND": MEMORY}}):
        answers = {
            name: answer(runs, forget, *question) for name, question in asked.items()
        }
        # The second time and later: nothing that touches the day was recorded since.
        again = answer(runs, lambda: None, *asked["figures of a day"])
    return answers | {"the same, remembered": again}


def measured_news(runs):
    """As `measured`: what is remembered is known, but no page is kept; and one page
    asked for the first time after a write."""
    asked = news.questions()
    with override_settings(CACHES={"default": {"BACKEND": MEMORY}}, PAGE_CACHE_MB=1):
        answers = {
            name: answer(runs, entries.clear, *told) for name, told in asked.items()
        }
        answers["news, first asked"] = answer(runs, forget, *asked["news, page 1"])
    return answers


def forget():
    for memory in (entries, at_hand, cache):
        memory.clear()


def answer(runs, forget, client, address, empty, statements):
    """`empty` is the address of a page in vain, or makes a page of known answers."""

    def page(address):
        forget()
        return client.get(address)

    page(address)
    with CaptureQueriesContext(connection) as asked:
        assert page(address).status_code == 200, address
    works = [
        lambda: page(address),
        empty if callable(empty) else lambda: page(empty),
        lambda: run(statements),
    ]
    return [len(asked), *timed(runs, works)]


def questions():
    """Return {question: (client, address, the same asked in vain, the bare SQL)}."""
    reader, keeper = Client(), Client()
    keeper.force_login(
        User.objects.create_superuser(f"do-luong-{User.objects.count()}")
    )
    total = run([COUNT])[0][0]
    last = (total - 1) // 25 + 1
    one = Organisation.objects.order_by("pk").first()
    # A day that is none: the form and the frame, and nothing is counted.
    day, no_day = "ngay=31/12/2023", "ngay=31/02/2023"
    directory, figures = "/hop-tac-xa/", "/so-lieu/"
    vain = f"{directory}?{day}&tim={NOTHING}"
    return {
        "figures of a day": (
            reader, f"{figures}?{day}", f"{figures}?{no_day}",
            [BY_SECTOR, FOUNDED],
        ),
        "figures as known then": (
            reader, f"{figures}?{day}&biet_den=30/06/2024",
            f"{figures}?{no_day}&biet_den=30/06/2024",
            [BY_SECTOR_THEN, FOUNDED_THEN],
        ),
        "flows of a year": (
            reader, f"{figures}bien-dong/?tu=01/01/2023&den=31/12/2023",
            f"{figures}bien-dong/?tu=31/02/2023", [FLOWS_BY_SECTOR],
        ),
        "flows of a year by area": (
            reader, f"{figures}bien-dong/?tu=01/01/2023&den=31/12/2023&theo=dia-ban",
            f"{figures}bien-dong/?tu=31/02/2023&theo=dia-ban", [FLOWS_BY_AREA],
        ),
        "figures by area": (
            reader, f"{figures}?{day}&theo=dia-ban", f"{figures}?{no_day}",
            [BY_AREA, FOUNDED],
        ),
        "the register's figures, CSV": (
            reader, f"{figures}tai-ve.csv?{day}", f"{figures}tai-ve.csv?{no_day}",
            [BY_SECTOR, FOUNDED],
        ),
        "series of years": (
            reader, f"{figures}dien-bien/?tu=31/12/2014&den=31/12/2023&buoc=nam",
            f"{figures}dien-bien/?tu=31/02/2023", [SERIES],
        ),
        "directory, page 1": (
            reader, f"{directory}?{day}", vain, [COUNT, LIST + ORDER.format(offset=0)]
        ),
        "directory, last page": (
            reader, f"{directory}?{day}&trang={last}", vain,
            [COUNT, LIST + ORDER.format(offset=(last - 1) * 25)],
        ),
        "search by folded name": (
            reader, f"{directory}?{day}&tim=dong+xanh", vain,
            [f"SELECT COUNT(*) FROM ({LIST}{SEARCH}) found",  # noqa: S608
             LIST + SEARCH + ORDER.format(offset=0)],
        ),
        "one organisation": (
            reader, one.get_absolute_url(), one.get_absolute_url(),
            [f"SELECT * FROM cooperatives_organisation WHERE id = {one.pk}",  # noqa: S608
             "SELECT * FROM cooperatives_standing "
             f"WHERE organisation_id = {one.pk}"],  # noqa: S608
        ),
        "admin list": (
            keeper, "/quan-tri/cooperatives/cooperative/",
            f"/quan-tri/cooperatives/cooperative/?q={NOTHING}",
            ["SELECT COUNT(*) FROM cooperatives_organisation WHERE kind = 'htx'",
             "SELECT * FROM cooperatives_organisation WHERE kind = 'htx' "
             "ORDER BY sort_name, id LIMIT 50"],
        ),
    }  # fmt: skip


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = cursor.fetchall()
    return rows


def timed(runs, works):
    """Return the median milliseconds of each work in `runs` rounds, after one that is
    not counted; in turn, so that whatever else the machine does slows all alike."""
    rounds = [[_time(work) for work in works] for _ in range(runs + 1)]
    return [median(taken) for taken in zip(*rounds[1:], strict=True)]


def _time(work):
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
