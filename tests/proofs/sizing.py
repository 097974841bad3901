"""The size of a cooperative by its survey and the limits of its group (§8)."""


def size_of(figures, limits):
    """lon, vua, nho, sieu-nho; chua-ro where what is unknown could decide."""
    if figures is None or not limits:
        return "chua-ro"
    for size in ("lon", "vua", "nho"):
        reached = reaches(figures, limits[size]) if size in limits else None
        if reached is None:
            return "chua-ro"
        if reached:
            return size
    return "sieu-nho"


def reaches(figures, limit):
    """Whether the figures reach the limit: members, and revenue or capital; None where
    what is unknown could decide."""
    members = at_least(figures.get("members"), limit["members"])
    revenue = at_least(figures.get("revenue"), limit["revenue"])
    capital = at_least(figures.get("total_capital"), limit["total_capital"])
    if revenue or capital:
        money = True
    elif revenue is None or capital is None:
        money = None
    else:
        money = False
    if members is False or money is False:
        return False
    if members is None or money is None:
        return None
    return True


def at_least(figure, limit):
    return None if figure is None else figure >= limit
