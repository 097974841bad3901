"""Two processes read pages while a third writes: none shows what is past, or half.

`python -m tests.proofs.keeping SECONDS SEED` on the empty database that DATABASE_URL
names. The writer changes two articles in one transaction, to the same number, again and
again, and schedules others; each reader keeps pages of its own. A page may show no
number that is less than the one committed before it was asked for, nor two numbers; and
what was scheduled for a moment stands on every page asked for after it.
"""

import os
import random
import re
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import Array, Value

import django
from django.core.management import call_command
from django.db import connections, transaction

READERS = 2
NUMBERS = re.compile(r"Số (\d+) [AB]\b")


@dataclass
class Shared:
    """What the writer has committed: the number, and what is scheduled for when."""

    number: Value
    scheduled: Array  # the number of the article, and its moment in seconds
    is_over: Value


def main(seconds, seed):
    """Runs writer and readers for so long; returns 0 when no page was wrong."""
    from django.test.utils import override_settings

    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(
        PAGE_CACHE_MB=16, REMEMBERED_AT_HAND=256, CACHES={"default": memory}
    ):
        call_command("migrate", verbosity=0)
        articles = _two_articles()
        shared = Shared(Value("q", 0), Array("d", 2), Value("b", 0))
        connections.close_all()
        readers = [_fork(read, shared, articles, seed + n) for n in range(READERS)]
        writes = write(shared, articles, seconds, random.Random(seed))
        shared.is_over.value = 1
        statuses = [os.waitpid(reader, 0)[1] for reader in readers]
    print(f"{writes} writes")
    return int(any(statuses))


def _two_articles():
    from tests.factories.news import make_article

    return [make_article(f"Số 0 {letter}") for letter in "AB"]


def _fork(work, *arguments):
    process = os.fork()
    if not process:
        status = 1
        with suppress(KeyboardInterrupt):
            status = work(*arguments)
        sys.stdout.flush()
        os._exit(status)
    return process


# --- the writer -----------------------------------------------------------------------


def write(shared, articles, seconds, rng):
    """Writes for so many seconds; returns how often."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        count += 1
        with transaction.atomic():
            _change_both(articles, count)
        shared.number.value = count
        if rng.random() < 0.2:
            _schedule(shared, count)
        time.sleep(rng.uniform(0, 0.05))
    return count


def _change_both(articles, number):
    from tests.factories.news import republish

    for article, letter in zip(articles, "AB", strict=True):
        republish(article, title=f"Số {number} {letter}")


def _schedule(shared, number):
    from django.utils import timezone

    from tests.factories.news import make_article

    moment = timezone.now() + timedelta(seconds=0.3)
    make_article(f"Hẹn {number}.", published_at=moment)
    shared.scheduled[:] = number, moment.timestamp()


# --- a reader -------------------------------------------------------------------------


def read(shared, articles, seed):
    """Reads until the writer is done; returns 0 when no page was wrong."""
    from django.test import Client

    from coopsite.core.page_cache.middleware import entries

    rng, client = random.Random(seed), Client()
    addresses = ["/tin-tuc/", articles[0].section.get_absolute_url(), "/"]
    addresses.append(articles[0].get_absolute_url())
    pages, kept = 0, 0
    while not shared.is_over.value:
        address = rng.choice(addresses)
        least, due = shared.number.value, _due(shared)
        before = entries.get(("http", address, ()))
        text = client.get(address).content.decode()
        pages += 1
        kept += before is not None and entries.get(("http", address, ())) is before
        if wrong := _wrong(text, least, due):
            print(f"{address}: {wrong}")
            return 1
    print(f"{pages} pages read, {kept} of them kept ones")
    return 0 if 0 < kept < pages else 2


def _due(shared):
    """Returns the article that has to stand on the page by now; None for none."""
    with shared.scheduled.get_lock():
        number, moment = shared.scheduled[:]
    return int(number) if number and moment <= time.time() else None


def _wrong(text, least, due):
    numbers = set(map(int, NUMBERS.findall(text)))
    if len(numbers) != 1:
        return f"two numbers, {numbers}" if numbers else ""
    if min(numbers) < least:
        return f"{numbers} after {least} was committed"
    if due and f"Hẹn {due}." not in text and f"Hẹn {due + 1}." not in text:
        newer = [int(n) for n in re.findall(r"Hẹn (\d+)\.", text)]
        return "" if max(newer, default=0) > due else f"without what was due, {due}"
    return ""


if __name__ == "__main__":
    django.setup()
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
