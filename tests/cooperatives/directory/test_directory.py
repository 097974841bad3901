"""The directory finds an organisation by what a reader knows of it."""

import re
from datetime import date
from html import unescape
from urllib.parse import unquote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperatives.actions import (
    change_standing,
    correct_standing,
    designate,
    record_survey,
)
from cooperatives.models import Organisation, Union
from tests.factories.cases import examples, few_now, in_proofs
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import (
    area,
    at,
    clock,
    make_cooperative,
    make_union,
    sector,
)
from tests.factories.rules import put_limits

from ..lists import rows_at

pytestmark = pytest.mark.django_db

HTX = "/hop-tac-xa/"
FIELDS = [
    "tim",
    "linh_vuc",
    "tinh_trang",
    "dia_ban",
    "quy_mo",
    "lien_hiep",
    "lap_tu",
    "lap_den",
    "thanh_lap",
    "ngay",
    "biet_den",
    "thu_tu",
]


def names(client, path=HTX, **asked):
    """Return the names that the page lists, in its order."""
    response = client.get(path, asked, follow=True)
    assert response.status_code == 200, asked
    return [row.organisation.name for row in response.context["page"]]


def listed_names(path=HTX, **asked):
    """Return the names that the page would list, in its order."""
    rows = rows_at(f"{path}?{urlencode(asked)}")
    return [row.organisation.name for row in rows]


class TestSearch:
    @pytest.fixture(autouse=True)
    @written_once
    def _register(self):
        make_cooperative(
            "Hợp tác xã Rau Sạch Củ Chi",
            tax_code="0301175691",
            certificate_number="4107A/HTX",
        )
        make_cooperative("Hợp tác xã Vận tải Đồng Tâm", tax_code="0314409058002")
        make_cooperative(
            "Quỹ tín dụng nhân dân Hoà Hưng",
            sector_code="quy-tdnd",
            certificate_number="12/Đk-HTX",
        )

    def test_by_name_or_number(self):
        for words, number in [
            ("hop tac xa", 2),
            ("Hợp tác xã", 2),
            ("hợp tac xa", 2),
            ("HỢP TÁC XÃ RAU", 1),
            ("sạch rau", 1),
            ("dong tam", 1),
            ("hòa hưng", 1),
            ("hoà hưng", 1),
            ("  rau\u00a0 sạch ", 1),
            ("0301175691", 1),
            ("0301 175 691", 1),
            ("0314409058002", 1),
            ("0314409058-002", 1),
            ("０３０１１７５６９１", 1),
            ("4107a/htx", 1),
            ("4107A/HTX", 1),
            ("0301175692", 0),
            ("4107", 0),
            ("%", 0),
            ("_", 0),
            ("rau'; DROP TABLE", 0),
            ('"', 0),
            ("\u200b", 3),
            ("   ", 3),
        ]:
            assert len(listed_names(tim=words)) == number, words

    def test_the_page_lists_what_is_found(self, client):
        assert names(client, tim="sạch rau") == ["Hợp tác xã Rau Sạch Củ Chi"]
        assert names(client, tim="0301175692") == []

    @pytest.mark.parametrize(
        ("words", "number"),
        few_now(
            [
                ("rau-sạch", 1),
                ('"rau sạch"', 1),
                ("rau sạch, củ chi", 1),
                ("HTX", 2),
                ("htx rau", 1),
                ("QTDND", 1),
                ("quĩ tín dụng", 1),
                ("hợp t", 2),
                ("x", 0),
                ("ðồng tâm", 1),
                ("đồng\u200b tâm", 1),
                ("0301", 1),
                ("031", 0),
                ("301175691", 1),
                ("301175691.0", 1),
                ("VN-TIN-0301175691", 1),
                ("4107A HTX", 1),
                ("4107a-htx", 1),
                ("12/ĐK-HTX", 1),
                ("12/đk-htx", 1),
                ("12 dk htx", 1),
                ("–", 0),
            ],
            1,
            3,
            5,
            6,
            7,
            9,
            10,
            13,
            16,
            18,
            20,
        ),
    )
    def test_however_it_is_written(self, words, number):
        assert len(listed_names(tim=words)) == number

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("HTX Phường XII", "p.12"),
            ("HTX P.12 Quận 3", "phuong xii quan iii"),
            ("HTX Xã Vị Thanh", "xa vi thanh"),
            ("HTX Phường Vĩnh Hội", "phuong vi"),
        ],
    )
    def test_a_number_of_a_place_may_be_a_numeral(self, name, words):
        make_cooperative(name)
        assert listed_names(tim=words) == [name]

    def test_what_the_page_gives_as_an_example_finds_something(self, client):
        make_union("Liên hiệp HTX Vận tải Số 1")
        for path, example in ((HTX, "rscc"), ("/lien-hiep/", "vts1")):
            words = " ".join(Page(client.get(path)).words("p"))
            assert f"chữ đầu ({example}), mã số" in words
            assert len(listed_names(path, tim=example)) == 1

    def test_where_nobody_is_listed_no_example_is_given(self, client):
        words = " ".join(Page(client.get(HTX, {"tim": "khong co ai"})).words("p"))
        assert "chữ đầu, mã số" in words

    def test_by_the_id_of_its_page(self):
        one = Organisation.objects.first()
        assert listed_names(tim=one.public_id) == [one.name]
        assert listed_names(tim=one.public_id.upper()) == [one.name]

    def test_words_too_many_are_refused(self, client):
        response = client.get(HTX, {"tim": "x" * 201})
        assert response.status_code == 400
        assert response.context["form"].errors["tim"]


