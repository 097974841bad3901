"""A form and an action on one record at once: one waits for the other, none breaks."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cooperatives.actions import change_standing
from coopsite.accounts.roles import KEEPER
from tests.factories.pages import started_from
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_a_save_of_the_form_and_an_action_do_not_wait_in_a_circle():
    """The form locks the row, the action takes the register's pen: in one order."""
    keeper, cooperative = make_user(role=KEEPER), make_cooperative("Tên 0")
    address = reverse("admin:cooperatives_cooperative_change", args=[cooperative.pk])
    start, answers = Barrier(2), []

    def save_the_form():
        client = Client(raise_request_exception=False)
        client.force_login(keeper)
        for number in range(12):
            sent = {"name": "Tên 0", "phone": f"028 {number}"}
            sent |= started_from(client, address)
            answers.append(client.post(address, sent).status_code)

    def act():
        for number in range(150):
            change_standing(
                organisation=cooperative,
                effective_from=date(2020, 1, 1) + timedelta(number),
                by=None,
                operating_status="hoat-dong",
            )
        answers.append("acted")

    def at_once(work):
        start.wait(timeout=10)
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=at_once, args=[work]) for work in (save_the_form, act)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == ["302"] * 12 + ["acted"]


def test_of_two_saves_of_one_axis_at_once_the_second_is_asked():
    """Both forms were shown before either was saved; the check waits for the lock."""
    keeper, cooperative = make_user(role=KEEPER), make_cooperative()
    name = "admin:cooperatives_cooperative_standing_add"
    address = reverse(name, args=[cooperative.pk])
    start, answers = Barrier(2), []

    def save(status, day):
        client = Client(raise_request_exception=False)
        client.force_login(keeper)
        sent = {"operating_status": status, "effective_from": day}
        sent |= started_from(client, address)
        start.wait(timeout=10)
        try:
            answers.append(client.post(address, sent).status_code)
        finally:
            connection.close()

    typed = [("ngung", "01/03/2024"), ("giai-the", "01/04/2024")]
    threads = [Thread(target=save, args=one) for one in typed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert cooperative.entries.count() == 2
