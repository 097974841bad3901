"""The tree that a new portal starts with, whose texts are data: `texts/pages.toml`."""

import tomllib
from pathlib import Path

from django.db import transaction

from .models import Page
from .publishing import save_page

_TEXTS = Path(__file__).parent / "texts" / "pages.toml"
_PLACE = ("title", "order", "role", "lang", "lead", "body")


@transaction.atomic
def make_starting_pages(*, by=None, is_demo=False, words=None):
    """Makes the pages as drafts, those above before those below, and returns them;
    none where there is any page already. `words` ({path: columns}) stand in for the
    texts of the file."""
    if Page.objects.exists():
        return []
    pages = {}
    for text in tomllib.loads(_TEXTS.read_text(encoding="utf-8"))["pages"]:
        above, _, slug = text["path"].rpartition("/")
        text |= (words or {}).get(text["path"], {})
        page = Page(slug=slug, parent=pages.get(above), is_demo=is_demo, created_by=by)
        for name in _PLACE:
            if name in text:
                setattr(page, name, text[name])
        page.translation_of = pages.get(text.get("translation_of"))
        save_page(page=page, by=by, why="Cây trang ban đầu")
        pages[text["path"]] = page
    return list(pages.values())
