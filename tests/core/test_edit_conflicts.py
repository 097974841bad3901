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
from tests.factories.cases import few_now
from tests.factories.news import make_article, make_draft, make_image
from tests.factories.pages import Page, started_from
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative

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


def saved(thing):
    return type(thing).objects.get(pk=thing.pk)


class TestTwoKeepers:
    def test_one_after_the_other_save_at_once(self, first, second, cooperative):
        for client, name in ((first, "Hợp tác xã Một"), (second, "Hợp tác xã Hai")):
            sent = opened(client, cooperative) | {"name": name}
            assert client.post(change_page(cooperative), sent).status_code == 302
        assert saved(cooperative).name == "Hợp tác xã Hai"

    def both_rename(self, first, second, cooperative):
        door = change_page(cooperative)
        mine, theirs = opened(second, cooperative), opened(first, cooperative)
        first.post(door, theirs | {"name": "Hợp tác xã <Một>"})
        return second.post(door, mine | {"name": "Hợp tác xã Hai"})

    def test_the_second_sees_both_names(self, first, second, cooperative):
        answer = self.both_rename(first, second, cooperative)
        assert answer.status_code == 409
        assert saved(cooperative).name == "Hợp tác xã <Một>"
        page = Page(answer)
        assert page.inside("conflict-text") == ["Hợp tác xã Hai", "Hợp tác xã <Một>"]
        assert "Lần lưu gần nhất: quantri" in page.inside("conflict")[0]
        assert in_the_form(answer)["name"] == "Hợp tác xã Hai"
        assert change_page(cooperative) in page.links

    def test_saving_again_is_a_decision(self, first, second, cooperative):
        answer = self.both_rename(first, second, cooperative)
        door = change_page(cooperative)
        asked = second.post(door, in_the_form(answer))
        assert asked.status_code == 409
        again = second.post(door, choose(asked, "mine"))
        assert again.status_code == 302
        assert saved(cooperative).name == "Hợp tác xã Hai"
        names = cooperative.history.values_list("name", flat=True)
        assert "Hợp tác xã <Một>" in names

    def test_the_saved_name_can_be_taken(self, first, second, cooperative):
        sent = choose(self.both_rename(first, second, cooperative), "saved")
        sent |= {"address": "2 Lê Lợi"}
        assert second.post(change_page(cooperative), sent).status_code == 302
        now = saved(cooperative)
        assert (now.name, now.address) == ("Hợp tác xã <Một>", "2 Lê Lợi")

    def test_what_was_taken_stays_when_another_field_is_wrong(
        self, first, second, cooperative
    ):
        sent = choose(self.both_rename(first, second, cooperative), "saved")
        sent |= {"tax_code": "12"}
        answer = second.post(change_page(cooperative), sent)
        assert answer.status_code == 200
        assert in_the_form(answer)["name"] == "Hợp tác xã <Một>"

    def test_other_fields_are_taken_over_and_told(self, first, second, cooperative):
        door = change_page(cooperative)
        mine, theirs = opened(second, cooperative), opened(first, cooperative)
        first.post(door, theirs | {"address": "99 Hai Bà Trưng"})
        answer = second.post(door, mine | {"name": "Hợp tác xã Hai"})
        assert answer.status_code == 409
        assert "Trụ sở. Đã lấy từ bản mới lưu." in Page(answer).inside("conflict")[0]
        assert Page(answer).inside("conflict-text") == []
        assert second.post(door, in_the_form(answer)).status_code == 302
        now = saved(cooperative)
        assert (now.name, now.address) == ("Hợp tác xã Hai", "99 Hai Bà Trưng")

    def test_the_same_correction_twice_is_no_conflict(self, first, second, cooperative):
        door = change_page(cooperative)
        mine, theirs = opened(second, cooperative), opened(first, cooperative)
        for client, sent in ((first, theirs), (second, mine)):
            answer = client.post(door, sent | {"name": "Hợp tác xã Mới"})
            assert answer.status_code == 302

    def test_a_third_save_while_the_second_decides_is_told_too(
        self, first, second, cooperative
    ):
        sent = choose(self.both_rename(first, second, cooperative), "mine")
        door = change_page(cooperative)
        first.post(door, opened(first, cooperative) | {"name": "Hợp tác xã Ba"})
        answer = second.post(door, sent)
        assert answer.status_code == 409
        assert "Hợp tác xã Ba" in Page(answer).inside("conflict-text")

    def test_an_error_elsewhere_does_not_let_an_old_page_pass(
        self, first, second, cooperative
    ):
        door = change_page(cooperative)
        mine, theirs = opened(second, cooperative), opened(first, cooperative)
        wrong = second.post(door, mine | {"name": "Hợp tác xã Hai", "tax_code": "12"})
        assert wrong.status_code == 200
        first.post(door, theirs | {"name": "Hợp tác xã Một"})
        sent = in_the_form(wrong) | {"tax_code": ""}
        assert second.post(door, sent).status_code == 409
        assert saved(cooperative).name == "Hợp tác xã Một"


