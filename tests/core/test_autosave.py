"""What is typed is kept before it is saved, for its writer alone; a form saves once."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Cooperative
from coopsite.accounts.models import User
from coopsite.accounts.roles import EDITOR, KEEPER
from coopsite.core.autosave import forget_old, issue, keep, mark_saved
from coopsite.core.autosave.models import Autosave
from news.models import Article
from tests.factories.news import first_section, make_article, make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import area, make_cooperative, sector
from tests.started import started_now

pytestmark = pytest.mark.django_db
ADD = reverse("admin:news_article_add")
KEEP = reverse("admin:autosave")


@pytest.fixture
def writer():
    return make_user("an", role=EDITOR, full_name="Lê An")


@pytest.fixture
def desk(client, writer):
    client.force_login(writer)
    return client


@pytest.fixture
def colleague():
    """The browser of somebody else of the newsroom."""
    client = Client()
    client.force_login(make_user("binh", role=EDITOR, full_name="Trần Bình"))
    return client


def binh():
    return User.objects.get(username="binh")


def change_page(article):
    return reverse("admin:news_article_change", args=[article.pk])


def token_of(user, row=None):
    """Return the token that the form of a new article, or of `row`, has for `user`."""
    return issue("news.article", row and row.pk, user).signed


def token_on(page):
    [[_, field, _]] = Page(page).all("input", name="_form_token")
    return field["value"]


def offers_on(page):
    return [li for li in Page(page).all("li") if li[1].get("data-offer")]


def hidden_on(page):
    fields = [field for _, field, _ in Page(page).all("input", type="hidden")]
    return {field["name"]: field.get("value", "") for field in fields}


def typed(client, form, fields, **sent):
    sent = {"form": form, "fields": fields, **sent}
    return client.post(KEEP, json.dumps(sent), content_type="application/json")


def new_article(token, **fields):
    return {
        "title": "Đại hội", "section": first_section().pk, "body": "<p>Một.</p>",
        "_form_token": token, "_continue": "1", **fields,
    }  # fmt: skip


class TestWhatIsTyped:
    def test_is_kept_and_offered_again(self, desk):
        form = token_on(desk.get(ADD))
        fields = {"title": ["Đại hội"], "body": ["<p>Chưa xong"]}
        assert typed(desk, form, fields, name="Đại hội").json() == {
            "is_saved": False,
            "others": [],
        }
        [[_, offer, words]] = offers_on(desk.get(ADD))
        assert "Đại hội" in words
        answer = desk.get(f"{KEEP}{offer['data-offer']}/").json()
        assert answer["fields"] == fields

    def test_is_no_article_no_version_and_no_log_entry(self, desk, writer):
        typed(desk, token_of(writer), {"title": ["Đại hội"]})
        assert not Article.objects.exists()
        assert not LogEntry.objects.exists()

    def test_belongs_to_its_writer_alone(self, desk, colleague):
        draft = make_draft("Đại hội")
        form = token_on(desk.get(change_page(draft)))
        typed(desk, form, {"title": ["Bí mật"]}, name="Bí mật")
        row = Autosave.objects.get()
        assert "Bí mật" not in colleague.get(change_page(draft)).content.decode()
        assert colleague.get(f"{KEEP}{row.pk}/").status_code == 404
        colleague.post(f"{KEEP}{row.pk}/bo/")
        assert Autosave.objects.filter(pk=row.pk).exists()
        assert typed(colleague, form, {"title": ["Của tôi"]}).status_code == 403

    def test_goes_when_it_is_thrown_away(self, desk, writer):
        typed(desk, token_of(writer), {"title": ["Đại hội"]})
        row = Autosave.objects.get()
        assert desk.post(f"{KEEP}{row.pk}/bo/").status_code == 200
        assert not Autosave.objects.exists()
        assert desk.post(f"{KEEP}{row.pk}/bo/").status_code == 200

    def test_of_an_open_form_nothing_is_offered(self, desk, writer):
        typed(desk, token_of(writer), None)
        assert offers_on(desk.get(ADD)) == []

    def test_that_no_form_sent_is_refused(self, desk):
        for sent in (
            "không phải JSON", "[]", '{"form": "giả", "fields": {}}', "[" * 100_000,
            '{"form": 7}',
        ):  # fmt: skip
            answer = desk.post(KEEP, sent, content_type="application/json")
            assert answer.status_code == 400, sent[:30]
        assert not Autosave.objects.exists()

    def test_that_no_database_keeps_is_refused(self, desk, writer):
        for name, fields in {
            "list": [], "text": {"title": "chữ"}, "number": {"title": [1]},
            "nul": {"title": ["a\x00b"]}, "surrogate": {"title": ["\ud800"]},
            "many": {f"f{n}": [""] for n in range(1001)},
        }.items():  # fmt: skip
            answer = typed(desk, token_of(writer), fields)
            assert answer.status_code == 400, name

    def test_is_kept_whatever_it_is_called(self, desk, writer):
        for name in (7, None, "a\x00", "\ud800", "a" * 300):
            answer = typed(desk, token_of(writer), {"title": ["Chữ"]}, name=name)
            assert answer.status_code == 200, ascii(name)

    def test_that_is_too_long_is_refused_before_it_is_read(self, desk, writer):
        form = token_of(writer)
        answer = typed(desk, form, {"body": ["a" * 2_400_001]})
        assert answer.status_code == 400

    def test_of_who_is_signed_out_leads_to_the_sign_in_page(self, desk, writer):
        form = token_of(writer)
        desk.logout()
        assert typed(desk, form, {"title": ["Đại hội"]}).status_code == 302

    def test_is_told_to_who_is_signed_in_only(self, desk, writer):
        session = reverse("admin:session")
        assert desk.get(session).json()["user"] == writer.pk
        assert Client().get(session).status_code == 302

    def test_is_forgotten_in_time(self, desk, writer, capsys):
        for days, fields in ((91, {"title": ["Cũ"]}), (89, {"title": ["Mới"]})):
            token = issue("news.article", "", writer)
            keep(token=token, fields=fields)
            then = timezone.now() - timedelta(days=days)
            Autosave.objects.filter(pk=token.id).update(
                opened_at=then, seen_at=then, typed_at=then
            )
        keep(token=issue("news.article", "", writer), fields=None)
        call_command("forget_autosaves")
        assert "Đã xoá 1 bản gõ dở" in capsys.readouterr().out
        assert forget_old(timezone.now() + timedelta(days=2)) == 1
        assert not Autosave.objects.exists()


class TestOneForm:
    def test_sent_twice_makes_one_article(self, desk):
        sent = new_article(token_on(desk.get(ADD)))
        first, second = desk.post(ADD, sent), desk.post(ADD, sent)
        article = Article.objects.get()
        assert first["Location"] == second["Location"] == change_page(article)
        assert article.history.count() == 1

    def test_sent_twice_to_be_published_makes_one_edition(self, desk, writer):
        sent = new_article(token_of(writer), _publish="1", lead="Tóm tắt.")
        answers = [desk.post(ADD, sent) for _ in range(2)]
        assert [one.status_code for one in answers] == [302, 302]
        assert Article.objects.get().editions.count() == 1

    def test_gone_back_to_after_the_save_leads_to_what_was_saved(self, desk, writer):
        token = token_of(writer)
        desk.post(ADD, new_article(token))
        address = f"{ADD}?phieu={Autosave.objects.get().pk}"
        assert desk.get(address)["Location"] == change_page(Article.objects.get())

    @pytest.mark.usefixtures("undrawn")
    def test_of_which_nothing_is_known_is_a_new_one(self, desk):
        for word in ("x", "", "0" * 32):
            assert desk.get(f"{ADD}?phieu={word}").status_code == 200, word

    def test_sent_again_with_other_words_changes_what_it_made(self, desk, writer):
        sent = new_article(token_of(writer))
        desk.post(ADD, sent)
        answer = desk.post(ADD, sent | {"body": "<p>Một, rồi hai.</p>"})
        article = Article.objects.get()
        assert answer.status_code == 302
        assert article.body == "<p>Một, rồi hai.</p>"
        assert article.history.count() == 2

    def test_sent_again_over_a_colleagues_save_is_a_conflict(
        self, desk, writer, colleague
    ):
        sent = new_article(token_of(writer))
        desk.post(ADD, sent)
        article = Article.objects.get()
        theirs = started_now(article) | {"title": "Của Bình"}
        colleague.post(change_page(article), new_article("") | theirs)
        answer = desk.post(ADD, sent | {"title": "Của An"})
        assert answer.status_code == 409
        article.refresh_from_db()
        assert article.title == "Của Bình"
        assert Article.objects.count() == 1

    def test_that_was_refused_is_not_saved_yet(self, desk, writer):
        token = token_of(writer)
        refused = desk.post(ADD, new_article(token, title=""))
        assert refused.status_code == 200
        assert token_on(refused) == token
        assert desk.post(ADD, new_article(token)).status_code == 302
        assert Article.objects.count() == 1

    def test_of_an_article_deleted_since_is_a_new_one(self, desk, writer):
        token = token_of(writer)
        desk.post(ADD, new_article(token))
        Article.objects.all().delete()
        answer = desk.get(f"{ADD}?phieu={Autosave.objects.get().pk}")
        assert answer["Location"] == ADD

    def test_with_other_words_over_a_deleted_article_is_a_new_one(self, desk, writer):
        token = token_of(writer)
        desk.post(ADD, new_article(token))
        Article.objects.all().delete()
        desk.post(ADD, new_article(token, title="Viết lại"))
        assert Article.objects.get().title == "Viết lại"

    def test_keeps_nothing_once_it_is_saved(self, desk, writer):
        token = token_of(writer)
        typed(desk, token, {"title": ["Đại hội"]})
        desk.post(ADD, new_article(token))
        assert typed(desk, token, {"title": ["Muộn"]}).json()["is_saved"]
        assert Autosave.objects.get().fields == {}

    def test_of_somebody_else_is_no_token(self, desk, colleague):
        token = token_of(binh())
        desk.post(ADD, new_article(token))
        desk.post(ADD, new_article(token))
        assert Article.objects.count() == 2

    def test_of_the_register_saves_once_too(self, client):
        client.force_login(make_user(role=KEEPER))
        add = reverse("admin:cooperatives_cooperative_add")
        sent = {
            "_form_token": token_on(client.get(add)), "name": "Hợp tác xã Sao Mai",
            "effective_from": "15/03/2019", "operating_status": "hoat-dong",
            "legal_status": "hoat-dong", "sector": sector("gtvt").pk,
            "area": area("760").pk,
        }  # fmt: skip
        answers = [client.post(add, sent) for _ in range(2)]
        assert [one.status_code for one in answers] == [302, 302]
        assert Cooperative.objects.count() == 1


class TestPagesBesideTheForm:
    """What is typed into a fact's form, or into a quick correction, is kept too."""

    def test_of_a_fact_offer_it_until_it_is_saved(self, client):
        client.force_login(make_user(role=KEEPER))
        record = make_cooperative()
        add = reverse("admin:cooperatives_cooperative_standing_add", args=[record.pk])
        page = client.get(add)
        form = token_on(page)
        typed(client, form, {"reason": ["Theo quyết định"]})
        assert len(offers_on(client.get(add))) == 1
        sent = hidden_on(page) | {
            "_form_token": form, "effective_from": "01/02/2024", "legal_status":
            "tam-ngung", "operating_status": "ngung", "reason": "Theo quyết định",
        }  # fmt: skip
        assert client.post(add, sent).status_code == 302
        assert offers_on(client.get(add)) == []

    def test_of_a_correction_offer_it_until_it_is_saved(self, desk):
        article = make_article(body="<p>Năm 2023 có 606 hợp tác xã.</p>")
        page = reverse("admin:news_article_correct", args=[article.pk])
        opened = desk.get(page)
        form = token_on(opened)
        typed(desk, form, {"body": ["<p>Năm 2023 có 607"]})
        assert len(offers_on(desk.get(page))) == 1
        sent = hidden_on(opened) | {
            "_form_token": form, "body": "<p>Năm 2023 có 607 hợp tác xã.</p>",
            "lead": article.lead, "byline": article.byline, "source": "",
            "kind": "correction", "note": "607, không phải 606.",
        }  # fmt: skip
        assert desk.post(page, sent).status_code == 302
        assert offers_on(desk.get(page)) == []