def test_names_are_in_vietnamese_order(client):
    ordered = [
        "An Bình",
        "Anh Đào",
        "Ăn",
        "Ân",
        "Dân",
        "Đặng",
        "Ông",
        "Ơn",
        "Út",
        "Ước",
    ]
    for name in reversed(ordered):
        make_cooperative(name)
    assert names(client) == ordered


class TestFilters:
    @pytest.fixture(autouse=True)
    @written_once
    def _register(self):
        make_cooperative(
            "A", sector_code="nn", area_code="760", founded=date(2020, 5, 1)
        )
        make_cooperative(
            "B",
            sector_code="gtvt",
            area_code="783",
            status="ngung",
            status_from=date(2022, 1, 1),
        )
        make_cooperative(
            "C",
            sector_code="nn",
            area_code="783",
            status="giai-the",
            status_from=date(2023, 1, 1),
        )
        make_union("L")

    @pytest.mark.parametrize(
        ("asked", "left"),
        few_now(
            [
                ({}, "AB"),
                ({"tinh_trang": "hoat-dong"}, "A"),
                ({"tinh_trang": "ngung"}, "B"),
                ({"tinh_trang": "giai-the"}, "C"),
                ({"tinh_trang": "tat-ca"}, "ABC"),
                ({"linh_vuc": "nn"}, "A"),
                ({"linh_vuc": "nn", "tinh_trang": "tat-ca"}, "AC"),
                ({"linh_vuc": "vsmt"}, ""),
                ({"dia_ban": "huyen-cu-chi"}, "B"),
                ({"dia_ban": "quan-1", "linh_vuc": "gtvt"}, ""),
                ({"thanh_lap": "2020"}, "A"),
                ({"thanh_lap": "2015", "tinh_trang": "tat-ca"}, "BC"),
                ({"thanh_lap": "2015", "linh_vuc": "nn", "tinh_trang": "tat-ca"}, "C"),
                ({"thanh_lap": "1999"}, ""),
                ({"lap_tu": "01/05/2020"}, "A"),
                ({"lap_tu": "02/05/2020"}, ""),
                ({"lap_den": "01/03/2015"}, ""),
                ({"lap_den": "02/03/2015"}, "B"),
                ({"lap_tu": "2/3/2015", "lap_den": "1/5/2020"}, "AB"),
                ({"lap_tu": "3/3/2015", "lap_den": "30/4/2020"}, ""),
                ({"thanh_lap": "2015", "lap_tu": "3/3/2015"}, ""),
                ({"thanh_lap": "2015", "lap_den": "31/12/2020"}, "B"),
                ({"ngay": "31/12/2022"}, "ABC"),
                ({"ngay": "31/12/2021", "tinh_trang": "hoat-dong"}, "ABC"),
                ({"ngay": "1/1/2023"}, "AB"),
                ({"ngay": "2019-12-31"}, "BC"),
                ({"ngay": "31/12/1990"}, ""),
                ({"biet_den": "01/01/2020"}, ""),
                ({"biet_den": "31/12/2100"}, "AB"),
                (dict.fromkeys(FIELDS, ""), "AB"),
            ],
            0,
            3,
            6,
            8,
            12,
            15,
            18,
            21,
            22,
            25,
            27,
        ),
    )
    def test_each_leaves_its_own(self, asked, left):
        assert "".join(listed_names(**asked)) == left

    def test_the_page_lists_what_they_leave(self, client):
        assert names(client) == ["A", "B"]
        assert names(client, linh_vuc="nn", tinh_trang="tat-ca") == ["A", "C"]
        assert names(client, **dict.fromkeys(FIELDS, "")) == ["A", "B"]

    def test_what_is_recorded_at_midnight_is_known_that_day(self):
        """Not on the day before, whose end it is."""
        with clock(at(2020, 1, 2, hour=0)):
            make_cooperative("D")
        asked = {"ngay": "31/12/2019"}
        assert listed_names(biet_den="01/01/2020", **asked) == []
        assert listed_names(biet_den="02/01/2020", **asked) == ["D"]

    def test_unions_have_their_own(self, client):
        assert names(client, "/lien-hiep/") == ["L"]
        assert names(client, "/lien-hiep/", tinh_trang="ngung") == []


