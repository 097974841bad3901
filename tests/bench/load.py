"""Ten times the expected peak, through nginx: editors that save and readers that read.

`python scripts/on_postgresql.py python -m tests.bench.load --minutes 10`. A database of
its own beside the one DATABASE_URL names; nginx, granian and Redis from the files of
`deploy/`. Readers come at fixed moments, whether the one before was answered or not,
and a delay counts from then. Exits with 1 where anybody met an error.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.parse import quote, urlencode

import django
from django.conf import settings

from tests.deploy.conftest import address_of, own_databases
from tests.deploy.places import Place, serve_redis
from tests.deploy.proxy import HOST, Proxy
from tests.factories.forms import read_form

ARTICLES, ORGANISATIONS = 2_000, 800
CONNECTIONS = 24  # of the readers, each kept open
THINKING = 20  # seconds between two saves of an editor, about
PASSWORD = "một mật khẩu dài để đo tải"
# Editors with an article each; prints the addresses of these and of what is read.
PREPARE = f"""
import json
from django.contrib.auth.models import Group
from coopsite.accounts.models import User
from news.models import Article, Edition
group = Group.objects.get(name="Biên tập viên")
articles = Article.objects.order_by("-pk")[:{{0}}]
for number, article in enumerate(articles):
    who = User.objects.create_user(f"tai{{{{number}}}}", password={PASSWORD!r})
    User.objects.filter(pk=who.pk).update(is_staff=True)
    who.groups.add(group)
editions = Edition.objects.order_by("-pk")[:500]
print(json.dumps({{{{
    "articles": [article.pk for article in articles],
    "pages": [edition.get_absolute_url() for edition in editions],
}}}}))
"""


@dataclass
class Tally:
    """What some people met: how long each answer took, and which errors."""

    seconds: list = field(default_factory=list)
    errors: Counter = field(default_factory=Counter)

    def describe(self, name):
        ordered = sorted(self.seconds) or [0]
        p99 = ordered[int(len(ordered) * 0.99)]
        told = f"{name:10}{len(self.seconds):>9,} answers, p50 {median(ordered):.3f} s"
        told += f", p99 {p99:.3f} s, longest {ordered[-1]:.3f} s"
        return f"{told}, errors {dict(self.errors) or 0}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--editors", type=int, default=30)
    parser.add_argument("--readers", type=int, default=300, help="requests a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page-cache", type=int, default=64, help="MB of a worker")
    chosen = parser.parse_args()
    django.setup()
    name = f"coopsite_load_{os.getpid()}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        facts = settings.DATABASES["default"]
        stack.enter_context(own_databases(facts, name))
        place = Place(folder / "data", address_of(facts, name))
        known = prepare(place, chosen.editors)
        _, cache = stack.enter_context(serve_redis(folder))
        place.environment |= {
            "CACHE_URL": cache,
            "SECOND_FACTOR_FOR": "",
            "PAGE_CACHE_MB": str(chosen.page_cache),
        }
        proxy = Proxy(folder / "nginx", place.data)
        port = proxy.ports["8001"]
        portal = stack.enter_context(place.serve(port, chosen.workers))
        stack.enter_context(proxy.run())
        return load(proxy, portal, known, chosen)


def prepare(place, editors):
    """Fills the place's database; returns what `PREPARE` prints."""
    place.manage("collectstatic", "--noinput", "-v", "0")
    command = [sys.executable, "-m", "tests.bench.served_fill"]
    filled = {"DJANGO_SETTINGS_MODULE": "coopsite.settings"}
    result = place.run(*command, ARTICLES, ORGANISATIONS, **filled)
    if result.returncode:
        sys.exit(result.stderr)
    printed = place.manage("shell", "-v", "0", "-c", PREPARE.format(editors))
    return json.loads(printed)


def load(proxy, portal, known, chosen):
    """Lets all of them come for so long; prints what they met; returns 0 without an
    error."""
    seconds = chosen.minutes * 60
    context = get_context("fork")
    queue = context.Queue()
    began = time.monotonic() + 30  # by when all editors have signed in
    crowds = {
        "readers": (read_all, known["pages"], chosen.readers),
        "editors": (edit_all, known["articles"], None),
    }
    processes = [
        context.Process(
            target=crowd, args=(queue, name, proxy, words, began, seconds, n)
        )
        for name, (crowd, words, n) in crowds.items()
    ]
    for process in processes:
        process.start()
    print("memory of the workers, MB:", flush=True)
    for part in range(11):
        due = began + 2 + part / 10 * (seconds - 4)
        time.sleep(max(0, due - time.monotonic()))
        print(f"{(due - began) / 60:5.1f} min {memory_of(portal)}", flush=True)
    tallies = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    for name, tally in tallies.items():
        print(tally.describe(name), flush=True)
    return int(any(tally.errors for tally in tallies.values()))


