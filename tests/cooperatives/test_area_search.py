"""The boxes that search areas while one types: the best first, only what may be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives.models import Area
from tests.factories.cases import few_now
from tests.factories.pages import rows_of

pytestmark = pytest.mark.django_db
BY_HAND = reverse("admin:cooperatives_area_changelist")


def found(client, term, field="area", **asked):
    """The names offered, the first of them taken by Enter."""
    sent = {
        "app_label": "cooperatives",
        "model_name": "standing",
        "field_name": field,
        "term": term,
    }
    answer = client.get(reverse("admin:autocomplete"), sent | asked)
    assert answer.status_code == 200
    return [one["text"] for one in answer.json()["results"]]


@pytest.mark.parametrize(
    ("term", "first"),
    few_now(
        [
            ("phuoc vinh an", "Xã Phước Vĩnh An, Huyện Củ Chi"),
            ("phuong 2 quan 3", "Phường 2, Quận 3"),
            ("Phường 4, Quận 3", "Phường 4, Quận 3"),
            ("P.4 Q.3", "Phường 4, Quận 3"),
            ("p4 q3", "Phường 4, Quận 3"),
            ("p4q3", "Phường 4, Quận 3"),
            ("P04, Q03", "Phường 4, Quận 3"),
            ("p.10 q.3", "Phường 10, Quận 3 (đến 31/12/2024)"),
            ("TP Thủ Đức", "Thành phố Thủ Đức"),
            ("tp.thu duc", "Thành phố Thủ Đức"),
            ("TP. Thủ Đức", "Thành phố Thủ Đức"),
            ("Qui Đức", "Xã Qui Đức, Huyện Bình Chánh"),
            ("Quy Đức", "Xã Qui Đức, Huyện Bình Chánh"),
            ("quy duc", "Xã Qui Đức, Huyện Bình Chánh"),
            ("Hoà Lợi", "Phường Hòa Lợi"),
            ("Hòa Lợi", "Phường Hòa Lợi"),
            ("Thạnh An", "Xã Thạnh An"),
            ("Thanh An", "Xã Thanh An"),
            ("ben thanh", "Phường Bến Thành"),
            ("phường bến thành", "Phường Bến Thành"),
            ("ben than", "Phường Bến Thành"),
            ("quan 2", "Quận 2 (đến 31/12/2020)"),
            ("Q.1", "Quận 1"),
            ("h. cu chi", "Huyện Củ Chi"),
            ("tx di an", "Thị xã Dĩ An (đến 31/01/2020)"),
            ("con dao", "Đặc khu Côn Đảo"),
            ("760", "Quận 1"),
            ("F.4 Q.3", "Phường 4, Quận 3"),
            ("f4q3", "Phường 4, Quận 3"),
            ("F. Bến Nghé, Q. 1", "Phường Bến Nghé, Quận 1"),
            ("p 4 q 3", "Phường 4, Quận 3"),
            ("P4 Q3", "Phường 4, Quận 3"),
            ("P.4-Q.3", "Phường 4, Quận 3"),
            ("Phường 4, Quận 3, TP.HCM", "Phường 4, Quận 3"),
            ("Phường 4, Quận 3, TPHCM", "Phường 4, Quận 3"),
            ("Phường 4, Quận 3, TP Hồ Chí Minh", "Phường 4, Quận 3"),
            ("P.4, Q.3, Thành phố Hồ Chí Minh, Việt Nam", "Phường 4, Quận 3"),
            ("Quận 3 - T.P. Hồ Chí Minh", "Quận 3"),
            ("Phường Bến Thành, TP.HCM", "Phường Bến Thành"),
            ("T.P Thủ Đức, TP.HCM", "Thành phố Thủ Đức"),
            ("X. Phước Vĩnh An, H. Củ Chi, TP.HCM", "Xã Phước Vĩnh An, Huyện Củ Chi"),
            ("TT Củ Chi", "Thị trấn Củ Chi, Huyện Củ Chi"),
            ("T.X. Dĩ An", "Thị xã Dĩ An (đến 31/01/2020)"),
            ("Thủ Dầu Một, Bình Dương", "Thành phố Thủ Dầu Một"),
            ("H. Bàu Bàng, tỉnh Bình Dương", "Huyện Bàu Bàng"),
            ("Phường Bình Dương", "Phường Bình Dương"),
            ("Bình Dương", "Phường Bình Dương"),
            ("TP Vũng Tàu, Bà Rịa – Vũng Tàu", "Thành phố Vũng Tàu"),
            ("tp vung tau, BRVT", "Thành phố Vũng Tàu"),
            ("Phường IV, Quận III", "Phường 4, Quận 3"),
            ("P.IV Q.III", "Phường 4, Quận 3"),
            ("f iv, qiii, TP.HCM", "Phường 4, Quận 3"),
            ("quan viii", "Quận 8"),
            ("xã vĩnh l", "Xã Vĩnh Lộc"),
        ],
        *range(0, 54, 2),
    ),
)
def test_what_is_meant_is_offered_first(staff_client, superuser, term, first):
    names = found(staff_client, term)
    assert names[0] == first
    assert rows_of(superuser, BY_HAND, q=term)[0].label == first


@pytest.mark.parametrize(
    "term",
    [
        "Ba Ria - Vung Tau",
        "Bà Rịa – Vũng Tàu",
        "Tỉnh Bà Rịa—Vũng Tàu",
        "ba ria-vung tau",
    ],
)
def test_a_province_finds_what_lay_in_it(staff_client, term):
    names = found(staff_client, term)
    assert set(names[:5]) == {
        "Phường Bà Rịa",
        "Thị xã Bà Rịa (đến 21/08/2012)",
        "Phường Vũng Tàu",
        "Thành phố Bà Rịa",
        "Thành phố Vũng Tàu",
    }
    assert any("Long Điền" in name for name in names)


def test_signs_alone_find_nothing(staff_client, superuser):
    for term in ("'", "%", "_", "-", "–", "...", "' %", ", ,", "你好", "phường 0"):
        assert found(staff_client, term) == [], term
        assert not rows_of(superuser, BY_HAND, q=term), term
    assert found(staff_client, "TP.XYZ") == []
    page = staff_client.get(BY_HAND, {"q": "TP.XYZ"})
    assert not page.context["cl"].result_list
    assert "0 kết quả" in " ".join(page.content.decode().split())


def test_a_number_alone_may_be_written_as_a_numeral(staff_client):
    assert "Phường 12, Quận 3" in found(staff_client, "12")
    assert "Phường 12, Quận 3" in found(staff_client, "XII")


def test_what_may_be_a_numeral_may_be_the_beginning_of_a_name(staff_client):
    assert "Xã Vĩnh Lộc" in found(staff_client, "xã vi")
    assert "Phường Vĩnh Hội" in found(staff_client, "p vi hoi")


def test_numbers_are_whole_words(staff_client):
    assert not [n for n in found(staff_client, "phuong 2") if n.startswith("Phường 12")]
    assert found(staff_client, "quan 13") == []


def test_nothing_typed_breaks_it(staff_client):
    for term in ("", "zzz", "p", "q.", ".", "%", "x" * 300, "phuong"):
        names = found(staff_client, term)
        assert len(set(names)) == len(names), f"offered twice for {term!r}"


class TestTheTypedDay:
    def test_only_areas_of_the_day_are_offered(self, staff_client):
        for day, term, name, is_offered in [
            ("01/01/2010", "rach ong", "Phường Rạch Ông, Quận 8", False),
            ("01/03/2025", "rach ong", "Phường Rạch Ông, Quận 8", True),
            ("01/01/2010", "huyen long dat", "Huyện Long Đất", False),
            ("01/01/2010", "tp thu duc", "Thành phố Thủ Đức", False),
            ("01/01/2022", "tp thu duc", "Thành phố Thủ Đức", True),
            ("01/01/2022", "con dao", "Đặc khu Côn Đảo", False),
            ("01/01/2022", "con dao", "Huyện Côn Đảo", True),
            ("31/12/2024", "p10 q3", "Phường 10, Quận 3 (đến 31/12/2024)", True),
            ("01/01/2025", "p10 q3", "Phường 10, Quận 3 (đến 31/12/2024)", False),
            ("01/01/2022", "quan 2", "Quận 2 (đến 31/12/2020)", False),
            ("01/01/2010", "quan 2", "Quận 2 (đến 31/12/2020)", True),
        ]:
            names = found(staff_client, term, ngay=day)
            assert (name in names[:1]) == is_offered, (day, term)
            assert (name in names) == is_offered, (day, term)

    def test_a_day_half_typed_narrows_nothing(self, staff_client):
        for day in ("", "1", "31/02/2020", "01/2020", "x" * 99):
            assert "Thành phố Thủ Đức" in found(staff_client, "thu duc", ngay=day), day

    def test_a_day_is_read_as_the_form_reads_it(self, staff_client):
        for day in ("01/01/2020", "2020-01-01", "1-1-2020"):
            names = found(staff_client, "thu duc", ngay=day)
            assert "Thành phố Thủ Đức" not in names, day


class TestTodaysUnit:
    def test_only_units_of_today_are_offered(self, staff_client):
        names = found(staff_client, "ben thanh", "unit")
        assert names[0] == "Phường Bến Thành"
        assert not [name for name in names if "Quận" in name]

    def test_of_an_old_area_those_that_it_became(self, staff_client):
        area = Area.objects.get(key="quan-2-den-2020")
        names = found(staff_client, "", "unit", area=area.pk)
        assert set(names) == {"Phường An Khánh", "Phường Bình Trưng", "Phường Cát Lái"}

    def test_what_is_no_area_breaks_nothing(self, staff_client):
        for area in ("", "x", "0", "9" * 30, "-1"):
            names = found(staff_client, "ben thanh", "unit", area=area)
            assert all("Quận" not in name for name in names), f"units only: {area}"


def test_a_search_asks_as_much_for_much_as_for_little(staff_client):
    asked = []
    for term in ("phuong", "ben thanh", "phuong 2 quan 3"):
        with CaptureQueriesContext(connection) as queries:
            found(staff_client, term)
        asked.append(len(queries))
    assert len(set(asked)) == 1