@pytest.mark.parametrize(
    ("field", "written"),
    few_now(
        [
            ("linh_vuc", "xyz"),
            ("linh_vuc", "1"),
            ("linh_vuc", "nn\x00"),
            ("tinh_trang", "dang-hoat-dong"),
            ("dia_ban", "999"),
            ("dia_ban", "x" * 300),
            ("quy_mo", "to"),
            ("lien_hiep", "999"),
            ("lien_hiep", "a\x00b"),
            ("lap_tu", "hôm kia"),
            ("lap_den", "31/02/2023"),
            ("thu_tu", "-ten"),
            ("thanh_lap", "năm ngoái"),
            ("thanh_lap", "1944"),
            ("thanh_lap", "2101"),
            ("thanh_lap", "9" * 5000),
            ("thanh_lap", "-1"),
            ("ngay", "31/02/2023"),
            ("ngay", "12/31/2023"),
            ("ngay", "hôm nay"),
            ("ngay", "31/12/1944"),
            ("ngay", "01/01/2101"),
            ("ngay", "31/12/23"),
            ("biet_den", "32/01/2023"),
            ("tim", "a\x00b"),
        ],
        0,
        3,
        5,
        9,
        11,
        15,
        17,
        20,
        23,
        24,
    ),
)
@pytest.mark.parametrize("path", [HTX, in_proofs("/lien-hiep/")])
def test_a_wrong_value_is_said_at_its_field(client, path, field, written):
    response = client.get(path, {field: written})
    assert response.status_code == 400
    [message] = response.context["form"].errors[field]
    page = Page(response)
    shown = [e[2].strip() for e in page.elements if e[1].get("role") == "alert"]
    assert shown == [message]
    assert any(
        "lien-hiep" in e[1].get("action", "") or e[1].get("action") == HTX
        for e in page.all("form")
    )


def test_a_period_that_ends_before_it_begins_is_said_at_its_end(client):
    response = client.get(HTX, {"lap_tu": "02/01/2020", "lap_den": "01/01/2020"})
    assert response.status_code == 400
    [message] = response.context["form"].errors["lap_den"]
    assert "02/01/2020" in message


def choices(page, field):
    """Return {value: the number that the choice says} of a field of the page."""
    [select] = re.findall(f'<select name="{field}".*?</select>', page, re.DOTALL)
    said = re.findall(r'value="([^"]*)"[^>]*>[^<]*\(([0-9.]+)\)<', select)
    return {value: int(number.replace(".", "")) for value, number in said}


def follow(client, css_class, **asked):
    """Return {words: the address} of the links in the part of that class."""
    page = client.get(HTX, asked, follow=True).content.decode()
    [part] = re.findall(f'class="{css_class}".*?</ul>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', part, re.DOTALL)
    return {
        " ".join(re.sub("<[^>]+>", "", words).split()): unescape(address)
        for address, words in links
    }


