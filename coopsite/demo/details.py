"""Invents what a paper file holds besides: names, trades, people, surveys, mergers.

A generator of its own, so that the courses, and with them all counts, stay as they are.
No telephone rings (numbers of zeros), no address leads anywhere (.example), and every
representative is called "Minh Hoạ".
"""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cooperatives.models import Designation, OperatingStatus, Reorganisation, Survey
from coopsite.core.vietnamese import slugify

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ"]
MIDDLES = ["Văn", "Thị", "Hữu", "Ngọc", "Đức", "Thanh", "Kim", "Quốc"]
TITLES = ["Chủ tịch Hội đồng quản trị", "Giám đốc", "Chủ tịch HĐQT kiêm Giám đốc"]
MAIN_TRADES = {
    "gtvt": [
        "Vận tải hành khách đường bộ",
        "Vận tải hàng hoá bằng đường bộ",
        "Bốc xếp",
    ],
    "nn": ["Trồng rau, đậu các loại", "Chăn nuôi bò", "Trồng hoa, cây cảnh"],
    "tmdv": ["Bán buôn tổng hợp", "Bán lẻ lương thực, thực phẩm", "Quản lý chợ"],
    "ttcn": ["Sản xuất đồ tre, nứa", "May trang phục", "Gia công cơ khí"],
    "vsmt": ["Thu gom rác thải không độc hại", "Tái chế phế liệu"],
    "quy-tdnd": ["Nhận tiền gửi và cho vay thành viên"],
}
SURVEY_DAYS = [date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)]
BILLION = 1_000_000_000
_RENAMED = 0.06
_MERGERS = 3


def _rng(*words):
    return random.Random("-".join(map(str, words)))


def identity(name, number, sector):
    """Returns the fields of one organisation's paper file that no course tells."""
    rng = _rng("identity", number)
    trades = rng.sample(MAIN_TRADES[sector], len(MAIN_TRADES[sector]))
    person = f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} Minh Hoạ"
    web = slugify(name).replace("hop-tac-xa-", "htx-").replace("lien-hiep-", "lh-")
    return {
        "short_name": _short(name) if rng.random() < 0.8 else "",
        "main_trade": trades[0],
        "other_trades": "\n".join(trades[1 : rng.randint(1, 3)]),
        "representative_name": person,
        "representative_title": rng.choice(TITLES),
        "representative_contact": "Số riêng: 0900 000 000 (minh hoạ)",
        "phone": f"028 0000 {number:04d}" if rng.random() < 0.85 else "",
        "email": f"lienhe@{web}.example" if rng.random() < 0.5 else "",
        "website": f"https://{web}.example/" if rng.random() < 0.25 else "",
        "former_names": _former_name(name, number, rng),
    }


def _short(name):
    return name.replace("Liên hiệp Hợp tác xã", "LH HTX").replace("Hợp tác xã", "HTX")


def _former_name(name, number, rng):
    """Returns the plainer name that some had before; "" for the others."""
    if rng.random() > _RENAMED or "Quỹ" in name:
        return ""
    start = "Liên hiệp Hợp tác xã" if name.startswith("Liên hiệp") else "Hợp tác xã"
    return f"{start} Minh Hoạ Số {number}"


def write(entries):
    """Writes designations, surveys and mergers of `entries`: (organisation, Course)."""
    Designation.objects.bulk_create(
        fact for row, course in entries for fact in _designations(row, course)
    )
    Survey.objects.bulk_create(
        survey for row, course in entries for survey in _surveys(row, course)
    )
    Reorganisation.objects.bulk_create(_mergers(entries))


def _designations(row, course):
    founded = course.facts[0]
    for what, field in Designation.HELD_IN.items():
        if not (value := getattr(row, field)):
            continue
        day, recorded_at = founded.day, founded.recorded_at
        if what == Designation.What.NAME and row.former_names:
            yield _designation(row, what, row.former_names, day, recorded_at)
            day = _renaming_day(day)
            recorded_at = _entered(day)
        yield _designation(row, what, value, day, recorded_at)


def _renaming_day(founded_on):
    """Some years after the founding, and never before it."""
    day = date(min(founded_on.year + 4, 2022), 6, 15)
    return day if day > founded_on else founded_on + timedelta(200)


def _designation(row, what, value, day, recorded_at):
    return Designation(
        organisation_id=row.pk,
        what=what,
        value=value,
        effective_from=day,
        recorded_at=recorded_at,
    )


def _entered(day):
    return timezone.make_aware(datetime.combine(day, time(15)))


def _surveys(row, course):
    """Yields the surveys of an active one at the end of each year, five in six."""
    rng = _rng("survey", row.name)
    members = max(7, int(rng.lognormvariate(3.2, 0.9)))
    capital = round(rng.lognormvariate(0.2, 1.1), 1)
    for day in SURVEY_DAYS:
        stood = [fact for fact in course.facts if fact.day <= day]
        is_active = stood and stood[-1].status == OperatingStatus.ACTIVE
        if not is_active or rng.random() < 1 / 6:
            continue
        members = max(5, members + rng.randint(-2, 3))
        yield Survey(
            organisation_id=row.pk,
            effective_from=day,
            recorded_at=_entered(date(day.year + 1, 3, rng.randint(1, 28))),
            source=f"Phiếu khảo sát năm {day.year} (minh hoạ)",
            members=members,
            workers=members * rng.randint(1, 4),
            charter_capital=int(capital * BILLION),
            total_capital=int(capital * rng.uniform(1.1, 4) * BILLION),
            revenue=(
                int(capital * rng.uniform(0.5, 9) * BILLION)
                if rng.random() < 0.8
                else None
            ),
        )


def _mergers(entries):
    """Some that were dissolved after 2023 went into an active one of their sector."""
    gone = [
        pair for pair in entries if pair[1].last.status == OperatingStatus.DISSOLVED
    ]
    for place, (row, course) in enumerate(gone[:_MERGERS]):
        into = [
            other
            for other, theirs in entries
            if theirs.last.status == OperatingStatus.ACTIVE
            and theirs.last.sector == course.last.sector
            and other.kind == row.kind
        ]
        yield Reorganisation(
            organisation_id=row.pk,
            successor_id=into[place * 7 % len(into)].pk,
            form=Reorganisation.Form.MERGER,
            effective_from=course.last.day,
            reason="Sáp nhập theo nghị quyết đại hội thành viên (minh hoạ).",
            recorded_at=course.last.recorded_at,
        )
