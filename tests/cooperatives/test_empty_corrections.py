"""A correction says something else than what it corrects, not only why."""

from datetime import date

import pytest

from cooperatives.actions import record_survey
from cooperatives.models import Designation
from coopsite.accounts.roles import KEEPER
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

from .test_change_form import door, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thu", role=KEEPER, full_name="Lê Thị Thu"))
    return client


@pytest.fixture
def cooperative():
    return make_cooperative("Hợp tác xã Một")


class TestACorrectionOfNothing:
    WORDS = "Đính chính này không đổi gì ngoài lý do."

    def refused(self, keeper, address, sent):
        for step in ({"buoc": "xem"}, {}):
            answer = keeper.post(address, sent | step)
            if step and "_started_from" not in sent:
                continue  # only changes of standings have a look
            assert answer.status_code == 400
            assert self.WORDS in answer.context["form"].non_field_errors()[0]

    def test_of_a_change(self, keeper, cooperative):
        founding = cooperative.entries.get()
        address = door(cooperative, "standing_correct", founding.pk)
        self.refused(keeper, address, opened(keeper, address) | {"reason": "Vì sao"})
        assert cooperative.entries.count() == 1

    def test_of_a_survey(self, keeper, cooperative):
        survey = record_survey(
            organisation=cooperative,
            effective_from=date(2022, 7, 1),
            by=None,
            source="Phiếu",
            members=9,
        )
        sent = {"members": "9", "source": "Phiếu", "effective_from": "01/07/2022"}
        address = door(cooperative, "survey_correct", survey.pk)
        self.refused(keeper, address, sent | {"reason": "Vì sao"})

    def test_of_a_name(self, keeper, cooperative):
        name = Designation.objects.get(what="ten")
        sent = {
            "value": name.value,
            "effective_from": "02/03/2015",
        }
        address = door(cooperative, "designation_correct", name.pk)
        self.refused(keeper, address, sent | {"reason": "Vì sao"})