class TestCounts:
    """What a choice says it leaves is what the list has when it is chosen."""

    @pytest.fixture(autouse=True)
    @written_once
    def _register(self):
        put_limits({"size": "lon", "members": 300, "revenue": 50, "total_capital": 10})
        union = make_union("Liên hiệp A")
        make_union("Liên hiệp B", facts={"sector": sector("nn")}, status="ngung")
        for place, (code, status, members) in enumerate(
            [
                ("nn", None, 300),
                ("nn", "ngung", 299),
                ("nn", "giai-the", None),
                ("gtvt", None, 500),
                ("gtvt", "giai-the", 5),
                ("tmdv", None, None),
            ]
        ):
            one = make_cooperative(
                f"Hợp tác xã {place}",
                sector_code=code,
                status=status,
                founded=date(2015 + place, 3, 2),
                union=union if place % 2 else None,
            )
            if members:
                record_survey(
                    organisation=one,
                    effective_from=date(2022, 1, 1),
                    by=None,
                    source="Phiếu khảo sát",
                    members=members,
                    revenue=60,
                )
        moved = make_cooperative("Dời", sector_code="nn", founded=date(2016, 1, 1))
        change_standing(
            organisation=moved,
            effective_from=date(2019, 1, 1),
            by=None,
            sector=sector("vsmt"),
        )

    @pytest.fixture
    def union(self, _register):
        return Union.objects.get(name="Liên hiệp A").public_id

    @pytest.mark.parametrize(
        "asked",
        [
            in_proofs({}),
            {"tim": "hop tac", "ngay": "01/01/2017"},
            in_proofs({"linh_vuc": "nn"}),
            in_proofs({"tinh_trang": "tat-ca"}),
            in_proofs({"tinh_trang": "giai-the", "quy_mo": "chua-ro"}),
            in_proofs({"quy_mo": "lon"}),
            in_proofs({"lap_den": "31/12/2016", "linh_vuc": "nn"}),
            in_proofs({"thanh_lap": "2016"}),
            in_proofs({"lien_hiep": "", "dia_ban": "quan-1"}),
        ],
    )
    def test_a_choice_leaves_what_it_says(self, client, asked):
        followed = 0
        page = client.get(HTX, asked, follow=True).content.decode()
        for field in ("linh_vuc", "tinh_trang", "quy_mo"):
            said = choices(page, field)
            assert len(said) > 4
            for value, number in said.items():
                then = asked | {field: value}
                assert len(listed_names(**then)) == number, then
                followed += number
        assert followed

    @pytest.mark.parametrize("asked", [{}, {"tinh_trang": "ngung"}, {"linh_vuc": "nn"}])
    def test_a_tab_leads_to_as_many_with_the_same_filters(self, client, union, asked):
        tabs = follow(client, "tabs", lien_hiep=union, **asked)
        assert [words.rpartition(" ")[0] for words in tabs] == [
            "Hợp tác xã",
            "Liên hiệp hợp tác xã",
        ]
        for words, address in tabs.items():
            page = client.get(address).context["page"]
            assert page.paginator.count == int(words.rpartition(" ")[2])
        path, _, query = address.partition("?")
        assert path == "/lien-hiep/"
        assert QueryDict(query).dict() == asked  # a union is of no union

    def test_a_union_s_members(self, client, union):
        assert names(client, lien_hiep=union) == [
            f"Hợp tác xã {place}" for place in (1, 3, 5)
        ]
        assert len(names(client, "/lien-hiep/", lien_hiep=union)) == 2

    def test_by_size(self, client):
        assert names(client, quy_mo="lon") == ["Hợp tác xã 0"]
        assert "Hợp tác xã 5" in listed_names(quy_mo="chua-ro")
        assert listed_names(quy_mo="lon", ngay="31/12/2021") == []

    def test_each_filter_is_cleared_by_itself(self, client, union):
        asked = {
            "tim": "hop tac",
            "linh_vuc": "nn",
            "tinh_trang": "tat-ca",
            "dia_ban": "quan-1",
            "quy_mo": "chua-ro",
            "lien_hiep": union,
            "lap_tu": "01/01/2015",
            "lap_den": "31/12/2023",
            "thanh_lap": "2016",
            "ngay": "31/12/2023",
            "biet_den": "31/12/2099",
        }
        chips = follow(client, "chips", **asked, thu_tu="thanh-lap")
        assert chips.pop("Xoá tất cả") == HTX
        assert len(chips) == len(asked)
        for (name, _), (words, address) in zip(
            asked.items(), chips.items(), strict=True
        ):
            assert words.endswith("(bỏ điều kiện)")
            kept = QueryDict(address.partition("?")[2]).dict()
            left = {**asked, "thu_tu": "thanh-lap"}
            del left[name]
            assert kept == left
        assert "Tình trạng: Tất cả, kể cả đã giải thể (bỏ điều kiện)" in chips
        assert "Thuộc liên hiệp: Liên hiệp A (bỏ điều kiện)" in chips
        assert "Thành lập từ ngày: 01/01/2015 (bỏ điều kiện)" in chips

    def test_nothing_asked_has_no_chips(self, client):
        page = Page(client.get(HTX, {"thu_tu": "ten", "tim": " "}, follow=True))
        assert not page.inside("chips")

    def test_an_empty_list_says_what_to_do(self, client):
        page = Page(client.get(HTX, {"tim": "Hợp tác xã 2"}))
        [words] = page.inside("empty")
        assert "Có 1 tổ chức khớp nhưng đã giải thể" in words
        [link] = [a for a in page.all("a") if "xem cả tổ chức đã giải thể" in a[2]]
        answer = client.get(link[1]["href"]).context["page"]
        assert [row.organisation.name for row in answer] == ["Hợp tác xã 2"]
        [words] = Page(client.get(HTX, {"tim": "liên hiệp b"})).inside("empty")
        assert "Có 1 liên hiệp khớp" in words