@pytest.mark.parametrize(
    "version", few_now([None, "", "x", "[]", "1", "[" * 100_000, "\x00"], 0, 2, 5)
)
def test_a_page_of_no_known_version_is_not_saved(first, cooperative, version):
    sent = opened(first, cooperative) | {"name": "Khác"}
    del sent["_started_from"]
    if version is not None:
        sent["_started_from"] = version
    answer = first.post(change_page(cooperative), sent)
    assert answer.status_code == 409
    assert "không rõ bạn bắt đầu sửa từ bản nào" in answer.content.decode()
    assert saved(cooperative).name == "Hợp tác xã Cũ"
    again = first.post(change_page(cooperative), choose(answer, "mine"))
    assert again.status_code == 302
    assert saved(cooperative).name == "Khác"


class TestAnArticle:
    def test_an_untouched_body_takes_the_new_text_over(self, first, second):
        article = make_article(body="<p>Một <b>hai</b></p><ul><li>Ba</li></ul>")
        mine = opened(second, article)
        mine["body"] = "<p>Một <b>hai</b></p>\r\n\r\n<ul>\r\n\t<li>Ba</li>\r\n</ul>\r\n"
        sent = opened(first, article) | {"body": "<p>Bốn</p>"}
        assert first.post(change_page(article), sent).status_code == 302
        answer = second.post(change_page(article), mine | {"title": "Tên mới"})
        assert answer.status_code == 302
        assert (saved(article).title, saved(article).body) == ("Tên mới", "<p>Bốn</p>")

    def test_two_texts_are_shown_as_words(self, first, second):
        article = make_article(body="<p>Một</p>")
        mine, theirs = opened(second, article), opened(first, article)
        first.post(change_page(article), theirs | {"body": "<p>Tin <b>kia</b></p>"})
        answer = second.post(change_page(article), mine | {"body": "<p>Tin này</p>"})
        assert Page(answer).inside("conflict-text") == ["Tin này", "Tin kia"]

    def test_an_action_on_the_list_is_seen(self, first, superuser):
        article = make_article("Tin")
        sent = opened(first, article)
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
        sent = opened(first, article)
        Article.objects.update(byline="LM")
        sent |= {"title": "Tên mới"}
        answer = first.post(change_page(article), sent, follow=True)
        assert "Bút danh: 1 chỗ KT LM" in Page(answer).inside("taken")
        assert saved(article).byline == "LM"

    def test_deleted_meanwhile_is_told_as_ever(self, first):
        article = make_draft("Tin")
        sent = opened(first, article)
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
        first.post(change_page(article), opened(first, article) | {"title": "Bản sau"})
        answer = second.post(door, mine)
        assert answer.status_code == 409
        assert saved(article).title == "Bản sau"
        assert second.post(door, choose(answer, "mine")).status_code == 302
        assert saved(article).title == "Bản đầu"


class TestModelsWithoutVersions:
    def test_a_sector(self, first, second):
        sector = Sector.objects.first()
        mine, theirs = opened(second, sector), opened(first, sector)
        first.post(change_page(sector), theirs | {"order": "77"})
        answer = second.post(change_page(sector), mine | {"name": "Tên khác"})
        assert answer.status_code == 409
        assert second.post(change_page(sector), in_the_form(answer)).status_code == 302
        assert (saved(sector).order, saved(sector).name) == (77, "Tên khác")

    def test_the_groups_of_a_person(self, first, second):
        person, groups = make_user("thu"), list(Group.objects.order_by("name")[:2])
        mine = opened(second, person) | {"groups": [groups[1].pk]}
        theirs = opened(first, person) | {"groups": [groups[0].pk]}
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
        mine, theirs = opened(second, old), opened(first, old)
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
