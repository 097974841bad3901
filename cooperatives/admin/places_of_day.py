"""Which area a standing of a day may name: one that had ended gives way to today's."""


def has_ended(area, day):
    """Whether the area was no more on `day`."""
    return area.valid_until is not None and day >= area.valid_until


def place_of_day(area, unit, day):
    """Return (area, unit) as a standing of `day` names them.

    An area that had ended by then gives way to the unit of today, where that is known:
    told by the staff, or the only one that the area became. Never to one that is only
    assumed: a guess would then read as a fact.
    """
    if not has_ended(area, day):
        return area, unit
    known = unit or only_successor(area)
    return (known, None) if known else (area, None)


def only_successor(area):
    """The unit that the whole area became; None where there are several, or none."""
    found = [succession.new for succession in area.successions.select_related("new")]
    return found[0] if len(found) == 1 else None
