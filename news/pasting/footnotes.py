"""Finds footnotes: a mark in the text that leads to a note, which leads back.

Word, LibreOffice, Google Docs, encyclopaedias and our own pages name the places
differently; that the links answer each other is common to all.
"""

import re
from dataclasses import dataclass

from .tree import Element, Text

MARK = "x-note"  # stands in the text, with `number` and, of the first, `first`
_MAX_LINKS = 2_000
_BLOCKS = ("p", "li", "div", "td", "th", "dd", "body", "section", "aside")
_MARK_TEXT = re.compile(r"\s*[\[(]?(?:\d{1,4}|[a-zivxlc]{1,5}|\*+|†)[\])]?\s*", re.I)
_LOST = re.compile(r"#_?(?:ftn|edn|sdfootnote|sdendnote)\d")
_LEFT_OVER = re.compile(r"[\s\xa0.^↑↩:]*")


@dataclass(eq=False)
class Note:
    number: int
    element: Element


def take_footnotes(root, counts, first=1):
    """Takes the notes out of the tree and returns them in the order of their marks.

    Each mark becomes an element `MARK`; the first note has the number `first`.
    """
    targets = _targets(root)
    links = [one for one in _elements(root) if one.tag == "a" and _name(one)]
    links = links[:_MAX_LINKS]
    notes, consumed = {}, set()
    for link in links:
        if id(link) in consumed:
            continue
        target = targets.get(_name(link))
        if target is None:
            counts["lost notes"] += bool(_LOST.match(link.attributes["href"]))
            continue
        holder = _holder(target)
        if holder not in notes and not _answers(link, target, holder, targets):
            continue
        is_first = holder not in notes
        if is_first:
            notes[holder] = Note(first + len(notes), holder)
            consumed |= {id(node) for node in holder.walk()}
        _put_mark(link, notes[holder].number, is_first)
    for note in notes.values():
        _detach(note.element)
        _drop_ways_back(note.element, targets)
    return list(notes.values())


def _elements(root):
    return [node for node in root.walk() if isinstance(node, Element)]


def _targets(root):
    targets = {}
    for element in _elements(root):
        names = [element.attributes.get("id")]
        if element.tag == "a":
            names.append(element.attributes.get("name"))
        for name in filter(None, names):
            targets.setdefault(name, element)
    return targets


def _name(link):
    """Returns the place that a link leads to; browsers copy it with the page's
    address before it."""
    return link.attributes.get("href", "").rpartition("#")[2] * (
        "#" in link.attributes.get("href", "")
    )


def _holder(target):
    """Returns the element that is the whole note: a list's item, the part that Word or
    LibreOffice makes of it, a paragraph."""
    block = target
    while block.tag not in _BLOCKS and block.parent:
        block = block.parent
    part = block
    while part.tag == "p" and part.parent and part.parent.tag in ("div", "li", "aside"):
        if not _is_alone(part):
            break
        part = part.parent
    return part if part.tag != "body" else block


def _is_alone(part):
    """Returns whether what stands beside a note's paragraph is of the same note: the
    part has a name of its own or nothing else in it."""
    parent = part.parent
    named = parent.attributes.get("id") or parent.style.get("mso-element")
    return parent.tag == "li" or bool(named) or len(_filled(parent)) == 1


def _filled(element):
    return [
        child
        for child in element.children
        if isinstance(child, Element) or child.text.strip()
    ]


def _answers(link, target, holder, targets):
    """Returns whether `link` is a mark of the note that `holder` is."""
    above = _ancestors(link)
    if holder.tag == "body" or holder in above:
        return False
    for back in _elements(holder):
        place = targets.get(_name(back)) if back.tag == "a" else None
        if place is None or place in (target, holder):
            continue
        if place is link or place in above[:3] or link in _ancestors(place):
            return True
        if place.parent is link.parent:
            return True
    looks_so = _MARK_TEXT.fullmatch(link.words) and (
        link.style.get("script") == "sup"
        or any(node.style.get("script") == "sup" for node in _elements(link))
    )
    return bool(looks_so) and holder.tag in ("li", "p", "div")


def _ancestors(element):
    found = []
    while element := element.parent:
        found.append(element)
    return found


def _put_mark(link, number, is_first):
    attributes = {"number": str(number)} | ({"first": "1"} if is_first else {})
    mark = Element(MARK, attributes, dict(link.style), parent=link.parent)
    siblings = link.parent.children
    siblings[siblings.index(link)] = mark


def _detach(element):
    parent = element.parent
    if element in parent.children:
        parent.children.remove(element)


def _drop_ways_back(note, targets):
    """Takes out of a note the links to its marks, with its printed number."""
    for link in [one for one in _elements(note) if one.tag == "a"]:
        name = _name(link)
        is_back = name in targets and targets[name] is not link
        inside = link.words
        if is_back and (_MARK_TEXT.fullmatch(inside) or not re.search(r"\w\w", inside)):
            _detach(link)
    texts = [text for text in note.texts if isinstance(text, Text)]
    for text in texts:
        bare = text.text[_LEFT_OVER.match(text.text).end() :]
        text.text = bare
        if bare:
            break
