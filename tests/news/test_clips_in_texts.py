"""Clips in the text of an article: shown while they are public, kept while used."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR
from news.models import ClipUse, VideoClip
from news.publishing import cannot_publish, close_edition, save_article
from tests.factories.news import (
    make_article,
    make_clip,
    make_draft,
    make_image,
    republish,
    unsaved_article,
)
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


def showing(clip, caption="Quay ở chợ"):
    """Return a text that shows `clip`."""
    key = clip.pk if isinstance(clip, VideoClip) else clip
    return (
        f'<p>Xem clip.</p><figure class="clip"><a href="clip:{key}">Chợ</a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def set_public(clip, at):
    VideoClip.objects.filter(pk=clip.pk).update(published_at=at)


class TestThePage:
    def test_has_a_player_that_loads_nothing_by_itself(self, client):
        clip = make_clip("Chợ phiên", poster=make_image(), captions="clips/a.vtt")
        page = client.get(make_article(body=showing(clip)).get_absolute_url())
        [(_, video, _)] = Page(page).all("video")
        assert (video["preload"], video["src"]) == ("none", clip.file.url)
        assert video["poster"] == clip.poster.body_url
        assert len(Page(page).all("track", src="/media/clips/a.vtt")) == 1
        assert "clip:" not in page.content.decode()
        assert "Quay ở chợ" in page.content.decode()

    def test_leads_to_a_clip_of_youtube(self, client):
        clip = make_clip("Chợ", youtube="https://youtu.be/abcdefghijk")
        page = client.get(make_article(body=showing(clip)).get_absolute_url())
        assert Page(page).all("video") == []
        assert f'href="{clip.get_absolute_url()}"' in page.content.decode()
        assert "youtu" not in page.content.decode()

    def test_follows_the_clip_s_own_moments(self, client):
        clip = make_clip("Chợ phiên")
        address = make_article(body=showing(clip)).get_absolute_url()
        set_public(clip, None)
        gone = client.get(address)
        assert Page(gone).all("video") == []
        assert "Clip “Chợ” hiện không xem được." in gone.content.decode()
        assert "Chợ phiên" not in gone.content.decode()
        set_public(clip, timezone.now())
        assert len(Page(client.get(address)).all("video")) == 1

    def test_asks_once_for_all_clips_and_never_for_none(self, client):
        body = showing(make_clip()) + showing(make_clip())
        addresses = [
            make_article(body=b).get_absolute_url() for b in ("<p>x</p>", body)
        ]
        client.get(addresses[0])
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            numbers.append(len(queries))
        assert numbers[1] == numbers[0] + 1

    def test_of_a_draft_shows_staff_what_is_not_public_yet(self, client):
        client.force_login(make_user(role=EDITOR))
        clip = make_clip("Chợ", published_at=None)
        draft = make_draft(body=showing(clip))
        page = client.get(reverse("admin:news_article_preview", args=[draft.pk]))
        assert len(Page(page).all("video")) == 1

    def test_keeps_a_link_outside_of_a_figure_as_words(self, client):
        link = f'<a href="clip:{make_clip().pk}">clip <b>ấy</b></a>'
        body = f"<p>Xem {link} nhé.</p>"
        page = client.get(make_article(body=body).get_absolute_url())
        assert "<p>Xem clip <b>ấy</b> nhé.</p>" in page.content.decode()


class TestUses:
    def test_are_counted_in_copy_version_and_edition(self):
        clip = make_clip()
        article = make_article(body=showing(clip))
        assert clip.uses.count() == 3
        article.body = "<p>x</p>"
        save_article(article=article, by=None)
        assert not clip.uses.filter(article=article).exists()
        assert clip.uses.filter(edition__isnull=False).count() == 1

    def test_keep_the_clip(self, client):
        client.force_login(make_user(role=EDITOR))
        clip = make_clip("Chợ phiên")
        make_article("Bài về chợ", body=showing(clip))
        with pytest.raises(ProtectedError):
            clip.delete()
        page = client.get(reverse("admin:news_videoclip_change", args=[clip.pk]))
        assert "Bài về chợ" in page.content.decode()
        address = reverse("admin:news_videoclip_delete", args=[clip.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": clip.pk, "post": "y"}
        client.post(reverse("admin:news_videoclip_changelist"), chosen)
        assert VideoClip.objects.filter(pk=clip.pk).exists()

    def test_end_where_an_edition_is_closed(self, superuser):
        clip = make_clip()
        article = make_article(body=showing(clip))
        republish(article, body="<p>Không còn clip.</p>")
        first = article.editions.last()
        close_edition(edition=first, by=superuser, reason="Có dữ liệu cá nhân.")
        assert not clip.uses.filter(edition=first).exists()

    def test_of_a_clip_that_never_was_are_none(self):
        make_draft(body=showing(999))
        assert not ClipUse.objects.exists()

    def test_have_one_place(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClipUse.objects.create(clip=make_clip())


class TestWhyNot:
    def reasons(self, clip, at=None):
        article = unsaved_article(body=showing(clip))
        return cannot_publish(article, at or timezone.now())

    def test_a_clip_that_plays_is_none(self):
        assert self.reasons(make_clip()) == []
        assert self.reasons(make_clip(youtube="https://youtu.be/abcdefghijk")) == []
        # An article of former days may show a clip of today.
        assert self.reasons(make_clip(), timezone.now() - timedelta(days=99)) == []

    def test_each_is_told(self):
        missing = make_clip("Mất")
        missing.file.storage.delete(missing.file.name)
        later = timezone.now() + LATER
        waiting = make_clip("Mai", published_at=later)
        assert self.reasons(999) == [
            "Trong bài có clip không còn trong danh sách clip (số 999)."
        ]
        [said] = self.reasons(missing)
        assert said == "Clip “Mất” trong bài mất tệp nên không phát được."
        [said] = self.reasons(make_clip("Nháp", published_at=None))
        assert said == "Clip “Nháp” trong bài chưa đăng: hãy đăng clip trước."
        [said] = self.reasons(waiting)
        assert said.startswith("Clip “Mai” trong bài hẹn giờ đăng ")
        assert self.reasons(waiting, later) == []
