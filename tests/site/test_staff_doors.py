"""What cunning, hasty and simultaneous staff may not break."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.urls import reverse

from cooperatives.actions import correct_standing
from cooperatives.models import Cooperative, Standing
from coopsite.accounts.models import User
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER
from news.models import Article, Image, VideoClip
from tests.factories.news import (
    first_section,
    make_article,
    make_clip,
    make_picture,
)
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, sector
from tests.started import started_now

pytestmark = pytest.mark.django_db
ADD = "admin:cooperatives_cooperative_add"
TAX_CODE = "9900001235"  # an invented number with a right check digit


@pytest.fixture
def sign_in(client):
    def as_role(role):
        client.force_login(make_user(role=role))
        return client

    return as_role


def change_page(thing):
    options = thing._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[thing.pk])


def save(client, thing, sent):
    """Send the form of `thing` as it stands."""
    address = change_page(thing)
    return client.post(address, sent | started_now(thing))


class TestPeople:
    def test_an_administrator_makes_nobody_a_superuser(self, sign_in):
        client, person = sign_in(ADMINISTRATOR), make_user("thu")
        sent = {"username": "thu", "is_active": "on", "is_superuser": "on"}
        assert save(client, person, sent).status_code == 302
        person.refresh_from_db()
        assert not person.is_superuser

    @pytest.mark.parametrize("door", ["password/", "delete/", "change/"])
    def test_an_administrator_does_not_reach_a_superuser(
        self, sign_in, superuser, door
    ):
        address = f"/quan-tri/accounts/user/{superuser.pk}/{door}"
        answer = sign_in(ADMINISTRATOR).post(
            address, {"password1": "moi-12345-x", "password2": "moi-12345-x"}
        )
        assert answer.status_code == 403
        assert User.objects.get(pk=superuser.pk).password == superuser.password

    @pytest.mark.parametrize("name", [ADMINISTRATOR, KEEPER])
    @pytest.mark.usefixtures("undrawn")
    def test_an_administrator_grants_no_permission_they_lack(self, sign_in, name):
        client, group = sign_in(ADMINISTRATOR), Group.objects.get(name=name)
        before = set(group.permissions.values_list("pk", flat=True))
        held = Permission.objects.filter(group__name__in=[ADMINISTRATOR, name])
        lacking = Permission.objects.exclude(pk__in=held.values("pk")).first()
        sent = {"name": name, "permissions": [*before, lacking.pk]}
        page = save(client, group, sent)
        assert "permissions" in page.context["adminform"].form.errors
        assert set(group.permissions.values_list("pk", flat=True)) == before
        sent = {"name": name, "permissions": list(before)}
        assert save(client, group, sent).status_code == 302
        assert set(group.permissions.values_list("pk", flat=True)) == before

    def test_a_superuser_grants_any(self, staff_client):
        group = Group.objects.get(name=ADMINISTRATOR)
        granted = Permission.objects.get(codename="publish_article")
        sent = {"name": group.name, "permissions": [granted.pk]}
        assert save(staff_client, group, sent).status_code == 302
        assert list(group.permissions.all()) == [granted]

    def test_a_superuser_makes_another(self, staff_client):
        person = make_user("thu")
        sent = {"username": "thu", "is_active": "on", "is_superuser": "on"}
        assert save(staff_client, person, sent).status_code == 302
        assert User.objects.get(username="thu").is_superuser

    def test_a_foreign_address_after_signing_in_leads_to_the_desk(self, client):
        User.objects.create_user("thu", password="mat-khau-dai", is_staff=True)
        sent = {"username": "thu", "password": "mat-khau-dai", "next": "//evil.example"}
        answer = client.post(reverse("admin:login"), sent)
        assert answer.headers["Location"] == reverse("admin:index")


class TestTheNewsroom:
    def test_a_picture_is_added_to_the_library(self, sign_in):
        sent = {"upload": make_picture(), "title": "Đại hội", "credit": "KT"}
        answer = sign_in(EDITOR).post(reverse("admin:news_image_add"), sent)
        assert answer.status_code == 302
        assert Image.objects.get().title == "Đại hội"

    @pytest.mark.parametrize("make", [make_article, make_clip])
    @pytest.mark.usefixtures("undrawn")
    def test_taking_the_moment_away_with_an_error_beside_it_is_told(
        self, sign_in, make
    ):
        page = save(sign_in(EDITOR), make(), {"title": ""})
        assert page.status_code == 200
        assert "title" in page.context["adminform"].form.errors

    def test_a_slug_once_public_leads_on(self, sign_in):
        article = make_article("Đại hội")
        sent = {"title": "Đại hội", "section": article.section_id, "slug": "khac"}
        client = sign_in(EDITOR)
        assert save(client, article, sent).status_code == 302
        assert Article.objects.get().slug == "khac"
        answer = client.get("/tin-tuc/dai-hoi/")
        assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/khac/")

    @pytest.mark.usefixtures("undrawn")
    def test_a_year_nobody_means_is_told(self, sign_in):
        client, sent = sign_in(EDITOR), {"title": "Đại hội", "body": "<p>x</p>"}
        sent |= {"section": first_section().pk, "go_live_at_1": "00:00"}
        for day in ("01/01/0001", "02/02/0203", "31/12/9999"):
            typed = {"go_live_at_0": day, "_schedule": ""}
            page = client.post(reverse("admin:news_article_add"), sent | typed)
            assert page.status_code == 200, day
            assert "go_live_at" in page.context["adminform"].form.errors, day

    def test_a_clip_still_goes_live(self, sign_in):
        clip = make_clip(published_at=None)
        moment = {"published_at_0": "02/02/2024", "published_at_1": "08:30"}
        sent = {"title": clip.title, "slug": clip.slug, **moment}
        assert save(sign_in(EDITOR), clip, sent).status_code == 302
        assert VideoClip.objects.public().exists()


class TestTheRegister:
    @pytest.mark.usefixtures("undrawn")
    def test_a_year_nobody_means_is_told(self, sign_in):
        client = sign_in(KEEPER)
        for day in ("01/01/0001", "15/03/0203", "31/12/9999"):
            page = client.post(reverse(ADD), new_cooperative(effective_from=day))
            assert "effective_from" in page.context["adminform"].form.errors, day
        assert not Cooperative.objects.exists()

    def test_a_late_correction_keeps_what_was_typed_and_says_why_not(self, sign_in):
        cooperative = make_cooperative()
        wrong = cooperative.entries.get()
        correct_standing(
            fact=wrong,
            by=None,
            reason="Ghi nhầm",
            effective_from=date(2015, 1, 2),
        )
        address = reverse(
            "admin:cooperatives_cooperative_standing_correct",
            args=[cooperative.pk, wrong.pk],
        )
        client = sign_in(KEEPER)
        page = client.post(address, facts(reason="Của người đến sau"))
        assert page.status_code == 400
        assert "Của người đến sau" in page.content.decode()
        assert "đã được đính chính" in page.content.decode()
        assert Standing.objects.count() == 2
        assert client.get(address).status_code == 302

    @pytest.mark.usefixtures("undrawn")
    def test_a_number_beyond_all_rows_shows_the_list(self, sign_in):
        client = sign_in(KEEPER)
        address = reverse("admin:cooperatives_standing_changelist")
        beyond = "9" * 20
        for asked in (f"id__in={beyond}", "effective_from__year=9999", "pk=%00"):
            page = client.get(f"{address}?{asked}", follow=True)
            assert page.status_code == 200, asked


def facts(**fields):
    sent = {
        "effective_from": "15/03/2019",
        "operating_status": "hoat-dong",
        "legal_status": "hoat-dong",
        "sector": sector("nn").pk,
        "area": area("760").pk,
    }
    return sent | fields


def new_cooperative(**fields):
    return facts(name="Hợp tác xã Một", tax_code=TAX_CODE, **fields)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_tax_code_registered_twice_at_once_is_told_to_the_second():
    """SQLite lets one writer in at a time, so only PostgreSQL can cross."""
    keeper, address = make_user(role=KEEPER), reverse(ADD)
    start, answers, sent = Barrier(6), [], new_cooperative()

    def register():
        client = Client(raise_request_exception=False)
        client.force_login(keeper)
        try:
            start.wait(timeout=10)
            answers.append(client.post(address, sent).status_code)
        finally:
            connection.close()

    threads = [Thread(target=register) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 5 + [302]
    assert Cooperative.objects.count() == 1
