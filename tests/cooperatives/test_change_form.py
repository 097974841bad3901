"""The form of a change: it states what was changed or confirmed, and nothing else."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.actions import change_standing, withdraw
from cooperatives.models import Area, StandingEntry, Survey
from coopsite.accounts.roles import KEEPER
from tests.factories.cases import few_now
from tests.factories.once import last_writes, written_once, written_once_each
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db
AXES = ["operating_status", "legal_status", "sector", "area", "unit", "union"]
FORMS = {}  # what stands in each that was opened, as long as nothing is written


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


def door(organisation, name, *more):
    name = f"admin:cooperatives_{organisation._meta.model_name}_{name}"
    return reverse(name, args=[organisation.pk, *more])


def opened(client, address, **query):
    """What a browser would send of the form at `address`, only a day typed in."""
    asked = address, urlencode(query), last_writes()
    if asked not in FORMS:
        FORMS[asked] = in_the_form(client.get(address, query))
    sent = FORMS[asked]
    return sent | {"effective_from": sent["effective_from"] or "01/07/2024"}


def in_the_form(answer):
    page, sent = Page(answer), {}
    for _, field, _ in page.all("input"):
        kind, name = field.get("type", "text"), field.get("name")
        is_sent = kind not in ("checkbox", "submit", "file") or "checked" in field
        if name and is_sent and kind != "submit":
            sent[name] = field.get("value", "on" if kind == "checkbox" else "")
    form = answer.context["form"]
    for name in AXES:
        if name in form.fields:
            value = form[name].value()
            sent[name] = "" if value is None else getattr(value, "pk", value)
    return sent


def stated(entry):
    return entry.stated_axes


def newest(organisation):
    return organisation.entries.order_by("recorded_at").last()


@written_once_each
def move(organisation, code, day, **facts):
    return change_standing(
        organisation=organisation,
        effective_from=day,
        by=None,
        sector=sector(code),
        **facts,
    )


@pytest.fixture
@written_once
def moved():
    """Of NN from 2015, of TMDV from 01/06/2024."""
    cooperative = make_cooperative(sector_code="nn")
    move(cooperative, "tmdv", date(2024, 6, 1))
    return cooperative


class TestOnlyWhatWasChanged:
    def test_a_late_stop_leaves_the_sector_of_its_time(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address)
        assert str(sent["sector"]) == str(sector("tmdv").pk), "shown as of today"
        late = {"effective_from": "01/10/2023", "operating_status": "ngung"}
        assert keeper.post(address, sent | late).status_code == 302
        assert stated(newest(moved)) == ["operating_status"]
        then = moved.standings.on(date(2023, 12, 31)).get()
        assert (then.sector, then.operating_status) == (sector("nn"), "ngung")
        now = moved.standings.on(date(2024, 6, 1)).get()
        assert (now.sector, now.operating_status) == (sector("tmdv"), "ngung")

    def test_so_does_one_sent_without_saying_what_it_started_from(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address)
        del sent["_started_from"]
        late = {"effective_from": "01/10/2023", "operating_status": "ngung"}
        assert keeper.post(address, sent | late).status_code == 302
        assert stated(newest(moved)) == ["operating_status"]

    def test_without_a_start_what_equals_today_may_differ_then(self, keeper, moved):
        sent = {"effective_from": "01/10/2023", "sector": sector("tmdv").pk}
        assert keeper.post(door(moved, "standing_add"), sent).status_code == 302
        assert stated(newest(moved)) == ["sector"]

    @pytest.mark.parametrize(
        "garbled",
        few_now(
            [
                "",
                "x",
                "|",
                "2026-11-26|2999-01-01T00:00:00+00:00",
                "2024-01-01|",
                "2024-01-01|2024-01-01",
                "0001-01-01|2024-01-01T00:00:00+00:00",
                "2024-01-01|0001-01-01T00:00:00+14:00",
                "2024-01-01|9999-12-31T23:59:59-14:00",
                "2024-13-01|2024-01-01T00:00:00+00:00",
                "\x00|\x00",
                "9" * 5000,
                '{"a": 1}',
            ],
            0,
            3,
            10,
        ),
    )
    def test_a_garbled_start_is_stopped(self, keeper, moved, garbled):
        address = door(moved, "standing_add")
        late = {"effective_from": "01/10/2023", "operating_status": "ngung"}
        sent = opened(keeper, address) | late | {"_started_from": garbled}
        stopped = keeper.post(address, sent)
        assert stopped.status_code == 409
        assert "không rõ bạn bắt đầu sửa từ bản nào" in stopped.content.decode()
        assert moved.entries.count() == 2
        again = in_the_form(stopped)
        assert again["operating_status"] == "ngung", "what was typed is kept"
        assert keeper.post(address, again).status_code == 302
        assert stated(newest(moved)) == ["operating_status"]
        assert keeper.post(address, {"_started_from": garbled}).status_code == 409

    def test_fields_that_were_not_sent_say_nothing(self, keeper, moved):
        address = door(moved, "standing_add")
        start = opened(keeper, address)["_started_from"]
        sent = {"_started_from": start, "effective_from": "01/10/2023"}
        assert keeper.post(address, sent | {"legal_status": "tam-ngung"}).status_code
        assert stated(newest(moved)) == ["legal_status"]

    def test_nothing_changed_is_said_and_not_written(self, keeper, moved):
        address = door(moved, "standing_add")
        answer = keeper.post(address, opened(keeper, address))
        assert answer.status_code == 400
        assert "Chưa có gì thay đổi" in answer.content.decode()

    def test_nothing_changed_on_another_day_says_how_it_stood(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address) | {"effective_from": "01/10/2023"}
        answer = keeper.post(address, sent)
        assert answer.status_code == 400
        [said] = answer.context["form"].non_field_errors()
        assert "Vào ngày 01/10/2023, sổ ghi khác: lĩnh vực: Nông nghiệp." in said
        assert "Các ô dưới đây nay theo ngày 01/10/2023" in said
        again = in_the_form(answer)
        assert again["sector"] == sector("nn").pk
        assert again["_started_from"].startswith("2023-10-01|")
        again |= {"sector": sector("tmdv").pk}
        assert keeper.post(address, again).status_code == 302
        assert stated(newest(moved)) == ["sector"]

    def test_nothing_changed_before_the_founding_is_told_there(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address) | {"effective_from": "01/10/2010"}
        answer = keeper.post(address, sent)
        assert list(answer.context["form"].errors) == ["effective_from"]

    def test_it_starts_from_the_day_in_the_address(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address, effective_from="01/10/2023")
        assert sent["effective_from"] == "01/10/2023"
        assert sent["sector"] == sector("nn").pk
        page = keeper.get(address, {"effective_from": "01/10/2023"}).content.decode()
        assert "Hiện trạng ngày <strong>01/10/2023</strong>" in page

    @pytest.mark.parametrize("day", ["x", "0203", "01/01/1900", "31/02/2024", "\x00"])
    def test_a_day_that_is_none_starts_from_today(self, keeper, moved, day):
        answer = keeper.get(door(moved, "standing_add"), {"effective_from": day})
        assert answer.status_code == 200

    def test_a_day_before_the_founding_is_said(self, keeper, moved):
        address = door(moved, "standing_add")
        page = keeper.get(address, {"effective_from": "01/01/2010"}).content.decode()
        assert "trước ngày thành lập (02/03/2015)" in page
        sent = opened(keeper, address) | {"effective_from": "01/01/2010"}
        answer = keeper.post(address, sent | {"operating_status": "ngung"})
        assert answer.status_code == 400
        assert "effective_from" in answer.context["form"].errors

    def test_a_status_that_is_emptied_is_told_at_its_field(self, keeper, moved):
        address = door(moved, "standing_add")
        sent = opened(keeper, address) | {"operating_status": ""}
        answer = keeper.post(address, sent)
        assert "operating_status" in answer.context["form"].errors


class TestConfirming:
    def test_a_confirmation_stops_a_late_change(self, keeper):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address, effective_from="01/06/2024")
        sent |= {"xac_nhan_operating_status": "on"}
        assert keeper.post(address, sent).status_code == 302
        assert stated(newest(cooperative)) == ["operating_status"]
        sent = opened(keeper, address, effective_from="01/10/2023")
        keeper.post(address, sent | {"operating_status": "ngung"})
        status = {
            day: cooperative.standings.on(day).get().operating_status
            for day in (date(2024, 5, 31), date(2024, 6, 1))
        }
        assert list(status.values()) == ["ngung", "hoat-dong"]

    def test_the_address_may_tick_a_box(self, keeper):
        address = door(make_cooperative(), "standing_add")
        sent = opened(keeper, address, xac_nhan_operating_status="on")
        assert sent["xac_nhan_operating_status"] == "on"

    def test_a_survey_offers_to_confirm(self, keeper):
        cooperative = make_cooperative()
        sent = {"effective_from": "31/12/2023", "members": "9", "source": "Phiếu"}
        page = keeper.post(door(cooperative, "survey_add"), sent, follow=True)
        asked = "xac_nhan_operating_status=on&effective_from=31%2F12%2F2023"
        [link] = [a for a in Page(page).links if asked in a]
        sent = opened(keeper, link)
        assert keeper.post(link, sent).status_code == 302
        assert stated(newest(cooperative)) == ["operating_status"]
        assert newest(cooperative).effective_from == date(2023, 12, 31)

    def test_a_union_has_no_box_for_unions(self, keeper):
        page = Page(keeper.get(door(make_union(), "standing_add")))
        names = {field.get("name") for _, field, _ in page.all("input")}
        assert "xac_nhan_place" in names
        assert "xac_nhan_union" not in names

    def test_leaving_a_union_is_stated(self, keeper):
        cooperative = make_cooperative(union=make_union())
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"union": ""}
        assert keeper.post(address, sent).status_code == 302
        assert stated(newest(cooperative)) == ["union"]
        assert newest(cooperative).union is None


class TestPlaces:
    @pytest.fixture
    def split(self):
        communes = Area.objects.filter(level="commune", valid_until="2025-07-01")
        return next(one for one in communes if len(one.units_now()) > 1)

    def test_the_shown_unit_of_the_old_area_does_not_stand_in_the_way(self, keeper):
        there = Area.objects.filter(level="unit").first()
        cooperative = make_cooperative(facts={"unit": area("760").units_now()[0]})
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"area": there.pk}
        sent["effective_from"] = "01/09/2025"
        assert sent["unit"]
        assert keeper.post(address, sent).status_code == 302
        entry = newest(cooperative)
        assert (entry.area, entry.unit, stated(entry)) == (there, None, ["place"])

    def test_a_split_commune_is_asked_about_once(self, keeper, split):
        cooperative = make_cooperative(facts={"unit": area("760").units_now()[0]})
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"area": split.pk}
        sent["effective_from"] = "01/03/2024"
        asked = keeper.post(address, sent)
        assert asked.status_code == 400
        assert "Trụ sở nay ở đâu?" in str(asked.context["form"].errors["unit"])
        other = split.units_now()[1]
        again = in_the_form(asked)
        assert again["unit"] == "", "nothing is chosen yet"
        assert keeper.post(address, again | {"unit": other.pk}).status_code == 302
        assert (newest(cooperative).area, newest(cooperative).unit) == (split, other)

    def test_the_unit_alone_can_be_told(self, keeper):
        cooperative, unit = make_cooperative(), area("760").units_now()[1]
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"unit": unit.pk}
        sent["effective_from"] = "01/03/2024"
        assert keeper.post(address, sent).status_code == 302
        entry = newest(cooperative)
        assert (entry.area, entry.unit, stated(entry)) == (area("760"), unit, ["place"])

    def test_after_a_move_address_and_authority_are_asked_for(self, keeper):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"area": area("764").pk}
        sent["effective_from"] = "01/03/2024"
        page = keeper.post(address, sent, follow=True)
        for what in ("tru-so", "co-quan-dang-ky"):
            [link] = [a for a in Page(page).links if f"what={what}" in a]
            form = keeper.get(link).context["form"]
            assert form.initial == {"what": what, "effective_from": date(2024, 3, 1)}

    def test_no_move_asks_for_nothing(self, keeper):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"operating_status": "ngung"}
        page = keeper.post(address, sent, follow=True).content.decode()
        assert "Ghi trụ sở mới" not in page


class TestTwoKeepers:
    def test_another_axis_is_left_to_who_recorded_it(self, keeper, client):
        cooperative = make_cooperative(sector_code="nn")
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address)
        move(cooperative, "gtvt", date(2026, 11, 1))
        stop = {"effective_from": "05/11/2026", "operating_status": "ngung"}
        assert keeper.post(address, sent | stop).status_code == 302
        then = cooperative.standings.on(date(2026, 11, 5)).get()
        assert (then.sector, then.operating_status) == (sector("gtvt"), "ngung")

    def test_the_same_axis_is_a_conflict_that_a_second_save_decides(self, keeper):
        cooperative, lan = make_cooperative(), make_user(full_name="Trần Lan")
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"sector": sector("gtvt").pk}
        change_standing(
            organisation=cooperative,
            effective_from=date(2024, 1, 1),
            by=lan,
            sector=sector("vsmt"),
            legal_status="tam-ngung",
        )
        stopped = keeper.post(address, sent)
        assert stopped.status_code == 409
        words = stopped.content.decode()
        assert "Trần Lan" in words
        assert "lĩnh vực: Nông nghiệp →" in words
        again = in_the_form(stopped)
        assert again["sector"] == str(sector("gtvt").pk), "what was typed is kept"
        assert again["legal_status"] == "tam-ngung", "what was not, is as it is now"
        assert keeper.post(address, again).status_code == 302
        assert stated(newest(cooperative)) == ["sector"]
        assert cooperative.entries.known().count() == 3

    @pytest.mark.parametrize("start", ["junk", "2026-11-26|2999-01-01T00:00:00+00:00"])
    def test_an_unknown_start_undoes_nobody(self, keeper, start):
        cooperative = make_cooperative(sector_code="nn")
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address)
        move(cooperative, "gtvt", date(2024, 11, 1))
        sent |= {"effective_from": "05/11/2024", "operating_status": "ngung"}
        stopped = keeper.post(address, sent | {"_started_from": start})
        assert stopped.status_code == 409
        assert (
            f"sổ đang ghi tình trạng hoạt động: Đang hoạt động; lĩnh vực: {
                sector('gtvt')
            }."
            in stopped.content.decode()
        )
        assert cooperative.entries.count() == 2
        again = in_the_form(stopped) | {"sector": sector("gtvt").pk}
        assert keeper.post(address, again).status_code == 302
        assert stated(newest(cooperative)) == ["operating_status"]

    def test_another_day_with_the_older_moment_is_one(self, keeper):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"sector": sector("vsmt").pk}
        older = sent["_started_from"].partition("|")[2]
        move(cooperative, "gtvt", date(2024, 1, 1))
        sent |= {"effective_from": "05/11/2024", "_started_from": f"2024-11-05|{older}"}
        assert keeper.post(address, sent).status_code == 409

    def test_a_start_that_is_unknown_stops_beside_other_errors(self, keeper):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"_started_from": "x", "sector": "x"}
        assert keeper.post(address, sent).status_code == 409

    def test_a_withdrawal_in_between_is_one_too(self, keeper):
        cooperative = make_cooperative()
        entry = move(cooperative, "gtvt", date(2024, 1, 1))
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"sector": sector("vsmt").pk}
        withdraw(fact=entry, by=keeper.user, reason="Nhầm")
        stopped = keeper.post(address, sent)
        assert stopped.status_code == 409
        assert "Lê Thị Thu" in stopped.content.decode()

    def test_nobody_wrote_and_nothing_is_said(self, keeper):
        cooperative = make_cooperative()
        make_cooperative()  # somebody wrote about another
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"sector": sector("vsmt").pk}
        make_cooperative()
        assert keeper.post(address, sent).status_code == 302


class TestFoundings:
    def test_after_everything_was_withdrawn_it_is_the_founding(self, keeper):
        cooperative = make_cooperative()
        founding = cooperative.entries.get()
        withdraw(fact=founding, by=None, reason="Nhầm")
        address = door(cooperative, "standing_add")
        page = keeper.get(address)
        assert "đây sẽ là mốc thành lập" in page.content.decode()
        assert "xac_nhan_" not in page.content.decode()
        sent = in_the_form(page) | {
            "effective_from": "01/02/2016",
            "operating_status": "hoat-dong",
            "legal_status": "hoat-dong",
        }
        refused = keeper.post(address, sent)
        assert {"area", "sector"} <= refused.context["form"].errors.keys()
        sent |= {"sector": sector("nn").pk, "area": area("760").pk}
        assert keeper.post(address, sent).status_code == 302
        assert len(stated(newest(cooperative))) == 5

    @pytest.mark.parametrize("make", [make_cooperative, make_union])
    def test_a_founding_is_corrected_and_still_states_all(self, keeper, make):
        one = make()
        address = door(one, "standing_correct", one.entries.get().pk)
        page = keeper.get(address)
        assert "khong_neu_" not in page.content.decode()
        sent = in_the_form(page) | {"legal_status": "tam-ngung", "reason": "Nhầm"}
        assert keeper.post(address, sent).status_code == 302
        assert len(stated(newest(one))) == 5

    def test_one_that_lies_ahead_is_started_from(self, keeper):
        there = Area.objects.filter(level="unit").first()
        ahead = {"founded": date(2030, 1, 1), "facts": {"area": there}}
        sent = opened(keeper, door(make_cooperative(**ahead), "standing_add"))
        assert sent["area"] == there.pk


class TestCorrections:
    @pytest.fixture
    @written_once
    def entry(self):
        cooperative = make_cooperative()
        return change_standing(
            organisation=cooperative,
            effective_from=date(2024, 3, 1),
            by=None,
            operating_status="ngung",
            legal_status="tam-ngung",
        )

    def correct(self, keeper, entry, **typed):
        entry = StandingEntry.objects.get(pk=entry.pk)
        cooperative = entry.organisation.in_its_kind
        address = door(cooperative, "standing_correct", entry.pk)
        sent = opened(keeper, address) | {"reason": "Nhầm"} | typed
        return keeper.post(address, sent)

    def test_it_states_what_the_wrong_one_stated(self, keeper, entry):
        assert self.correct(keeper, entry, decision_number="9").status_code == 302
        right = StandingEntry.objects.get(corrects=entry)
        assert stated(right) == ["operating_status", "legal_status"]

    def test_a_box_leaves_an_axis_out(self, keeper, entry):
        answer = self.correct(keeper, entry, khong_neu_legal_status="on")
        assert answer.status_code == 302
        assert stated(StandingEntry.objects.get(corrects=entry)) == ["operating_status"]

    def test_a_box_adds_one(self, keeper, entry):
        assert self.correct(keeper, entry, xac_nhan_sector="on").status_code == 302
        right = StandingEntry.objects.get(corrects=entry)
        assert stated(right) == ["operating_status", "legal_status", "sector"]
        assert right.sector == sector("nn")

    def test_changed_and_left_out_at_once_is_asked_about(self, keeper, entry):
        answer = self.correct(
            keeper, entry, legal_status="hoat-dong", khong_neu_legal_status="on"
        )
        assert answer.status_code == 400
        assert "khong_neu_legal_status" in answer.context["form"].errors

    def test_without_a_start_it_adds_only_what_a_box_adds(self, keeper, entry):
        cooperative = entry.organisation.in_its_kind
        address = door(cooperative, "standing_correct", entry.pk)
        sent = opened(keeper, address) | {"reason": "Nhầm", "decision_number": "9"}
        del sent["_started_from"]
        move(cooperative, "gtvt", date(2024, 2, 1))
        assert keeper.post(address, sent).status_code == 302
        right = StandingEntry.objects.get(corrects=entry)
        assert stated(right) == ["operating_status", "legal_status"]
        address = door(cooperative, "standing_correct", right.pk)
        boxed = {"reason": "Nhầm", "xac_nhan_sector": "on"}
        boxed |= {"effective_from": "01/03/2024", "sector": sector("vsmt").pk}
        assert keeper.post(address, boxed).status_code == 302
        assert newest(cooperative).sector == sector("vsmt")

    def test_without_a_start_it_fills_in_the_day_of_the_entry(self, keeper, entry):
        cooperative = entry.organisation.in_its_kind
        move(cooperative, "gtvt", date(2025, 1, 1))
        address = door(cooperative, "standing_correct", entry.pk)
        sent = {"effective_from": "01/03/2024", "reason": "Nhầm"}
        answer = keeper.post(address, sent | {"xac_nhan_sector": "on"})
        assert answer.status_code == 302
        assert newest(cooperative).sector == sector("nn")

    def test_an_unknown_start_stops_it(self, keeper, entry):
        stopped = self.correct(keeper, entry, _started_from="x", sector="")
        assert stopped.status_code == 409
        assert not StandingEntry.objects.filter(corrects=entry).exists()

    @pytest.mark.parametrize("typed", [{"sector": "vsmt"}, {"xac_nhan_sector": "on"}])
    def test_somebody_wrote_about_an_axis_it_adds(self, keeper, entry, typed):
        cooperative = entry.organisation.in_its_kind
        address = door(cooperative, "standing_correct", entry.pk)
        sent = opened(keeper, address) | {"reason": "Nhầm"} | typed
        if "sector" in typed:
            sent["sector"] = sector(typed["sector"]).pk
        move(cooperative, "gtvt", date(2024, 2, 1))
        stopped = keeper.post(address, sent)
        assert stopped.status_code == 409
        shown = sector(typed.get("sector", "gtvt")).pk
        again = in_the_form(stopped)
        assert str(again["sector"]) == str(shown)
        assert keeper.post(address, again).status_code == 302
        assert newest(cooperative).sector_id == shown

    def test_somebody_wrote_about_another_axis(self, keeper, entry):
        cooperative = entry.organisation.in_its_kind
        address = door(cooperative, "standing_correct", entry.pk)
        sent = opened(keeper, address) | {"reason": "Nhầm", "decision_number": "9"}
        move(cooperative, "gtvt", date(2024, 2, 1))
        assert keeper.post(address, sent).status_code == 302
        right = StandingEntry.objects.get(corrects=entry)
        assert stated(right) == ["operating_status", "legal_status"]

    def test_nothing_left_to_state_is_said(self, keeper, entry):
        answer = self.correct(
            keeper, entry, khong_neu_legal_status="on", khong_neu_operating_status="on"
        )
        assert answer.status_code == 400
        said = "Mốc phải nêu ít nhất một điều. Nếu mốc này không nên có, hãy rút."
        assert answer.context["form"].non_field_errors() == [said]
        assert "ác nhận" not in self.words_of(answer)

    def test_it_speaks_of_no_box_that_is_not_there(self, keeper, entry):
        cooperative = entry.organisation.in_its_kind
        for one in cooperative.entries.all():
            page = keeper.get(door(cooperative, "standing_correct", one.pk))
            assert "ác nhận" not in self.words_of(page)
        page = keeper.get(door(cooperative, "standing_add"))
        assert "Đổi hoặc xác nhận một ô" in self.words_of(page)

    def words_of(self, answer):
        return " ".join(Page(answer).words("div", id="content-main"))


class TestTheLook:
    GONE = "Bản chụp chưa được giữ: hãy chọn lại tệp trước khi lưu."

    def look(self, keeper, organisation, query=None, **typed):
        address = door(organisation, "standing_add")
        sent = opened(keeper, address, **(query or {})) | typed | {"buoc": "xem"}
        before = organisation.entries.count()
        answer = keeper.post(address, sent)
        assert organisation.entries.count() == before, "nothing is written"
        [panel] = Page(answer).words("section", id="xem-truoc")
        return answer, panel

    def test_it_says_from_which_day_until_which(self, keeper, moved):
        change_standing(
            organisation=moved,
            effective_from=date(2024, 8, 1),
            by=None,
            operating_status="hoat-dong",
        )
        answer, panel = self.look(
            keeper, moved, effective_from="01/10/2023", operating_status="ngung"
        )
        assert answer.status_code == 200
        assert "Từ 01/10/2023 đến hết 31/07/2024: Đang hoạt động →" in panel
        assert "Từ 01/08/2024 theo mốc đã ghi của ngày ấy: Đang hoạt động" in panel
        assert "Lĩnh vực" not in panel

    def test_it_is_shown_at_once_without_a_script(self, keeper, moved):
        page = Page(keeper.get(door(moved, "standing_add")))
        [[_, button, _]] = page.all("button", name="buoc")
        assert button["formaction"] == "#xem-truoc"
        [[_, panel, _]] = page.all("section", id="xem-truoc")
        assert panel["tabindex"] == "-1"

    def test_a_chosen_scan_is_to_be_chosen_again(self, keeper, moved):
        address = door(moved, "standing_add")
        page = opened(keeper, address) | {"operating_status": "ngung", "buoc": "xem"}
        assert self.GONE not in keeper.post(address, page).content.decode()
        scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.4 x")
        answer = keeper.post(address, page | {"document": scan})
        assert answer.status_code == 200
        [said] = [w for w in Page(answer).inside("field-document") if w]
        assert self.GONE in said

    def test_so_is_one_of_a_save_that_is_refused(self, keeper, moved):
        address = door(moved, "standing_correct", newest(moved).pk)
        sent = opened(keeper, address)  # without the reason
        scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.4 x")
        answer = keeper.post(address, sent | {"document": scan})
        assert answer.status_code == 400
        assert self.GONE in " ".join(Page(answer).inside("field-document"))

    def test_a_confirmation_changes_nothing(self, keeper, moved):
        _, panel = self.look(keeper, moved, xac_nhan_sector="on")
        assert "Xác nhận vẫn là Thương mại – dịch vụ" in panel

    def test_what_is_wrong_is_said_there(self, keeper, moved):
        answer, panel = self.look(keeper, moved)
        assert answer.status_code == 400
        assert "Chưa có gì thay đổi" in panel

    def test_a_day_that_is_taken_is_said(self, keeper, moved):
        answer, panel = self.look(
            keeper, moved, effective_from="01/06/2024", sector=sector("nn").pk
        )
        assert answer.status_code == 400
        assert "Đã có một mốc khác từ đúng ngày này ghi lĩnh vực" in panel

    def test_a_correction_says_what_becomes_of_both_days(self, keeper):
        cooperative = make_cooperative()
        entry = move(cooperative, "gtvt", date(2024, 6, 1))
        address = door(cooperative, "standing_correct", entry.pk)
        sent = opened(keeper, address) | {"buoc": "xem"}  # why is said at the save
        answer = keeper.post(address, sent | {"effective_from": "01/03/2024"})
        [panel] = Page(answer).words("section", id="xem-truoc")
        assert "Từ 01/03/2024 đến hết 31/05/2024: Nông nghiệp →" in panel
        assert cooperative.entries.count() == 2


class TestWhoReadsAReason:
    PUBLIC, STAFF = "Công khai: ai cũng đọc được", "Không công khai: chỉ cán bộ"

    def reason_of(self, keeper, address):
        field = keeper.get(address).context["form"]["reason"]
        return str(field.label), str(field.help_text)

    def test_each_form_says_it(self, keeper):
        cooperative = make_cooperative()
        survey = Survey.objects.create(
            organisation=cooperative,
            effective_from=date(2020, 1, 1),
            members=9,
            source="P",
        )
        entry = cooperative.entries.get()
        name = cooperative.designations.first()
        for address, said in (
            (door(cooperative, "standing_add"), self.PUBLIC),
            (door(cooperative, "standing_correct", entry.pk), self.PUBLIC),
            (door(cooperative, "standing_withdraw", entry.pk), self.PUBLIC),
            (door(cooperative, "designation_add"), self.PUBLIC),
            (door(cooperative, "designation_correct", name.pk), self.PUBLIC),
            (door(cooperative, "designation_withdraw", name.pk), self.STAFF),
            (door(cooperative, "reorganisation_add"), self.PUBLIC),
            (door(cooperative, "survey_add"), self.STAFF),
            (door(cooperative, "survey_correct", survey.pk), self.STAFF),
            (door(cooperative, "survey_withdraw", survey.pk), self.STAFF),
        ):
            label, help_text = self.reason_of(keeper, address)
            assert said in help_text, address
            assert ("(sẽ công khai)" in label) == (said == self.PUBLIC), address
            assert "ghi chú (" not in label, address
            assert help_text.count("ông khai:") == 1, address
