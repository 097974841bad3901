"""Enters what an operation says about an area, through the project's action."""

from cooperatives.actions import change_area
from cooperatives.models import Area, Succession


def save_area(operation, by):
    """Save the area with what became of it; the operation is told its key."""
    area = _area(operation)
    for name, value in operation["holds"].items():
        setattr(area, "parent_id" if name == "parent" else name, value)
    changed, removed = _successions(area, operation)
    change_area(area=area, by=by, successions=changed, removed=removed)
    operation["area"], operation["address"] = area.pk, area.key


def _area(operation):
    if operation["area"] is not None:
        return Area.objects.get(pk=operation["area"])
    named = {name: operation[name] for name in ("name", "code")}
    return Area(**named, level="unit", kind="phuong")


def _successions(area, operation):
    """(those that are new or say something else, those that go)."""
    if "heirs" not in operation:
        return [], []
    wanted = dict(operation["heirs"])
    kind = "split" if len(wanted) > 1 else "merge"
    stored = area.successions.known().exclude(kind="part")
    stored = {one.new_id: one for one in stored}
    changed = []
    for new, is_default in wanted.items():
        one = stored.pop(new, None) or Succession(
            new=Area.objects.get(pk=new), kind=kind
        )
        one.is_default = is_default
        changed.append(one)
    return changed, list(stored.values())