def memory_of(portal):
    found = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(portal.pid)], capture_output=True, text=True
    )
    return sorted(int(size) // 1024 for size in found.stdout.split())


def run_all(works):
    """Runs each of the works in a thread until all are over."""
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- readers ----------------------------------------------------------------------


def read_all(queue, name, proxy, pages, began, seconds, rate):
    tally = Tally()
    run_all(
        [
            lambda number=number: read(
                tally, proxy, pages, began + number / rate, seconds, CONNECTIONS / rate
            )
            for number in range(CONNECTIONS)
        ]
    )
    queue.put((name, tally))


def read(tally, proxy, pages, began, seconds, pause):
    """Asks every `pause` seconds over one connection."""
    rng, due, connection = random.Random(began), began, None
    while due < began + seconds:
        time.sleep(max(0, due - time.monotonic()))
        try:
            connection = connection or proxy.connect()
            connection.request("GET", choose(rng, pages))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                tally.errors[answer.status] += 1
            if answer.will_close:
                connection = connection.close()
        except OSError as error:
            tally.errors[type(error).__name__] += 1
            connection = None
        tally.seconds.append(time.monotonic() - due)
        due += pause
    if connection:
        connection.close()


def choose(rng, pages):
    """Returns an address: mostly those that many read, one of a hundred a search that
    nobody asked before."""
    number = rng.random()
    if number < 0.01:
        return f"/hop-tac-xa/?tim={quote(f'dong xanh {rng.randrange(10_000)}')}"
    if number < 0.5:
        return rng.choice(("/", "/tin-tuc/", "/hop-tac-xa/", "/so-lieu/"))
    return pages[min(int(rng.expovariate(1 / 40)), len(pages) - 1)]


# --- editors ----------------------------------------------------------------------


def edit_all(queue, name, proxy, articles, began, seconds, _):
    tally = Tally()
    editors = [Editor(tally, proxy, n, pk) for n, pk in enumerate(articles)]
    for editor in editors:  # a process hashes one password at a time
        editor.sign_in()
    tally.seconds.clear()
    run_all([lambda one=one: one.work(began, seconds) for one in editors])
    queue.put((name, tally))


class Editor:
    """Somebody who signs in and saves an article again and again, as a browser does."""

    def __init__(self, tally, proxy, number, article):
        self._tally, self._proxy, self._name = tally, proxy, f"tai{number}"
        self._page = f"/quan-tri/news/article/{article}/change/"
        self._cookies, self._rng = {}, random.Random(number)

    def work(self, began, seconds):
        time.sleep(max(0, began + self._rng.uniform(0, THINKING) - time.monotonic()))
        count = 0
        while time.monotonic() < began + seconds:
            count += 1
            self._save(f"<p>Lần lưu thứ {count} của {self._name}.</p>")
            time.sleep(self._rng.uniform(0.5, 1.5) * THINKING)

    def sign_in(self):
        address = "/quan-tri/login/"
        fields = read_form(self._ask(address, 200))
        self._ask(address, 302, fields | {"username": self._name, "password": PASSWORD})

    def _save(self, body):
        fields = read_form(self._ask(self._page, 200), "#article_form")
        self._ask(self._page, 302, fields | {"body": body, "_save": "1"})

    def _ask(self, path, wanted, fields=None):
        """Returns the page; another status than `wanted` is an error."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        headers |= {"Referer": f"https://{HOST}/"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if fields is None else urlencode(fields, doseq=True)
        began = time.monotonic()
        try:
            with closing(self._proxy.connect()) as connection:
                connection.request("POST" if body else "GET", path, body, headers)
                answer = connection.getresponse()
                text = answer.read().decode()
        except OSError as error:
            self._tally.errors[type(error).__name__] += 1
            return ""
        self._tally.seconds.append(time.monotonic() - began)
        if answer.status != wanted:
            self._tally.errors[f"{answer.status} for {wanted}"] += 1
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return text


if __name__ == "__main__":
    sys.exit(main())
