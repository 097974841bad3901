"""Whatever the register is counted by, nobody is lost and nobody counts twice."""

import random
from datetime import date

import pytest

from cooperatives.actions import record_survey
from cooperatives.models import Area, Kind, OperatingStatus, Sector, Size, SizeLimit
from cooperatives.statistics import breakdowns, counts
from cooperatives.statistics.breakdowns import Dimension
from cooperatives.statistics.counts import Tally
from cooperatives.statistics.scope import EVERYWHERE, Scope
from tests.factories.cases import few_now, in_proofs
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import area, at, clock, make_cooperative, make_union

from ..lists import lengths, numbers_in

pytestmark = pytest.mark.django_db

PAGE = "/so-lieu/"
DAY, SINCE = date(2025, 12, 31), date(2025, 7, 1)
MILLION = 10**6
# A district, two communes of districts (the first one split), a unit of today.
PLACES = [("760", "district"), ("25741", "commune"), ("26740", "commune"),
          ("25747", "unit")]  # fmt: skip
SPLIT_INTO = ["25750", "25747"]  # the default first


def place(code, level):
    day = SINCE if level == "unit" else date(2023, 1, 1)
    return Area.objects.on(day).get(code=code, level=level)


def draw_organisation(rng):
    choices = {
        "kind": [make_cooperative, make_cooperative, make_union],
        "sector": ["nn", "gtvt", "ttcn", "vsmt"],
        "place": PLACES,
        "unit": [None, *SPLIT_INTO],
        "status": OperatingStatus.values,
        "members": [None, 3, 60, 250, 400],
        "revenue": [None, 0, 3_000 * MILLION, 90_000 * MILLION],
    }
    return {name: rng.choice(values) for name, values in choices.items()}


def make(one):
    where = place(*one["place"])
    facts = {
        "area": where,
        "operating_status": one["status"],
        "unit": one["unit"] and area(one["unit"]),
    }
    if where.level == Area.Level.UNIT or facts["unit"] not in where.units_now():
        facts["unit"] = None
    sector = {"sector_code": one["sector"]} if one["kind"] is make_cooperative else {}
    founded = SINCE if where.level == Area.Level.UNIT else date(2023, 1, 1)
    made = one["kind"](founded=founded, facts=facts, **sector)
    if one["members"] is not None:
        record_survey(
            organisation=made,
            effective_from=SINCE,
            by=None,
            source="Phiếu khảo sát",
            members=one["members"],
            revenue=one["revenue"],
        )


@pytest.mark.parametrize("known", [True, in_proofs(False)])
def test_tallies_by_every_dimension_sum_to_the_same_total(db, known):
    """Of many organisations at once: what costs time are the questions."""
    rng = random.Random(known)
    with clock(at(2026, 1, 1)):
        for _ in range(20):
            make(draw_organisation(rng))
    known_at = at(2026, 1, 2) if known else None
    by_kind = counts.by_kind(DAY, known_at)
    for kind in Kind:
        _check_units(known_at, Scope(kind))
        for scope in _scopes(kind):
            totals = {_total(d, known_at, scope) for d in Dimension}
            assert len(totals) == 1, scope
        parts = [
            sum((_sum(Dimension.SIZE, known_at, one) for one in scopes), Tally())
            for scopes in _partitions(kind)
        ]
        assert parts == [by_kind[kind]] * len(parts)


def _check_units(known_at, scope):
    """Today's units are those that each standing is restated by."""
    rows = scope.standings(DAY, known_at).with_unit()
    found, assumed = breakdowns.by_unit(DAY, known_at, scope)
    assert found == counts.tallies(rows, "unit_now")
    assert assumed == counts.tallies(rows.filter(unit_assumed=True), "unit_now")


def _sum(dimension, known_at, scope):
    found = breakdowns.by(dimension, DAY, known_at, scope)
    assert Tally() not in found.values()
    return sum(found.values(), Tally())


def _total(dimension, known_at, scope):
    rows = breakdowns.table(dimension, DAY, known_at, scope)
    total = sum((row.tally for row in rows), Tally())
    assert total == _sum(dimension, known_at, scope)
    assumed = [row.assumed for row in rows if row.assumed is not None]
    assert sum(assumed) <= total.total
    return total


def _scopes(kind):
    unit = area(SPLIT_INTO[1])
    scopes = [Scope(kind), Scope(kind, area=area("760"), size=Size.UNKNOWN)]
    if kind == Kind.UNION:  # has no sector here
        return scopes
    return scopes + [
        Scope(kind, sector=Sector.objects.get(code="ttcn")),
        Scope(kind, area=unit),
        Scope(kind, area=unit, size=Size.SMALL, sector=Sector.objects.get(code="nn")),
    ]


def _partitions(kind):
    """Scopes that together hold everybody of a kind."""
    yield [Scope(kind)]
    yield [Scope(kind, size=size) for size in Size]
    if kind == Kind.COOPERATIVE:
        yield [Scope(kind, sector=sector) for sector in Sector.objects.all()]


# --- by hand --------------------------------------------------------------------------


