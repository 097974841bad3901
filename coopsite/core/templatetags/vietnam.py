"""Writes numbers, dates and cleaned HTML as a Vietnamese page expects them."""

from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html

from coopsite.core import numbers, richtext
from coopsite.core.moments import has_time, iso_moment
from coopsite.core.vietnamese import own_part

register = template.Library()


register.filter("number", numbers.format_number)
register.filter("bounded", numbers.format_bounded)
register.filter("signed", numbers.format_signed)
register.filter("share", numbers.format_percentage)
register.filter("duration", numbers.format_duration)
register.filter("iso_moment", iso_moment)


@register.filter
def own_name_bold(name):
    """Writes the name of an organisation with the part bold by which it is known: the
    legal form before it stays plain."""
    own = own_part(name)
    return format_html("{}<b>{}</b>", name[: len(name) - len(own)], own)


@register.filter
def moment(value):
    """Writes a moment as 08:30, 02/02/2024, Vietnam time, or its day alone; nothing for
    None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if has_time(value):
        return f"{local:%H:%M}, {local:%d/%m/%Y}"
    return f"{local:%d/%m/%Y}"


@register.filter
def shortened(text, most):
    """Returns as many whole words of `text` as fit into `most` signs, with "…" where
    there are more."""
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0] or text[: most - 1]}…"


@register.filter
def day_stamp(value):
    """Writes the day of a moment for readers and machines; nothing for None."""
    return _time_element(value, _day)


@register.filter
def moment_stamp(value):
    """Writes a moment, as `moment` does, for readers and machines."""
    return _time_element(value, moment)


def _day(local):
    return f"{local:%d/%m/%Y}"


@lru_cache(4096)
def _time_element(value, write):
    # Lists have many, and the same rows come again with each page beside them.
    if value is None:
        return ""
    local = timezone.localtime(value)
    stamp = '<time datetime="{}">{}</time>'
    return format_html(stamp, iso_moment(local), write(local))


@register.filter
def rich(html):
    """Shows HTML that was cleaned when it was saved."""
    return richtext.as_safe(html)
