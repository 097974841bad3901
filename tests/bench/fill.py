"""Fills a database with cooperatives that have five entries each, always the same.

One in fifty entries was withdrawn since, one in ten typed in a month late; each
cooperative was surveyed once.
"""

import random
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from cooperatives.actions.folding import replay
from cooperatives.models import (
    Area,
    Cooperative,
    Organisation,
    Sector,
    Standing,
    StandingEntry,
    Survey,
)

TRADES = ["Vận tải", "Nông nghiệp", "Dịch vụ", "Thủ công", "Môi trường"]
NAMES = ["Sao Mai", "Đồng Xanh", "Ánh Dương", "Ước Mơ", "Ban Mai", "Phù Sa"]
STATUSES = ["hoat-dong", "hoat-dong", "hoat-dong", "ngung", "giai-the"]
FIRST_DAY, DAYS = date(2000, 1, 1), 9_000
BATCH = 2_000


def fill(size):
    """Make `size` cooperatives and 5 × `size` standings in an empty database."""
    with transaction.atomic():
        _fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(size):
    rng = random.Random(20231231)
    Organisation.objects.bulk_create(_cooperatives(rng, size), BATCH)
    keys = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    sectors = list(Sector.objects.values_list("pk", flat=True))
    areas = list(Area.objects.values_list("pk", flat=True))
    for start in range(0, size, BATCH):
        batch = keys[start : start + BATCH]
        courses = [list(_course(rng, key, sectors, areas)) for key in batch]
        entries = [entry for course in courses for entry in course]
        StandingEntry.objects.bulk_create(entries, BATCH)
        standings = [row for course in courses for row in replay(course)]
        Standing.objects.bulk_create(standings, BATCH)
        Survey.objects.bulk_create([_survey(rng, key) for key in batch], BATCH)


def _cooperatives(rng, size):
    for number in range(size):
        name = f"Hợp tác xã {rng.choice(TRADES)} {rng.choice(NAMES)} {number}"
        cooperative = Cooperative(name=name, public_id=f"{number:08}", is_demo=True)
        cooperative.prepare()
        yield cooperative


def _course(rng, key, sectors, areas):
    for place, offset in enumerate(sorted(rng.sample(range(DAYS), 5))):
        day = FIRST_DAY + timedelta(offset)
        recorded_at = timezone.make_aware(datetime.combine(day, time(9)))
        is_late, is_struck = (rng.random() < share for share in (0.1, 0.02))
        if is_late and place:
            recorded_at += timedelta(days=30)
        entry = StandingEntry(
            organisation_id=key,
            kind="htx",
            effective_from=day,
            recorded_at=recorded_at,
            states_legal_status=not place,
            legal_status="" if place else "hoat-dong",
            states_union=not place,
        )
        if is_struck and place:
            entry.superseded_at = recorded_at + timedelta(days=60)
        entry.state(operating_status=rng.choice(STATUSES), sector=None, area=None)
        entry.sector_id, entry.area_id = rng.choice(sectors), rng.choice(areas)
        yield entry


def _survey(rng, key):
    return Survey(
        organisation_id=key,
        effective_from=date(2023, 1, 1),
        source="Phiếu",
        members=rng.randint(5, 500),
        revenue=rng.randint(0, 90) * 1_000_000_000,
        total_capital=rng.randint(0, 25) * 1_000_000_000,
        recorded_at=timezone.make_aware(datetime(2023, 3, 1)),
    )
