"""Nobody gives rights they lack, nor reaches the account of a person who has more."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from coopsite.accounts.models import User
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.started import started_now

pytestmark = pytest.mark.django_db
LIST = "admin:accounts_user_changelist"


def page_of(person, door="change"):
    return reverse(f"admin:accounts_user_{door}", args=[person.pk])


def save(client, person, **sent):
    """Send the form of `person` with `sent` in it."""
    sent = {"username": person.username, "is_active": "on", "is_staff": "on"} | sent
    return client.post(page_of(person), sent | started_now(person))


def held(person):
    """Return what is kept of the account, all that somebody might want to alter."""
    kept = User.objects.values().get(pk=person.pk)
    return kept | {"groups": set(person.groups.values_list("name", flat=True))}


def keys(*groups):
    return [Group.objects.get(name=name).pk for name in groups]


@pytest.fixture
def clerk(client):
    """Somebody who looks after accounts, and does nothing else; signed in."""
    person = make_user("vanthu", is_staff=True)
    names = ["view_user", "add_user", "change_user", "delete_user"]
    names += ["view_group", "change_group", "delete_group"]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    return person


@pytest.fixture
def administrator(client):
    person = make_user("quanly", role=ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.mark.usefixtures("undrawn")
def test_nobody_gives_a_group_that_may_more_than_they(client, clerk):
    other = make_user("thu", is_staff=True)
    before = held(other)
    for group in (ADMINISTRATOR, EDITOR, KEEPER, REPORTER):
        answer = save(client, other, groups=keys(group))
        errors = answer.context["adminform"].form.errors
        assert "không có đủ" in " ".join(errors["groups"]), group
        assert held(other) == before, group


@pytest.mark.usefixtures("undrawn")
def test_nor_to_themselves(client, clerk):
    before = held(clerk)
    answer = save(client, clerk, groups=keys(REPORTER), is_superuser="on")
    assert "groups" in answer.context["adminform"].form.errors
    assert held(clerk) == before


def test_no_permission_or_power_slips_in_beside_the_form(client, administrator):
    other, lacking = make_user("thu", is_staff=True), Permission.objects.first()
    for person in (other, administrator):
        kept = [group.pk for group in person.groups.all()]
        sent = {"is_superuser": "on", "user_permissions": [lacking.pk]}
        assert save(client, person, groups=kept, **sent).status_code == 302
        person.refresh_from_db()
        assert not person.is_superuser
        assert not person.user_permissions.exists()


def test_the_form_offers_groups_that_one_may_give(client, clerk, administrator):
    other = make_user("thu", is_staff=True)
    group = Group.objects.create(name="Văn thư")
    group.permissions.set(clerk.user_permissions.all())
    client.force_login(administrator)
    assert len(Page(client.get(page_of(other))).all("option")) == 5
    client.force_login(clerk)
    offered = Page(client.get(page_of(other))).words("option")
    assert offered == ["Văn thư"]
    assert save(client, other, groups=[group.pk]).status_code == 302
    assert held(other)["groups"] == {"Văn thư"}


def test_an_administrator_gives_the_groups_of_the_newsroom(client, administrator):
    other = make_user("thu", is_staff=True)
    sent = keys(REPORTER, EDITOR, KEEPER, ADMINISTRATOR)
    assert save(client, other, groups=sent).status_code == 302
    assert len(held(other)["groups"]) == 4


TAKEOVERS = {
    "change": {"email": "la@example.vn", "username": "khac"},
    "delete": {"post": "yes"},
    "password_change": {"password1": "x-la-12345-y", "password2": "x-la-12345-y"},
}


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("role", [ADMINISTRATOR, EDITOR, "one permission"])
def test_nobody_takes_over_the_account_of_who_may_more(client, clerk, role, is_active):
    """One that is out of use may be put to use again, so it is judged alike."""
    if role == "one permission":
        other = make_user(is_staff=True)
        other.user_permissions.add(Permission.objects.get(codename="view_article"))
    else:
        other = make_user(role=role)
    User.objects.filter(pk=other.pk).update(is_active=is_active)
    before = held(other)
    for door, sent in TAKEOVERS.items():
        if door == "password_change":
            address = reverse("admin:auth_user_password_change", args=[other.pk])
        else:
            address = page_of(other, door)
        assert client.post(address, sent).status_code == 403, door
        assert held(other) == before, door


def test_nor_an_administrator_that_of_a_superuser_out_of_use(client, administrator):
    other = make_user(is_superuser=True, is_active=False)
    before = held(other)
    for door in ("change", "delete"):
        assert client.post(page_of(other, door), TAKEOVERS[door]).status_code == 403
    assert held(other) == before


def delete_from_list(client, *people):
    chosen = [person.pk for person in people]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return client.post(reverse(LIST), sent)


def test_the_list_deletes_nobody_who_may_more(client, clerk):
    equal, above = make_user("bang"), make_user(role=REPORTER)
    assert delete_from_list(client, equal, above).status_code == 403
    assert User.objects.filter(pk__in=[equal.pk, above.pk]).count() == 2
    assert delete_from_list(client, equal).status_code == 302
    assert not User.objects.filter(pk=equal.pk).exists()


def test_nobody_deletes_themselves(client, administrator):
    assert client.post(page_of(administrator, "delete"), {"post": 1}).status_code == 403
    assert delete_from_list(client, administrator).status_code == 403
    assert User.objects.filter(pk=administrator.pk).exists()


@pytest.mark.parametrize("door", ["change", "delete"])
def test_a_group_that_may_more_is_only_looked_at(client, clerk, door):
    group = Group.objects.get(name=EDITOR)
    before = set(group.permissions.values_list("pk", flat=True))
    address = reverse(f"admin:auth_group_{door}", args=[group.pk])
    sent = {"name": EDITOR, "permissions": [], "post": "yes"}
    assert client.post(address, sent).status_code == 403
    assert set(group.permissions.values_list("pk", flat=True)) == before


@pytest.mark.usefixtures("undrawn")
def test_a_permission_that_one_lacks_is_refused_at_its_field(client, clerk):
    group = Group.objects.create(name="Văn thư")
    address = reverse("admin:auth_group_change", args=[group.pk])
    lacking = Permission.objects.get(codename="publish_article")
    sent = {"name": "Văn thư", "permissions": [lacking.pk]}
    answer = client.post(address, sent | started_now(group))
    errors = answer.context["adminform"].form.errors
    assert "không có đủ" in " ".join(errors["permissions"])
    assert not group.permissions.exists()


def test_ones_own_password_is_changed_where_the_old_one_is_asked(staff_client):
    me = User.objects.get(username="quantri")
    address = reverse("admin:auth_user_password_change", args=[me.pk])
    sent = {"password1": "moi-12345-xyz", "password2": "moi-12345-xyz"}
    answer = staff_client.post(address, sent | {"usable_password": "true"})
    assert answer.headers["Location"] == reverse("admin:password_change")
    assert User.objects.get(pk=me.pk).password == me.password
