"""Reads answered pages the way a reader's eyes and a browser's parser do."""

from functools import cached_property

from django.test import RequestFactory
from django.urls import resolve
from selectolax.lexbor import LexborHTMLParser


class Element:
    """An element of a page; unpacks to its tag, its attributes and its words."""

    def __init__(self, node):
        self._node, self.tag = node, node.tag

    @cached_property
    def attributes(self):
        return self._node.attributes

    @cached_property
    def words(self):
        return self._node.text()

    def __getitem__(self, index):
        return (self.tag, self.attributes, self.words)[index]


class Page:
    """The elements of an answered page, in their order."""

    def __init__(self, response):
        self._tree = LexborHTMLParser(response.content.decode())

    @cached_property
    def elements(self):
        return [Element(node) for node in self._tree.root.traverse()]

    def all(self, tag, **attributes):
        """Return the elements with that tag and those attribute values."""
        return [
            element
            for element in map(Element, self._tree.css(tag))
            if all(
                element.attributes.get(name.strip("_")) == value
                for name, value in attributes.items()
            )
        ]

    def words(self, tag, **attributes):
        """Return the words inside each such element, spaces made single."""
        return [" ".join(e.words.split()) for e in self.all(tag, **attributes)]

    def inside(self, css_class):
        """Return the words inside each element of that class."""
        found = self._tree.css(f".{css_class}")
        return [" ".join(node.text().split()) for node in found]

    @property
    def text(self):
        """All words of the page's body, spaces made single."""
        return " ".join(self._tree.body.text().split())

    @property
    def links(self):
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]


def started_from(client, address):
    """Return the hidden field by which the form at `address` names its version."""
    return started_in(client.get(address))


def started_in(answer):
    """Return that field of a form that was answered."""
    fields = Page(answer).all("input", name="_started_from")
    return {field["name"]: field["value"] for _, field, _ in fields}


def rows_of(user, address, /, **asked):
    """Return the rows of the desk's list at `address`, as it answers `user`, without
    drawing its page."""
    request = RequestFactory().get(address, asked)
    request.user = user
    return resolve(address).func(request).context_data["cl"].result_list
