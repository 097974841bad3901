"""The tree of pages that the public reads, as menus and the foot of a page show it."""

from collections import defaultdict
from dataclasses import dataclass

from coopsite.core.addresses import address_of
from coopsite.core.content_version import PAGES
from coopsite.core.remembered import remembered

from .models import Page, PageEdition


@dataclass(frozen=True)
class Node:
    """A page of the tree: what it is called, where it is, the pages below it."""

    title: str
    path: str
    lang: str
    role: str
    children: tuple

    @property
    def address(self):
        return address_of("portal:page", self.path)


@remembered(PAGES)
def get_tree():
    """Returns the `Node`s of the first level, in their order, those in Vietnamese
    first; a page stands in it while the one above it does."""
    rows = PageEdition.objects.public().select_related("page")
    below = defaultdict(list)
    for row in rows.only(
        "title", "page__path", "page__lang", "page__role", "page__order", "page__parent"
    ):
        below[row.page.parent_id].append(row)
    return _nodes(below, None)


def _nodes(below, parent):
    rows = sorted(
        below[parent],
        key=lambda row: (row.page.lang != "vi", row.page.order, row.title, row.page_id),
    )
    return tuple(
        Node(
            title=row.title,
            path=row.page.path,
            lang=row.page.lang,
            role=row.page.role,
            children=_nodes(below, row.page_id),
        )
        for row in rows
    )


def find_way(path):
    """Returns the nodes from the first level down to the page at `path`; where one
    above it is not public, none."""
    way, nodes, walked = [], get_tree(), ""
    for part in path.split("/"):
        walked = f"{walked}/{part}".strip("/")
        node = next((one for one in nodes if one.path == walked), None)
        if node is None:
            return ()
        way.append(node)
        nodes = node.children
    return tuple(way)


def find_role(role):
    """Returns the node of the Vietnamese page with a `Page.Role`, or None."""
    queue = list(get_tree())
    while queue:
        node = queue.pop()
        if (node.role, node.lang) == (role, Page.Language.VIETNAMESE):
            return node
        queue += node.children
    return None
