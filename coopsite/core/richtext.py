"""The one door for HTML: the editor that writes it and the cleaner that keeps it.

Nothing else imports the editor's package or nh3, and nothing else marks HTML as
safe. Swapping the editor one day means changing this file.
"""

import json
import re
from contextlib import suppress
from html import unescape
from threading import Lock

import nh3
from ckeditor.widgets import CKEditorWidget
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Media
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import mark_safe
from django.views.decorators.csp import csp_override

from .autocomplete import is_key
from .editor_config import CONFIG, SCRIPTS, STYLES
from .numbers import format_number
from .richtext_rules import (
    ATTRIBUTES,
    CLASSES,
    LINK_REL,
    SCHEMES,
    TAGS,
)
from .richtext_shape import ALIGNABLE, LINES, has_foreign_shape, shape
from .richtext_values import keep_value
from .vietnamese import clean_lines

# What is said otherwise in pasted HTML, and read before the rest of it goes.
_FOREIGN_TAGS = {"h1", "h5", "h6"} | LINES
_FOREIGN_ATTRIBUTES = {tag: {"style", "align"} for tag in (*ALIGNABLE, *_FOREIGN_TAGS)}
_PASSES = 10
_REMEMBERED = 8  # texts, of half a million letters at most
_cleaned, _remembering = {}, Lock()
# A long report has 60,000 characters, and tables in lists some ten levels.
MAX_LENGTH, MAX_DEPTH = 500_000, 30
# Of tags that end by themselves, like <p> and <li>, an open one is no level.
_ENDS_ITSELF = "p|li|tr|td|th|thead|tbody|tfoot|dt|dd|option|br|hr|img|input|col"
_NESTING_TAG = re.compile(rf"<(/?)(?!(?:{_ENDS_ITSELF})\b)[a-z]", re.IGNORECASE)
_ATTRIBUTE = r'(?:\s[a-z]+="[^"]*")*'
_IMG_WITHOUT_SRC = re.compile(rf'<img(?!{_ATTRIBUTE}\ssrc="){_ATTRIBUTE}>')
# The editor takes its class for the picture's, and stops where there is none.
_FIGURE_WITHOUT_IMG = re.compile(
    r'<figure class="image[^"]*">(?=(?:(?!<img |</figure>).)*</figure>)', re.DOTALL
)
_BLOCK_TAG = re.compile(r"<(?!/?(?:strong|em|b|i|u|s|sub|sup|a|small)\b)")
_TABLE_FRAME = '<div class="scroll" role="group" aria-label="Bảng" tabindex="0">'
_EMPTY_PARAGRAPH = re.compile(r"<p(?: class=\"[^\"]*\")?>(?:\s|<br ?/?>)*</p>\s*")


def check(html):
    """ValidationError where `html` is so long, or its tags stand so deep in each other,
    that cleaning it would keep a worker busy for long."""
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            f"Nội dung dài {format_number(len(html))} ký tự, nhiều nhất là "
            f"{format_number(MAX_LENGTH)}. Hãy chia thành nhiều bài."
        )
    if _depth(html) > MAX_DEPTH:
        raise ValidationError(
            f"Nội dung có hơn {MAX_DEPTH} lớp thẻ lồng nhau. Hãy chép lại dưới dạng "
            "văn bản thuần (Ctrl+Shift+V) rồi định dạng lại."
        )


def _depth(html):
    """Returns how many tags stand in each other at most; one look at each."""
    deepest = depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def clean(html):
    """Returns `html` reduced to the allow-list, in NFC and without no-break spaces.

    Scripts, styles, event handlers, foreign pictures and unknown tags go; the text
    inside unknown tags stays. Cleaning a clean text changes nothing. ValidationError
    where `check` says so.
    """
    check(html)
    kept = _cleaned.get(html)
    if kept is None:
        kept = _settle(html)
        with _remembering:
            # A form, an action and a model each clean the same text.
            _cleaned[html] = _cleaned[kept] = kept
            while len(_cleaned) > _REMEMBERED:
                del _cleaned[next(iter(_cleaned))]
    return kept


def _settle(html):
    for _ in range(_PASSES):
        before, html = html, _pass(html)
        if html == before:
            return html
    # Never seen with real pages: tags so entangled that they do not settle.
    return f"<p>{escape(plain_text(html))}</p>"


