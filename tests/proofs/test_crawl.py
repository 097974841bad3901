"""Every linked number of the figures lists as many as it says."""

import random
import re
from urllib.parse import urlencode, urljoin, urlsplit

import pytest

from . import sizes
from .comparison import names_listed
from .drawing import TURNS
from .expected import DIMENSIONS, written
from .history import History
from .reading import Page, body_of, number_of

pytestmark = pytest.mark.django_db
LISTS = ("/hop-tac-xa/", "/lien-hiep/", "/so-lieu/bien-dong/danh-sach/")
NUMBER = re.compile(r"[+−-]?\d[\d.]*(?!\S)")


def test_some_linked_numbers_list_as_many_as_they_say(client):
    followed = prove(client, 4, sizes.SHORT_OPERATIONS // 2, sizes.SHORT_CRAWL)
    assert followed > 0


@pytest.mark.proof
@pytest.mark.parametrize("seed", sizes.CRAWL_SEEDS)
def test_every_linked_number_lists_as_many_as_it_says(client, seed):
    assert prove(client, seed, sizes.CRAWL_OPERATIONS, None) >= 100


def prove(client, seed, operations, sample):
    """Follow `sample` of the linked numbers (None: all) of every sort of page; return
    how many were followed. AssertionError with each that lists another number."""
    history = History(seed, operations)
    history.write(operations)
    rng = random.Random(seed)
    pages = list(starting_pages(history, rng, sample))
    if sample:
        pages = rng.sample(pages, sample)
    found = linked_numbers(client, pages)
    links = sorted(found.items())
    if sample:
        links = rng.sample(links, min(sample, len(links)))
    assert len(links) >= (sample or 100), "hardly any number is linked"
    complaints = []
    for (address, number), page in links:
        if complaint := follow(client, address, number):
            complaints.append(f"{page}\n    {address}\n    {complaint}")
    history.check(complaints)
    print(f"seed {seed}: {len(links)} linked numbers followed")
    return len(links)


def starting_pages(history, rng, sample):
    """The pages whose numbers are followed: each sort, at some days."""
    days = rng.sample(TURNS, 1 if sample else sizes.CRAWL_DAYS)
    for day in days:
        yield from pages_of_day(day)
        known, _ = history.asker.knowledge()
        if known:
            yield from pages_of_day(day, **known)
            yield "/so-lieu/doi-chieu/", {"ngay": written(day), **known}


def pages_of_day(day, **more):
    """(page, query) of every sort of page about a day."""
    told = {"ngay": written(day), **more}
    for dimension in DIMENSIONS:
        for kind in ("htx", "lien-hiep"):
            yield "/so-lieu/", told | {"theo": dimension, "loai": kind}
    yield "/so-lieu/", told | {"dia_gioi": "hien-nay"}
    for base in ("hoat-dong", "tong-so"):
        for by in ("linh-vuc", "dia-ban"):
            for kind in ("htx", "lien-hiep"):
                query = {"den": written(day), "dem": base, "theo": by}
                query |= {"tu": f"01/01/{day.year - 1}", "loai_hinh": kind}
                yield "/so-lieu/bien-dong/", query | more
    yield "/so-lieu/dien-bien/", {"den": written(day), **more}
    yield "/so-lieu/so-sanh/", told


def linked_numbers(client, pages):
    """{(address, number): a page that has it} of all numbers that lead to a list."""
    found = {}
    for page, query in pages:
        address = f"{page}?{urlencode(query)}"
        response = client.get(address)
        assert response.status_code == 200, address
        for link, words in Page(body_of(response).decode()).links:
            link = urljoin(address, link)
            if urlsplit(link).path in LISTS and NUMBER.match(words):
                found[link, number_of(words)] = address
    return found


def follow(client, address, number):
    """Return what is wrong with the list behind a number, None when it fits."""
    listed = names_listed(client, address)
    if is_difference(address):
        few = len(set(listed)) < abs(number)
        return f"a difference of {number}, lists {listed}" if few else None
    if len(listed) != number:
        return f"says {number}, lists {len(listed)}: {listed[:20]}"
    if len(set(listed)) != number:
        return f"says {number}, lists some twice: {listed[:20]}"
    return None


def is_difference(address):
    """Whether the number is a difference: it leads to all that changed, gains and
    losses, so that its list may be longer."""
    parts = urlsplit(address)
    return parts.path.endswith("danh-sach/") and "loai=" not in parts.query
