"""Changing areas and which became which; what follows from that is made anew.

What counts depend on is stamped: records of areas, successions and units of today are
added and superseded at the action's moment, so that what was counted as known before is
counted the same for ever.
"""

from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Area, AreaRecord, CurrentUnit, Succession
from ..models.area_keys import new_key
from . import ledger
from .area_checks import check_area
from .rules import add_row, get_current_row, replace_row, supersede_row

PART = Succession.Kind.PART


@ledger.writes
def change_area(*, area, by, successions=(), removed=()):
    """Saves a new or changed `area` with its changed and removed `Succession`s.

    The successions' days and marks of a split follow from the area's end. Every area's
    unit of today is worked out anew. ValidationError for what no area of its level is,
    or where an end lacks a successor.
    """
    check_area(area)
    kept = _successions_after(area, successions, removed)
    if problems := succession_problems(area, kept):
        raise ValidationError(problems)
    area.key = area.key or new_key(area, Area.objects.all())
    area.full_clean()
    area.save()
    _record(area, by)
    for one in removed:
        supersede_row(get_current_row(one), by=by)
    _save_successions(area, kept, by)
    sync_current_units(by=by)
    return area


def _record(area, by):
    """Writes what is held true about `area` from now on, where that changed."""
    right, stored = AreaRecord.of(area), area.records.known().first()
    if stored:
        replace_row(stored, right, by=by)
    else:
        add_row(right, by=by)


# --- which became which ---------------------------------------------------------------


def _successions_after(area, changed, removed):
    """Returns all successions of `area` as they will be."""
    stored = area.successions.known().select_related("new") if area.pk else []
    gone = {one.pk for one in [*changed, *removed]}
    return [*changed, *(one for one in stored if one.pk not in gone)]


def succession_problems(area, successions):
    """Returns what is wrong with these successions of `area`, as a list of
    sentences."""
    endings = [one for one in successions if one.kind != PART]
    parts = [one for one in successions if one.kind == PART]
    problems = [_problem_of_part(area, one) for one in parts]
    problems.append(_problem_of_parts(parts))
    if area.valid_until is None:
        if endings:
            problems.append(
                "Địa bàn này vẫn còn: hãy ghi ngày kết thúc ở trên, hoặc chọn sự việc "
                "“Cắt một phần”."
            )
        return list(filter(None, problems))
    problems += [_problem_of_ending(area, one) for one in endings]
    problems.append(_problem_of_number(area, endings))
    return list(filter(None, problems))


def _problem_of_number(area, endings):
    if not endings and area.level != Area.Level.DISTRICT:
        return "Đơn vị kết thúc thì phải có đơn vị kế tục: hãy ghi ít nhất một."
    defaults = [one for one in endings if one.is_default]
    if len(endings) > 1 and len(defaults) != 1:
        return "Trong các đơn vị kế tục, hãy chọn đúng một đơn vị mặc định."
    if max(Counter(one.new_id for one in endings).values(), default=0) > 1:
        return "Mỗi đơn vị kế tục chỉ ghi một lần."
    return ""


def _problem_of_ending(area, one):
    day = area.valid_until
    if one.new == area or not one.new.existed_on(day):
        return f"{one.new} không có vào ngày {day:%d/%m/%Y}, không kế tục được."
    if area.level == Area.Level.UNIT != one.new.level:
        return f"{one.new} không phải đơn vị từ 01/07/2025, không kế tục được."
    return ""


def _problem_of_part(area, one):
    if one.day is None:
        return f"Cắt một phần về {one.new}: hãy ghi ngày."
    both_existed = area.existed_on(one.day) and one.new.existed_on(one.day)
    if one.new == area or not both_existed:
        return f"Ngày {one.day:%d/%m/%Y} không có cả hai: {area} và {one.new}."
    return ""


def _problem_of_parts(parts):
    counted = Counter((one.new_id, one.day) for one in parts)
    twice = next((one for one in parts if counted[one.new_id, one.day] > 1), None)
    if twice is None or twice.day is None:
        return ""
    return f"Cắt một phần về {twice.new} ngày {twice.day:%d/%m/%Y} chỉ ghi một lần."


