"""Numbers typed at the doors: none grows on its way into the database."""

from datetime import date

import pytest
from django.urls import reverse, reverse_lazy

from cooperatives.actions import record_survey
from cooperatives.models import Sector, SizeLimit, Survey
from coopsite.accounts.roles import EDITOR
from news.models import Section, VideoClip
from tests.factories.cases import in_proofs
from tests.factories.news import make_clip
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import make_cooperative
from tests.started import started_now

pytestmark = pytest.mark.django_db

WRONG = ["1.5", ".5", "1..2", "1.2345", "12,345", "1,5", "-5", "1e3", "²", "٢٠٢٣",
         "1.500 000", "\x00", "9" * 30, "9" * 5000]  # fmt: skip
EACH_WRONG = pytest.mark.parametrize(
    "wrong", [WRONG[::5], in_proofs(WRONG)], ids=["few", "all"]
)
RIGHT = [("1234.0", 1234), ("1.234", 1234), ("1\u202f234", 1234), ("1\u2009234", 1234),
         ("12,00", 12), ("09", 9), ("１２", 12)]  # fmt: skip
CLIP = {"title": "Clip", "youtube": "https://youtu.be/abcdefghijk"}
LIMIT = {
    "legal_group": "trade",
    "size": "lon",
    "members": "300",
    "revenue": "50.000.000.000",
    "total_capital": "10.000.000.000",
    "valid_from": "01/07/2031",
}


def add(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def change(row):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[row.pk])


def said(page, field):
    """The message at a field of a page that was refused."""
    form = page.context.get("form") or page.context["adminform"].form
    assert list(form.errors) == [field]
    [message] = form.errors[field]
    assert message in Page(page).words("li")  # seen, and nothing of it lost
    return message


class TestASurvey:
    @pytest.fixture
    @written_once
    def door(self):
        cooperative = make_cooperative()
        return reverse(
            "admin:cooperatives_cooperative_survey_add", args=[cooperative.pk]
        )

    def send(self, client, door, **figures):
        sent = {"effective_from": "31/12/2023", "source": "Phiếu khảo sát"}
        return client.post(door, sent | figures)

    @EACH_WRONG
    @pytest.mark.usefixtures("undrawn")
    def test_what_is_no_whole_number_is_refused(self, door, staff_client, wrong):
        for typed in wrong:
            page = self.send(staff_client, door, members=typed, revenue=typed)
            assert page.status_code == 400, typed
            assert {"members", "revenue"} <= set(page.context["form"].errors), typed
        assert not Survey.objects.exists()

    def test_the_refusal_stands_at_the_field_with_what_was_typed(
        self, door, staff_client
    ):
        page = self.send(staff_client, door, members="1.5", workers="1.234")
        assert "“1.5” chưa rõ là 1,5 hay 15." in said(page, "members")
        for name, typed in (("members", "1.5"), ("workers", "1.234")):
            [box] = Page(page).all("input", name=name)
            assert box[1]["value"] == typed

    def test_a_whole_number_is_kept(self, door, staff_client):
        for day, (typed, number) in enumerate(RIGHT, 1):
            sent = {"effective_from": f"{day}/12/2023", "members": typed}
            assert self.send(staff_client, door, **sent).status_code == 302, typed
            [survey] = Survey.objects.filter(effective_from=date(2023, 12, day))
            assert survey.members == number, typed

    def test_money_with_noughts_behind_the_dot_does_not_grow(self, door, staff_client):
        self.send(staff_client, door, revenue="1500000000.00")
        assert Survey.objects.get().revenue == 1_500_000_000

    def test_what_the_column_cannot_hold_is_refused_on_any_database(
        self, door, staff_client
    ):
        page = self.send(staff_client, door, members="3.000.000.000")
        assert "nhiều nhất là 2.147.483.647" in said(page, "members")

    def test_a_correction_reads_back_what_it_shows(self, staff_client):
        survey = record_survey(
            organisation=make_cooperative(),
            effective_from=date(2023, 12, 31),
            by=None,
            source="Phiếu",
            members=1_234_567,
            revenue=9_000_000_000_000_000_001,
        )
        name = "admin:cooperatives_cooperative_survey_correct"
        door = reverse(name, args=[survey.organisation_id, survey.pk])
        shown = {
            box["name"]: box.get("value", "")
            for _, box, _ in Page(staff_client.get(door)).all("input")
            if box.get("name") in ("members", "revenue", "source", "effective_from")
        }
        assert shown["revenue"] == "9.000.000.000.000.000.001"
        shown |= {"reason": "Nguồn khác", "source": "Báo cáo"}
        assert staff_client.post(door, shown).status_code == 302
        again = Survey.objects.known().get()
        assert (again.members, again.revenue) == (survey.members, survey.revenue)


