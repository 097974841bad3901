"""Each group of staff can do its work, and not the others'."""

import pytest
from django.contrib.auth.models import Group

from coopsite.accounts.models import User
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NEWS = ["article", "videoclip"]
REGISTER = [
    "cooperative",
    "union",
    "standing",
    "designation",
    "survey",
    "reorganisation",
    "sector",
    "area",
    "sizelimit",
]


def permissions(app, models, actions):
    return {f"{app}.{action}_{model}" for model in models for action in actions}


CAN = {
    REPORTER: permissions("news", [*NEWS, "image"], ["add", "change", "view"])
    | permissions("portal", ["page", "notice", "sitedetails"], ["view"])
    | permissions("news", ["section"], ["view"])
    | permissions("cooperatives", REGISTER, ["view"]),
    EDITOR: permissions("news", NEWS, ["add", "change", "delete", "view", "publish"])
    | permissions("news", ["image", "section"], ["add", "change", "delete", "view"])
    | permissions("cooperatives", REGISTER, ["view"])
    | permissions("old_site", ["oldpage"], ["view"])
    | permissions("old_site", ["oldaddress"], ["add", "change", "delete", "view"])
    | permissions("portal", ["page", "notice"], ["add", "change", "delete", "view"])
    | {"portal.publish_page", "portal.view_sitedetails"}
    | {"cooperatives.download_scan"},
    KEEPER: permissions("cooperatives", REGISTER, ["add", "change", "view"])
    | {"cooperatives.download_scan"},
}
CAN[ADMINISTRATOR] = (
    CAN[EDITOR]
    | CAN[KEEPER]
    | permissions("accounts", ["user"], ["add", "change", "delete", "view"])
    | permissions("auth", ["group"], ["add", "change", "delete", "view"])
    | permissions("cooperatives", ["scandownload"], ["view"])
    | permissions("portal", ["sitedetails"], ["add", "change", "view"])
    | {"news.close_edition"}
)


def test_the_four_groups_exist_and_no_other():
    assert set(Group.objects.values_list("name", flat=True)) == set(CAN)


@pytest.mark.parametrize("role", CAN)
def test_a_role_can_do_its_work_and_nothing_else(role):
    assert make_user(role=role).get_all_permissions() == CAN[role]


@pytest.mark.parametrize("role", CAN)
def test_nobody_may_delete_from_the_register(role):
    held = make_user(role=role).get_all_permissions()
    assert not held & permissions("cooperatives", REGISTER, ["delete"])


def test_a_person_is_shown_by_full_name_or_else_by_user_name():
    assert str(User(username="kt", full_name="Kim Thoa")) == "Kim Thoa"
    assert str(User(username="kt")) == "kt"
    assert User(username="kt").get_full_name() == "kt"
    assert User(username="kt", full_name="Kim Thoa").get_short_name() == "Kim Thoa"
