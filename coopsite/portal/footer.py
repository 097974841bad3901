"""What stands at the foot of every page: contacts, pages, the words the law asks."""

from dataclasses import dataclass

from django.forms import model_to_dict
from django.template.loader import render_to_string

from coopsite.core.content_version import PAGES
from coopsite.core.page_cache import on_every_page
from coopsite.core.remembered import remembered

from .pages.models import Page
from .pages.tree import find_role, get_tree
from .site_details.reading import get_details

# The last that this process has shown, for pages that may not ask the database.
_last = None


@dataclass(frozen=True)
class Footer:
    """What the foot of a page says; `details` by the names of their fields. `html` is
    the foot as drawn: that takes a quarter of what stands on every page."""

    details: dict
    tree: tuple
    privacy: str | None
    html: str = ""

    @property
    def first(self):
        """The first page of the tree, which the menu names, too; None where there is
        none."""
        return next((node for node in self.tree if node.lang == "vi"), None)


@on_every_page
def get_footer():
    """Returns the `Footer` of now."""
    global _last
    _last = _read()
    return _last


@remembered(PAGES)
def _read():
    row = get_details()
    details = model_to_dict(row) | {"phone_link": row.phone_link}
    return _draw(details, get_tree(), _find_deep_privacy())


def _draw(*told):
    html = render_to_string("components/footer.html", {"foot": Footer(*told)})
    return Footer(*told, html=html)


def _find_deep_privacy():
    """Returns the address of the page about privacy where it stands below the two
    levels that the foot lists; else None."""
    listed = {one for node in get_tree() for one in (node, *node.children)}
    node = find_role(Page.Role.PRIVACY)
    return None if node in listed or node is None else node.address


def get_last_footer():
    """Returns the `Footer` that was shown last, one without details before the first:
    of an error page, which asks no database."""
    return _last or _draw({}, (), None)
