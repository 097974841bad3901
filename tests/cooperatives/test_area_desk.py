"""Areas on the desk: ending a unit, what then counts where, and what a day may name."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cooperatives.actions import change_area, change_standing, correct_standing
from cooperatives.actions.area_checks import find_area_problems
from cooperatives.models import Area, CurrentUnit, Succession
from tests.factories.pages import Page, started_in
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

CHANGE = "admin:cooperatives_area_change"
INLINE = "successions"


def by_key(key):
    return Area.objects.get(key=key)


def form_of(client, area, rows=(), **fields):
    """What the form sends, as it was opened, with new rows of successions."""
    address = reverse(CHANGE, args=[area.pk])
    page = client.get(address)
    form = page.context["adminform"].form
    sent = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None
    }
    for day in ("valid_from", "valid_until"):
        if sent.get(day):
            sent[day] = f"{sent[day]:%d/%m/%Y}"
    stored = list(area.successions.order_by("pk"))
    sent |= {
        f"{INLINE}-TOTAL_FORMS": len(stored) + len(rows),
        f"{INLINE}-INITIAL_FORMS": len(stored),
    }
    kept = [{"id": s.pk, "new": s.new_id, "kind": s.kind} for s in stored]
    for number, row in enumerate([*kept, *rows]):
        for name, value in ({"old": area.pk} | row).items():
            sent[f"{INLINE}-{number}-{name}"] = value
    return sent | started_in(page) | fields


def end(client, area, *rows, day=None):
    day = day or timezone.localdate()
    sent = form_of(client, area, rows, valid_until=f"{day:%d/%m/%Y}")
    return client.post(reverse(CHANGE, args=[area.pk]), sent)


def messages(answer):
    page = answer.context
    formset = page["inline_admin_formsets"][0].formset
    return [*page["errors"], *formset.non_form_errors()]


@pytest.fixture
def units():
    return by_key("phuong-ben-thanh"), by_key("phuong-sai-gon")


@pytest.fixture
def everybody(units):
    """Two in the one unit, as told, by default, and of today; one in the other."""
    one, other = units
    commune = by_key("phuong-ben-thanh-quan-1")
    make_cooperative("Cũ", facts={"area": commune})
    district = by_key("quan-1")
    make_cooperative("Đã rõ", facts={"area": district, "unit": one})
    make_cooperative("Mới", founded=date(2025, 8, 1), facts={"area": one})
    make_cooperative("Khác", founded=date(2025, 8, 1), facts={"area": other})


def numbers(client, unit):
    """How many the table says, and how many the list behind the link has."""
    page = Page(client.get("/so-lieu/", {"theo": "dia-ban-nay"}))
    for _, attributes, words in page.all("a"):
        if f"dia_ban={unit.key}&" in attributes["href"] + "&" and words.isdigit():
            listed = client.get(attributes["href"]).context["page"].paginator.count
            return int(words), listed
    return 0, client.get("/hop-tac-xa/", {"dia_ban": unit.key}).context[
        "page"
    ].paginator.count


class TestClosingAUnit:
    def test_table_and_list_agree_before_and_after(
        self, client, admin_client, units, everybody
    ):
        one, other = units
        assert numbers(client, one) == (3, 3)
        assert numbers(client, other) == (1, 1)
        answer = end(admin_client, one, {"new": other.pk, "kind": "merge"})
        assert answer.status_code == 302, messages(answer)
        assert numbers(client, other) == (4, 4)
        ended = {"dia_ban": one.key}
        assert client.get("/hop-tac-xa/", ended).status_code == 200
        desk = reverse("admin:cooperatives_cooperative_changelist")
        filtered = admin_client.get(desk, {"dia_ban": other.pk})
        assert len(filtered.context["cl"].result_list) == 4
        [event] = Succession.objects.filter(old=one)
        assert (event.day, event.is_default, event.is_split) == (
            timezone.localdate(),
            True,
            False,
        )

    def test_a_unit_that_is_split_is_assumed(self, client, admin_client, everybody):
        one, other = by_key("phuong-ben-thanh"), by_key("phuong-sai-gon")
        third = by_key("phuong-tan-dinh")
        rows = [
            {"new": other.pk, "kind": "split", "is_default": "on"},
            {"new": third.pk, "kind": "split"},
        ]
        assert end(admin_client, one, *rows).status_code == 302
        assert numbers(client, other) == (4, 4)
        assert numbers(client, third) == (0, 0)
        default = CurrentUnit.objects.known().get(area=one, is_default=True)
        assert (default.unit, default.is_assumed) == (other, True)

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ([], "phải có đơn vị kế tục"),
            ([("phuong-ben-thanh", {})], "không kế tục được"),
            ([("quan-1", {})], "không kế tục được"),
            ([("phuong-sai-gon", {}), ("phuong-tan-dinh", {})], "đúng một đơn vị"),
            ([("phuong-sai-gon", {"kind": "part"})], "hãy ghi ngày"),
        ],
    )
    def test_an_end_that_leads_nowhere_is_refused(self, admin_client, rows, words):
        sent = [{"new": by_key(k).pk, "kind": "merge"} | more for k, more in rows]
        answer = end(admin_client, by_key("phuong-ben-thanh"), *sent)
        assert answer.status_code == 200
        assert words in " ".join(map(str, messages(answer)))
        assert by_key("phuong-ben-thanh").valid_until is None

    def test_an_end_that_lies_ahead_is_refused(self, admin_client, units):
        tomorrow = timezone.localdate() + timedelta(1)
        row = {"new": units[1].pk, "kind": "merge"}
        answer = end(admin_client, units[0], row, day=tomorrow)
        assert "chưa đến" in str(answer.context["adminform"].form.errors)

    def test_without_an_end_only_a_part_leaves(self, admin_client, units):
        one, other = units
        row = {"new": other.pk, "kind": "merge"}
        address = reverse(CHANGE, args=[one.pk])
        answer = admin_client.post(address, form_of(admin_client, one, [row]))
        assert "vẫn còn" in " ".join(map(str, messages(answer)))
        part = row | {"kind": "part", "day": "01/10/2025"}
        sent = form_of(admin_client, one, [part])
        assert admin_client.post(address, sent).status_code == 302
        default = CurrentUnit.objects.known().get(area=one, is_default=True)
        assert (default.unit, default.is_assumed) == (one, False)


class TestTheForm:
    def test_a_new_unit_gets_a_key_and_counts_at_once(self, client, admin_client):
        sent = {
            "name": "Phường Bến Thành",
            "code": "99001",
            "level": "unit",
            "kind": "phuong",
            "province": "Thành phố Hồ Chí Minh",
            "valid_from": "01/10/2026",
            "order": "999",
            f"{INLINE}-TOTAL_FORMS": 0,
            f"{INLINE}-INITIAL_FORMS": 0,
        }
        add = reverse("admin:cooperatives_area_add")
        assert admin_client.post(add, sent).status_code == 302
        made = by_key("phuong-ben-thanh-tu-2026")
        make_cooperative(founded=date(2026, 10, 2), facts={"area": made})
        assert numbers(client, made) == (1, 1)
        again = admin_client.post(add, sent)
        assert again.status_code == 200
        assert "Đã có địa bàn mang mã này" in again.content.decode()

    def test_an_unknown_beginning_is_said(self, admin_client):
        area = by_key("quan-1")
        said = "Có từ 31/08/2004 hoặc trước đó đến 30/06/2025"
        page = admin_client.get(reverse(CHANGE, args=[area.pk])).content.decode()
        assert said in page
        rows = admin_client.get(
            reverse("admin:cooperatives_area_changelist"), {"q": "quan 1"}
        )
        assert said in rows.content.decode()

    def test_who_only_looks_changes_nothing(self, staff_client, units):
        address = reverse(CHANGE, args=[units[0].pk])
        page = staff_client.get(address)
        assert page.status_code == 200

    def test_removing_what_was_entered_wrongly_opens_the_unit_again(self, units):
        one, other = units
        one.valid_until = timezone.localdate()
        event = Succession(new=other, kind="merge")
        change_area(area=one, by=None, successions=[event])
        one.valid_until = None
        change_area(area=one, by=None, removed=[event])
        [row] = CurrentUnit.objects.known().filter(area=one)
        assert (row.unit, row.is_default, row.is_assumed) == (one, True, False)


class TestOnlyAreasOfTheDay:
    """At the actions' door, which the forms ask."""

    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (date(2022, 1, 1), "dac-khu-con-dao"),
            (date(2010, 1, 1), "phuong-rach-ong-quan-8"),
            (date(2010, 1, 1), "huyen-long-dat"),
            (date(2010, 1, 1), "thanh-pho-thu-duc"),
            (date(2025, 1, 1), "phuong-10-quan-3-den-2024"),
            (date(2022, 1, 1), "quan-2-den-2020"),
        ],
    )
    def test_an_area_of_another_time_is_refused(self, day, key):
        with pytest.raises(Exception, match="chưa có hoặc không còn"):
            make_cooperative(founded=day, facts={"area": by_key(key)})

    @pytest.mark.parametrize(
        ("day", "key", "named"),
        [
            (date(2010, 1, 1), "thanh-pho-thu-duc", "Quận 2 hoặc Quận 9"),
            (date(2025, 1, 1), "phuong-10-quan-3-den-2024", "Phường 9, Quận 3"),
            (date(2022, 1, 1), "dac-khu-con-dao", "Huyện Côn Đảo"),
        ],
    )
    def test_what_there_was_instead_is_named(self, day, key, named):
        with pytest.raises(Exception, match=named):
            make_cooperative(founded=day, facts={"area": by_key(key)})

    def test_an_area_of_the_day_is_taken(self):
        for day, key in (
            (date(2024, 12, 31), "phuong-10-quan-3-den-2024"),
            (date(1999, 1, 1), "quan-2-den-2020"),
            (date(2022, 1, 1), "huyen-con-dao"),
            (date(2010, 1, 1), "huyen-tan-thanh-den-2018"),
        ):
            one = make_cooperative(founded=day, facts={"area": by_key(key)})
            assert one.standings.get().area.key == key

    def test_a_correction_of_the_day_asks_for_its_area(self):
        unit = by_key("dac-khu-con-dao")
        one = make_cooperative(founded=date(2025, 8, 1), facts={"area": unit})
        with pytest.raises(Exception, match="Huyện Côn Đảo"):
            correct_standing(
                fact=one.entries.get(),
                effective_from=date(2022, 1, 1),
                by=None,
                reason="Nhầm ngày",
            )
        two = make_cooperative(facts={"area": by_key("quan-2-den-2020")})
        with pytest.raises(Exception, match="Thành phố Thủ Đức"):
            correct_standing(
                fact=two.entries.get(),
                effective_from=date(2022, 1, 1),
                by=None,
                reason="Nhầm ngày",
            )

    def test_what_never_moved_may_go_on_naming_an_area_that_ended(self):
        old = by_key("quan-2-den-2020")
        one = make_cooperative(facts={"area": old})
        change_standing(
            organisation=one, effective_from=date(2022, 1, 1), by=None, area=old
        )
        assert one.standings.on(date(2022, 1, 1)).get().area == old

    def test_a_unit_that_the_area_never_became_is_refused(self):
        facts = {"area": by_key("quan-2-den-2020"), "unit": by_key("phuong-sai-gon")}
        with pytest.raises(Exception, match="nay thuộc Phường An Khánh hoặc"):
            make_cooperative(facts=facts)
        part = {
            "area": by_key("phuong-dong-hung-thuan-quan-12"),
            "unit": by_key("phuong-dong-hung-thuan"),
        }
        make_cooperative(facts=part)


