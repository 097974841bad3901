"""Information pages at the desk: who may what, and what a save does."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from coopsite.portal.models import Page, PageEdition
from coopsite.portal.pages.publishing import publish
from tests.factories.pages import Page as Answered
from tests.factories.people import make_user
from tests.factories.portal import make_draft_page, make_page
from tests.started import started_now

pytestmark = pytest.mark.django_db
ADD = reverse("admin:portal_page_add")
SENT = {
    "title": "Quy chế",
    "lead": "",
    "body": "<p>Điều 1.</p>",
    "order": "10",
    "lang": "vi",
    "role": "",
}


def address(page, name="change", *more):
    return reverse(f"admin:portal_page_{name}", args=[page.pk, *more])


def words_of(page, **changed):
    words = {name: getattr(page, name) for name in ("title", "lead", "body", "slug")}
    place = {"order": page.order, "lang": page.lang, "role": page.role}
    return words | place | {"parent": page.parent_id or ""} | changed


def save(client, page, **changed):
    sent = words_of(page, **changed)
    return client.post(address(page), sent | started_now(page))


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


class TestWriting:
    def test_a_draft_is_saved_and_then_published(self, editor):
        assert editor.post(ADD, SENT | {"_save": ""}).status_code == 302
        page = Page.objects.get()
        assert (page.path, page.created_by.username) == (
            "quy-che", page.updated_by.username,
        )  # fmt: skip
        assert not PageEdition.objects.exists()
        answer = save(editor, page, _publish="")
        assert answer["Location"] == address(page)
        assert editor.get("/quy-che/").status_code == 200
        assert PageEdition.objects.get().published_by == page.updated_by

    def test_a_page_is_written_and_published_at_once(self, editor):
        assert editor.post(ADD, SENT | {"_publish": ""}).status_code == 302
        assert PageEdition.objects.public().get().title == "Quy chế"
        entries = LogEntry.objects.values_list("change_message", flat=True)
        assert any(one.startswith("Đăng bản thứ 1") for one in entries)

    def test_a_page_is_scheduled_and_taken_back(self, editor):
        later = timezone.localtime(timezone.now() + timedelta(days=2))
        sent = SENT | {
            "go_live_at_0": f"{later:%d/%m/%Y}",
            "go_live_at_1": "08:30",
            "_schedule": "",
        }
        assert editor.post(ADD, sent).status_code == 302
        page = Page.objects.get()
        assert PageEdition.objects.waiting().get().page == page
        assert "Hẹn giờ" in editor.get(address(page)).content.decode()
        assert editor.post(address(page, "cancel")).status_code == 302
        assert not PageEdition.objects.exists()
        editor.post(address(page, "cancel"))  # a second time is told
        assert not PageEdition.objects.exists()

    @pytest.mark.usefixtures("undrawn")
    def test_a_moment_is_asked_for(self, editor):
        form = editor.post(ADD, SENT | {"_schedule": ""}).context["adminform"].form
        assert list(form.errors) == ["go_live_at"]

    @pytest.mark.usefixtures("undrawn")
    def test_what_is_wrong_stands_at_its_field(self, editor):
        other = make_page("Liên hệ", role="contacts")
        for changed, field in (
            ({"title": "Tin tức"}, "slug"),
            ({"slug": "hop-tac-xa"}, "slug"),
            ({"title": "…"}, "title"),
            ({"lang": "vi", "translation_of": other.pk}, "translation_of"),
            ({"role": "contacts"}, "role"),
        ):
            answer = editor.post(ADD, SENT | changed)
            assert field in answer.context["adminform"].form.errors, changed
        assert Page.objects.count() == 1

    def test_why_it_cannot_go_public_is_shown_and_decides(self, editor):
        page = make_draft_page("Quy chế", body="")
        assert "Trang chưa có nội dung." in editor.get(address(page)).content.decode()
        answer = save(editor, page, _publish="")
        assert answer.status_code == 400
        assert "Trang chưa có nội dung." in answer.content.decode()
        assert not PageEdition.objects.exists()

    @pytest.mark.usefixtures("undrawn")
    def test_two_people_do_not_overwrite_each_other(self, editor):
        page = make_draft_page("Quy chế", lead="một")
        start = started_now(page)
        Page.objects.filter(pk=page.pk).update(title="Quy chế mới")
        answer = editor.post(address(page), words_of(page, title="Khác") | start)
        assert answer.status_code == 409
        assert Page.objects.get().title == "Quy chế mới"

    def test_an_old_version_brings_back_words_alone(self, editor):
        page = make_page("Quy chế", lead="cũ")
        save(editor, page, lead="mới", slug="quy-che-moi", order="7")
        old = page.history.earliest()
        shown = address(page, "simple_history", old.pk)
        sent = {"title": "Quy chế", "lead": "cũ", "body": page.body, "_publish": ""}
        sent |= {"order": "1", "slug": "khac"}
        answer = editor.post(shown, sent | started_now(page))
        assert answer.status_code == 302
        row = Page.objects.get()
        assert (row.lead, row.slug, row.order) == ("cũ", "quy-che-moi", 7)
        assert PageEdition.objects.count() == 1

    @pytest.mark.usefixtures("undrawn")
    def test_what_is_typed_is_kept(self, editor):
        assert editor.get(ADD).context["autosave"]

    @pytest.mark.usefixtures("undrawn")
    def test_only_drafts_are_deleted(self, editor):
        draft, public = make_draft_page(), make_page()
        assert editor.get(address(public, "delete")).status_code == 403
        assert editor.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
        assert Page.objects.get() == public


class TestPagesBeside:
    def test_the_preview_shows_the_working_copy(self, editor):
        page = make_page("Quy chế", lead="cũ")
        save(editor, page, lead="mới")
        answer = editor.get(address(page, "preview"))
        assert Answered(answer).inside("story-lead") == ["mới"]
        assert "no-store" in answer["Cache-Control"]
        draft = make_draft_page("Nháp")
        assert editor.get(address(draft, "preview")).status_code == 200

    def test_editions_are_listed_and_read(self, editor):
        page = make_page("Quy chế", lead="cũ")
        page.lead = "mới"
        publish(page=page, by=None, note="Sửa điều 2.")
        save(editor, page)
        shown = editor.get(address(page, "editions")).content.decode()
        assert "Bản thứ 2: cập nhật" in shown and "Sửa điều 2." in shown
        former = editor.get(address(page, "edition", 1))
        assert Answered(former).inside("story-lead") == ["cũ"]
        assert editor.get(address(page, "edition", 9)).status_code == 404

    def test_a_page_is_withdrawn_with_a_reason(self, editor):
        page = make_page("Quy chế")
        empty = editor.post(address(page, "withdraw"), {"note": " "})
        assert empty.status_code == 400
        sent = {"note": "Đã thay."}
        assert editor.get(address(page, "withdraw")).status_code == 200
        assert editor.post(address(page, "withdraw"), sent).status_code == 302
        assert editor.get("/quy-che/").status_code == 410
        assert editor.post(address(page, "withdraw"), sent).status_code == 400
        assert "Gỡ trang" in editor.get(address(page, "editions")).content.decode()
        assert "Đã gỡ" in editor.get(address(page)).content.decode()


MAY = {
    REPORTER: {"see"},
    EDITOR: {"see", "write", "publish"},
    KEEPER: set(),
    ADMINISTRATOR: {"see", "write", "publish"},
}


@pytest.mark.parametrize("role", MAY)
class TestWhoMay:
    def test_each_page_lets_in_who_may(self, client, role, request):
        if role != REPORTER:  # whose pages, to be read only, are drawn
            request.getfixturevalue("undrawn")
        page = make_page("Quy chế")
        client.force_login(make_user(role=role))
        needs = {
            "change": "see", "preview": "see", "editions": "see", "history": "see",
            "withdraw": "publish",
        }  # fmt: skip
        for name, need in needs.items():
            is_in = client.get(address(page, name)).status_code == 200
            assert is_in == (need in MAY[role]), name

    @pytest.mark.usefixtures("undrawn")
    def test_each_verb_is_done_by_who_may(self, client, role):
        page = make_page("Quy chế", lead="cũ")
        client.force_login(make_user(role=role))
        if "see" in MAY[role]:
            save(client, page, lead="mới", _publish="")
        is_published = PageEdition.objects.public().get().lead == "mới"
        assert is_published == ("publish" in MAY[role])
        client.post(address(page, "withdraw"), {"note": "x"})
        assert page.is_public() != ("publish" in MAY[role])
        client.post(ADD, SENT | {"slug": "khac"})
        assert Page.objects.filter(slug="khac").exists() == ("write" in MAY[role])
