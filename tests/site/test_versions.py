"""An older version comes back only by the hand that may change what it replaces."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Cooperative
from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from news.models import Article, Edition, VideoClip
from news.publishing import publish
from tests.factories.news import make_article, make_clip, make_draft, make_image
from tests.factories.people import make_user
from tests.factories.register import make_cooperative, make_union
from tests.started import started_now

pytestmark = pytest.mark.django_db


def versions_page(thing, version):
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_simple_history"
    return reverse(name, args=[thing.pk, version.pk])


def bring_back(client, role, thing, **words):
    person = make_user(role=role)
    client.force_login(person)
    if isinstance(thing, Article):  # reporters write their own
        Article.objects.filter(pk=thing.pk).update(created_by=person)
    address = versions_page(thing, thing.history.earliest())
    return client.post(address, words | started_now(thing))


def article_published_since():
    article = make_draft("Bản nháp cũ")
    article.title = "Đại hội"
    publish(article=article, by=None)
    return article


def words_of(article):
    return {"title": "Bản cũ", "section": article.section_id, "body": "<p>Cũ</p>"}


def test_a_reporter_undoes_no_publication_by_an_old_draft(client):
    article = article_published_since()
    answer = bring_back(client, REPORTER, article, **words_of(article))
    assert answer.status_code == 302
    assert Article.objects.get().title == "Bản cũ"
    assert Edition.objects.public().get().title == "Đại hội"


def test_an_editor_can_bring_an_old_version_back(client):
    article = article_published_since()
    answer = bring_back(client, EDITOR, article, **words_of(article))
    assert answer.status_code == 302
    assert Article.objects.get().title == "Bản cũ"


def test_a_reporter_can_bring_an_old_draft_back(client):
    article = make_draft("Nháp")
    answer = bring_back(client, REPORTER, article, **words_of(article))
    assert answer.status_code == 302
    assert Article.objects.get().title == "Bản cũ"


def test_a_reporter_cannot_replace_a_public_clip(client):
    clip = make_clip("Clip nháp", published_at=None)
    VideoClip.objects.update(published_at=clip.created_at)
    answer = bring_back(client, REPORTER, clip, title="Clip khác", youtube="")
    assert answer.status_code == 403
    assert VideoClip.objects.get().title == "Clip nháp"


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_who_may_only_look_at_the_register_cannot_rename(client, role):
    cooperative = make_cooperative("Hợp tác xã Thật")
    answer = bring_back(client, role, cooperative, name="Hợp tác xã Giả")
    assert answer.status_code == 403
    assert Cooperative.objects.get().name == "Hợp tác xã Thật"


def test_a_keeper_can_bring_an_old_name_back(client):
    cooperative = make_cooperative("Hợp tác xã Cũ")
    assert bring_back(client, KEEPER, cooperative, name="Mới").status_code == 302
    assert Cooperative.objects.get().name == "Mới"


def test_who_may_look_still_sees_the_versions(client):
    client.force_login(make_user(role=REPORTER))
    article = article_published_since()
    for version in article.history.all():
        assert client.get(versions_page(article, version)).status_code == 200


def test_versions_that_cannot_be_are_not_found(staff_client):
    for address in (
        "news/article/abc/history/",
        "news/article/abc/history/1/",
        "news/article/1/history/abc/",
        "news/videoclip/1/history/%00/",
        "cooperatives/cooperative/_00/history/",
        "cooperatives/union/²/history/",
    ):
        answer = staff_client.get(f"/quan-tri/{address}")
        assert answer.status_code == 404, address


def test_a_cover_that_is_taken_away_or_given_reads_as_what_it_was(staff_client):
    article, clip = (
        make_article(cover=make_image("Toàn cảnh"), cover_alt="a"),
        make_clip(),
    )
    for thing, field in ((article, "cover"), (clip, "poster")):
        for image in (None, make_image("Ảnh sau"), None):
            setattr(thing, field, image)
            thing.save()
        page = versions_list(staff_client, thing)
        assert "đã xoá" not in page
        assert "pk=" not in page
        assert page.count("(trống)") >= 2
    assert "Toàn cảnh" in versions_list(staff_client, article)


def test_a_cover_that_is_gone_from_the_library_is_said_so(staff_client):
    article, image = make_article(cover_alt="a"), make_image("Ảnh")
    number = image.pk
    for cover in (image, None):
        article.cover = cover
        article.save()
    image.uses.all().delete()  # as before uses were written down
    image.delete()
    page = versions_list(staff_client, article)
    assert f"ảnh đã xoá (số {number})" in page
    assert "pk=" not in page


def versions_list(client, thing):
    name = f"admin:{thing._meta.label_lower.replace('.', '_')}_history"
    return client.get(reverse(name, args=[thing.pk])).content.decode()


def test_a_save_without_a_changed_word_makes_no_version(client):
    client.force_login(make_user(role=EDITOR))
    article = make_draft("Nháp", lead="Một")
    address = reverse("admin:news_article_change", args=[article.pk])
    sent = words_of(article) | {"title": "Nháp", "lead": "Một"}
    for body, versions in (("<p>Hai</p>", 2), ("<p>Hai</p> ", 2), ("<p>Ba</p>", 3)):
        answer = client.post(address, sent | {"body": body} | started_now(article))
        assert answer.status_code == 302
        assert article.history.count() == versions, body
    publish(article=Article.objects.get(), by=None)  # says why, so it is kept
    assert article.history.first().history_change_reason == "Đăng bài"
    assert article.history.count() == 4


def test_a_version_brings_back_its_words_and_nothing_else(client):
    client.force_login(make_user(role=EDITOR))
    leaver, to = make_user(role=REPORTER), make_user(role=REPORTER)
    expires = timezone.now() + timedelta(days=9)
    article = make_draft("Tin", body="<p>Một</p>", created_by=leaver)
    article.body = "<p>Hai</p>"
    article.slug, article.expires_at, article.is_featured = "dia-chi", expires, True
    publish(article=article, by=None)
    Article.objects.filter(pk=article.pk).update(created_by=to)
    editions = list(Edition.objects.values())
    version = [article.pk, article.history.earliest().pk]
    old = reverse("admin:news_article_simple_history", args=version)
    sent = {"title": "Tin", "section": article.section_id, "body": "<p>Một</p>"}
    sent |= {"slug": "khac", "is_featured": "", "_publish": ""}
    assert client.post(old, sent | started_now(article)).status_code == 302
    row = Article.objects.get()
    assert row.body == "<p>Một</p>"
    assert (row.slug, row.expires_at, row.is_featured) == ("dia-chi", expires, True)
    assert row.created_by == to
    assert list(Edition.objects.values()) == editions


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_article, "lead"),
        (make_clip, "description"),
        (make_cooperative, "public_note"),
        (make_union, "public_note"),
    ],
    ids=["article", "clip", "cooperative", "union"],
)
def test_a_long_change_is_shortened_in_words(staff_client, make, field):
    thing = make()
    setattr(thing, field, "một hai ba " * 30)
    thing.save()
    page = versions_list(staff_client, thing)
    assert "ký tự…]" in page
    assert "chars]" not in page
