"""Reads a form as the browser that shows it would send it."""

from selectolax.lexbor import LexborHTMLParser

NEVER_SENT = {"submit", "button", "file", "image", "reset"}


def read_form(html, selector="form"):
    """Returns {name: value} of the form that `selector` finds, as it stands there; of a
    name with several values a list."""
    fields = {}
    for node in LexborHTMLParser(html).css(f"{selector} [name]"):
        for value in _values(node):
            fields.setdefault(node.attributes["name"], []).append(value)
    return {name: v[0] if len(v) == 1 else v for name, v in fields.items()}


def _values(node):
    facts = node.attributes
    if "disabled" in facts:
        return []
    if node.tag == "textarea":
        return [node.text().removeprefix("\n")]
    if node.tag == "select":
        options = node.css("option")
        chosen = [o for o in options if "selected" in o.attributes]
        if not chosen and "multiple" not in facts:
            chosen = options[:1]
        return [option.attributes.get("value") or "" for option in chosen]
    kind = facts.get("type") or "text"
    is_box = kind in ("checkbox", "radio")
    if node.tag != "input" or kind in NEVER_SENT or is_box and "checked" not in facts:
        return []
    return [(facts["value"] or "") if "value" in facts else "on" if is_box else ""]
