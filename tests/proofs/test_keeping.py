"""Kept pages are those that would be made now, whatever is written, and when."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from coopsite.core.page_cache import middleware
from coopsite.core.remembered import at_hand
from news.models import Article, Edition, Image, Section, VideoClip
from news.publishing import cancel, feature, publish, withdraw
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_clip, make_image, republish
from tests.factories.register import make_cooperative

from . import sizes
from .test_kills import database  # noqa: F401  # a fixture

BACKENDS = "django.core.cache.backends"
LOCMEM, DUMMY = f"{BACKENDS}.locmem.LocMemCache", f"{BACKENDS}.dummy.DummyCache"
ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESSES = ["/", "/tin-tuc/", "/tin-tuc/?trang=2", "/video/", "/hop-tac-xa/",
             "/so-lieu/", "/lien-hiep/", "/so-lieu/?biet_den=01/01/2026",
             "/tin-tuc/feed/atom/", "/video/feed/rss/", "/sitemap.xml",
             "/sitemap-news.xml"]  # fmt: skip


@pytest.mark.proof
def test_two_processes_read_what_a_third_writes(database, tmp_path):  # noqa: F811
    surroundings = {"DATABASE_URL": database, "COOPSITE_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.keeping", str(sizes.KEEPING), "800"],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        encoding="utf-8",
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


# --- one process, beside a twin that keeps nothing ------------------------------------


def any_article(rng):
    return rng.choice(Article.objects.order_by("pk"))


def soon(rng):
    return timezone.now() + rng.choice([timedelta(0), MINUTE, HOUR, 20 * HOUR])


def schedule(rng):
    publish(
        article=any_article(rng), by=None, at=soon(rng), kind="update", note="Hẹn giờ"
    )


def expire(rng):
    article = any_article(rng)
    article.expires_at = soon(rng) + MINUTE
    publish(article=article, by=None)


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WRITES = [
    lambda rng: make_article(f"Tin {rng.random()}"),
    lambda rng: make_article(published_at=soon(rng)),
    lambda rng: republish(any_article(rng), title=f"Tên {rng.random()}"),
    schedule,
    expire,
    lambda rng: withdraw(article=any_article(rng), by=None),
    lambda rng: cancel(article=any_article(rng), by=None),
    lambda rng: feature(article=any_article(rng), by=None, is_featured=True),
    lambda rng: make_clip(published_at=soon(rng)),
    lambda rng: VideoClip.objects.filter(pk__gt=1).update(published_at=None),
    lambda rng: Section.objects.filter(pk=1).update(name=f"Mục {rng.random()}"),
    lambda rng: Image.objects.update(has_sizes=rng.random() < 0.5),
    lambda rng: make_cooperative(founded=timezone.localdate()),
    lambda rng: make_cooperative(is_demo=True),
    lambda rng: Edition.objects.filter(is_featured=True).update(is_featured=False),
]
MOMENTS = [timedelta(0), MINUTE, HOUR, 5 * HOUR, 21 * HOUR, 24 * HOUR, 47 * HOUR]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seed", "steps"),
    [
        (800, sizes.SHORT_KEEPING),
        *(in_proofs(seed, sizes.KEEPING_STEPS) for seed in sizes.KEEPING_SEEDS),
    ],
)
def test_a_kept_page_is_what_its_twin_makes(seed, steps, monkeypatch):
    rng, twins = random.Random(seed), Twins(monkeypatch)
    for _ in range(11):
        make_article(cover=make_image(), cover_alt="Ảnh")
    for _ in range(steps):
        addresses = [*rng.sample(ADDRESSES, 4), any_article(rng).get_absolute_url()]
        twins.compare(addresses, timedelta(0))
        write_something(rng)
        for shift in rng.sample(MOMENTS, 3):
            twins.compare(addresses, shift)
    assert twins.kept > steps * 5
    assert twins.wrong == []
    assert twins.list_changed() == []


class Twins:
    """A client whose pages are kept, beside one of whom nothing is remembered."""

    def __init__(self, monkeypatch):
        self._monkeypatch = monkeypatch
        self._client, self._now = Client(), timezone.now
        self.kept, self.wrong = 0, []

    def compare(self, addresses, shift):
        """Notes which of the pages differ at so long from now."""
        moment = self._now() + shift
        self._monkeypatch.setattr(timezone, "now", lambda: moment)
        for address in addresses:
            pages = [self._get(address, 16, LOCMEM) for _ in range(2)]
            pages.append(self._get(address, 0, DUMMY))
            if len({(page.status_code, page.content) for page in pages}) > 1:
                self.wrong.append((address, shift))
            self.kept += ("http", address, ()) in middleware.entries._entries
        self._monkeypatch.setattr(timezone, "now", self._now)

    def list_changed(self):
        """Returns which answers at hand are no longer what the pages' cache keeps of
        them: a page changed what it was given."""
        caches = {"default": {"BACKEND": LOCMEM}}
        with override_settings(CACHES=caches):
            kept = {key: cache.get(key) for key, _ in at_hand.items()}
        return [key for key, known in at_hand.items() if kept[key] not in (None, known)]

    def _get(self, address, megabytes, memory):
        caches = {"default": {"BACKEND": memory}}
        memory = {"PAGE_CACHE_MB": megabytes, "REMEMBERED_AT_HAND": megabytes * 16}
        with override_settings(**memory, CACHES=caches):
            return self._client.get(address)


def write_something(rng):
    """Writes at the present moment; what a rule refuses is not written."""
    try:
        with transaction.atomic():
            rng.choice(WRITES)(rng)
    except ValidationError:
        pass
