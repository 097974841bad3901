"""Takes out of the tree what the writer did not see or must not publish.

Word and Excel keep deleted text, comments, field codes, hidden rows and a table of
contents in what they put on the clipboard. What goes is counted, for the writer.
"""

import re

from .reading import COMMENT, read
from .symbols import show_symbols
from .tree import Element, Text, tag_of

MARKER = "x-marker"  # holds the printed sign of a list item: "1.", "·"
TEXT_BOX = "x-text-box"

_EMBEDDED = ("iframe", "video", "audio", "object", "embed", "canvas")
_UNSEEN = {"button", "input", "select", "textarea", "datalist", "comment", "map"}
_IGNORED_ELEMENTS = ("comment-list", "header", "footer", "footnote-separator")
_CONDITION = re.compile(r"\s*\[\s*if\s+!?\s*(?:gte\s+)?(\w+)")
_CONDITION_END = re.compile(r"\s*\[\s*endif\s*\]")
_DROPPED_CONDITIONS = ("supportAnnotations", "supportMisalignedColumns")
_TEXT_BOX = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.DOTALL | re.I)
_PICTURED_BOX = re.compile(r"(?:Text Box|Hộp [Vv]ăn [Bb]ản):(.*)", re.DOTALL)
_CONTENTS = re.compile(r"\bMsoToc(?:\d|Heading)\b", re.IGNORECASE)
_CONTENTS_TITLE = re.compile(r"(?:Mục lục|Table of Contents)\d+_Head$")  # LibreOffice
_TO_HEADING = re.compile(r"#(?:_Toc|__RefHeading|heading=)")
_MAX_FIELDS = 20  # in each other
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "div")


def prune(root, counts):
    """Changes the tree in place; `counts` is a Counter of what went."""
    counts["comments"] += _count_comments(root)
    _settle_conditions(root, counts)
    _drop_unseen(root, counts)
    _drop_field_codes(root)
    for text in root.texts:
        text.text = show_symbols(text.text, text.font)


def _count_comments(root):
    elements = [node for node in root.walk() if isinstance(node, Element)]
    bodies = sum(_mso(one, "element") == "comment" for one in elements)
    anchors = sum("msocomanchor" in _classes(one) for one in elements)
    indicators = sum("comment-indicator" in _classes(one) for one in elements)
    return max(bodies, anchors) + indicators


def _classes(element):
    return element.attributes.get("class", "").split()


def _mso(element, name):
    """Returns the value of Word's own property, `mso-element` for "element"."""
    return element.style.get(f"mso-{name}", "").lower()


# --- what Word says in comments: <![if !supportLists]> … <![endif]>


def _settle_conditions(root, counts):
    for element in list(root.walk()):
        children = getattr(element, "children", ())
        if any(_is_comment(child) for child in children):
            element.children = list(_settled(element, counts))


def _is_comment(node):
    return isinstance(node, Element) and node.tag == COMMENT


def _settled(element, counts):
    """Yields the children of an element: in place of a condition what stands for it."""
    children = iter(element.children)
    for child in children:
        if not _is_comment(child):
            yield child
            continue
        data = child.attributes["data"]
        condition = _CONDITION.match(data)
        name = condition[1] if condition else ""
        if name == "vml":
            yield from _text_boxes(data, element, counts)
        if name == "supportLists":
            marker = Element(MARKER, style=element.style, parent=element)
            marker.children = list(_until_end(children))
            yield from [marker] if marker.words.strip() else marker.children
        elif name in _DROPPED_CONDITIONS:
            list(_until_end(children))
        elif name == "supportFootnotes":
            inside = list(_until_end(children))
            rules = [one for one in inside if tag_of(one) == "hr"]
            yield from [] if rules else inside


def _until_end(children):
    for child in children:
        if _is_comment(child) and _CONDITION_END.match(child.attributes["data"]):
            return
        yield child


def _text_boxes(data, element, counts):
    """Yields the text boxes that stand in a comment, as Word draws them."""
    for box in _TEXT_BOX.finditer(data):
        inside, _ = read(box[1])
        prune(inside, counts)
        if inside.words.strip():
            counts["text boxes"] += 1
            inside.tag, inside.parent = TEXT_BOX, element
            yield inside


# --- elements