def _save_successions(area, successions, by):
    """Writes all that changed, with the marks that follow.

    What changed is superseded before anything is added: there is only one default.
    """
    endings = [one for one in successions if one.kind != PART]
    for one in successions:
        one.old = area
        if one.kind == PART:
            one.is_split = one.is_default = False
            continue
        one.day = area.valid_until
        one.is_split = len(endings) > 1
        one.is_default = one.is_default or len(endings) == 1
    stored = {one.pk: one for one in area.successions.known()}
    changed = [
        one
        for one in successions
        if one.pk not in stored or not one.says_the_same(stored[one.pk])
    ]
    for one in changed:
        if one.pk:
            supersede_row(get_current_row(one), by=by)
    for one in changed:
        add_row(_copy(one) if one.pk else one, by=by)


def _copy(one):
    """Returns what takes the place of a stored succession."""
    values = {name: getattr(one, name) for name in Succession.content_names()}
    return Succession(**values, corrects_id=one.pk)


# --- what every area is counted in today ----------------------------------------------


def sync_current_units(*, by):
    """Brings the `CurrentUnit`s held true in step with areas and successions."""
    wanted = {
        (area, row.unit): row for area, rows in _lead_all().items() for row in rows
    }
    rows = CurrentUnit.objects.known()
    stored = {(row.area_id, row.unit_id): row for row in rows}
    right = {
        place
        for place, row in stored.items()
        if place in wanted and wanted[place].marks == (row.is_default, row.is_assumed)
    }
    wrong = [stored[place].pk for place in stored.keys() - right]
    moment = ledger.get_moment()
    rows.filter(pk__in=wrong).update(superseded_at=moment, superseded_by=by)
    CurrentUnit.objects.bulk_create(
        CurrentUnit(
            area_id=area,
            unit_id=unit,
            is_default=row.marks[0],
            is_assumed=row.marks[1],
            recorded_at=moment,
            recorded_by=by,
        )
        for (area, unit), row in wanted.items()
        if (area, unit) not in right
    )


class _Lead:
    """A unit that an area leads to, and its marks: default, assumed."""

    def __init__(self, unit, is_default, is_assumed):
        self.unit, self.marks = unit, (is_default, is_assumed)


def _lead_all():
    """Returns {area id: its `_Lead`s}."""
    course = _Course()
    leads = {}
    for area in course.areas:
        units, default, given = course.follow(area)
        leads[area] = [
            _Lead(unit, unit == default, unit == default and len(units) > 1)
            for unit in units | given
        ]
    return leads


class _Course:
    """Follows every area to the units of today, whatever lay between.

    A district leads where its communes lead: Quận 2 not to all of Thành phố Thủ Đức.
    """

    def __init__(self):
        today = timezone.localdate()
        rows = list(Area.objects.only("pk", "level", "parent_id", "valid_until"))
        self.areas = [row.pk for row in rows]
        self.parts, self.heirs, self.given = (defaultdict(list) for _ in range(3))
        self.known = {}
        for row in rows:
            self.parts[row.parent_id].append((row.pk, False))
            if row.level == Area.Level.UNIT and not row.has_ended(today):
                self.known[row.pk] = ({row.pk}, row.pk, set())
        for one in Succession.objects.known():
            if one.kind == PART:
                self.given[one.old_id].append(one.new_id)
            else:
                self.heirs[one.old_id].append((one.new_id, one.is_default))

    def follow(self, area):
        """Returns (all units that `area` became, its default or None, the units of
        ground that it gave away while it lived on)."""
        if area not in self.known:
            self.known[area] = (set(), None, set())  # stops a circle
            self.known[area] = self._follow(area)
        return self.known[area]

    def _follow(self, area):
        heads = self.parts[area] or self.heirs[area]
        units, default, given = set(), None, set()
        for new, is_default in heads:
            further = self.follow(new)
            units |= further[0]
            given |= further[2]
            default = further[1] if is_default else default
        for new in self.given[area]:
            given |= self.follow(new)[0]
        if default is None and len(units) == 1:
            default = next(iter(units))
        return units, default, given
