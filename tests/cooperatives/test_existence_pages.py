"""The desk refuses what refers to what did not exist, at the right field, and asks."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.actions import change_standing, record_survey, reorganise
from cooperatives.models import (
    Cooperative,
    OperatingStatus,
    Reorganisation,
    Standing,
    StandingEntry,
    Survey,
)
from coopsite.accounts.roles import KEEPER
from tests.factories.once import written_once_each
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db

DAY = date(2022, 7, 1)
ENDED = {"operating_status": OperatingStatus.DISSOLVED}
MERGER = {"form": "sap-nhap", "effective_from": "01/07/2022"}
BULK = {"effective_from": "01/07/2022", "reason": "Rà soát"} | ENDED


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thu", role=KEEPER, full_name="Lê Thị Thu"))
    return client


def door(organisation, name, *more):
    name = f"admin:cooperatives_{organisation._meta.model_name}_{name}"
    return reverse(name, args=[organisation.pk, *more])


@written_once_each
def end(organisation, day=DAY, **more):
    return change_standing(
        organisation=organisation, effective_from=day, by=None, **ENDED, **more
    )


@written_once_each
def merge(one, other, **more):
    [made] = reorganise(
        organisation=one,
        form="sap-nhap",
        successors=[other],
        effective_from=DAY,
        by=None,
        **more,
    )
    return made


def refused(answer, field, words):
    """Assert that the form came back with `words` at `field` ("" for all of it)."""
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert list(errors) == [field or "__all__"], errors
    assert words in str(errors)
    assert words in answer.content.decode().replace("&quot;", '"')


def union_of(member, day=DAY):
    return Standing.objects.on(day).get(organisation=member).union


class TestTheFormOfMergers:
    def send(self, keeper, one, other, **more):
        sent = MERGER | {"successors": [other.pk]} | more
        return keeper.post(door(one, "reorganisation_add"), sent)

    def test_into_one_that_ended(self, keeper):
        one, other = make_cooperative(), make_cooperative()
        end(other, date(2020, 1, 1))
        refused(self.send(keeper, one, other), "successors", "giải thể từ 01/01/2020")

    def test_into_a_union(self, keeper):
        answer = self.send(keeper, make_cooperative(), make_union())
        refused(answer, "successors", "hai bên phải cùng loại hình")

    def test_in_a_circle(self, keeper):
        one, other = make_cooperative(), make_cooperative()
        self.send(keeper, one, other, form="tach")
        answer = self.send(keeper, other, one, form="tach")
        refused(answer, "successors", "Thành vòng tròn")

    def test_of_one_that_ended(self, keeper):
        one = make_cooperative()
        end(one, date(2020, 1, 1))
        answer = self.send(keeper, one, make_cooperative())
        refused(answer, "effective_from", "đã giải thể từ 01/01/2020")

    def test_known_already(self, keeper):
        one, other = make_cooperative(), make_cooperative()
        self.send(keeper, one, other, form="tach")
        answer = self.send(keeper, one, other, form="tach", decision_number="9")
        refused(answer, "successors", "đã được ghi")

    def test_of_a_union_asks_about_its_members(self, keeper):
        one, other = make_union(), make_union()
        member = make_cooperative("HTX Một", union=one)
        answer = self.send(keeper, one, other)
        refused(answer, "members", "1 thành viên: HTX Một")
        assert not Reorganisation.objects.exists()
        assert self.send(keeper, one, other, members="theo").status_code == 302
        assert union_of(member) == other

    def test_of_cooperatives_asks_nothing(self, keeper):
        page = keeper.get(door(make_cooperative(), "reorganisation_add"))
        assert "members" not in page.context["form"].fields


class TestTheFormOfChanges:
    def test_joining_a_union_that_ended(self, keeper):
        one, union = make_cooperative(), make_union()
        end(union, date(2020, 1, 1))
        sent = {"effective_from": "01/07/2022", "union": union.pk}
        answer = keeper.post(door(one, "standing_add"), sent)
        refused(answer, "union", "đã giải thể từ 01/01/2020")

    def test_ending_one_that_a_merger_names_later(self, keeper):
        one, other = make_cooperative("HTX Cũ"), make_cooperative()
        merge(one, other)
        sent = {"effective_from": "01/01/2020"} | ENDED
        answer = keeper.post(door(other, "standing_add"), sent)
        refused(answer, "effective_from", "HTX Cũ sáp nhập vào")

    def test_correcting_a_founding_to_after_a_merger(self, keeper):
        one, other = make_cooperative("HTX Cũ"), make_cooperative()
        merge(one, other)
        founding = other.entries.get()
        sent = {"effective_from": "01/01/2023", "reason": "Sai"}
        answer = keeper.post(door(other, "standing_correct", founding.pk), sent)
        refused(answer, "effective_from", "chưa thành lập")

    def test_withdrawing_a_successor_whole(self, keeper):
        one, other = make_cooperative("HTX Cũ"), make_cooperative()
        merge(one, other)
        address = door(other, "standing_withdraw", other.entries.get().pk)
        answer = keeper.post(address, {"reason": "Nhầm"})
        refused(answer, "", "HTX Cũ sáp nhập vào")

    def test_ending_a_union_asks_about_its_members(self, keeper):
        union = make_union()
        member = make_cooperative("HTX Một", union=union)
        sent = {"effective_from": "01/07/2022"} | ENDED
        address = door(union, "standing_add")
        answer = keeper.post(address, sent)
        refused(answer, "members", "1 thành viên: HTX Một")
        assert Page(answer).all("select", name="members")
        assert keeper.post(address, sent | {"members": "roi"}).status_code == 302
        assert union_of(member) is None
        assert keeper.post(address, sent | {"members": "x"}).status_code == 400


class TestTheLookBeforeASave:
    """What the save would refuse is said by "Xem trước", at the same field."""

    def look(self, keeper, address, sent):
        looked = keeper.post(address, sent | {"buoc": "xem"})
        saved = keeper.post(address, sent)
        assert looked.context["form"].errors == saved.context["form"].errors
        [panel] = Page(looked).words("section", id="xem-truoc")
        for [said] in looked.context["form"].errors.values():
            assert said in panel
        return looked

    def test_of_an_end_before_a_merger(self, keeper):
        one, other = make_cooperative("HTX Cũ"), make_cooperative()
        merge(one, other)
        sent = {"effective_from": "01/01/2020"} | ENDED
        answer = self.look(keeper, door(other, "standing_add"), sent)
        refused(answer, "effective_from", "HTX Cũ sáp nhập vào")

    def test_of_a_founding_corrected_to_after_a_survey(self, keeper):
        one = make_cooperative()
        record_survey(
            organisation=one, effective_from=DAY, by=None, source="A", members=9
        )
        sent = {"effective_from": "01/01/2023", "reason": "Sai"}
        address = door(one, "standing_correct", one.entries.get().pk)
        answer = self.look(keeper, address, sent)
        refused(answer, "effective_from", "Đã có số liệu khảo sát ngày 01/07/2022")

    def test_of_a_union_that_ends_later(self, keeper):
        one, union = make_cooperative(), make_union()
        end(union, date(2023, 1, 1))
        sent = {"effective_from": "01/07/2022", "union": union.pk}
        answer = self.look(keeper, door(one, "standing_add"), sent)
        refused(answer, "union", "Hãy ghi mốc rời liên hiệp từ 01/01/2023 trước")

    def test_asks_about_members_too(self, keeper):
        union = make_union()
        make_cooperative("HTX Một", union=union)
        sent = {"effective_from": "01/07/2022"} | ENDED
        address = door(union, "standing_add")
        answer = self.look(keeper, address, sent)
        refused(answer, "members", "1 thành viên: HTX Một")
        looked = keeper.post(address, sent | {"members": "roi", "buoc": "xem"})
        assert looked.status_code == 200
        assert not StandingEntry.objects.filter(effective_from=DAY).exists()
        assert keeper.post(address, sent | {"members": "roi"}).status_code == 302

    def test_keeps_no_scan(self, keeper, media_root):
        one = make_cooperative()
        scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.4 x")
        sent = {"effective_from": "01/07/2022", "buoc": "xem", "document": scan}
        answer = keeper.post(door(one, "standing_add"), sent | ENDED)
        assert answer.status_code == 200
        assert not list(media_root.rglob("*.pdf"))


class TestOtherForms:
    def test_a_survey_before_the_founding(self, keeper):
        sent = {"effective_from": "01/03/2015", "members": "9", "source": "S"}
        answer = keeper.post(door(make_cooperative(), "survey_add"), sent)
        refused(answer, "effective_from", "chưa thành lập")
        assert not Survey.objects.exists()

    def test_a_name_before_the_founding(self, keeper):
        sent = {"effective_from": "01/03/2015", "what": "ten", "value": "HTX Khác"}
        answer = keeper.post(door(make_cooperative(), "designation_add"), sent)
        refused(answer, "effective_from", "chưa thành lập")

    @pytest.mark.parametrize(
        ("founded", "words"),
        [(date(2024, 1, 1), "chưa thành lập"), (date(2010, 1, 1), "ghi mốc rời")],
    )
    def test_a_new_one_in_a_union(self, keeper, founded, words):
        union = make_union(founded=founded)
        if words == "ghi mốc rời":
            end(union, date(2023, 1, 1))
        sent = {
            "name": "HTX Mới",
            "effective_from": "01/07/2022",
            "operating_status": "hoat-dong",
            "legal_status": "hoat-dong",
            "sector": sector("nn").pk,
            "area": area("760").pk,
            "union": union.pk,
            "da_hoi_dia_ban": area("760").pk,  # its unit of today may stay open
        }
        answer = keeper.post(reverse("admin:cooperatives_cooperative_add"), sent)
        assert list(answer.context["adminform"].form.errors) == ["union"]
        assert words in answer.content.decode()
        assert not Cooperative.objects.exists()


class TestWithdrawingAMerger:
    def test_says_what_stays_and_offers_to_take_it_along(self, keeper):
        one, other = make_cooperative("HTX Cũ"), make_cooperative()
        address = door(one, "reorganisation_withdraw", merge(one, other).pk)
        page = keeper.get(address)
        assert Page(page).all("input", name="rut_ca_giai_the", type="checkbox")
        assert "Không đánh dấu thì HTX Cũ vẫn được ghi là đã giải thể" in (
            page.content.decode()
        )
        answer = keeper.post(address, {"reason": "Nhầm"}, follow=True)
        assert "Vẫn còn trong sổ: HTX Cũ: mốc từ 01/07/2022" in answer.content.decode()
        assert not Standing.objects.on(DAY).existing().filter(organisation=one)

    def test_takes_it_along(self, keeper):
        one, other = make_union("Liên hiệp Cũ"), make_union()
        member = make_cooperative(union=one)
        fact = merge(one, other, members="theo")
        address = door(one, "reorganisation_withdraw", fact.pk)
        assert "1 mốc của các thành viên" in keeper.get(address).content.decode()
        keeper.post(address, {"reason": "Nhầm", "rut_ca_giai_the": "on"})
        moments = StandingEntry.objects.exclude(superseded_at=None)
        fact.refresh_from_db()
        assert set(moments.values_list("superseded_at", flat=True)) == {
            fact.superseded_at
        }
        assert Standing.objects.on(DAY).existing().filter(organisation=one)
        assert union_of(member) == one
        assert "Rút cùng: Liên hiệp Cũ" in LogEntry.objects.latest("pk").change_message

    def test_no_box_where_nothing_stays(self, keeper):
        one, other = make_cooperative(), make_cooperative()
        [part] = reorganise(
            organisation=one,
            form="tach",
            successors=[other],
            effective_from=DAY,
            by=None,
        )
        for address in (
            door(one, "reorganisation_withdraw", part.pk),
            door(one, "standing_withdraw", one.entries.get().pk),
        ):
            assert not Page(keeper.get(address)).all("input", name="rut_ca_giai_the")


class TestManyAtOnce:
    def send(self, keeper, model, organisations, step="xem", **more):
        address = reverse(f"admin:cooperatives_{model}_bulk")
        keys = ",".join(str(one.pk) for one in organisations)
        sent = BULK | {"ho_so": keys, "buoc": step} | more
        return keeper.post(address, sent)

    def test_the_preview_leaves_out_whom_a_merger_names(self, keeper):
        one, other, third = (make_cooperative(f"HTX {n}") for n in "ABC")
        merge(one, other)
        page = self.send(
            keeper, "cooperative", [other, third], effective_from="01/01/2020"
        )
        plan = page.context["plan"]
        assert [line.organisation for line in plan.taken] == [third]
        assert "HTX A sáp nhập vào HTX B" in plan.refused[0].refusal
        seen = {"da_xem": plan.seen, "effective_from": "01/01/2020"}
        self.send(keeper, "cooperative", [other, third], "ghi", **seen)
        assert (
            not Standing.objects.on(date(2020, 1, 1))
            .existing()
            .filter(organisation=third)
        )

    def test_one_that_resumes_before_the_merger_may_end(self, keeper):
        one, other = make_cooperative(), make_cooperative()
        change_standing(
            organisation=other,
            effective_from=date(2021, 1, 1),
            operating_status="hoat-dong",
            by=None,
        )
        merge(one, other)
        page = self.send(keeper, "cooperative", [other], effective_from="01/01/2020")
        assert [line.organisation for line in page.context["plan"].taken] == [other]
        seen = {
            "da_xem": page.context["plan"].seen,
            "effective_from": "01/01/2020",
        }
        assert (
            self.send(keeper, "cooperative", [other], "ghi", **seen).status_code == 302
        )

    def test_the_preview_refuses_whom_a_member_joins_later(self, keeper):
        union, member = make_union(), make_cooperative("HTX Một")
        change_standing(
            organisation=member,
            effective_from=date(2023, 1, 1),
            by=None,
            union=union,
        )
        answer = self.send(keeper, "union", [union], members="roi")
        refused(answer, "effective_from", "HTX Một được ghi thuộc")

    def test_the_preview_refuses_a_decision_to_come(self, keeper):
        decided = {"decision_date": "01/01/2099"}
        answer = self.send(keeper, "cooperative", [make_cooperative()], **decided)
        refused(answer, "decision_date", "chưa đến")

    def test_unions_are_asked_about_their_members(self, keeper):
        unions = [make_union(), make_union()]
        members = [make_cooperative(union=union) for union in unions]
        answer = self.send(keeper, "union", unions)
        refused(answer, "members", "2 thành viên")
        preview = self.send(keeper, "union", unions, members="roi")
        seen = {"members": "roi", "da_xem": preview.context["plan"].seen}
        answer = self.send(keeper, "union", unions, "ghi", **seen)
        assert answer.status_code == 302
        assert {union_of(member) for member in members} == {None}
