"""The names of the elements of a .docx, as the parser writes them."""

from xml.etree.ElementTree import Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def w(name):
    """Returns the full name of one of Word's own elements or attributes."""
    return f"{{{_WORD}}}{name}"


def r(name):
    """Returns the full name of an attribute that refers to another part."""
    return f"{{{OFFICE}}}{name}"


def dml(space, name):
    """Returns the full name of an element of a drawing: of `main`, `picture`, …"""
    return f"{{{_DRAWING}/{space}}}{name}"


def local(element):
    """Returns an element's name without its name space."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element, name, attribute="val"):
    """Returns the attribute of the child `name`, None without either."""
    child = None if element is None else element.find(w(name))
    return None if child is None else child.get(w(attribute))


def is_on(element, name):
    """Returns whether a property is set; None where nothing is said of it."""
    child = None if element is None else element.find(w(name))
    if child is None:
        return None
    return child.get(w("val"), "true") not in ("0", "false", "off", "none")


def new(name, *children, **attributes):
    """Returns a new element of Word's."""
    element = Element(w(name), {w(key): text for key, text in attributes.items()})
    element.extend(children)
    return element
