"""What a text may hold: the one table that cleaner and editor work from."""

import re

from .richtext_shape import ALIGNABLE, ALIGNED, CENTRED_PICTURE, NOTE

# The role of a picture that tells nothing, and so needs no description.
DECORATION = "presentation"
# The class of a figure that holds words somebody said, and who it was.
QUOTE = "quote"
# Of one that shows a clip of the library: it holds a link to "clip:7", by its id.
CLIP = "clip"
CLIP_LINK = re.compile("clip:[1-9][0-9]{0,8}")
_BLOCKS = {"p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"}
_WORDS = {"strong", "em", "b", "i", "u", "s", "sub", "sup", "a"}
_PICTURES = {"figure", "figcaption", "img", "small"}  # small: who took it
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
# Around a centred picture, and around a note.
_FRAMES = {"div", "aside"}
TAGS = _BLOCKS | _WORDS | _PICTURES | _TABLES | _FRAMES
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "li": {"id"},  # of footnotes
    "img": {"src", "alt", "width", "height", "role"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
}
CLASSES = {tag: set(ALIGNED) for tag in ALIGNABLE}
CLASSES["p"] |= {CENTRED_PICTURE}
CLASSES |= {
    "figure": {"image", "image-left", "image-right", QUOTE, CLIP},
    "img": {"image-left", "image-right"},
    "div": {CENTRED_PICTURE},
    "aside": {NOTE},
    "ul": {"gallery"},
    "ol": {"footnotes", "vietnamese"},  # that counts a, b, c, d, đ, e, g
}
# Of these attributes, on these tags, the one value that stays.
ONLY_VALUES = {("img", "role"): DECORATION}
LINK_REL = "noopener"
SCHEMES = {"http", "https", "mailto", "tel", CLIP}
# Without their class these are nothing to the house: the cleaner makes them paragraphs.
_ONLY_WITH_CLASS = _FRAMES


def editor_rules():
    """Returns the table as CKEditor reads it (`allowedContent`)."""
    return {tag: _editor_rule(tag) for tag in sorted(TAGS)}


def _editor_rule(tag):
    attributes = set(ATTRIBUTES.get(tag, ()))
    if tag == "a":  # the cleaner writes it
        attributes.add("rel")
    if tag == "img":  # while it is on its way to the library
        attributes |= {"data-widget", "data-cke-upload-id"}
    mark = "!" if tag in _ONLY_WITH_CLASS else ""
    rule = {
        # The dialog of cells writes it; static/js/editor.js makes it a class.
        "styles": "text-align" if tag in ("td", "th") else "",
        "attributes": ",".join(sorted(attributes)),
        "classes": ",".join(mark + name for name in sorted(CLASSES.get(tag, ()))),
    }
    return {name: value for name, value in rule.items() if value} or True
