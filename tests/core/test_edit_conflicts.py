"""Two people save the same record: the second sees both versions, nothing is lost."""

import re
from threading import Barrier, Thread

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from cooperatives.models import Sector, Succession
from coopsite.core.admin import PortalAdmin
from coopsite.core.edit_conflicts import GuardedAdmin
from coopsite.core.edit_conflicts.forms import GuardedForm
from coopsite.core.forms import PortalForm
from news.models import Article
from news.publishing import publish
from tests.factories.news import make_article, make_draft, make_image
from tests.factories.pages import Page, started_from
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative
from tests.started import form_now, started_now

pytestmark = pytest.mark.django_db


def change_page(thing):
    options = thing._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[thing.pk])


def in_the_form(answer):
    """Return what a browser would send of the answered page, untouched."""
    page, sent = Page(answer), {}
    for _, field, _ in page.all("input"):
        kind, name = field.get("type", "text"), field.get("name")
        ticked = kind not in ("checkbox", "radio") or "checked" in field
        if name and kind not in ("submit", "file", "button") and ticked:
            sent[name] = field.get("value", "on" if kind == "checkbox" else "")
    form = answer.context["adminform"].form
    for tag, field, words in page.elements:
        if tag == "textarea" and field.get("name"):
            sent[field["name"]] = words.removeprefix("\r\n").removeprefix("\n")
        if tag == "select" and field.get("name") in form.fields:
            value = form[field["name"]].value()
            sent[field["name"]] = "" if value is None else value
    sent.pop("q", None)
    return sent


def choose(answer, choice):
    """Return the form of a conflict's page with that choice made everywhere."""
    radios = Page(answer).all("input", type="radio", value=choice)
    names = [field["name"] for _, field, _ in radios]
    return in_the_form(answer) | {n: choice for n in names if n.startswith("_take-")}


@pytest.fixture
def first(staff_client):
    return staff_client


@pytest.fixture
def second():
    """The person who saves later, in a browser of their own."""
    client = Client()
    person = make_user("lan", is_staff=True, is_superuser=True, full_name="Trần Lan")
    client.force_login(person)
    return client


def opened(client, thing):
    return in_the_form(client.get(change_page(thing)))


@pytest.fixture
def cooperative():
    return make_cooperative("Hợp tác xã Cũ", address="1 Lê Lợi")


def words_of(article):
    """Return what the form of `article` sends at least."""
    words = {"title": article.title, "section": article.section_id}
    return words | {"body": article.body} | started_now(article)


@pytest.fixture
def sector():
    return Sector.objects.first()


def saved(thing):
    return type(thing).objects.get(pk=thing.pk)


class TestTwoKeepers:
    def test_one_after_the_other_save_at_once(self, first, second, cooperative):
        sent = form_now(cooperative)
        for client, name in ((first, "Hợp tác xã Một"), (second, "Hợp tác xã Hai")):
            sent |= started_now(cooperative) | {"name": name}
            assert client.post(change_page(cooperative), sent).status_code == 302
        assert saved(cooperative).name == "Hợp tác xã Hai"

    def both_rename(self, first, second, cooperative):
        door, sent = change_page(cooperative), form_now(cooperative)
        first.post(door, sent | {"name": "Hợp tác xã <Một>"})
        return second.post(door, sent | {"name": "Hợp tác xã Hai"})

    def test_the_second_sees_both_names_and_decides(self, first, second, cooperative):
        answer = self.both_rename(first, second, cooperative)
        assert answer.status_code == 409
        assert saved(cooperative).name == "Hợp tác xã <Một>"
        page = Page(answer)
        assert page.inside("conflict-text") == ["Hợp tác xã Hai", "Hợp tác xã <Một>"]
        assert "Lần lưu gần nhất: quantri" in page.inside("conflict")[0]
        assert in_the_form(answer)["name"] == "Hợp tác xã Hai"
        door = change_page(cooperative)
        assert door in page.links
        # What was taken stays when another field is wrong.
        sent = choose(answer, "saved") | {"tax_code": "12"}
        wrong = second.post(door, sent)
        assert wrong.status_code == 200
        assert in_the_form(wrong)["name"] == "Hợp tác xã <Một>"
        # Saving again is no decision, choosing is.
        asked = second.post(door, in_the_form(answer))
        assert asked.status_code == 409
        again = second.post(door, choose(asked, "mine"))
        assert again.status_code == 302
        assert saved(cooperative).name == "Hợp tác xã Hai"
        names = cooperative.history.values_list("name", flat=True)
        assert "Hợp tác xã <Một>" in names

    def test_a_third_save_while_the_second_decides_is_told_too(
        self, first, second, cooperative
    ):
        """And may be taken, like any."""
        answer = self.both_rename(first, second, cooperative)
        door = change_page(cooperative)
        third = {"name": "Hợp tác xã Ba", "tax_code": ""} | started_now(cooperative)
        assert first.post(door, third).status_code == 302
        answer = second.post(door, choose(answer, "mine"))
        assert answer.status_code == 409
        assert "Hợp tác xã Ba" in Page(answer).inside("conflict-text")
        sent = choose(answer, "saved") | {"address": "2 Lê Lợi"}
        assert second.post(door, sent).status_code == 302
        now = saved(cooperative)
        assert (now.name, now.address) == ("Hợp tác xã Ba", "2 Lê Lợi")

    def test_the_same_correction_twice_is_no_conflict(self, first, second, sector):
        sent = form_now(sector) | {"name": "Tên mới"}
        for client in (first, second):
            assert client.post(change_page(sector), sent).status_code == 302

    def test_an_error_elsewhere_does_not_let_an_old_page_pass(
        self, first, second, sector
    ):
        door, form = change_page(sector), form_now(sector)
        wrong = second.post(door, form | {"name": "Tên hai", "order": "x"})
        assert wrong.status_code == 200
        first.post(door, form | {"name": "Tên một"})
        sent = in_the_form(wrong) | {"order": form["order"]}
        assert second.post(door, sent).status_code == 409
        assert saved(sector).name == "Tên một"


