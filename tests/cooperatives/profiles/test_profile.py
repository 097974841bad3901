"""An organisation's page tells all that is public of it, and nothing else."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.core.files.base import ContentFile

from cooperatives.actions import (
    change_standing,
    correct_designation,
    correct_standing,
    designate,
    record_survey,
    reorganise,
    update_identity,
    withdraw,
)
from cooperatives.models import Area, Succession
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, at, clock, make_cooperative, make_union
from tests.factories.rules import put_limits

pytestmark = pytest.mark.django_db


def words_of(client, organisation):
    """Return the words of the page, spaces made single."""
    response = client.get(organisation.get_absolute_url())
    assert response.status_code == 200
    page = response.content.decode()
    return _words(page[page.index("<main") : page.index("</main>")])


def _words(html):
    words = " ".join(re.sub("<[^>]+>", " ", html).split())
    return re.sub(r" ([,.])", r"\1", unescape(words))


def data_of(client, organisation):
    """Return what the page tells machines."""
    page = client.get(organisation.get_absolute_url()).content.decode()
    [block] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(block)["@graph"][0]


def course_of(client, organisation):
    """Return the words of each entry of the course."""
    response = client.get(organisation.get_absolute_url())
    page = response.content.decode()
    [course] = re.findall(r'<ol class="course">(.*?)</ol>', page, re.DOTALL)
    entries = re.findall(r"<li.*?</li>", course, re.DOTALL)
    return [_words(entry) for entry in entries]


@pytest.fixture
def full():
    """A cooperative with all that a paper file holds."""
    return make_cooperative(
        "Hợp tác xã Vận tải Số 1",
        sector_code="nn",
        tax_code="0301175691",
        certificate_number="4107A/HTX",
        short_name="HTX VT Số 1",
        foreign_name="Transport Cooperative No. 1",
        issuing_authority="Phòng Tài chính – Kế hoạch Quận 1",
        address="12 Lê Lợi",
        phone="028 3829 1234",
        email="vanphong@htx.example",
        website="https://htx.example/",
        main_trade="Trồng rau",
        other_trades="Chăn nuôi bò\nBán lẻ",
        representative_name="Nguyễn Văn An",
        representative_title="Giám đốc",
        representative_contact="0903 111 222",
        public_note="Nghỉ ngày <b>lễ</b>",
        logo=ContentFile(b"x", name="logo.png"),
        by=make_user("thukyso", full_name="Trần Thị Kín"),
        facts={"decision_number": "15/QĐ-UBND", "decision_date": date(2015, 2, 27)},
    )


def test_every_public_field_is_shown(client, full):
    words = words_of(client, full)
    for shown in [
        "HTX VT Số 1",
        "Transport Cooperative No. 1",
        "0301175691",
        "VN-TIN-0301175691",
        "4107A/HTX",
        "Phòng Tài chính – Kế hoạch Quận 1",
        "02/03/2015 (quyết định số 15/QĐ-UBND ngày 27/02/2015)",
        "12 Lê Lợi",
        "Trồng rau",
        "Chăn nuôi bò",
        "Nguyễn Văn An (Giám đốc)",
        "Nghỉ ngày <b>lễ</b>",
        full.public_id,
    ]:
        assert shown in words, shown
    page = Page(client.get(full.get_absolute_url()))
    assert {"tel:02838291234", "mailto:vanphong@htx.example"} <= set(page.links)
    [link] = page.all("a", href="https://htx.example/")
    assert link[1]["rel"] == "nofollow noopener"
    [logo] = [i for i in page.all("img") if i[1].get("class") == "record-logo"]
    assert logo[1]["alt"] == "Biểu trưng của Hợp tác xã Vận tải Số 1"


def test_nothing_private_is_shown(client, full):
    """Nor who recorded, corrected or withdrew it."""
    keeper = make_user("nguoisua", full_name="Lê Kín Đáo")
    correct_standing(
        fact=full.entries.get(), by=keeper, reason="Sai quận", area=area("783")
    )
    record_survey(
        organisation=full,
        effective_from=date(2022, 12, 31),
        by=keeper,
        source="Phiếu khảo sát",
        members=70,
        revenue=8_765_000_000,
        total_capital=4_321_000_000,
    )
    page = client.get(full.get_absolute_url()).content.decode()
    for private in [
        "0903 111 222",
        "0903111222",
        "thukyso",
        "Thị Kín",
        "nguoisua",
        "Kín Đáo",
        "8.765",
        "8765000000",
        "4.321",
    ]:
        assert private not in page, private


@pytest.mark.parametrize("site", ["javascript:alert(1)", "data:text/html,x", "//x.vn"])
def test_a_site_that_is_none_is_no_link(client, full, site):
    type(full).objects.filter(pk=full.pk).update(website=site)
    full.refresh_from_db()
    page = client.get(full.get_absolute_url()).content.decode()
    assert site not in page


def test_two_numbers_are_told_but_not_dialled(client):
    one = make_cooperative(phone="028 3829 1234 – 028 3829 5678")
    assert "028 3829 1234 – 028 3829 5678" in words_of(client, one)
    page = Page(client.get(one.get_absolute_url()))
    assert not [link for link in page.links if link.startswith("tel:")]


# --- its course -----------------------------------------------------------------------


class TestCourse:
    def test_facts_of_every_sort_stand_in_one_timeline(self, client):
        with clock(at(2021, 2, 3)):
            one = make_cooperative("Hợp tác xã Cũ", tax_code="0301175691")
            designate(
                organisation=one,
                what="ten",
                value="Hợp tác xã Mới",
                effective_from=date(2018, 5, 1),
                by=None,
                decision_number="7/QĐ",
                reason="Theo nghị quyết",
            )
            designate(
                organisation=one,
                what="giay-chung-nhan",
                value="99/HTX",
                effective_from=date(2019, 6, 1),
                by=None,
            )
            record_survey(
                organisation=one,
                effective_from=date(2020, 12, 31),
                by=None,
                source="Phiếu khảo sát năm 2020",
                members=1234,
                charter_capital=2_500_000_000,
            )
            change_standing(
                organisation=one,
                effective_from=date(2020, 7, 1),
                by=None,
                operating_status="ngung",
            )
            change_standing(
                organisation=one,
                effective_from=date(2099, 1, 1),
                by=None,
                operating_status="giai-the",
                area=Area.objects.get(name="Phường Sài Gòn", level="unit"),
            )
        course = course_of(client, type(one).objects.get(pk=one.pk))
        assert course == [
            "Sẽ có hiệu lực từ 01/01/2099 · ghi nhận ngày 03/02/2021 Ngừng hoạt động → "
            "thành Đã giải thể Địa bàn: Quận 1 → Phường Sài Gòn",
            "Số liệu ngày 31/12/2020 · ghi nhận ngày 03/02/2021 Khảo sát "
            "1.234 thành viên · vốn điều lệ 2.500.000.000 đồng "
            "Nguồn: Phiếu khảo sát năm 2020",
            "Có hiệu lực từ 01/07/2020 · ghi nhận ngày 03/02/2021 Đang hoạt động → "
            "thành Ngừng hoạt động Mới nhất",
            "Có hiệu lực từ 01/06/2019 · ghi nhận ngày 03/02/2021 "
            "Số giấy chứng nhận 99/HTX",
            "Có hiệu lực từ 01/05/2018 · ghi nhận ngày 03/02/2021 Đổi tên "
            "từ “Hợp tác xã Cũ” thành “Hợp tác xã Mới” Quyết định số 7/QĐ "
            "Theo nghị quyết",
            "Có hiệu lực từ 02/03/2015 · ghi nhận ngày 03/02/2021 Thành lập "
            "Đang hoạt động Nông nghiệp · Quận 1",
        ]

    def test_corrections_are_marked_and_the_wrong_is_gone(self, client):
        one = make_cooperative("Hợp tác xã A")
        change = change_standing(
            organisation=one,
            effective_from=date(2020, 7, 1),
            by=None,
            operating_status="ngung",
        )
        correct_standing(
            fact=change, by=None, reason="Nhầm", effective_from=date(2020, 8, 1)
        )
        name = designate(
            organisation=one,
            what="ten",
            value="Hợp tác xã BB",
            effective_from=date(2018, 5, 1),
            by=None,
        )
        correct_designation(fact=name, by=None, reason="Lỗi gõ", value="HTX B")
        course = course_of(client, type(one).objects.get(pk=one.pk))
        assert ["Đính chính" in entry for entry in course] == [True, True, False]
        assert not [e for e in course if "01/07/2020" in e or "BB" in e]

    def test_what_was_withdrawn_is_gone(self, client):
        one = make_cooperative()
        change = change_standing(
            organisation=one,
            effective_from=date(2020, 7, 1),
            by=None,
            operating_status="ngung",
        )
        survey = record_survey(
            organisation=one,
            effective_from=date(2020, 12, 31),
            by=None,
            source="Phiếu",
            members=9,
        )
        for fact in (change, survey):
            withdraw(fact=fact, by=None, reason="Ghi nhầm hồ sơ")
        assert len(course_of(client, one)) == 1
        words = words_of(client, one)
        assert "Ghi nhầm hồ sơ" not in words
        assert "Ngừng" not in words

    def test_figures_that_are_private_are_no_event(self, client):
        one = make_cooperative()
        record_survey(
            organisation=one,
            effective_from=date(2020, 12, 31),
            by=None,
            source="Báo cáo",
            revenue=5,
        )
        assert len(course_of(client, one)) == 1


def test_a_record_that_was_withdrawn_whole_is_gone(client):
    one = make_cooperative("Hợp tác xã Nhầm")
    withdraw(fact=one.entries.get(), by=None, reason="Nhập hai lần")
    response = client.get(one.get_absolute_url())
    assert response.status_code == 410
    [words] = Page(response).words("main")
    assert "Hồ sơ này đã được rút khỏi cơ sở dữ liệu" in words
    assert "Nhầm" not in words
    assert "Nhập hai lần" not in words


def test_former_names_are_told_and_their_addresses_lead_here(client):
    one = make_cooperative("Hợp tác xã A")
    first = one.get_absolute_url()
    for name, day in (("HTX B", date(2018, 5, 1)), ("HTX C", date(2020, 1, 1))):
        designate(organisation=one, what="ten", value=name, effective_from=day, by=None)
    one = type(one).objects.get(pk=one.pk)
    words = words_of(client, one)
    assert "Tên cũ HTX B (đến ngày 31/12/2019)" in words
    assert "Tên cũ Hợp tác xã A (đến ngày 30/04/2018)" in words
    second = f"/hop-tac-xa/htx-b-{one.public_id}/"
    for address in (first, second):
        response = client.get(address)
        assert response.status_code == 301
        assert response["Location"] == one.get_absolute_url()


class TestReorganisation:
    def reorganise(self, form, one, successors, **more):
        return reorganise(
            organisation=one,
            form=form,
            successors=successors,
            effective_from=date(2021, 3, 1),
            by=None,
            **more,
        )

    def test_a_merger_is_told_on_both_pages(self, client):
        one, other = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
        self.reorganise("sap-nhap", one, [other])
        page = client.get(one.get_absolute_url())
        assert other.get_absolute_url() in Page(page).links
        [lead] = Page(page).inside("record-leads")
        assert lead == "Sáp nhập vào HTX Hai từ ngày 01/03/2021."
        assert "Nhận sáp nhập HTX Một (01/03/2021)" in words_of(client, other)
        assert (
            one.get_absolute_url() in Page(client.get(other.get_absolute_url())).links
        )
        assert not Page(client.get(other.get_absolute_url())).inside("record-leads")

    def test_a_division_is_one_event(self, client):
        one = make_cooperative("HTX Một")
        others = [make_cooperative(f"HTX {name}") for name in ("Hai", "Ba", "Bốn")]
        self.reorganise("chia", one, others)
        words = words_of(client, one)
        assert "Chia thành HTX Hai, HTX Ba và HTX Bốn từ ngày 01/03/2021." in words
        assert len(course_of(client, one)) == 3
        assert "Được chia ra từ HTX Một" in words_of(client, others[1])

    def test_a_separation_is_no_end(self, client):
        one, other = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
        self.reorganise("tach", one, [other])
        assert not Page(client.get(one.get_absolute_url())).inside("record-leads")
        assert "Tách một phần, lập ra HTX Hai" in words_of(client, one)


# --- its size and its place -----------------------------------------------------------


class TestSize:
    @pytest.fixture(autouse=True)
    def _limits(self):
        put_limits(
            *[
                {"size": size, "members": n, "revenue": n, "total_capital": n}
                for size, n in (("lon", 300), ("vua", 200), ("nho", 50))
            ]
        )

    def said(self, client, sector_code="nn", **figures):
        one = make_cooperative(sector_code=sector_code)
        if figures:
            record_survey(
                organisation=one,
                effective_from=date(2022, 12, 31),
                by=None,
                source="Phiếu khảo sát",
                **figures,
            )
        return words_of(client, one)

    def test_it_says_by_what(self, client):
        words = self.said(client, members=250, revenue=999, workers=40)
        assert "Quy mô Vừa (xếp theo ngưỡng của nhóm “Nông nghiệp”" in words
        assert "Thành viên 250" in words
        assert "Theo số liệu ngày 31/12/2022. Nguồn: Phiếu khảo sát." in words

    @pytest.mark.parametrize(
        ("sector_code", "figures", "why"),
        [
            ("nn", {}, "chưa có số liệu khảo sát"),
            ("nn", {"revenue": 999}, "khảo sát chưa ghi số thành viên"),
            ("nn", {"members": 250}, "khảo sát chưa ghi đủ doanh thu hoặc nguồn vốn"),
            (
                "ttcn",
                {"members": 250, "revenue": 999},
                "chưa có đủ ngưỡng của nhóm “Công nghiệp – xây dựng”",
            ),
        ],
    )
    def test_an_unknown_one_says_why(self, client, sector_code, figures, why):
        words = self.said(client, sector_code, **figures)
        assert f"Quy mô Chưa xác định ({why})" in words


class TestPlace:
    def told(self, client, old, **facts):
        one = make_cooperative(facts={"area": old, **facts})
        return words_of(client, one)

    def old_commune(self, *, is_split):
        found = Succession.objects.filter(
            is_default=True,
            is_split=is_split,
            old__level="commune",
            day=date(2025, 7, 1),
        )
        return found.select_related("old", "new").earliest("old__order")

    def test_a_commune_says_what_it_became(self, client):
        one = self.old_commune(is_split=False)
        words = self.told(client, one.old)
        assert f"{one.old.name} (từ 01/07/2025: {one.new.name})" in words

    def test_the_default_of_a_split_one_is_marked(self, client):
        one = self.old_commune(is_split=True)
        assert f"{one.new.name}, giả định vì" in self.told(client, one.old)

    def test_machines_are_not_told_of_an_assumed_unit(self, client):
        one = self.old_commune(is_split=True)
        cooperative = make_cooperative(facts={"area": one.old})
        assert (
            data_of(client, cooperative)["address"]["addressLocality"] == one.old.name
        )

    def test_a_unit_that_was_chosen_is_known(self, client):
        one = self.old_commune(is_split=True)
        other = one.old.successions.exclude(pk=one.pk).first()
        words = self.told(client, one.old, unit=other.new)
        assert f"(từ 01/07/2025: {other.new.name})" in words
        assert "giả định" not in words

    def test_a_district_became_many(self, client):
        assert "từ 01/07/2025" not in words_of(client, make_cooperative())

    def test_a_unit_of_today_is_itself(self, client):
        unit = Area.objects.filter(level="unit").first()
        one = make_cooperative(founded=date(2025, 8, 1), facts={"area": unit})
        assert "từ 01/07/2025" not in words_of(client, one)


def test_a_union_of_many_shows_some_and_leads_to_all(client, monkeypatch):
    monkeypatch.setattr("cooperatives.profiles.views.MAX_MEMBERS", 2)
    union = make_union()
    for name in ("HTX C", "HTX A", "HTX B"):
        make_cooperative(name, union=union)
    response = client.get(union.get_absolute_url())
    members = [row.organisation.name for row in response.context["members"]]
    assert members == ["HTX A", "HTX B"]
    [link] = [a for a in Page(response).links if "lien_hiep=" in a]
    assert client.get(link).context["page"].paginator.count == 3


# --- for machines ---------------------------------------------------------------------


class TestLinkedData:
    def test_it_tells_who_it_is(self, client, full):
        data = data_of(client, full)
        address = "http://testserver" + full.get_absolute_url()
        assert data["@id"] == data["url"] == address
        assert data["legalName"] == "Hợp tác xã Vận tải Số 1"
        assert data["alternateName"] == ["HTX VT Số 1", "Transport Cooperative No. 1"]
        assert data["identifier"][0]["value"] == "VN-TIN-0301175691"
        assert data["foundingDate"] == "2015-03-02"
        assert data["address"]["addressLocality"] == "Quận 1"
        assert "dissolutionDate" not in data
        assert "disambiguatingDescription" not in data

    def test_no_name_ends_its_element(self, client):
        name = 'HTX </script><script>alert("1")</script> & <!-- \u2028 \\'
        one = make_cooperative(name)
        assert data_of(client, one)["legalName"] == one.name
        page = client.get(one.get_absolute_url()).content.decode()
        assert "<script>alert" not in page

    def test_an_end_and_a_bond(self, client):
        union = make_union("Liên hiệp A")
        one = make_cooperative(
            union=union, status="giai-the", status_from=date(2020, 1, 1)
        )
        other = make_cooperative("HTX Còn", union=union, is_demo=True)
        assert data_of(client, one)["dissolutionDate"] == "2020-01-01"
        assert data_of(client, one)["memberOf"]["name"] == "Liên hiệp A"
        assert data_of(client, other)["disambiguatingDescription"]
        members = data_of(client, union)["member"]
        assert [member["name"] for member in members] == ["HTX Còn"]


def test_a_name_typed_wrongly_is_no_former_name(client):
    one = make_cooperative("Hợp tác xã Lỗi Gõo")
    one.name = "Hợp tác xã Lỗi Gõ"
    update_identity(organisation=one, by=None)
    assert "Tên cũ" not in words_of(client, one)
