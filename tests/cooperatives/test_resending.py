"""A page that is sent twice records once, and tells its writer nothing of others."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.actions import change_standing
from cooperatives.models import Designation, Reorganisation, StandingEntry, Survey
from coopsite.accounts.roles import KEEPER
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

from .test_bulk import asked, confirm, hidden
from .test_change_form import door, opened

pytestmark = pytest.mark.django_db
BULK = reverse("admin:cooperatives_cooperative_bulk")


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


@pytest.fixture
def cooperative():
    return make_cooperative("Hợp tác xã Một")


def send_twice(keeper, address, sent, model, folder):
    """Asserts that the second answer leads to the record, and that nothing more was
    written; returns what it says."""
    assert keeper.post(address, sent).status_code == 302
    written, logged = model.objects.count(), LogEntry.objects.count()
    answer = keeper.post(address, sent, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"#{folder}")
    assert (model.objects.count(), LogEntry.objects.count()) == (written, logged)
    said = [str(message) for message in answer.context["messages"]]
    return next(words for words in said if words.startswith("Chính bạn"))


class TestOneFact:
    def test_a_change(self, keeper, cooperative):
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"operating_status": "ngung", "reason": "A"}
        said = send_twice(keeper, address, sent, StandingEntry, "moc")
        assert said.startswith("Chính bạn vừa ghi (")
        assert "mốc từ 01/07/2024, tình trạng hoạt động: " in said
        assert said.endswith("Trang được gửi hai lần, sổ chỉ ghi một lần.")

    def test_a_change_with_its_scan(self, keeper, cooperative):
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"operating_status": "ngung"}
        for content in (b"%PDF-1.4 x", b"%PDF-1.4 x", b"%PDF-1.4 longer"):
            scan = SimpleUploadedFile("qd.pdf", content)
            answer = keeper.post(address, sent | {"document": scan})
            expected = 409 if b"longer" in content else 302
            assert answer.status_code == expected
        assert cooperative.entries.count() == 2

    def test_another_change_is_told_of_oneself(self, keeper, cooperative):
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"operating_status": "ngung"}
        keeper.post(address, sent)
        answer = keeper.post(address, sent | {"reason": "Khác"})
        assert answer.status_code == 409
        [said] = answer.context["form"].non_field_errors()
        assert "chính bạn, ở một cửa sổ khác, " in said
        assert "Lê Thị Thu" not in said

    def test_the_same_by_somebody_else_is_told_by_name(self, keeper, cooperative):
        address = door(cooperative, "standing_add")
        sent = opened(keeper, address) | {"operating_status": "ngung"}
        keeper.post(address, sent)
        keeper.force_login(make_user("hai", role=KEEPER, full_name="Trần Văn Hai"))
        answer = keeper.post(address, sent)
        assert answer.status_code == 409
        assert "Lê Thị Thu, " in answer.context["form"].non_field_errors()[0]

    def test_a_correction(self, keeper, cooperative):
        founding = cooperative.entries.get()
        address = door(cooperative, "standing_correct", founding.pk)
        sent = opened(keeper, address) | {"effective_from": "01/03/2014", "reason": "A"}
        said = send_twice(keeper, address, sent, StandingEntry, "moc")
        assert "Chính bạn vừa đính chính (" in said
        answer = keeper.post(address, sent | {"reason": "Khác"})
        assert answer.status_code == 400
        [said] = answer.context["form"].non_field_errors()
        words = "điều này đã được đính chính bởi chính bạn, ở một cửa sổ khác, "
        assert said.startswith(f"Chưa ghi: {words}")

    def test_a_withdrawal(self, keeper, cooperative):
        entry = change_standing(
            organisation=cooperative,
            effective_from=date(2024, 1, 1),
            by=None,
            operating_status="ngung",
        )
        address = door(cooperative, "standing_withdraw", entry.pk)
        said = send_twice(keeper, address, {"reason": "Nhầm"}, StandingEntry, "moc")
        assert "Chính bạn vừa rút (" in said
        answer = keeper.post(address, {"reason": "Khác"})
        [said] = answer.context["form"].non_field_errors()
        assert "đã được rút bởi chính bạn" in said

    def test_a_name(self, keeper, cooperative):
        sent = {
            "what": "ten",
            "value": "HTX Hai",
            "effective_from": "01/07/2022",
        }
        address = door(cooperative, "designation_add")
        message = send_twice(keeper, address, sent, Designation, "ten-ma-so")
        assert "Chính bạn vừa ghi (" in message

    def test_a_survey(self, keeper, cooperative):
        sent = {"members": "9", "source": "Phiếu", "effective_from": "01/07/2022"}
        address = door(cooperative, "survey_add")
        send_twice(keeper, address, sent, Survey, "khao-sat")
        assert keeper.post(address, sent | {"members": "10"}).status_code == 400

    def test_a_merger(self, keeper, cooperative):
        other = make_cooperative()
        sent = {"form": "sap-nhap", "effective_from": "01/07/2022"}
        address = door(cooperative, "reorganisation_add")
        sent |= {"successors": [other.pk]}
        message = send_twice(keeper, address, sent, Reorganisation, "ke-tuc")
        assert "Chính bạn vừa ghi (" in message


class TestManyAtOnce:
    def test_a_write_sent_twice(self, keeper):
        chosen = [make_cooperative() for _ in range(3)]
        preview = keeper.post(BULK, asked(chosen))
        confirm(keeper, preview)
        answer = confirm(keeper, preview)
        assert answer.redirect_chain, "led to the list"
        [said] = answer.context["messages"]
        assert str(said).startswith("Chính bạn vừa đổi tình trạng 3 hồ sơ như vậy.")
        assert StandingEntry.objects.filter(decision_number="45/QĐ-LM").count() == 3

    def test_ones_own_change_since_the_look(self, keeper):
        one = make_cooperative()
        preview = keeper.post(BULK, asked([one]))
        change_standing(
            organisation=one,
            effective_from=date(2020, 1, 1),
            by=keeper.user,
            legal_status="tam-ngung",
        )
        answer = keeper.post(BULK, hidden(preview) | {"buoc": "ghi"})
        said = str(next(iter(answer.context["messages"])))
        assert "chính bạn, ở một cửa sổ khác, " in said

    @pytest.mark.parametrize("is_oneself", [True, False])
    def test_a_save_of_the_record_since_the_look(self, keeper, is_oneself):
        one = make_cooperative()
        preview = keeper.post(BULK, asked([one]))
        other = make_user("hai", full_name="Trần Văn Hai")
        one.name, one._history_user = "Tên khác", keeper.user if is_oneself else other
        one.save()
        answer = keeper.post(BULK, hidden(preview) | {"buoc": "ghi"})
        assert answer.status_code == 409
        who = "chính bạn, ở một cửa sổ khác, vừa" if is_oneself else "Trần Văn Hai, vừa"
        assert who in str(next(iter(answer.context["messages"])))
