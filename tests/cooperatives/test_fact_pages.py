"""The desk's pages of facts: add, correct, withdraw, for each sort; and their doors."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives.actions import designate, record_survey
from cooperatives.models import (
    Area,
    Cooperative,
    Designation,
    Reorganisation,
    SizeLimit,
    Standing,
    Survey,
)
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from tests.factories.cases import few_now
from tests.factories.news import make_picture
from tests.factories.once import written_once_each
from tests.factories.pages import Page, started_from
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, make_union, sector

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 31)
TAX_CODE = "9900001235"  # an invented number with a right check digit
PDF = b"%PDF-1.7\n1 0 obj\n"
TYPES = ["standing", "designation", "survey", "reorganisation"]


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


def door(organisation, name, *more):
    name = f"admin:cooperatives_{organisation._meta.model_name}_{name}"
    return reverse(name, args=[organisation.pk, *more])


def page_of(client, organisation):
    return client.get(door(organisation, "change")).content.decode()


def standing(**fields):
    return {
        "effective_from": "01/03/2024",
        "operating_status": "ngung",
        "legal_status": "tam-ngung",
        "sector": sector("nn").pk,
        "area": area("760").pk,
    } | fields


def survey(**fields):
    return {
        "effective_from": "31/12/2023",
        "members": "1.234",
        "charter_capital": "1.500.000.000",
        "source": "Phiếu khảo sát năm 2023",
    } | fields


def name(**fields):
    return {
        "what": "ten",
        "value": "Hợp tác xã  Tên Mới",
        "effective_from": "01/06/2024",
    } | fields


def reorganisation(successor, **fields):
    return {
        "form": "sap-nhap",
        "successors": successor.pk,
        "effective_from": "01/07/2024",
    } | fields


class TestNamesAndCodes:
    def test_a_new_name_holds_from_its_day_and_the_old_one_stays(self, keeper):
        cooperative = make_cooperative("Hợp tác xã Tên Cũ")
        answer = keeper.post(door(cooperative, "designation_add"), name())
        assert answer.status_code == 302
        cooperative.refresh_from_db()
        assert cooperative.name == "Hợp tác xã Tên Mới"
        assert cooperative.former_names == "Hợp tác xã Tên Cũ"
        page = page_of(keeper, cooperative)
        assert "Hợp tác xã Tên Cũ" in page
        assert "Có hiệu lực từ 01/06/2024 · ghi nhận" in page
        assert "bởi Lê Thị Thu" in page

    def test_a_tax_code_is_understood_however_written(self, keeper):
        cooperative = make_cooperative()
        sent = name(what="ma-so-thue", value="990 000 1235")
        assert (
            keeper.post(door(cooperative, "designation_add"), sent).status_code == 302
        )
        cooperative.refresh_from_db()
        assert cooperative.tax_code == TAX_CODE

    @pytest.mark.parametrize(
        ("sent", "fields"),
        [
            ({"value": "", "effective_from": "", "what": "khac"}, None),
            ({"what": "ma-so-thue", "value": "12"}, ["value"]),
            ({"effective_from": "01/01/2199"}, ["effective_from"]),
            ({"effective_from": "02/03/2015"}, ["__all__"]),  # the founding's own day
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, keeper, sent, fields):
        cooperative = make_cooperative()
        page = keeper.post(door(cooperative, "designation_add"), name(**sent))
        assert page.status_code == 400
        assert set(page.context["form"].errors) == set(fields or sent)

    def test_a_name_is_corrected_and_withdrawn(self, keeper):
        cooperative = make_cooperative("Hợp tác xã Một")
        fact = designate(
            organisation=cooperative,
            what="ten",
            value="Hợp tác xã Hia",
            effective_from=DAY,
            by=None,
        )
        address = door(cooperative, "designation_correct", fact.pk)
        sent = {"value": "Hợp tác xã Hai", "effective_from": "31/12/2023"}
        assert keeper.post(address, sent).status_code == 400, "it has to say why"
        assert keeper.post(address, sent | {"reason": "Gõ nhầm"}).status_code == 302
        assert Cooperative.objects.get().name == "Hợp tác xã Hai"
        right = Designation.objects.get(corrects=fact)
        address = door(cooperative, "designation_withdraw", right.pk)
        assert keeper.post(address, {"reason": "Không đổi tên"}).status_code == 302
        assert Cooperative.objects.get().name == "Hợp tác xã Một"
        assert "Không đổi tên" in page_of(keeper, cooperative)

    def test_the_last_name_stays(self, keeper):
        cooperative = make_cooperative()
        fact = cooperative.designations.get()
        address = door(cooperative, "designation_withdraw", fact.pk)
        page = keeper.post(address, {"reason": "Nhầm"})
        assert page.status_code == 400
        assert "Tổ chức phải có tên" in page.content.decode()


class TestSurveys:
    def test_figures_are_typed_and_shown_with_separators(self, keeper):
        cooperative = make_cooperative()
        answer = keeper.post(door(cooperative, "survey_add"), survey())
        assert answer.status_code == 302
        fact = Survey.objects.get()
        assert (fact.members, fact.charter_capital) == (1234, 1_500_000_000)
        assert fact.revenue is None
        assert "1.500.000.000" in page_of(keeper, cooperative)
        page = keeper.get(door(cooperative, "survey_correct", fact.pk))
        [box] = Page(page).all("input", name="charter_capital")
        assert box[1]["value"] == "1.500.000.000"

    @pytest.mark.parametrize(
        ("sent", "fields"),
        [
            ({"members": "", "charter_capital": ""}, ["members"]),
            ({"members": "-3", "revenue": "9" * 30}, None),
            ({"members": "nhiều", "source": " "}, None),
            ({"effective_from": "31/12/2099"}, None),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, keeper, sent, fields):
        page = keeper.post(door(make_cooperative(), "survey_add"), survey(**sent))
        assert page.status_code == 400
        assert set(page.context["form"].errors) == set(fields or sent)
        assert not Survey.objects.exists()

    def test_they_are_corrected_and_withdrawn(self, keeper):
        cooperative = make_cooperative()
        keeper.post(door(cooperative, "survey_add"), survey())
        wrong = Survey.objects.get()
        sent = survey(members="1.243", reason="Đảo chữ số")
        keeper.post(door(cooperative, "survey_correct", wrong.pk), sent)
        right = Survey.objects.known().get()
        assert (right.members, right.corrects) == (1243, wrong)
        sent = {"reason": "Của HTX khác"}
        keeper.post(door(cooperative, "survey_withdraw", right.pk), sent)
        assert not Survey.objects.known().exists()


class TestMergers:
    def test_a_merger_ends_the_one_and_links_both(self, keeper):
        old, new = make_cooperative("Cũ"), make_cooperative("Mới")
        answer = keeper.post(door(old, "reorganisation_add"), reorganisation(new))
        assert answer.status_code == 302
        ended = old.standings.on(date(2024, 7, 1)).get()
        assert ended.operating_status == "giai-the"
        assert door(new, "change") in page_of(keeper, old)
        assert door(old, "change") in page_of(keeper, new)

    def test_several_come_out_of_a_division(self, keeper):
        old, one, two = (make_cooperative() for _ in range(3))
        sent = reorganisation(one, form="chia", successors=[one.pk, two.pk])
        keeper.post(door(old, "reorganisation_add"), sent)
        assert Reorganisation.objects.count() == 2

    @pytest.mark.parametrize(
        ("sent", "fields"),
        [
            ({"successors": "", "form": "khac"}, ["successors", "form"]),
            ({"successors": "99999"}, ["successors"]),
            ({"effective_from": "01/01/2014"}, ["successors"]),  # not founded by then
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, keeper, sent, fields):
        sent = reorganisation(make_cooperative(), **sent)
        page = keeper.post(door(make_cooperative(), "reorganisation_add"), sent)
        assert page.status_code == 400
        assert set(fields) <= page.context["form"].errors.keys()
        assert not Reorganisation.objects.exists()

    def test_nobody_succeeds_oneself(self, keeper):
        cooperative = make_cooperative()
        page = keeper.post(
            door(cooperative, "reorganisation_add"), reorganisation(cooperative)
        )
        assert page.status_code == 400
        assert Standing.objects.count() == 1

    def test_one_is_withdrawn(self, keeper):
        old, new = make_cooperative(), make_cooperative()
        keeper.post(door(old, "reorganisation_add"), reorganisation(new))
        fact = Reorganisation.objects.get()
        address = door(old, "reorganisation_withdraw", fact.pk)
        assert keeper.post(address, {"reason": "Không sáp nhập"}).status_code == 302
        assert not Reorganisation.objects.known().exists()

    def test_both_kinds_are_found_by_typing(self, keeper):
        make_cooperative("Hợp tác xã Sao Mai")
        make_union("Liên hiệp Sao Mai")
        asked = {
            "app_label": "cooperatives",
            "model_name": "reorganisation",
            "field_name": "successor",
            "term": "sao mai",
        }
        found = keeper.get(reverse("admin:autocomplete"), asked).json()["results"]
        assert len(found) == 2


class TestWithdrawingAStanding:
    def test_it_is_taken_back_with_its_reason_and_seen(self, keeper):
        cooperative = make_cooperative(status="ngung", status_from=DAY)
        wrong = cooperative.entries.get(effective_from=DAY)
        address = door(cooperative, "standing_withdraw", wrong.pk)
        assert keeper.get(address).status_code == 200
        assert keeper.post(address, {"reason": "  "}).status_code == 400
        answer = keeper.post(address, {"reason": "Nhầm hồ sơ"}, follow=True)
        page = answer.content.decode()
        assert "đã rút, không còn tính" in page
        assert "bởi Lê Thị Thu: Nhầm hồ sơ" in page
        assert cooperative.entries.known().count() == 1
        again = keeper.post(address, {"reason": "Lần nữa"})
        assert again.status_code == 400
        assert keeper.get(address).status_code == 302

    def test_a_founding_with_others_after_it_stays(self, keeper):
        cooperative = make_cooperative(status="ngung", status_from=DAY)
        founding = cooperative.entries.order_by("effective_from").first()
        address = door(cooperative, "standing_withdraw", founding.pk)
        page = keeper.post(address, {"reason": "Nhầm"})
        assert page.status_code == 400
        assert "Mốc thành lập không rút được" in page.content.decode()


class TestTheDocument:
    def record(self, client, cooperative, file):
        sent = standing(document=file, decision_date="28/02/2024")
        return client.post(door(cooperative, "standing_add"), sent)

    @pytest.mark.parametrize(
        ("content", "ending"),
        [
            (PDF, "pdf"),
            (make_picture().read(), "jpg"),
            (make_picture("PNG").read(), "png"),
        ],
    )
    def test_a_scan_is_kept_and_handed_out_as_a_file(self, keeper, content, ending):
        cooperative = make_cooperative()
        file = SimpleUploadedFile("../../Quyết định.exe", content)
        assert self.record(keeper, cooperative, file).status_code == 302
        fact = cooperative.entries.get(operating_status="ngung")
        assert fact.decision_date == date(2024, 2, 28)
        address = door(cooperative, "document", fact.pk)
        assert address in page_of(keeper, cooperative).replace(
            "../moc", door(cooperative, "change").replace("/change/", "/moc")
        )
        answer = keeper.get(address)
        assert b"".join(answer.streaming_content) == content
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename="
            f'"quyet-dinh-{cooperative.public_id}-{fact.pk}.{ending}"'
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "content", [b"<html><script>1</script>", b"MZ\x90", b"%PD"]
    )
    def test_what_is_no_scan_is_refused_whatever_its_name(self, keeper, content):
        cooperative = make_cooperative()
        file = SimpleUploadedFile("a.pdf", content, "application/pdf")
        page = self.record(keeper, cooperative, file)
        assert page.status_code == 400
        assert "document" in page.context["form"].errors
        assert Standing.objects.count() == 1

    def test_a_correction_keeps_it_unless_another_is_chosen(self, keeper):
        cooperative = make_cooperative()
        self.record(keeper, cooperative, SimpleUploadedFile("a.pdf", PDF))
        wrong = cooperative.entries.get(operating_status="ngung")
        sent = standing(reason="Gõ nhầm", legal_status="hoat-dong")
        address = door(cooperative, "standing_correct", wrong.pk)
        assert keeper.get(address).status_code == 200
        assert keeper.post(address, sent).status_code == 302
        right = cooperative.entries.get(corrects=wrong)
        assert right.document.name == wrong.document.name != ""

    def test_without_one_there_is_no_address(self, keeper):
        cooperative = make_cooperative()
        fact = cooperative.entries.get()
        assert keeper.get(door(cooperative, "document", fact.pk)).status_code == 404


class TestASplitCommune:
    @pytest.fixture
    def split(self):
        return Area.objects.filter(level="commune", successions__is_split=True).first()

    def units(self, commune):
        successions = commune.successions.order_by("-is_default")
        return [succession.new for succession in successions.select_related("new")]

    def sent(self, commune, **fields):
        day = {"effective_from": "01/03/2024"}
        return standing(area=commune.pk) | day | fields

    def test_the_form_asks_and_a_second_save_takes_the_default(self, keeper, split):
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        page = keeper.post(address, self.sent(split))
        assert page.status_code == 400
        assert "đã được chia cho" in str(page.context["form"].errors["unit"])
        choices = Page(page).words("option")
        default, other, *_ = self.units(split)
        assert f"Chưa rõ: tính theo {default} (giả định)" in choices
        assert str(other) in choices
        [asked] = Page(page).all("input", name="da_hoi_dia_ban")
        sent = self.sent(split, da_hoi_dia_ban=asked[1]["value"])
        assert keeper.post(address, sent).status_code == 302
        fact = Standing.objects.with_unit().get(operating_status="ngung")
        assert (fact.unit, fact.unit_now, fact.unit_assumed) == (None, default.pk, True)

    def test_what_is_assumed_is_said_wherever_it_is_written(self, keeper, split):
        cooperative, default = make_cooperative(), self.units(split)[0]
        words = f"giả định: nay thuộc {default}"
        address = door(cooperative, "standing_add")
        sent = self.sent(split, da_hoi_dia_ban=str(split.pk))
        preview = keeper.post(address, sent | {"buoc": "xem"}).content.decode()
        assert words[1:] in preview, "before the save"
        answer = keeper.post(address, sent, follow=True).content.decode()
        assert f"{split} ({words})" in answer, "after it"
        log = LogEntry.objects.latest("pk").change_message
        assert words in log
        fact = cooperative.entries.latest("pk")
        sent |= {"reason": "Nhầm", "legal_status": "hoat-dong"}
        address = door(cooperative, "standing_correct", fact.pk)
        answer = keeper.post(address, sent, follow=True)
        [message] = Page(answer).inside("success")
        assert f"({words})" in message, "after a correction"

    def test_the_answer_is_kept(self, keeper, split):
        cooperative, other = make_cooperative(), self.units(split)[1]
        sent = self.sent(split, unit=other.pk)
        answer = keeper.post(door(cooperative, "standing_add"), sent)
        assert answer.status_code == 302
        assert f"nay thuộc {other}" in page_of(keeper, cooperative)

    def test_a_unit_that_it_never_became_is_refused(self, keeper, split):
        became = [unit.pk for unit in self.units(split)]
        elsewhere = Area.objects.filter(level="unit").exclude(pk__in=became).first()
        sent = self.sent(split, unit=elsewhere.pk)
        page = keeper.post(door(make_cooperative(), "standing_add"), sent)
        assert page.status_code == 400
        assert "nay thuộc" in str(page.context["form"].errors["unit"])

    def test_for_a_day_after_its_end_it_is_refused_and_its_units_are_named(
        self, keeper, split
    ):
        """Nothing is changed into another area: "Phường 10, Quận 3" of 2025 was once
        stored as Phường Nhiêu Lộc."""
        cooperative = make_cooperative()
        address = door(cooperative, "standing_add")
        sent = self.sent(split, effective_from="02/01/2026")
        for unit in ("", self.units(split)[1].pk):
            page = keeper.post(address, sent | {"unit": unit})
            assert page.status_code == 400
            said = str(page.context["form"].errors["area"])
            assert str(self.units(split)[0]) in said
        assert cooperative.entries.count() == 1

    @pytest.mark.parametrize("name", ["Phường 10, Quận 3", "Huyện Côn Đảo"])
    def test_an_ended_area_never_becomes_another(self, keeper, name):
        area = Area.objects.filter(name=name).exclude(level="unit").last()
        sent = self.sent(area, effective_from="01/09/2025", name="Hợp tác xã Lạ")
        page = keeper.post(reverse("admin:cooperatives_cooperative_add"), sent)
        assert "area" in page.context["adminform"].form.errors
        assert not Cooperative.objects.exists()

    def test_a_place_that_is_not_changed_stays_as_it_was_told(self, keeper):
        unit = area("760").units_now()[0]
        cooperative = make_cooperative(facts={"unit": unit})
        form = keeper.get(door(cooperative, "standing_add")).context["form"]
        sent = standing(
            effective_from="02/01/2026",
            area=form.initial["area"].pk,
            unit=form.initial["unit"].pk,
        )
        assert keeper.post(door(cooperative, "standing_add"), sent).status_code == 302
        assert cooperative.entries.get(operating_status="ngung").area is None
        stands = cooperative.standings.on(date(2026, 2, 1)).get()
        assert (stands.area, stands.unit) == (area("760"), unit)

    def test_a_new_record_is_asked_too(self, keeper, split):
        add = reverse("admin:cooperatives_cooperative_add")
        sent = self.sent(split, name="Hợp tác xã Sao Mai")
        page = keeper.post(add, sent)
        [asked] = Page(page).all("input", name="da_hoi_dia_ban")
        assert not Cooperative.objects.exists()
        sent["da_hoi_dia_ban"] = asked[1]["value"]
        assert keeper.post(add, sent).status_code == 302


def test_everything_is_in_the_log_and_in_the_journal(keeper):
    cooperative = make_cooperative("Hợp tác xã Một", founded=date(2010, 1, 1))
    keeper.post(door(cooperative, "standing_add"), standing())
    fact = cooperative.entries.get(operating_status="ngung")
    correction = standing(reason="Nhầm", operating_status="hoat-dong")
    keeper.post(door(cooperative, "standing_correct", fact.pk), correction)
    right = cooperative.entries.get(corrects=fact)
    sent = {"reason": "Thôi"}
    keeper.post(door(cooperative, "standing_withdraw", right.pk), sent)
    messages = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(messages) == [
        "Ghi: mốc từ 01/03/2024, tình trạng hoạt động: Đang hoạt động → Ngừng hoạt "
        "động; tình trạng pháp lý: Đang hoạt động → Tạm ngừng kinh doanh.",
        "Đính chính: mốc từ 01/03/2024: tình trạng hoạt động: Ngừng hoạt động → Đang "
        "hoạt động.",
        "Rút: mốc từ 01/03/2024, tình trạng hoạt động: vẫn là Đang hoạt động; tình "
        "trạng pháp lý: Đang hoạt động → Tạm ngừng kinh doanh.",
    ]
    page = Page(keeper.get(door(cooperative, "change")))
    rows = [row for row in page.words("tr") if "Lê Thị Thu" in row]
    assert "Rút mốc từ 01/03/2024, tình trạng hoạt động: vẫn là" in rows[0]
    assert rows[0].endswith("Tạm ngừng kinh doanh: Thôi")
    assert "Ngừng hoạt động → Đang hoạt động" in rows[1]
    assert "Ghi mốc từ 01/03/2024, tình trạng hoạt động: Đang hoạt động →" in rows[2]


def test_the_page_asks_no_more_for_more_facts(keeper, nothing_remembered):
    def count(times):
        cooperative = make_cooperative()
        for year in range(times):
            record_survey(
                organisation=cooperative,
                effective_from=date(2016 + year, 1, 1),
                by=keeper.user,
                source="Phiếu",
                members=9,
            )
        return cooperative

    asked = []
    for times in (1, 4):
        cooperative = count(times)
        with CaptureQueriesContext(connection) as queries:
            keeper.get(door(cooperative, "change"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_earlier_version_is_compared_in_words_and_brought_back(keeper):
    cooperative = make_cooperative("Hợp tác xã Một", phone="028 1")
    address = door(cooperative, "change")
    sent = {"name": "Hợp tác xã Hai", "phone": "028 2"}
    keeper.post(address, sent | started_from(keeper, address))
    page = keeper.get(door(cooperative, "history")).content.decode()
    assert "<del>Hợp tác xã Một</del> → <ins>Hợp tác xã Hai</ins>" in page
    first = cooperative.history.last()
    version = door(cooperative, "simple_history", first.history_id)
    sent = {"name": "Hợp tác xã Một", "phone": "028 1"}
    assert keeper.post(version, sent | started_from(keeper, version)).status_code == 302
    cooperative.refresh_from_db()
    assert (cooperative.name, cooperative.phone) == ("Hợp tác xã Một", "028 1")
    held = cooperative.designations.on(date(2020, 1, 1)).get(what="ten")
    assert held.value == "Hợp tác xã Một"


# --- who may: role × door × method → status -------------------------------------------

LOOKS, KEEPS = [REPORTER, EDITOR], [KEEPER, ADMINISTRATOR]


def doors(cooperative):
    """Every page of an organisation's facts: address, and what a keeper may send."""
    other = make_cooperative()
    found = {
        "standing_add": standing(),
        "designation_add": name(),
        "survey_add": survey(),
        "reorganisation_add": reorganisation(other),
    }
    yield from ((door(cooperative, key), sent) for key, sent in found.items())
    facts = {
        "standing": cooperative.entries.last(),
        "designation": cooperative.designations.last(),
        "survey": cooperative.surveys.last(),
    }
    sent = {"standing": standing(), "designation": name(), "survey": survey()}
    for sort, fact in facts.items():
        correction = sent[sort] | {"reason": "Nhầm"}
        yield door(cooperative, f"{sort}_correct", fact.pk), correction
        yield door(cooperative, f"{sort}_withdraw", fact.pk), {"reason": "Nhầm"}
    merger = cooperative.reorganisations.last()
    yield door(cooperative, "reorganisation_withdraw", merger.pk), {"reason": "Nhầm"}