class TestWhoElse:
    def test_has_the_article_open_is_told(self, desk, colleague):
        draft = make_draft()
        theirs = token_on(colleague.get(change_page(draft)))
        typed(colleague, theirs, None)
        page = desk.get(change_page(draft))
        told = "Trần Bình đang mở bài viết này, chưa gõ gì."
        assert Page(page).inside("autosave-others") == [told]
        typed(colleague, theirs, {"title": ["Của Bình"]})
        others = typed(desk, token_on(page), None)
        told = "Trần Bình đang mở bài viết này, gõ lần cuối vừa xong."
        assert others.json()["others"] == [told]

    def test_typed_a_while_ago_is_told_when(self, desk, colleague):
        draft = make_draft()
        typed(colleague, token_of(binh(), draft), {"title": [""]})
        then = timezone.now() - timedelta(minutes=7)
        Autosave.objects.update(typed_at=then)
        page = Page(desk.get(change_page(draft)))
        assert "gõ lần cuối 7 phút trước" in page.inside("autosave-others")[0]

    def test_saved_meanwhile_is_told(self, desk, colleague, writer):
        draft = make_draft()
        mine = token_of(writer, draft)
        typed(desk, mine, None)
        sent = new_article(token_on(colleague.get(change_page(draft))))
        sent |= started_now(draft)
        assert colleague.post(change_page(draft), sent).status_code == 302
        [told] = typed(desk, mine, None).json()["others"]
        assert told.startswith("Trần Bình đã lưu ")

    def test_left_is_told_no_more(self, desk, colleague):
        draft = make_draft()
        typed(colleague, token_of(binh(), draft), None)
        then = timezone.now() - timedelta(minutes=3)
        Autosave.objects.update(opened_at=then, seen_at=then)
        assert Page(desk.get(change_page(draft))).inside("autosave-others") == [""]

    def test_is_oneself_in_another_window(self, desk, writer):
        draft = make_draft()
        typed(desk, token_of(writer, draft), None)
        [told] = Page(desk.get(change_page(draft))).inside("autosave-others")
        assert told.startswith("Chính bạn, ở một cửa sổ khác,")

    @pytest.mark.usefixtures("undrawn")
    def test_may_only_look_is_neither_told_nor_shown(self, client):
        record = make_cooperative()
        client.force_login(make_user(role=EDITOR))
        address = reverse("admin:cooperatives_cooperative_change", args=[record.pk])
        assert client.get(address).status_code in (200, 403)
        assert not Autosave.objects.exists()


class TestTheDatabase:
    def test_refuses_a_save_of_no_row(self, writer):
        token = issue("news.article", "", writer)
        keep(token=token, fields={"title": ["Chữ"]})
        rows = Autosave.objects.filter(pk=token.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(saved_at=timezone.now(), fields={})
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(saved_at=timezone.now(), key="7")

    def test_refuses_a_form_seen_before_it_was_opened(self, writer):
        token = issue("news.article", "", writer)
        keep(token=token, fields=None)
        earlier = timezone.now() - timedelta(days=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Autosave.objects.update(seen_at=earlier)

    def test_keeps_the_row_of_a_save(self, writer):
        token = issue("news.article", "", writer)
        mark_saved(token=token, key=7)
        assert keep(token=token, fields={"title": ["Muộn"]}).fields == {}