def _drop_unseen(root, counts):
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kept = []
        for child in element.children:
            if isinstance(child, Text):
                kept.append(child)
            elif child.tag == "img" and (words := _words_of_box(child)):
                if not any(tag_of(one) == TEXT_BOX for one in kept):
                    kept.append(_box(words, element))
                    counts["text boxes"] += 1
            elif child.tag != COMMENT and not _is_dropped(child, counts):
                if _is_marker(child):
                    child.tag = MARKER
                kept.append(child)
                waiting.append(child)
        element.children = kept


def _is_marker(element):
    """Returns whether a style says so, of Word, or of PowerPoint."""
    of_list = _mso(element, "list") == "ignore"
    return of_list or _mso(element, "special-format").startswith("bullet")


def _words_of_box(image):
    """Returns the words of a text box that Word shows as a picture, else ""."""
    found = _PICTURED_BOX.fullmatch(image.attributes.get("alt", ""))
    return found[1].strip() if found else ""


def _box(words, parent):
    box = Element(TEXT_BOX, {}, dict(parent.style), parent=parent)
    box.children.append(Text(words, parent=box))
    return box


def _is_dropped(element, counts):
    if element.tag in _UNSEEN or "comment-indicator" in _classes(element):
        return True
    if element.attributes.get("role") == "button" and element.tag != "a":
        return True
    if element.tag in _EMBEDDED:
        counts["embedded"] += 1
        return True
    if _is_hidden(element):
        if element.words.strip():
            counts["hidden rows" if element.tag == "tr" else "hidden texts"] += (
                element.tag == "tr" or _mso(element, "hide") == "all"
            )
        return True
    return (
        _is_deleted(element, counts)
        or _is_annotation(element)
        or _is_in_contents(element, counts)
    )


def _is_hidden(element):
    if element.tag in ("col", "td", "th"):
        return False  # the table itself looks at its columns
    display = element.style.get("display", "").lower()
    return (
        display.startswith("none")
        or "hidden" in element.attributes
        or _mso(element, "hide") == "all"
        or element.style.get("visibility", "").lower() == "hidden"
    )


def _is_deleted(element, counts):
    """Returns whether it is text that its writers deleted; insertions are taken."""
    tracked = "datetime" in element.attributes or "cite" in element.attributes
    names = _classes(element)
    if element.tag == "ins" or "msoIns" in names:
        element.style.pop("underline", None)
        counts["tracked"] += tracked or "msoIns" in names
    elif "msoDel" in names or (element.tag == "del" and tracked):
        counts["tracked"] += 1
        return True
    return False


def _is_annotation(element):
    names = _classes(element)
    return (
        _mso(element, "element") in _IGNORED_ELEMENTS
        or _mso(element, "special-character") == "comment"
        or "MsoCommentReference" in names
        or "msocomanchor" in names
    )


def _is_in_contents(element, counts):
    """Returns whether it is a line of a table of contents."""
    if element.tag == "div" and _CONTENTS_TITLE.match(element.attributes.get("id", "")):
        return True
    if element.tag != "p":
        return False
    is_line = bool(_CONTENTS.search(element.attributes.get("class", "")))
    if not is_line:
        links = [one for one in element.walk() if tag_of(one) == "a"]
        links = [
            one for one in links if _TO_HEADING.match(one.attributes.get("href", ""))
        ]
        linked = sum(len(link.words.strip()) for link in links)
        is_line = 0 < linked == len(element.words.strip())
    counts["lines of contents"] += is_line
    return is_line


# --- fields: HYPERLINK "…", SEQ, PAGEREF stand between the marks of their code


def _drop_field_codes(root):
    if not any("mso-element" in e.style for e in root.walk() if isinstance(e, Element)):
        return
    for block in root.walk():
        is_block = isinstance(block, Element) and block.tag in _BLOCKS
        if is_block and not any(tag_of(one) in _BLOCKS for one in block.children):
            _drop_codes_in(block)


def _drop_codes_in(block):
    """Empties the codes of a block; a field that does not end in it stays."""
    open_fields = []  # of each the texts of its code; None once its result begins
    for node in block.walk():
        if isinstance(node, Text):
            for codes in open_fields:
                if codes is not None:
                    codes.append(node)
            continue
        mark = _mso(node, "element")
        if mark == "field-begin" and len(open_fields) < _MAX_FIELDS:
            open_fields.append([])
        elif mark in ("field-separator", "field-end") and open_fields:
            for text in open_fields[-1] or ():
                text.text = ""
            open_fields[-1] = None
            if mark == "field-end":
                open_fields.pop()
