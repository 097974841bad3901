"""Parses pasted HTML as a browser does, and gives each element its style.

The parser is Lexbor (by selectolax): it follows the HTML standard where Word's tags do
not balance, and keeps comments, in which Word says which text is a list's marker.
"""

import re

from django.core.exceptions import ValidationError
from selectolax.lexbor import LexborHTMLParser

from .styles import StyleSheet, compute_style
from .tree import Element, Text

MAX_NODES, MAX_DEPTH = 150_000, 100
COMMENT = "!"  # the tag of comments, which hold their words in `data`
# Elements whose content is none of the text.
_UNREAD = {
    *("head", "style", "script", "title", "meta", "link", "xml", "base"),
    *("noscript", "template", "svg"),
}
_HAS_CELLS, _HAS_TABLE = re.compile(r"<t[dr]\b", re.I), re.compile(r"<table\b", re.I)


def read(html):
    """Returns the body of `html` as a tree, and its `StyleSheet`.

    ValidationError where it has so many elements that the work would not end soon.
    """
    html = html.replace("\0", "")
    if _HAS_CELLS.search(html) and not _HAS_TABLE.search(html):
        html = f"<table>{html}</table>"  # cells cut out of their table
    parser = LexborHTMLParser(html)
    sheet = StyleSheet("\n".join(one.text() for one in parser.css("style")))
    body = parser.body
    root = Element("body", _attributes(body) if body else {})
    root.style = compute_style(root, sheet)
    if body is not None:
        _copy(body, root, sheet)
    return root, sheet


def _attributes(node):
    return {name: value or "" for name, value in node.attributes.items()}


def _copy(body, root, sheet):
    """Copies what stands in `body`; what lies deeper than `MAX_DEPTH` lies at it."""
    count, waiting = 0, [(body.child, root, 1)]
    while waiting:
        node, parent, depth = waiting.pop()
        while node is not None:
            count += 1
            if count > MAX_NODES:
                raise ValidationError(
                    "Nội dung dán vào quá lớn. Hãy chép từng phần của văn bản."
                )
            copied = _add(node, parent, sheet)
            if copied is not None and node.child is not None:
                waiting.append((node.next, parent, depth))
                if depth < MAX_DEPTH:
                    parent, depth = copied, depth + 1
                node = node.child
            else:
                node = node.next


def _add(node, parent, sheet):
    """Adds a node to its parent; returns the element, if it is one that is read."""
    if node.is_text_node:
        text = Text(node.text_content or "", parent.style.get("font", ""), parent)
        parent.children.append(text)
    elif node.is_comment_node:
        data = {"data": node.comment_content or ""}
        parent.children.append(Element(COMMENT, data, parent=parent))
    elif node.tag not in _UNREAD:
        element = Element(node.tag, _attributes(node), parent=parent)
        element.style = compute_style(element, sheet)
        parent.children.append(element)
        return element
    return None