def test_a_page_of_no_known_version_is_not_saved(first, sector):
    name, door = sector.name, change_page(sector)
    sent = form_now(sector) | {"name": "Khác"}
    del sent["_started_from"]
    for version in (None, "", "x", "[]", "1", "[" * 100_000, "\x00"):
        started = {} if version is None else {"_started_from": version}
        answer = first.post(door, sent | started)
        assert answer.status_code == 409, version
        told = "không rõ bạn bắt đầu sửa từ bản nào"
        assert told in answer.content.decode(), version
        assert saved(sector).name == name, version
    again = first.post(door, choose(answer, "mine"))
    assert again.status_code == 302
    assert saved(sector).name == "Khác"


class TestAnArticle:
    def test_an_untouched_body_takes_the_new_text_over(self, first, second):
        article = make_article(body="<p>Một <b>hai</b></p><ul><li>Ba</li></ul>")
        sent = opened(first, article)
        body = "<p>Một <b>hai</b></p>\r\n\r\n<ul>\r\n\t<li>Ba</li>\r\n</ul>\r\n"
        mine = sent | {"body": body}
        sent |= {"body": "<p>Bốn</p>"}
        assert first.post(change_page(article), sent).status_code == 302
        answer = second.post(change_page(article), mine | {"title": "Tên mới"})
        assert answer.status_code == 302
        assert (saved(article).title, saved(article).body) == ("Tên mới", "<p>Bốn</p>")

    def test_two_texts_are_shown_as_words(self, first, second):
        article = make_article(body="<p>Một</p>")
        mine = theirs = opened(first, article)
        first.post(change_page(article), theirs | {"body": "<p>Tin <b>kia</b></p>"})
        answer = second.post(change_page(article), mine | {"body": "<p>Tin này</p>"})
        assert Page(answer).inside("conflict-text") == ["Tin này", "Tin kia"]

    def test_an_action_on_the_list_is_seen(self, first, superuser):
        article = make_article("Tin")
        sent = form_now(article)
        article.lead = "Sửa ở danh sách."
        publish(article=article, by=superuser)
        sent |= {"title": "Tên mới"}
        answer = first.post(change_page(article), sent, follow=True)
        assert "Sửa ở danh sách." in Page(answer).inside("taken")[0]
        assert saved(article).title == "Tên mới"
        assert saved(article).lead == "Sửa ở danh sách."

    def test_an_untouched_form_with_moments_and_picture_is_saved(self, first):
        article = make_article(cover=make_image(), cover_alt="Ảnh")
        sent = opened(first, article)
        assert first.post(change_page(article), sent).status_code == 302

    def test_bulk_work_without_a_history_is_seen(self, first):
        article = make_article("Tin", byline="KT")
        sent = form_now(article)
        Article.objects.update(byline="LM")
        sent |= {"title": "Tên mới"}
        answer = first.post(change_page(article), sent, follow=True)
        assert "Bút danh: 1 chỗ KT LM" in Page(answer).inside("taken")
        assert saved(article).byline == "LM"

    def test_deleted_meanwhile_is_told_as_ever(self, first):
        article = make_draft("Tin")
        sent = form_now(article)
        Article.objects.all().delete()
        answer = first.post(change_page(article), sent, follow=True)
        assert answer.redirect_chain
        assert Page(answer).inside("warning")

    def test_an_old_version_does_not_overwrite_an_unseen_one(self, first, second):
        article = make_article("Bản đầu")
        door = reverse(
            "admin:news_article_simple_history",
            args=[article.pk, article.history.earliest().pk],
        )
        mine = in_the_form(second.get(door))
        first.post(change_page(article), words_of(article) | {"title": "Bản sau"})
        answer = second.post(door, mine)
        assert answer.status_code == 409
        assert saved(article).title == "Bản sau"
        assert second.post(door, choose(answer, "mine")).status_code == 302
        assert saved(article).title == "Bản đầu"


