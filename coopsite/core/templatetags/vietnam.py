"""Writes numbers, dates and cleaned HTML as a Vietnamese page expects them."""

from django import template
from django.utils import timezone
from django.utils.formats import number_format

from coopsite.core import richtext

register = template.Library()


@register.filter
def number(value):
    """Write 5607 as 5.607; nothing for None."""
    return "" if value is None else number_format(value, force_grouping=True)


@register.filter
def signed(change):
    """Write a change as +7, −6 or 0, with the sign that print uses."""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + number_format(abs(change), force_grouping=True)


@register.filter
def share(part, whole):
    """Write `part` of `whole` as a percentage with two decimals: 76,32 %."""
    if not whole:
        return "–"
    # Rounded here: number_format cuts decimals off instead.
    return f"{number_format(round(100 * part / whole, 2), decimal_pos=2)}\u00a0%"


@register.filter
def moment(value):
    """Write a moment as 02/02/2024 lúc 08:30, Vietnam time; nothing for None.

    Midnight sharp stands for "the day is known, the time is not": pages of the old
    site state a day at most.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    if (local.hour, local.minute) == (0, 0):
        return f"{local:%d/%m/%Y}"
    return f"{local:%d/%m/%Y} lúc {local:%H:%M}"


@register.filter
def duration(seconds):
    """Write a length in seconds as 2:05 or 1:02:05."""
    minutes, second = divmod(seconds or 0, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minute:02}:{second:02}"
    return f"{minute}:{second:02}"


@register.filter
def rich(html):
    """Show HTML that was cleaned when it was saved."""
    return richtext.as_safe(html)
