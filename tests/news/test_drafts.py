"""Whole drafts on the desk: the bin, copies, a leaver's drafts; filters of the list."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from news.desk import queues
from news.drafts import BIN_DAYS, copy_article, empty_bin, hand_over, put_in_bin
from news.models import Article
from news.publishing import publish
from tests.factories.news import make_article, make_draft, make_image
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.started import started_now
from tests.undrawn import not_drawn

pytestmark = pytest.mark.django_db
LIST = reverse("admin:news_article_changelist")


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def address(article, name="change"):
    return reverse(f"admin:news_article_{name}", args=[article.pk])


def delete(client, article):
    return client.post(address(article, "delete"), {"post": "yes"})


def act(client, action, *articles, where=LIST, follow=False, **sent):
    chosen = {"_selected_action": [a.pk for a in articles], "action": action}
    return client.post(where, chosen | sent, follow=follow)


def titles(client, **chosen):
    with not_drawn():
        answer = client.get(LIST, chosen)
    return {article.title for article in answer.context["cl"].result_list}


class TestTheBin:
    def test_keeps_what_is_deleted_and_gives_it_back(self, editor):
        draft = make_draft("Nháp")
        assert address(draft, "delete") in Page(editor.get(address(draft))).links
        page = editor.get(address(draft, "delete"))
        assert "30 ngày" in page.content.decode()
        assert delete(editor, draft)["Location"] == LIST
        draft.refresh_from_db()
        assert draft.deleted_by is not None
        assert titles(editor) == set()
        assert titles(editor, thung_rac="1") == {"Nháp"}
        assert "Trong thùng rác" in editor.get(address(draft)).content.decode()
        assert editor.post(address(draft, "restore")).status_code == 302
        draft.refresh_from_db()
        assert (draft.deleted_at, draft.deleted_by) == (None, None)
        assert titles(editor) == {"Nháp"}
        assert draft.history.count() == 1

    @pytest.mark.usefixtures("undrawn")
    def test_is_no_place_to_work(self, editor):
        draft = make_draft("Nháp")
        delete(editor, draft)
        sent = {"title": "Khác", "section": draft.section_id}
        assert editor.post(address(draft), sent).status_code == 403
        assert editor.post(address(draft), sent | {"_publish": ""}).status_code == 403
        version = [draft.pk, draft.history.get().pk]
        old = reverse("admin:news_article_simple_history", args=version)
        assert editor.post(old, sent).status_code == 403
        assert delete(editor, draft).status_code == 403
        with pytest.raises(ValidationError, match="thùng rác"):
            publish(article=Article.objects.get(), by=None)
        act(editor, "publish_selected", draft, where=f"{LIST}?thung_rac=1")
        draft.refresh_from_db()
        assert (draft.title, draft.first_published_at) == ("Nháp", None)

    def test_is_filled_and_emptied_from_the_list(self, editor):
        drafts = [make_draft("Một"), make_draft("Hai")]
        public = make_article("Ba")
        page = act(editor, "bin_selected", *drafts, public, follow=True)
        assert "nên không xoá được" in page.content.decode()
        assert titles(editor) == {"Ba"}
        act(editor, "restore_selected", *drafts, where=f"{LIST}?thung_rac=1")
        assert titles(editor) == {"Một", "Hai", "Ba"}

    def test_offers_only_bringing_back(self, editor):
        draft = make_draft()
        offered = Page(editor.get(LIST)).all("option", value="restore_selected")
        assert offered == []
        delete(editor, draft)
        page = Page(editor.get(LIST, {"thung_rac": "1"}))
        actions = {o[1]["value"] for o in page.all("option")} - {""}
        assert actions == {"restore_selected"}

    def test_is_not_for_what_was_or_will_be_public(self, editor):
        later = timezone.now() + timedelta(days=1)
        for article in (make_article(), make_article(published_at=later)):
            assert delete(editor, article).status_code == 403
            with pytest.raises(ValidationError, match="không xoá được"):
                put_in_bin(article=article, by=None)
            with pytest.raises(IntegrityError), transaction.atomic():
                rows = Article.objects.filter(pk=article.pk)
                rows.update(deleted_at=timezone.now())

    def test_reserves_the_address(self, editor):
        draft = make_draft("Đại hội")
        delete(editor, draft)
        assert make_draft("Đại hội").slug == "dai-hoi-2"
        assert editor.get(draft.get_absolute_url()).status_code == 404

    def test_is_left_out_of_the_desk(self, client):
        client.force_login(person := make_user(role=EDITOR))
        drafts = [
            make_draft("Nháp đã bỏ", created_by=person, stage=stage)
            for stage in Article.Stage
        ]
        assert sum(len(queue.lines) for queue in queues(person)) == len(drafts)
        for draft in drafts:
            delete(client, draft)
        assert sum(len(queue.lines) for queue in queues(person)) == 0

    def test_is_closed_to_who_may_not_delete(self, client):
        draft = make_draft()
        client.force_login(make_user(role=REPORTER))
        assert delete(client, draft).status_code == 403
        put_in_bin(article=draft, by=None)
        assert client.post(address(draft, "restore")).status_code == 403
        page = client.get(address(draft))
        assert page.status_code == 200
        assert "Khôi phục" not in page.content.decode()
        draft.refresh_from_db()
        assert draft.deleted_at is not None

    def test_is_open_to_who_wrote_it(self, client):
        client.force_login(person := make_user(role=REPORTER))
        own, other = make_draft("Của tôi", created_by=person), make_draft("Của bạn")
        assert address(own, "delete") in Page(client.get(address(own))).links
        assert address(other, "delete") not in Page(client.get(address(other))).links
        page = act(client, "bin_selected", own, other, follow=True)
        assert "nhờ ban biên tập" in page.content.decode()
        assert titles(client) == {"Của bạn"}
        assert "Khôi phục" in client.get(address(own)).content.decode()
        act(client, "restore_selected", own, where=f"{LIST}?thung_rac=1")
        assert titles(client) == {"Của tôi", "Của bạn"}
        hand_over(article=own, by=None, to=make_user("khac", role=REPORTER))
        assert delete(client, own).status_code == 403

    def test_restoring_takes_a_click(self, editor):
        assert editor.get(address(make_draft(), "restore")).status_code == 405
        page = editor.post(address(make_draft(), "restore"), follow=True)
        assert "không ở trong thùng rác" in page.content.decode()

    def test_is_emptied_after_its_days(self, editor, capsys):
        old, young = make_draft("Cũ", cover=make_image(), cover_alt="a"), make_draft()
        for draft, days in ((old, BIN_DAYS), (young, BIN_DAYS - 1)):
            put_in_bin(article=draft, by=None)
            moment = timezone.now() - timedelta(days=days)
            Article.objects.filter(pk=draft.pk).update(deleted_at=moment)
        call_command("empty_bin")
        assert capsys.readouterr().out == "Đã xoá hẳn 1 bản nháp.\n"
        assert Article.objects.get() == young
        assert Article.history.filter(id=old.pk).count() == 2
        assert empty_bin() == 0
        assert make_draft("Cũ").slug == "cu"


class TestACopy:
    def test_has_the_words_and_nothing_else(self, client):
        article = make_article(
            "Đại hội", cover=make_image(), cover_alt="Hội trường", source="Báo",
            is_featured=True, expires_at=timezone.now() + timedelta(days=3),
        )  # fmt: skip
        person = make_user(role=REPORTER)
        client.force_login(person)
        answer = client.post(address(article, "copy"))
        copy = Article.objects.exclude(pk=article.pk).get()
        assert answer["Location"] == address(copy)
        assert copy.words == article.words | {"title": "Đại hội (bản sao)"}
        assert (copy.created_by, copy.slug) == (person, "dai-hoi-ban-sao")
        assert (copy.first_published_at, copy.expires_at) == (None, None)
        assert not copy.is_featured
        assert not copy.editions.exists()
        assert [use.image for use in copy.image_uses.all()] == [article.cover]
        why = copy.history.get().history_change_reason
        assert why == f"Chép từ bài số {article.pk}"

    def test_of_a_long_title_is_still_named(self):
        copy = copy_article(article=make_draft("a" * 250), by=None)
        assert copy.title.endswith("a (bản sao)")
        copy.full_clean()

    def test_is_offered_to_who_may_write(self, client):
        article = make_article()
        client.force_login(make_user(role=REPORTER))
        assert client.get(address(article, "copy")).status_code == 405
        assert "Chép thành bài mới" in client.get(address(article)).content.decode()
        client.force_login(make_user(role=KEEPER))
        assert client.post(address(article, "copy")).status_code == 403
        assert Article.objects.count() == 1


class TestALeaversDrafts:
    def test_are_handed_to_a_colleague(self, editor):
        leaver = make_user("nghi", role=REPORTER)
        to = make_user("tiep", role=REPORTER)
        mine = make_draft("Nháp", created_by=leaver)
        public = make_article("Đã đăng", created_by=leaver)
        page = act(editor, "hand_over_selected", mine, public)
        assert page.context["chosen"] == [str(mine.pk), str(public.pk)]
        assert set(page.context["articles"]) == {mine, public}
        sent = {"colleague": to.pk, "follow": True}
        page = act(editor, "hand_over_selected", mine, public, **sent)
        assert "giữ tên người viết" in page.content.decode()
        mine.refresh_from_db()
        public.refresh_from_db()
        assert (mine.created_by, public.created_by) == (to, leaver)
        for person, may in ((leaver, 403), (to, 302)):
            client = Client()
            client.force_login(person)
            sent = {"title": "Nháp", "section": mine.section_id}
            sent |= started_now(mine)
            assert client.post(address(mine), sent).status_code == may
        assert titles(editor, nguoi_viet=to.pk) == {"Nháp"}
        assert titles(editor, nguoi_viet=leaver.pk) == {"Đã đăng"}
        assert titles(editor, nguoi_viet="x") == set()

    @pytest.mark.usefixtures("undrawn")
    def test_go_to_nobody_who_writes_no_articles(self, editor):
        draft = make_draft()
        for person in (
            make_user(role=KEEPER),
            make_user(role=REPORTER, is_active=False),
            make_user(),
        ):
            page = act(editor, "hand_over_selected", draft, colleague=person.pk)
            assert page.status_code == 400
        page = act(editor, "hand_over_selected", draft, colleague="x")
        assert page.status_code == 400
        draft.refresh_from_db()
        assert draft.created_by is None

    def test_are_handed_over_by_who_publishes(self, client):
        client.force_login(person := make_user(role=REPORTER))
        draft = make_draft()
        act(client, "hand_over_selected", draft, colleague=person.pk)
        draft.refresh_from_db()
        assert draft.created_by is None