class TestModelsWithoutVersions:
    def test_a_sector(self, first, second, sector):
        """Of which another field is taken over, and told."""
        mine = theirs = opened(first, sector)
        first.post(change_page(sector), theirs | {"order": "77"})
        answer = second.post(change_page(sector), mine | {"name": "Tên khác"})
        assert answer.status_code == 409
        assert "Thứ tự. Đã lấy từ bản mới lưu." in Page(answer).inside("conflict")[0]
        assert Page(answer).inside("conflict-text") == []
        assert second.post(change_page(sector), in_the_form(answer)).status_code == 302
        assert (saved(sector).order, saved(sector).name) == (77, "Tên khác")

    def test_the_groups_of_a_person(self, first, second):
        person, groups = make_user("thu"), list(Group.objects.order_by("name")[:2])
        sent = opened(first, person)
        mine, theirs = (sent | {"groups": [groups[n].pk]} for n in (1, 0))
        assert first.post(change_page(person), theirs).status_code == 302
        answer = second.post(change_page(person), mine)
        assert answer.status_code == 409
        assert Page(answer).inside("conflict-text") == [str(groups[1]), str(groups[0])]
        assert list(person.groups.all()) == [groups[0]]

    def test_signing_in_meanwhile_is_no_conflict(self, first):
        person = make_user("thu")
        sent = opened(first, person)
        Client().force_login(person)
        answer = first.post(change_page(person), sent | {"full_name": "Lê Thu"})
        assert answer.status_code == 302

    def test_rows_below_a_form(self, first, second):
        whole = Succession.objects.filter(is_split=False, old__level="commune")
        row = whole.earliest("old__order")
        old = row.old
        theirs = opened(first, old)
        mine = dict(theirs)
        note = "successions-0-note"
        mine["successions-0-new"] = theirs["successions-0-new"] = row.new_id
        mine["successions-0-kind"] = theirs["successions-0-kind"] = row.kind
        assert first.post(change_page(old), theirs | {note: "Một"}).status_code == 302
        [row] = old.successions.known()
        assert row.note == "Một"
        answer = second.post(change_page(old), mine | {"name": "Tên khác"})
        assert answer.status_code == 409
        assert len(Page(answer).inside("conflict-text")) == 2
        again = in_the_form(answer)
        assert again[note] == "Một"
        again["successions-0-new"] = row.new_id
        again["successions-0-kind"] = row.kind
        assert second.post(change_page(old), again).status_code == 302
        assert old.successions.known().get() == row
        assert saved(old).name == "Tên khác"


def test_every_admin_of_ours_is_guarded():
    loose = [
        a for a in admin.site._registry.values() if not isinstance(a, GuardedAdmin)
    ]
    assert loose == []


@pytest.mark.parametrize("name", sorted(m.__name__ for m in admin.site._registry))
def test_every_form_of_an_admin_of_ours_is_guarded(name, superuser):
    request = RequestFactory().get("/")
    request.user = superuser
    [own] = [a for m, a in admin.site._registry.items() if m.__name__ == name]
    base = PortalForm if isinstance(own, PortalAdmin) else GuardedForm
    assert issubclass(own.get_form(request, own.model(), change=True), base)
    if isinstance(own, PortalAdmin):  # people begin with the stock form
        assert issubclass(own.get_form(request), base)


def test_each_change_form_names_its_version(first, cooperative):
    things = [
        cooperative, make_article(), make_image(), make_user(), area("760"),
        Sector.objects.first(), Group.objects.first(), Article.objects.get().section,
    ]  # fmt: skip
    for thing in things:
        version = started_from(first, change_page(thing))
        assert re.search(r'"\w+":"[0-9a-f]{12}"', version["_started_from"]), thing
        assert version == started_now(thing), thing


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_saves_at_once_exactly_one_is_made():
    cooperative, start, answers = make_cooperative("Hợp tác xã Cũ"), Barrier(2), []
    door = change_page(cooperative)

    def rename(number):
        client = Client()
        try:
            client.force_login(
                make_user(f"nguoi-{number}", is_staff=True, is_superuser=True)
            )
            sent = opened(client, cooperative) | {"name": f"Hợp tác xã {number}"}
            start.wait(timeout=10)
            answers.append(client.post(door, sent).status_code)
        finally:
            connection.close()

    threads = [Thread(target=rename, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