@pytest.fixture
@written_once
def register(db):
    """One of each place and of some sizes, all on the last day of 2025."""
    with clock(at(2026, 1, 1)):
        split, told = place("25741", "commune"), area(SPLIT_INTO[1])
        make_cooperative("Quận", facts={"area": area("760")})
        make_cooperative("Giả định", facts={"area": split}, sector_code="gtvt")
        make_cooperative(
            "Đơn vị mới", founded=SINCE, facts={"area": told}, sector_code="ttcn"
        )
        make_cooperative("Ngừng", facts={"area": split}, status="ngung")
        make_cooperative("Giải thể", facts={"area": split}, status="giai-the")
        make_union("Liên hiệp", facts={"area": split})


@pytest.fixture
def told(register):
    """One of the split commune of which somebody said which part it is in."""
    facts = {"area": place("25741", "commune"), "unit": area(SPLIT_INTO[1])}
    return make_cooperative("Đã rõ", facts=facts)


def shown(dimension, scope=EVERYWHERE):
    rows = breakdowns.table(dimension, DAY, None, scope)
    return {row.name: row.tally.total for row in rows if row.tally.total}


def test_an_old_commune_counts_in_its_district_as_recorded(register):
    split = place("25741", "commune")
    assert shown(Dimension.AREA) == {
        "Quận 1": 1,
        split.parent.name: 2,
        area(SPLIT_INTO[1]).name: 1,
    }


def test_today_s_units_say_what_is_assumed_and_what_is_unknown(told):
    rows = breakdowns.table(Dimension.UNIT, DAY)
    default, other = (area(code).name for code in SPLIT_INTO)
    assert {row.name: (row.tally, row.assumed) for row in rows} == {
        default: (Tally(active=1, stopped=1, dissolved=1), 2),
        other: (Tally(active=2), 0),
        "Chưa xác định": (Tally(active=1), 0),
    }


def test_the_groups_of_the_decree_hold_the_sectors(register):
    rows = {row.name: row for row in breakdowns.table(Dimension.GROUP, DAY)}
    assert len(rows) == len(Sector.LegalGroup)
    industry = rows["Công nghiệp – xây dựng"]
    assert industry.tally.total == 1
    assert "Tiểu thủ công nghiệp" in industry.note
    assert industry.filters == {"nhom": "industry"}


def test_what_is_not_surveyed_has_no_size(register):
    assert shown(Dimension.SIZE) == {"Chưa xác định": 4}


def test_sizes_follow_the_limits_of_the_day():
    SizeLimit.objects.get_or_create(
        legal_group="agriculture",
        size="lon",
        valid_from=date(2024, 7, 1),
        defaults={"members": 300, "revenue": 50_000 * MILLION,
                  "total_capital": 10_000 * MILLION},
    )  # fmt: skip
    record_survey(
        organisation=make_cooperative(founded=date(2020, 1, 1)),
        effective_from=date(2023, 6, 1),
        by=None,
        source="Phiếu khảo sát",
        members=400,
        revenue=90_000 * MILLION,
    )
    after = breakdowns.by(Dimension.SIZE, date(2025, 1, 1))
    assert after == {Size.LARGE: Tally(active=1)}


@pytest.mark.parametrize("dimension", few_now(list(Dimension), 0, 3))
@pytest.mark.parametrize(
    "narrow",
    [
        {"dia_ban": "quan-1"},
        in_proofs({}),
        in_proofs({"linh_vuc": "nn"}),
        in_proofs({"dia_ban": "phuong-thu-dau-mot"}),
        in_proofs({"quy_mo": "chua-ro", "linh_vuc": "gtvt"}),
        in_proofs({"loai": "lien-hiep"}),
    ],
    ids=str,
)
def test_every_number_leads_to_a_list_as_long(client, told, dimension, narrow):
    asked = {"ngay": "31/12/2025", "theo": dimension.value, **narrow}
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    numbers = numbers_in(Page(response))
    assert lengths(client, numbers) == numbers
    total = response.context["tally"]
    assert len(numbers) >= (2 if total.active else 0)


def test_narrowing_is_said_and_stays_in_the_year_ends(client, register):
    asked = {"theo": "quy-mo", "linh_vuc": "nn", "ngay": "31/12/2025"}
    page = Page(client.get(PAGE, asked))
    assert "Chỉ tính: lĩnh vực Nông nghiệp." in page.inside("section-note")[0]
    year_ends = [a["href"] for a in (e[1] for e in page.all("a")) if "cuoi" in a]
    assert year_ends == []
    years = [
        link for link in page.links if "ngay=31%2F12%2F" in link and "theo" in link
    ]
    assert len([link for link in years if "linh_vuc=nn" in link]) >= 5


@pytest.mark.parametrize("field", ["theo", "loai", "linh_vuc", "quy_mo", "dia_ban"])
def test_a_wrong_choice_is_said_at_its_field(client, field):
    response = client.get(PAGE, {field: "gi-do"})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    alerts = [e for e in Page(response).elements if e[1].get("role") == "alert"]
    assert len(alerts) == 1
