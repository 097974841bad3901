"""How a new area is named in addresses."""

from coopsite.core.vietnamese import slugify

_MAX_LENGTH = 80


def new_key(area, areas):
    """Returns a key that none of the queryset `areas` has: the area's name, else with
    its first year, else with its code. It stays, whatever the area is called later.

    Never a mere number, for that is a code of an old address.
    """
    name = slugify(area.name, max_length=_MAX_LENGTH)
    if not name or name.isdigit():
        name = f"dia-ban-{name}".rstrip("-")
    year = f"{name}-tu-{area.valid_from.year}" if area.valid_from else name
    tried = [name, year, f"{year}-{slugify(area.code)}".rstrip("-")]
    taken = set(areas.filter(key__startswith=name).values_list("key", flat=True))
    numbered = (f"{tried[-1]}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (*tried, *numbered) if key not in taken)