class TestWhatAnAreaHolds:
    def save(self, client, area, **fields):
        address = reverse(CHANGE, args=[area.pk])
        return client.post(address, form_of(client, area, **fields))

    def test_it_does_not_begin_after_somebody_was_in_it(self, staff_client):
        make_cooperative(founded=date(2010, 1, 4), area_code="760")
        area = by_key("quan-1")
        answer = self.save(staff_client, area, valid_from="01/01/2015")
        assert "Có 1 mốc" in str(answer.context["adminform"].form.errors["valid_from"])
        area.refresh_from_db()
        assert area.valid_from is None

    def test_it_is_no_part_of_itself_or_of_what_is_no_district(self, staff_client):
        district = by_key("quan-1")
        answer = self.save(staff_client, district, parent=district.pk)
        assert "parent" in answer.context["adminform"].form.errors
        commune = Area.objects.filter(level="commune", parent=district).first()
        answer = self.save(staff_client, commune, parent=commune.pk)
        assert "parent" in answer.context["adminform"].form.errors
        commune.refresh_from_db()
        assert commune.parent == district


class TestWhatALevelAllows:
    """Said at the field, when an area is added and when one is changed."""

    UNIT = {
        "name": "Phường Mới",
        "code": "99901",
        "level": "unit",
        "kind": "phuong",
        "province": "Thành phố Hồ Chí Minh",
        "valid_from": "01/08/2026",
        "order": "100",
        f"{INLINE}-TOTAL_FORMS": "0",
        f"{INLINE}-INITIAL_FORMS": "0",
    }
    FORMER = UNIT | {"valid_from": "01/01/2010", "valid_until": "01/01/2020"}
    DISTRICT = FORMER | {"level": "district", "kind": "quan"}
    COMMUNE = FORMER | {"level": "commune"}

    def errors(self, client, sent):
        if isinstance(sent.get("parent"), str):
            sent = sent | {"parent": by_key(sent["parent"]).pk}
        before = Area.objects.count()
        answer = client.post(reverse("admin:cooperatives_area_add"), sent)
        if answer.status_code == 302:
            assert Area.objects.count() == before + 1
            return {}
        assert Area.objects.count() == before
        return answer.context["adminform"].form.errors

    @pytest.mark.parametrize(
        ("level", "sent", "said"),
        [
            ("UNIT", {"kind": "quan", "valid_from": "", "parent": "quan-1"},
             {"kind": "“Quận” không thuộc cấp", "valid_from": "chỉ có từ 01/07/2025",
              "parent": "Chỉ phường, xã cũ"}),
            ("UNIT", {"kind": "thi-tran", "valid_from": "30/06/2025"},
             {"kind": "không thuộc cấp", "valid_from": "chỉ có từ"}),
            ("UNIT", {"valid_until": "01/08/2026"}, {"valid_until": "phải sau"}),
            ("UNIT", {"valid_from": "01/08/2199"}, {"valid_from": "xem lại năm"}),
            ("DISTRICT", {"kind": "phuong", "valid_until": "", "parent": "quan-1"},
             {"kind": "“Phường” không thuộc cấp", "parent": "Chỉ phường, xã cũ",
              "valid_until": "đã hết từ 01/07/2025"}),
            ("DISTRICT", {"valid_from": "01/07/2025"}, {"valid_from": "không còn cấp"}),
            ("DISTRICT", {"valid_until": "02/07/2025"}, {"valid_until": "đã hết từ"}),
            ("DISTRICT", {"valid_until": "01/01/2010"}, {"valid_until": "phải sau"}),
            ("COMMUNE", {"kind": "dac-khu"},
             {"kind": "“Đặc khu” không thuộc cấp", "parent": "Hãy chọn quận, huyện"}),
            ("COMMUNE", {"parent": "phuong-sai-gon"}, {"parent": "không phải là quận"}),
            ("COMMUNE", {"parent": "quan-2-den-2020", "valid_from": "01/01/2022",
                         "valid_until": "01/01/2023"}, {"parent": "đến 31/12/2020"}),
            ("COMMUNE", {"parent": "quan-1", "valid_until": "01/01/2026"},
             {"valid_until": "chậm nhất"}),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, admin_client, level, sent, said):
        errors = self.errors(admin_client, getattr(self, level) | sent)
        for field, words in said.items():
            assert words in str(errors[field])
        assert "__all__" not in errors

    def test_what_can_be_is_taken(self, admin_client):
        assert self.errors(admin_client, self.UNIT) == {}
        other = {"code": "99902", "kind": "dac-khu"}
        assert self.errors(admin_client, self.UNIT | other) == {}
        assert self.errors(admin_client, self.DISTRICT | {"code": "9990"}) == {}
        sent = self.COMMUNE | {
            "code": "99903",
            "parent": "quan-1",
            f"{INLINE}-TOTAL_FORMS": "1",
            f"{INLINE}-0-new": by_key("phuong-ben-thanh-quan-1").pk,
            f"{INLINE}-0-kind": "merge",
        }
        assert self.errors(admin_client, sent) == {}

    def test_every_area_that_there_is_can_be(self):
        rows = list(Area.objects.select_related("parent"))
        assert [area for area in rows if find_area_problems(area)] == []

    def test_a_district_keeps_its_communes(self, admin_client):
        district = by_key("quan-1")
        address = reverse(CHANGE, args=[district.pk])
        sent = form_of(admin_client, district, valid_until="01/01/2015")
        errors = admin_client.post(address, sent).context["adminform"].form.errors
        assert "phường, xã thuộc đơn vị này ở ngoài thời gian ấy" in str(
            errors["valid_until"]
        )

    def test_the_action_refuses_it_too(self):
        area = by_key("quan-1")
        area.valid_until = None
        with pytest.raises(ValidationError) as caught:
            change_area(area=area, by=None)
        assert "valid_until" in caught.value.message_dict