@written_once_each
def full_record():
    """A cooperative with a fact of each sort."""
    cooperative = make_cooperative(status="ngung", status_from=DAY)
    record_survey(
        organisation=cooperative, effective_from=DAY, by=None, source="P", members=9
    )
    Reorganisation.objects.create(
        organisation=cooperative,
        successor=make_cooperative(),
        form="tach",
        effective_from=DAY,
    )
    return cooperative


def all_facts():
    return {
        (model, fact.pk, fact.superseded_at)
        for model in (Standing, Designation, Survey, Reorganisation)
        for fact in model.objects.all()
    }


@pytest.mark.parametrize(
    "sent", few_now(["x", "\x00", "9" * 20, "9" * 5000, "1,2", "²"], 0, 1, 3)
)
@pytest.mark.parametrize(
    ("key", "fields"),
    [("standing_add", ["area", "unit"]), ("reorganisation_add", ["successors"])],
)
def test_what_is_no_key_is_said_at_its_field(keeper, key, fields, sent):
    cooperative = make_cooperative()
    good = standing() if key == "standing_add" else reorganisation(make_cooperative())
    answer = keeper.post(door(cooperative, key), good | dict.fromkeys(fields, sent))
    assert answer.status_code == 400
    assert set(fields) <= answer.context["form"].errors.keys()