class TestASizeLimit:
    @EACH_WRONG
    @pytest.mark.usefixtures("undrawn")
    def test_what_is_no_whole_number_is_refused(self, staff_client, wrong):
        before = SizeLimit.objects.count()
        fields = ("members", "revenue", "total_capital")
        for typed in wrong:
            page = staff_client.post(
                add(SizeLimit), LIMIT | dict.fromkeys(fields, typed)
            )
            assert page.status_code == 200, typed
            assert set(fields) <= set(page.context["adminform"].form.errors), typed
        assert SizeLimit.objects.count() == before

    def test_the_list_writes_money_as_the_form_does(self, staff_client):
        staff_client.post(add(SizeLimit), LIMIT)
        page = staff_client.get(reverse("admin:cooperatives_sizelimit_changelist"))
        assert "50.000.000.000" in Page(page).words("td")

    def test_who_may_only_look_sees_it_so_too(self, client):
        client.force_login(make_user(role=EDITOR))
        limit = SizeLimit.objects.create(
            legal_group="trade",
            size="lon",
            members=1500,
            revenue=50_000_000_000,
            total_capital=1,
            valid_from=date(2031, 7, 1),
        )
        page = client.get(change(limit)).content.decode()
        assert "50.000.000.000" in page
        assert "1.500" in page
        assert "Doanh thu từ (đồng)" in page


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("model", [Sector, Section])
def test_a_place_in_an_order_is_a_small_whole_number(staff_client, model):
    row = model.objects.first()
    for typed in ("1.5", "40000", "9" * 30):
        page = staff_client.post(change(row), {"order": typed} | started_now(row))
        assert page.status_code == 200, typed
        assert "order" in page.context["adminform"].form.errors, typed


class TestAClip:
    def test_its_length_is_seconds_or_minutes_and_seconds(self, staff_client):
        for typed, seconds in (
            ("90", 90), ("1:30", 90), ("1:02:05", 3725), ("90.0", 90), ("", None),
        ):  # fmt: skip
            answer = staff_client.post(add(VideoClip), CLIP | {"duration": typed})
            assert answer.status_code == 302, typed
            assert VideoClip.objects.latest("pk").duration == seconds, typed

    @EACH_WRONG
    @pytest.mark.usefixtures("undrawn")
    def test_what_is_no_length_is_refused(self, staff_client, wrong):
        for typed in ("1.30", *wrong):
            page = staff_client.post(add(VideoClip), CLIP | {"duration": typed})
            assert page.status_code == 200, typed
            assert "duration" in page.context["adminform"].form.errors, typed
        assert not VideoClip.objects.exists()

    def test_the_refusal_names_both_readings(self, staff_client):
        page = staff_client.post(add(VideoClip), CLIP | {"duration": "1.30"})
        assert "1 phút 30 giây hay 130 giây" in said(page, "duration")

    def test_versions_and_conflicts_write_numbers_with_separators(self, staff_client):
        clip = make_clip(duration=1234)
        door = change(clip)
        version = started_now(clip)
        clip.duration = 5607
        clip.save()
        sent = {"title": clip.title, "slug": clip.slug, "duration": "8.901"}
        page = staff_client.post(door, sent | version)
        assert page.status_code == 409
        [conflict] = page.context["adminform"].form.conflicts
        assert (conflict.mine, conflict.saved) == ("8.901", "5.607")
        clip.duration = 6789
        clip.save()
        address = reverse("admin:news_videoclip_history", args=[clip.pk])
        history = staff_client.get(address).content.decode()
        assert "5.607" in history
        assert "6.789" in history


class TestAYear:
    LIST = reverse_lazy("admin:cooperatives_cooperative_changelist")

    @pytest.mark.parametrize(
        "years", [["2.015", "２０１５"], in_proofs(["2015", " 2015 ", "2015.0"])]
    )
    def test_is_understood_in_public_and_at_the_desk(self, staff_client, years):
        make_cooperative("Hợp tác xã Năm Ấy")  # founded in 2015
        for typed in years:
            public = staff_client.get("/hop-tac-xa/", {"thanh_lap": typed})
            assert Page(public).words("h3") == ["Hợp tác xã Năm Ấy"], typed
            desk = staff_client.get(self.LIST, {"nam_thanh_lap": typed})
            assert desk.context["cl"].result_count == 1, typed
            assert "Bỏ lọc “2015”" in desk.content.decode(), typed

    @pytest.mark.parametrize(
        "wrong",
        [
            ["20.15", "٢٠١٥", "9" * 5000],
            in_proofs(["201.5", "2_015", "²", "2015²", "20,15"]),
        ],
        ids=["few", "others"],
    )
    def test_what_is_none_is_said_at_its_field(self, staff_client, wrong):
        make_cooperative()
        told = "Hãy viết năm bằng bốn chữ số, ví dụ 2023."
        for typed in wrong:
            public = staff_client.get("/hop-tac-xa/", {"thanh_lap": typed})
            assert public.status_code == 400, typed
            assert public.context["form"].errors["thanh_lap"] == [told], typed
            desk = staff_client.get(self.LIST, {"nam_thanh_lap": typed})
            assert desk.status_code == 200, typed
            assert desk.context["cl"].result_count == 0, typed
            assert told in desk.content.decode(), typed


def test_no_row_has_an_odd_key(staff_client):
    for model in ("cooperatives/cooperative", "news/videoclip"):
        for key in ("²", "٢", "9" * 30, "9" * 5000, "1.5"):
            for page in ("change/", "history/", "history/1/"):
                answer = staff_client.get(f"/quan-tri/{model}/{key}/{page}")
                assert answer.status_code in (302, 404), (model, key, page)


def test_no_list_has_an_odd_page(client):
    for path in ("/hop-tac-xa/", "/tin-tuc/"):
        for number in ("²", "٢", "２", "1.5", "1_0", "+1", "9" * 5000):
            answer = client.get(path, {"trang": number})
            assert answer.status_code == 404, (path, number)
