"""What the style of an element says of its paragraph: heading, caption, indent."""

import re

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHOWN_AS_LINES = ("block", "flex", "grid", "list-item", "flow-root", "table")
_STYLE_NAME = re.compile(
    r"\bMso(?:(Title)|Heading([1-9])|(Caption)|(?:Intense)?(Quote)|"
    r"(List(?:Paragraph|Continue)\w*))"
)
_POINTS = re.compile(r"(-?\d+(?:\.\d+)?)(pt|px|cm|mm|in|em)?")
_IN_POINTS = {"pt": 1, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72, "em": 12}


def is_line(element):
    """Returns whether a style shows it on lines of its own."""
    display = element.style.get("display", "").lower()
    return display.startswith(_SHOWN_AS_LINES) and not display.startswith("table-")


def heading_of(element):
    """Returns the tag of the heading that an element is, or ""."""
    if element.tag in HEADINGS:
        return element.tag
    attributes, style = element.attributes, element.style
    if attributes.get("role") == "heading":
        return f"h{min(max(read_number(attributes.get('aria-level'), 2), 1), 6)}"
    if element.tag not in ("p", "div"):
        return ""
    name = _STYLE_NAME.search(attributes.get("class", ""))
    if name and name[1]:
        return "h1"
    if name and name[2]:
        return f"h{min(int(name[2]), 6)}"
    level = read_number(style.get("mso-outline-level"), 0)
    return f"h{min(level, 6)}" if 0 < level <= 9 else ""


def role_of(element):
    """Returns what a paragraph is by Word's name of its style, "" where nothing."""
    name = _STYLE_NAME.search(element.attributes.get("class", ""))
    if "dropcap" in element.style.get("mso-element", ""):
        return "drop-cap"
    if "caption" in element.attributes.get("class", "").lower().split():
        return "caption"
    if not name:
        return ""
    return (
        "caption" if name[3] else "quote" if name[4] else "continued" if name[5] else ""
    )


def side_of(figure):
    """Returns on which side a picture of our own pages stands, "" in the middle."""
    names = figure.attributes.get("class", "").split()
    return next((side for side in ("left", "right") if f"image-{side}" in names), "")


def indent_of(style):
    """Returns how far from the left a paragraph stands, in points."""
    margin = style.get("margin-left")
    if margin is None and (sides := style.get("margin", "").split()):
        margin = sides[min(len(sides) - 1, 3)] if len(sides) != 3 else sides[1]
    found = _POINTS.match(margin or "")
    return float(found[1]) * _IN_POINTS[found[2] or "pt"] if found else 0.0


def read_number(text, default):
    """Returns the number that an attribute is, else `default`."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
