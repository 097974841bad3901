"""The file of a clip is public only as long as the clip is."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR
from news.models import VideoClip
from tests.factories.news import make_clip
from tests.factories.people import make_user


@pytest.mark.django_db
class TestTheFile:
    def clip(self, **fields):
        captions = ContentFile(b"WEBVTT\n\n00:01.000 --> 00:02.000\na", name="a.vtt")
        return make_clip(captions=captions, **fields)

    def statuses(self, client, clip):
        answers = [client.get(file.url) for file in (clip.file, clip.captions)]
        for answer in answers:
            b"".join(answer)  # which closes the file
        return {answer.status_code for answer in answers}

    def test_it_is_public_as_long_as_the_clip_is(self, client):
        clip = self.clip()
        assert self.statuses(client, clip) == {200}
        answer = client.get(clip.file.url, headers={"range": "bytes=0-1"})
        assert (answer.status_code, b"".join(answer)) == (206, b"cl")
        assert answer["Cache-Control"] == "public, no-cache"
        assert "Cookie" not in answer.get("Vary", "")
        clip.published_at = None
        clip.save()
        assert self.statuses(client, clip) == {404}

    def test_it_is_not_public_before_its_time_nor_after_its_replacement(self, client):
        ahead = self.clip(published_at=timezone.now() + timedelta(hours=1))
        assert self.statuses(client, ahead) == {404}
        clip = self.clip()
        old = clip.file.url
        clip.file = ContentFile(b"new", name="b.mp4")
        clip.save()
        assert client.get(old).status_code == 404
        assert self.statuses(client, clip) == {200}

    @pytest.mark.parametrize(
        "way", ["/media/x/../clips/{}", "/media//clips/{}", "/media/./clips/{}",
                "/media/clips/./{}", "/media/clips/x/../{}", "/media/clips//{}"]
    )  # fmt: skip
    def test_no_other_way_leads_to_it(self, client, way):
        clip = self.clip(published_at=None)
        name = clip.file.name.removeprefix("clips/")
        assert client.get(way.format(name)).status_code == 404

    def test_staff_see_it_and_no_cache_keeps_it(self, client):
        clip = self.clip(published_at=None)
        client.force_login(make_user(role=EDITOR))
        answer = client.get(clip.file.url)
        assert b"".join(answer)
        assert answer["Cache-Control"] == "private, no-store"

    def test_it_goes_with_the_clip(
        self, client, media_root, superuser, django_capture_on_commit_callbacks
    ):
        client.force_login(superuser)
        one, other = self.clip(), self.clip()
        with django_capture_on_commit_callbacks(execute=True):
            address = reverse("admin:news_videoclip_delete", args=[one.pk])
            client.post(address, {"post": "yes"})
        assert client.get(one.file.url).status_code == 404
        assert len(list(media_root.glob("clips/*"))) == 2
        with django_capture_on_commit_callbacks(execute=True):
            chosen = {"_selected_action": [other.pk], "action": "delete_selected"}
            listing = reverse("admin:news_videoclip_changelist")
            client.post(listing, chosen | {"post": "yes"})
        assert not VideoClip.objects.exists()
        assert list(media_root.glob("clips/*")) == []
