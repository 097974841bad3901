"""The links that the public finds in texts today."""

from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from selectolax.lexbor import LexborHTMLParser

from news.models import Edition

from ..pages.models import PageEdition
from .models import MAX_ADDRESS


class Link(NamedTuple):
    """A link of an article or of a page, whose key is set; without its fragment."""

    article: int | None
    page: int | None
    address: str

    @property
    def is_internal(self):
        return self.address.startswith("/")


def list_links():
    """Returns the links of all texts that the public reads, each once a text."""
    links = {}
    for key, path, body in _articles():
        links |= {Link(key, None, one): None for one in find_addresses(path, body)}
    for key, path, body in _pages():
        links |= {Link(None, key, one): None for one in find_addresses(path, body)}
    return list(links)


def _articles():
    rows = Edition.objects.public().select_related("article")
    for row in rows.only("body", "article__slug").iterator(chunk_size=200):
        yield row.article_id, row.get_absolute_url(), row.body


def _pages():
    rows = PageEdition.objects.public().select_related("page")
    for row in rows.only("body", "page__path").iterator(chunk_size=200):
        yield row.page_id, row.get_absolute_url(), row.body


def find_addresses(path, body):
    """Yields the addresses that the text at `path` links to: a path of ours, or a web
    address."""
    if "href" not in body:
        return
    for node in LexborHTMLParser(body).css("a[href]"):
        address = _absolute(path, node.attributes["href"] or "")
        if address and len(address) <= MAX_ADDRESS:
            yield address


def _absolute(path, href):
    """Returns where `href` leads from `path`; None for what is no page (mailto:)."""
    ours = urlsplit(settings.SITE_ADDRESS)
    try:
        whole = urlsplit(urljoin(f"{settings.SITE_ADDRESS}{path}", href.strip()))
    except ValueError:
        return href.strip()
    if whole.scheme not in ("http", "https") or href.startswith("#"):
        return None
    if whole.netloc in (ours.netloc, *settings.ALLOWED_HOSTS):
        return whole._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return whole._replace(fragment="").geturl()
