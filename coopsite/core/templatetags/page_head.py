"""What a page says of itself in its head: to search engines, and where it is shared."""

from html import unescape

from django import template
from django.http import QueryDict

from coopsite.core.addresses import address_with
from coopsite.core.site_address import absolute

register = template.Library()

SITE_NAME = "Liên minh HTX TP.HCM"
# Longer titles and descriptions are cut where they are shown.
MAX_TITLE, MAX_DESCRIPTION = 70, 200


class WordsNode(template.Node):
    """Puts what it holds into the context as plain text in one line, cut to the most
    signs that a place shows."""

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        text = unescape(self.nodelist.render(context))
        context[self.name] = " ".join(text.split())
        return ""


@register.tag
def words(parser, token):
    """{% words NAME %}…{% endwords %}: a block that is said in several places."""
    _, name = token.split_contents()
    nodelist = parser.parse(["endwords"])
    parser.delete_first_token()
    return WordsNode(name, nodelist)


@register.filter
def as_title(text):
    """Returns the title of a page's window, with the site's name where both fit."""
    whole = f"{text} – {SITE_NAME}"
    return whole if len(whole) <= MAX_TITLE else _cut(text, MAX_TITLE)


@register.filter
def as_description(text):
    return _cut(text, MAX_DESCRIPTION)


def _cut(text, length):
    """Returns `text`, cut behind a word; behind a sign where its one word is longer."""
    if len(text) <= length:
        return text
    beginning = text[: length - 1]
    at = max(beginning.rfind(" "), length // 2)
    return f"{beginning[:at].rstrip(' ,;:.–-(')}…"


@register.simple_tag(takes_context=True)
def canonical(context):
    """Returns the page's one address: absolute, its parameters in one order; without
    them where the view says its `canonical_path`."""
    request, path = context["request"], context.get("canonical_path")
    if path:
        return absolute(path)
    query = QueryDict(mutable=True)
    for name, values in sorted(request.GET.lists()):
        query.setlist(name, values)
    return absolute(address_with(request.path, query))
