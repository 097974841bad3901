"""Lists: of `ul` and `ol`, and of paragraphs that say that they are items."""

from typing import NamedTuple

from .markers import read_marker
from .paragraph_styles import read_number
from .parts import GALLERY, VIETNAMESE, Listing, Paragraph
from .tree import Element, Text, tag_of

_KINDS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}

_MAX_LEVELS = 8
_STEP = 6  # points by which an inner list stands further to the right, at least


class _Open(NamedTuple):
    """A list to which items may still come."""

    list_name: str
    level: int | None
    indent: float
    listing: Listing


def read_list(element, build):
    """Returns the blocks of a list: itself; or, where Word on the web makes one of each
    item, its items as paragraphs that say their level."""
    start = read_number(element.attributes.get("start"), 1)
    listing = Listing(element.tag == "ol", start, _kind_of(element))
    loose = []
    for child in element.children:
        if isinstance(child, Text) and not child.text.strip():
            continue
        is_item = tag_of(child) == "li"
        blocks = build(child if is_item else _wrapped(child))
        level = is_item and read_number(child.attributes.get("data-aria-level"), 0)
        if level:
            loose += _loose_item(blocks, child, level, listing)
        else:
            _append_item(listing, blocks, is_item)
    return loose + ([listing] if listing.items else [])


def _kind_of(element):
    """Returns by what an ordered list counts: "a", "A", "i", "I", "" for numbers."""
    if "gallery" in element.attributes.get("class", "").split():
        return GALLERY
    kind = element.attributes.get("type", "")
    for one in [element, *filter(tag_of, element.children[:2])]:
        kind = _KINDS.get(one.style.get("list-style-type", "").lower(), kind)
    return kind if element.tag == "ol" and kind in _KINDS.values() else ""


def _wrapped(node):
    """Returns an element that holds `node`, so that it is built as an item."""
    style = node.parent.style if node.parent else {}
    return Element("li", {}, style, [node])


def _append_item(listing, blocks, is_item):
    """Adds an item; a list that stands beside the items belongs to the one before."""
    if not blocks:
        return
    only_lists = all(isinstance(block, Listing) for block in blocks)
    if listing.items and (only_lists or not is_item):
        listing.items[-1] += blocks
    else:
        listing.items.append(blocks)


def _loose_item(blocks, element, level, listing):
    number = read_number(element.attributes.get("data-aria-posinset"), listing.start)
    sign = f"{number}." if listing.is_ordered else "•"
    for block in blocks:
        if isinstance(block, Paragraph):
            block.item = read_marker(sign, level=level)
            break
    return blocks


def gather(blocks):
    """Returns the blocks with the items among them in lists, nested by level."""
    gathered, open_lists = [], []  # of `_Open`, the outermost first
    for block in blocks:
        if not isinstance(block, Paragraph):
            open_lists = []
            gathered.append(block)
        elif block.item:
            open_lists = _place(block, open_lists, gathered)
        elif open_lists and block.role == "continued" and block.indent > 0:
            open_lists[-1].listing.items[-1].append(block)
        else:
            open_lists = []
            gathered.append(block)
    return gathered


def _place(paragraph, open_lists, gathered):
    """Puts an item where it belongs; returns the lists that are open then."""
    item = paragraph.item
    paragraph.item = None
    kept = [one for one in open_lists if not _is_inside(one, item)]
    here = kept[-1] if kept and _is_beside(kept[-1], item) else None
    if here and _goes_on(here.listing, item):
        here.listing.items.append([paragraph])
        if item.kind == VIETNAMESE:
            here.listing.kind = VIETNAMESE
        return kept
    if here:
        kept.pop()
    kept = kept[: _MAX_LEVELS - 1]
    start = 1
    if item.numbers:
        start = 1 if 1 in item.numbers else item.numbers[0]
    listing = Listing(item.is_ordered, start, item.kind, [[paragraph]])
    (kept[-1].listing.items[-1] if kept else gathered).append(listing)
    return [*kept, _Open(item.list_name, item.level, item.indent, listing)]


def _is_inside(open_list, item):
    """Returns whether an open list stands deeper than the item. Word counts levels of
    one list; of another only the indent tells."""
    of_one = open_list.list_name == item.list_name
    if of_one and None not in (open_list.level, item.level):
        return open_list.level > item.level
    if abs(open_list.indent - item.indent) > _STEP:
        return open_list.indent > item.indent
    return (open_list.level or 0) > (item.level or 0)


def _is_beside(open_list, item):
    of_one = open_list.list_name == item.list_name
    if of_one and None not in (open_list.level, item.level):
        return open_list.level == item.level
    is_near = abs(open_list.indent - item.indent) <= _STEP
    return is_near and open_list.level == item.level


def _goes_on(listing, item):
    if listing.is_ordered != item.is_ordered:
        return False
    if not item.is_ordered or not item.numbers:
        return True
    number = listing.start + len(listing.items)
    if listing.kind == VIETNAMESE:
        return number == item.vietnamese
    if item.kind == VIETNAMESE and listing.kind != "a":
        return False
    return number in item.numbers


def join_listings(blocks):
    """Returns the blocks with lists that go on from each other as one."""
    joined = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Listing) and isinstance(last, Listing):
            follows = block.start == last.start + len(last.items)
            if (
                last.is_ordered
                and block.is_ordered
                and follows
                and last.kind == block.kind
            ):
                last.items += block.items
                continue
        joined.append(block)
    return joined