def _pass(html):
    """Cleans once. What that takes away may uncover more: an invisible letter inside
    "java…script:" hides a scheme, an unknown tag holds paragraphs apart."""
    html = html.replace("&nbsp;", " ")
    if has_foreign_shape(html):
        html = shape(_keep(html, TAGS | _FOREIGN_TAGS, _FOREIGN_ATTRIBUTES))
    html = clean_lines(_keep(html, TAGS).replace("&nbsp;", " "))
    html = _IMG_WITHOUT_SRC.sub("", html)
    html = _FIGURE_WITHOUT_IMG.sub("<figure>", html)
    return _EMPTY_PARAGRAPH.sub("", html).strip()


def _keep(html, tags, more_attributes=()):
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    for tag in more_attributes:
        attributes[tag] = attributes.get(tag, set()) | more_attributes[tag]
    return nh3.clean(
        html,
        tags=tags,
        attributes=attributes,
        allowed_classes=CLASSES,
        attribute_filter=keep_value,
        url_schemes=SCHEMES,
        filter_style_properties={"text-align"},
        link_rel=LINK_REL,
    )


def plain_text(html):
    """Returns the words of a cleaned `html`, its block ends turned into spaces."""
    return " ".join(unescape(strip_tags(_BLOCK_TAG.sub(" <", html))).split())


def as_safe(cleaned_html):
    """Marks HTML that `clean` has passed as fit for the page.

    A table may be wider than a phone: it gets a frame that scrolls, by keys, too.
    """
    framed = cleaned_html.replace("<table>", _TABLE_FRAME + "<table>")
    framed = framed.replace("</table>", "</table></div>")
    return mark_safe(framed)  # noqa: S308  # only what `clean` kept is stored


# As Django's `json_script` escapes: so nothing in the data can end its element.
_DATA_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&"}


def linked_data_block(data):
    """Returns the element that tells machines `data` (JSON-LD); browsers run nothing
    of it, so the policy on scripts allows it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.translate(_DATA_ESCAPES)
    block = '<script type="application/ld+json">{}</script>'
    return format_html(block, mark_safe(text))  # noqa: S308  # no < is left in it


class RichTextWidget(CKEditorWidget):
    """CKEditor in Vietnamese, with the buttons an office worker needs.

    `upload_url` is where pictures go; without it the editor offers none. `addresses`
    are where pictures and clips are chosen and what is pasted goes: pictureChooserUrl,
    clipChooserUrl, pasteUrl.
    """

    def __init__(self, upload_url=None, **addresses):
        super().__init__()
        self.config = CONFIG | addresses
        if upload_url is not None:
            self.config["imageUploadUrl"] = upload_url

    @property
    def media(self):
        own = ["ckeditor/ckeditor/ckeditor.js", *SCRIPTS]  # in this order
        return super().media + Media(css={"all": STYLES}, js=own)


# CKEditor 4 writes inline styles and event handlers; scripts stay our own files.
_EDITOR_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "script-src-attr": [CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
if "report-uri" in settings.SECURE_CSP:
    _EDITOR_CSP["report-uri"] = settings.SECURE_CSP["report-uri"]


# Of a page of its own that holds the editor.
editor_policy = csp_override(_EDITOR_CSP)


class RichTextAdminMixin:
    """An admin whose forms hold the editor, under the policy the editor can bear."""

    def look_ahead(self, request):
        super().look_ahead(request)
        if request.method != "POST":
            return
        fields = self.form.base_fields.items()
        rich = [name for name, f in fields if isinstance(f.widget, RichTextWidget)]
        texts = [clean_lines(request.POST.get(name, "")).strip() for name in rich]
        key = request.resolver_match.kwargs.get("object_id", "")
        if is_key(key):  # what is stored is compared with what was sent
            rows = self.model._base_manager.filter(pk=key)
            texts += rows.values_list(*rich).first() or []
        for text in texts:
            with suppress(ValidationError):  # the form says so, later
                clean(text)

    @method_decorator(editor_policy)
    def changeform_view(self, *args, **kwargs):
        return super().changeform_view(*args, **kwargs)

    @method_decorator(editor_policy)
    def history_form_view(self, *args, **kwargs):
        return super().history_form_view(*args, **kwargs)
