"""Reads answered pages the way a reader's eyes and a browser's parser do."""

from html.parser import HTMLParser

_VOID = {"meta", "link", "img", "br", "hr", "input", "source", "track", "col", "wbr"}


class Page(HTMLParser):
    """The tags of an answered page with their attributes and their words."""

    def __init__(self, response):
        super().__init__()
        self.elements = []  # [tag, attributes, words]
        self._open = []
        self.feed(response.content.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if any(element[0] == tag for element in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def all(self, tag, **attributes):
        """Return the elements with that tag and those attribute values."""
        return [
            element
            for element in self.elements
            if element[0] == tag
            and all(element[1].get(k.strip("_")) == v for k, v in attributes.items())
        ]

    def words(self, tag, **attributes):
        """Return the words inside each such element, spaces made single."""
        return [" ".join(e[2].split()) for e in self.all(tag, **attributes)]

    def inside(self, css_class):
        """Return the words inside each element of that class."""
        return [
            " ".join(words.split())
            for _, attributes, words in self.elements
            if css_class in (attributes.get("class") or "").split()
        ]

    @property
    def links(self):
        return [e[1]["href"] for e in self.all("a") if "href" in e[1]]


def started_from(client, address):
    """Return the hidden field by which the form at `address` names its version."""
    fields = Page(client.get(address)).all("input", name="_started_from")
    return {field["name"]: field["value"] for _, field, _ in fields}