class TestOrder:
    @pytest.fixture(autouse=True)
    @written_once
    def _register(self):
        for name, founded, members in [
            ("C", date(2001, 1, 1), 5),
            ("A", date(2003, 1, 1), None),
            ("D", date(2002, 1, 1), 90),
            ("B", date(2001, 1, 1), 12),
        ]:
            one = make_cooperative(name, founded=founded)
            for day, number in ((2019, 1000), (2020, members), (2022, 7)):
                record_survey(
                    organisation=one,
                    effective_from=date(day, 1, 1),
                    by=None,
                    source="Phiếu khảo sát",
                    workers=1,
                    members=number,
                )

    @pytest.mark.parametrize(
        ("order", "ordered"),
        [
            ("", "ABCD"),
            ("ten", "ABCD"),
            ("thanh-lap", "ADBC"),
            ("thanh-lap-cu", "BCDA"),
            ("quy-mo", "DBCA"),
        ],
    )
    def test_each(self, order, ordered):
        assert "".join(listed_names(ngay="31/12/2021", thu_tu=order)) == ordered

    def test_the_page_is_in_that_order(self, client):
        listed = names(client, ngay="31/12/2021", thu_tu="quy-mo")
        assert "".join(listed) == "DBCA"

    def test_it_is_kept_by_the_search_and_offered_as_links(self, client):
        orders = follow(client, "orders", thu_tu="quy-mo", tim="", tinh_trang="tat-ca")
        assert list(orders.values()) == [
            "/hop-tac-xa/?tinh_trang=tat-ca",
            "/hop-tac-xa/?tinh_trang=tat-ca&thu_tu=thanh-lap",
            "/hop-tac-xa/?tinh_trang=tat-ca&thu_tu=thanh-lap-cu",
            "/hop-tac-xa/?tinh_trang=tat-ca&thu_tu=quy-mo",
        ]
        page = Page(client.get(HTX, {"thu_tu": "quy-mo"}))
        assert page.all("input", type="hidden", name="thu_tu", value="quy-mo")


@pytest.mark.parametrize(
    "order", few_now(["ten", "thanh-lap", "thanh-lap-cu", "quy-mo"], 0, 3)
)
def test_pages_of_any_order_neither_skip_nor_repeat(client, monkeypatch, order):
    monkeypatch.setattr("cooperatives.directory.views.PAGE_SIZE", 6)
    for number in range(13):
        make_cooperative(f"HTX {number % 3}", founded=date(2000 + number % 2, 1, 1))
    seen = []
    for page in (1, 2, 3):
        asked = {"thu_tu": order} | ({"trang": page} if page > 1 else {})
        rows = client.get(HTX, asked).context["page"]
        seen += [row.organisation_id for row in rows]
    assert len(seen) == len(set(seen)) == 13