@pytest.mark.parametrize("role", LOOKS)
def test_those_who_may_only_look_open_no_door(client, role):
    cooperative = full_record()
    client.force_login(make_user(role=role))
    opened = list(doors(cooperative))
    before = all_facts()
    for address, sent in opened:
        assert client.get(address).status_code == 403, address
        assert client.post(address, sent).status_code == 403, address
    assert all_facts() == before
    page = page_of(client, cooperative)
    for word in ("/them/", "/dinh-chinh/", "/rut/"):
        assert word not in page
    assert "Ai đã làm gì" in page


@pytest.mark.parametrize("role", KEEPS)
def test_keepers_open_every_door(client, role):
    cooperative = full_record()
    client.force_login(make_user(role=role))
    for address, _ in doors(cooperative):
        assert client.get(address).status_code == 200, address


def test_nobody_unknown_opens_one(client):
    for address, sent in doors(full_record()):
        for answer in (client.get(address), client.post(address, sent)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize(
    ("role", "status"),
    [(REPORTER, 403), (EDITOR, 200), (KEEPER, 200), (ADMINISTRATOR, 200), ("", 302)],
)
def test_a_scan_is_for_staff_who_work_with_it(client, role, status):
    cooperative = make_cooperative(facts={"document": SimpleUploadedFile("a.pdf", PDF)})
    address = door(cooperative, "document", cooperative.entries.get().pk)
    client.force_login(make_user(role=role))
    answer = client.get(address)
    assert answer.status_code == status
    if answer.streaming:  # read to its end, so that it closes the file
        assert b"".join(answer.streaming_content) == PDF
    refused = {REPORTER: 403, "": 302}
    assert client.post(address).status_code == refused.get(role, 405)


def test_a_scan_is_not_for_staff_without_the_register(client):
    cooperative = make_cooperative(facts={"document": SimpleUploadedFile("a.pdf", PDF)})
    client.force_login(make_user(is_staff=True))
    address = door(cooperative, "document", cooperative.entries.get().pk)
    assert client.get(address).status_code == 403


def test_a_fact_of_another_is_not_found(keeper):
    cooperative, other = full_record(), full_record()
    for sort in TYPES:
        theirs = getattr(other, f"{sort}s").first()
        for verb in ("correct", "withdraw"):
            if (sort, verb) != ("reorganisation", "correct"):
                address = door(cooperative, f"{sort}_{verb}", theirs.pk)
                assert keeper.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("role", "status"),
    [(REPORTER, 403), (EDITOR, 403), (KEEPER, 302), (ADMINISTRATOR, 302)],
)
def test_size_limits_are_kept_by_those_who_keep_the_sectors(client, role, status):
    client.force_login(make_user(role=role))
    sent = {
        "legal_group": "trade",
        "size": "lon",
        "members": "300",
        "revenue": "50.000.000.000",
        "total_capital": "10.000.000.000",
        "valid_from": "01/07/2024",
    }
    add = reverse("admin:cooperatives_sizelimit_add")
    assert client.post(add, sent).status_code == status
    listed = reverse("admin:cooperatives_sizelimit_changelist")
    assert client.get(listed).status_code == 200
    area_page = reverse("admin:cooperatives_area_change", args=[area("760").pk])
    assert client.get(area_page).status_code == 200


def test_a_size_limit_is_shown_and_saved_with_separators(keeper):
    limit = SizeLimit.objects.first()
    address = reverse("admin:cooperatives_sizelimit_change", args=[limit.pk])
    page = Page(keeper.get(address))
    sent = {
        a["name"]: a.get("value", "")
        for _, a, _ in page.all("input")
        if a.get("name") and a.get("type") != "submit"
    }
    assert "." in sent["revenue"]
    sent |= {"legal_group": limit.legal_group, "size": limit.size}
    sent |= started_from(keeper, address)
    assert keeper.post(address, sent).status_code == 302
    again = SizeLimit.objects.get(pk=limit.pk)
    assert (again.revenue, again.members) == (limit.revenue, limit.members)
