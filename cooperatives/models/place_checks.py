"""Which area and which unit of today a statement about a day may name.

The one place of these rules: forms ask them early, actions insist on them.
"""

from .areas import Area
from .successions import CurrentUnit, Succession

_MAX_NAMED = 5


def wrong_place(area, unit, day, stood_in=None):
    """Returns {"area" or "unit": what is wrong} with a place stated from `day` on.

    `stood_in` is the area that holds on that day without this statement. One that has
    ended may be named again: of many organisations only the district is known, and
    their other changes have to be recorded all the same.
    """
    wrong = {}
    stays = area == stood_in and area.has_ended(day)
    if not stays and not area.existed_on(day):
        wrong["area"] = _not_on(area, day)
    if unit is not None and (message := wrong_unit(area, unit)):
        wrong["unit"] = message
    return wrong


def _not_on(area, day):
    message = (
        f"Vào ngày {day:%d/%m/%Y}, {area} chưa có hoặc không còn ({area.period}). "
        "Hãy chọn địa bàn có vào ngày đó"
    )
    instead = areas_instead(area, day)
    return f"{message}: {_or(instead)}." if instead else f"{message}."


def wrong_unit(area, unit):
    """Returns what is wrong with telling `unit` as today's unit of `area`; "" if
    nothing is. An area that leads to no unit at all is taken with any."""
    if unit.level != Area.Level.UNIT:
        return "Hãy chọn phường, xã hoặc đặc khu có từ 01/07/2025."
    became = area.units_now()
    if not became or set(became) & {unit, *unit.units_now()}:
        return ""
    if became == [area]:
        return "Địa bàn ở trên đã là đơn vị hiện nay: hãy để trống ô này."
    if len(became) > _MAX_NAMED:
        return f"Không phần nào của {area} nay thuộc {unit}. Hãy chọn lại."
    return f"{area} nay thuộc {_or(became)}. Hãy chọn lại."


def is_split(area):
    """Returns whether `area` became several units, so that its default is only
    assumed."""
    return CurrentUnit.objects.known().filter(area=area, is_assumed=True).exists()


def areas_instead(area, day):
    """Returns the areas of `day` that followed `area`, or that it came from; a few.

    A district became what its communes became.
    """
    step = _followers if area.has_ended(day) else _origins
    areas, seen, waiting = [], {area}, [area]
    while waiting and len(areas) < _MAX_NAMED:
        near = [one for one in step(waiting) if one not in seen]
        seen.update(near)
        areas += [one for one in near if one.existed_on(day)]
        waiting = [one for one in near if not one.existed_on(day)]
    if not areas and area.level == Area.Level.DISTRICT:
        areas = [unit for unit in area.units_now() if unit.existed_on(day)]
    return areas[:_MAX_NAMED]


def _followers(areas):
    rows = Succession.objects.known().filter(old__in=areas).select_related("new")
    return [row.new for row in rows.order_by("-is_default", "new__order", "pk")]


def _origins(areas):
    rows = Succession.objects.known().filter(new__in=areas).select_related("old")
    return [row.old for row in rows.order_by("old__order", "pk")]


def _or(areas):
    return " hoặc ".join(map(str, areas))