class TestNames:
    @pytest.fixture
    @written_once
    def renamed(self):
        one = make_cooperative(
            "Hợp tác xã Vận tải Số 1",
            short_name="VTSO1",
            foreign_name="Transport Cooperative One",
            tax_code="0301175691",
            certificate_number="GCN 7",
        )
        for what, value in [
            ("ten", "Hợp tác xã Vận tải Sao Mai 2"),
            ("ten-viet-tat", "VTSM"),
            ("giay-chung-nhan", "GCN 8"),
        ]:
            designate(
                organisation=one,
                what=what,
                value=value,
                effective_from=date(2020, 1, 1),
                by=None,
            )
        return one

    @pytest.mark.parametrize(
        ("words", "is_former"),
        few_now(
            [
                ("vtso1", False),
                ("transport", False),
                ("sao mai", False),
                ("vtsm2", False),
                ("htxvtsm2", False),
                ("0301175691", False),
                ("GCN-7", False),
                ("gcn 7", False),
                ("tai so 1", True),
                ("van tai so 1", True),
            ],
            0,
            2,
            4,
            6,
            8,
        ),
    )
    def test_any_of_them_finds_it(self, client, renamed, words, is_former):
        make_cooperative("Hợp tác xã Rau")
        page = client.get(HTX, {"tim": words})
        [row] = page.context["page"]
        assert row.organisation.name == "Hợp tác xã Vận tải Sao Mai 2"
        said = "Tên cũ: Hợp tác xã Vận tải Số 1" in page.content.decode()
        assert said == is_former


@settings(max_examples=examples(7, 20))
@given(
    st.dictionaries(
        st.sampled_from([*FIELDS, "trang", "x"]),
        st.text()
        | st.sampled_from(
            [
                "nn",
                "760",
                "ngung",
                "2020",
                "31/12/2023",
                "0",
                "-",
                "٢٠٢٠",
                "1e9",
                "/",
            ]
        ),
    )
)
@pytest.mark.parametrize("path", [HTX, in_proofs("/lien-hiep/"), "/so-lieu/"])
def test_no_question_breaks_the_page(client, path, asked):
    assert client.get(path, asked).status_code in (200, 301, 400, 404)


# --- a page for each ----------------------------------------------------------------


class TestOrganisation:
    def test_it_shows_how_it_stands_and_its_course(self, client):
        union = make_union("Liên hiệp Hợp tác xã Sài Gòn")
        cooperative = make_cooperative(
            "Hợp tác xã Vận tải Số 1",
            sector_code="gtvt",
            area_code="783",
            union=union,
            tax_code="0301175691",
            status="ngung",
            status_from=date(2020, 6, 1),
        )
        response = client.get(cooperative.get_absolute_url())
        assert response.status_code == 200
        words = " ".join(response.content.decode().split())
        for shown in (
            "Hợp tác xã Vận tải Số 1",
            "VN-TIN-0301175691",
            "Huyện Củ Chi",
            "Ngừng hoạt động",
            "01/06/2020",
            "02/03/2015",
            union.name,
            "Giao thông vận tải",
        ):
            assert shown in words, shown

    def test_the_status_says_since_when_it_holds(self, client):
        """A move in between is no break, a status held before one does not count."""
        cooperative = make_cooperative(status="ngung", status_from=date(2018, 5, 1))
        for day, facts in (
            (date(2020, 6, 1), {"operating_status": "hoat-dong"}),
            (date(2022, 7, 1), {"area": area("783")}),
        ):
            change_standing(
                organisation=cooperative, effective_from=day, by=None, **facts
            )
        page = client.get(cooperative.get_absolute_url())
        assert page.context["profile"].since == date(2020, 6, 1)
        assert "từ ngày 01/06/2020" in page.content.decode()

    def test_a_correction_shows_the_right_row_only(self, client):
        cooperative = make_cooperative()
        correct_standing(
            fact=cooperative.entries.get(),
            by=None,
            reason="Sai địa bàn",
            area=area("787"),
        )
        page = client.get(cooperative.get_absolute_url())
        assert "Cần Giờ" in page.content.decode()
        course = page.context["profile"].standings
        assert [row.area.code for row in course] == ["787"]

    def test_a_standing_of_the_future_does_not_hold_yet(self, client):
        cooperative = make_cooperative()
        with clock(at(2015, 1, 1)):
            response = client.get(cooperative.get_absolute_url())
        assert response.context["current"] is None
        assert response.context["profile"].since is None
        assert response.status_code == 200

    def test_a_union_shows_its_members_that_exist(self, client):
        union = make_union()
        make_cooperative("Hợp tác xã B", union=union)
        make_cooperative("Hợp tác xã A", union=union)
        make_cooperative("Hợp tác xã C", union=union, status="giai-the")
        left = make_cooperative("Hợp tác xã D", union=union)
        change_standing(
            organisation=left, effective_from=date(2020, 1, 1), by=None, union=None
        )
        response = client.get(union.get_absolute_url())
        members = [row.organisation.name for row in response.context["members"]]
        assert members == ["Hợp tác xã A", "Hợp tác xã B"]

    def test_a_former_name_in_the_address_leads_to_today_s(self, client):
        cooperative = make_cooperative("Hợp tác xã Rau Sạch")
        before = cooperative.get_absolute_url()
        cooperative.name = "Hợp tác xã Nông sản"
        cooperative.save()
        response = client.get(before)
        assert response.status_code == 301
        assert response["Location"] == cooperative.get_absolute_url()
        assert client.get(response["Location"]).status_code == 200

    def test_the_id_alone_is_enough(self, client):
        cooperative = make_cooperative()
        response = client.get(f"{HTX}{cooperative.public_id}/")
        assert response["Location"] == cooperative.get_absolute_url()

    def test_a_name_without_latin_letters_has_a_page(self, client):
        cooperative = make_cooperative("合作社")
        assert cooperative.slug == cooperative.public_id
        assert client.get(cooperative.get_absolute_url()).status_code == 200

    def test_what_is_not_in_the_register_is_not_found(self, client):
        cooperative, union = make_cooperative(), make_union()
        for address in (
            f"{HTX}khong-co/",
            f"{HTX}{union.slug}/",
            f"/lien-hiep/{cooperative.slug}/",
            f"{HTX}rau-zzzzzz/",
            f"{HTX}-/",
            f"{HTX}{'x' * 500}/",
        ):
            assert client.get(address).status_code == 404, address

    def test_demonstration_data_says_so(self, client):
        page = client.get(make_cooperative(is_demo=True).get_absolute_url())
        assert "hư cấu" in page.content.decode()
        page = client.get(make_cooperative().get_absolute_url())
        assert "Tổ chức này là hư cấu" not in page.content.decode()


