"""The desk's link to a public page is that page's address: no route by content type."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from cooperatives.models import Cooperative
from coopsite.accounts.models import User
from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from news.models import Article, Section
from tests.factories.news import first_section, make_article
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db


def test_an_address_by_kind_and_key_tells_staff_nothing(client):
    """Of rows of several kinds, there or not; nor does it tell the administrator."""
    person = make_user("thu")
    rows = [(User, person.pk), (Article, make_article().pk), (Article, 987_654)]
    rows += [(Cooperative, make_cooperative().pk), (Section, first_section().pk)]
    kinds = [(ContentType.objects.get_for_model(model).pk, pk) for model, pk in rows]
    addresses = [f"/quan-tri/r/{a}/{b}/" for a, b in [*kinds, (987_654, 1), ("x", "y")]]
    for role in ("", REPORTER, EDITOR, KEEPER, None):
        is_superuser = role is None
        client.force_login(
            make_user(role=role or "", is_staff=True, is_superuser=is_superuser)
        )
        for address in addresses:
            page = client.get(address)
            answer = page.status_code, page.headers.get("Location")
            assert answer == (404, None), (role, address)


@pytest.mark.parametrize("make", [make_cooperative, make_article, make_user])
def test_pages_of_a_row_answer_those_without_permission_alike(client, make):
    """Whether there is such a row or not."""
    row = make()
    options, there = row._meta, row.pk
    client.force_login(make_user(is_staff=True))
    base = f"/quan-tri/{options.app_label}/{options.model_name}"
    for page in ("history/", "history/1/", "change/", "delete/", "xem-truoc/"):
        found = [client.get(f"{base}/{pk}/{page}") for pk in (there, 987_654)]
        answers = {(answer.status_code, answer.content) for answer in found}
        assert len(answers) == 1, page


@pytest.mark.parametrize("make", [make_cooperative, first_section, make_article])
def test_the_desk_links_to_the_public_page_itself(staff_client, make):
    row = make()
    base = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    page = Page(staff_client.get(reverse(f"{base}_change", args=[row.pk])))
    assert row.get_absolute_url() in page.links
    assert not [link for link in page.links if link.startswith("/quan-tri/r/")]