# --- the figures --------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        in_proofs({"ngay": "31/12/2023"}),
        {"ngay": "31/12/2023", "biet_den": "31/12/2023"},
        in_proofs({"ngay": "15/02/2023"}),
        in_proofs({}),
    ],
)
def test_every_figure_leads_to_the_list_behind_it(client, asked):
    """Also where a sector changed within the year, or a figure was corrected since."""
    with clock(at(2023, 12, 1)):
        for code in ("nn", "nn", "gtvt"):
            make_cooperative(founded=date(2023, 2, 1), sector_code=code)
        moved = make_cooperative(founded=date(2023, 3, 1), sector_code="nn")
        make_cooperative(
            founded=date(2023, 3, 1), status="giai-the", status_from=date(2023, 9, 1)
        )
        make_cooperative(status="ngung", sector_code="vsmt")
        make_union()
        make_union(status="ngung")
        make_union(status="giai-the")
        change_standing(
            organisation=moved,
            effective_from=date(2023, 6, 1),
            by=None,
            sector=sector("tmdv"),
        )
    with clock(at(2024, 2, 1)):
        correct_standing(
            fact=moved.entries.get(effective_from=date(2023, 3, 1)),
            by=None,
            reason="Nhầm năm",
            effective_from=date(2022, 3, 1),
        )
    followed = 0
    page = Page(client.get("/so-lieu/", asked))
    for cell in page.all("td"):
        links = [e for e in page.all("a") if e[2] and e[2] in cell[2]]
        for link in links[:1]:
            address = unquote(link[1]["href"])
            number = int(link[2].split()[0].replace(".", ""))
            assert rows_at(link[1]["href"]).count() == number, address
            followed += 1
    assert followed > 10
    assert client.get(address).context["page"].paginator.count == number


@pytest.mark.parametrize("asked", [{"ngay": "31/02/2023"}, {"biet_den": "x"}])
def test_a_wrong_day_is_said_at_its_field(client, asked):
    response = client.get("/so-lieu/", asked)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == list(asked)


def test_the_figures_of_an_empty_register_are_noughts(client):
    response = client.get("/so-lieu/", {"ngay": "31/12/2023"})
    assert response.status_code == 200
    assert "0 hợp tác xã 0 đang hoạt động" in " ".join(Page(response).words("p"))
