"""What takes long with what somebody sends is done before the database is locked."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from coopsite.core import pictures, richtext
from news import clip_files
from news.models import Article
from news.old_site.importing import import_page
from news.publishing import publish
from tests.factories.news import first_section, make_article, make_draft, make_picture
from tests.factories.register import make_cooperative
from tests.news.old_site.pages import PAGE
from tests.started import started_now

pytestmark = pytest.mark.django_db
BODY = "<div>Đại hội</div>\r\n<h1>Số {}</h1>  "


@pytest.fixture
def work(monkeypatch):
    """Return a list that says of each long work whether it held the lock."""
    richtext._cleaned.clear()
    done = []
    for module, name in (
        (richtext, "_pass"),
        (pictures, "_open"),
        (clip_files, "_check_boxes"),
    ):
        watched = partial(_watched, done, name, getattr(module, name))
        monkeypatch.setattr(module, name, watched)
    return done


def _watched(done, name, real, *given):
    # In a test each atomic block is a savepoint.
    done.append((name, bool(connection.savepoint_ids)))
    return real(*given)


def article_form(**more):
    sent = {"title": "Đại hội", "section": first_section().pk, "_publish": ""}
    return sent | {"lead": "Sáng nay.", "body": BODY} | more


def test_an_article(staff_client, work):
    answer = staff_client.post(reverse("admin:news_article_add"), article_form())
    assert answer.status_code == 302
    assert set(work) == {("_pass", False)}


def test_a_change_of_an_article(staff_client, work):
    article = make_article(body="<p>Cũ</p>")
    address = reverse("admin:news_article_change", args=[article.pk])
    sent = article_form(title=article.title, body=BODY) | started_now(article)
    del sent["_publish"]
    work.clear()
    richtext._cleaned.clear()
    assert staff_client.post(address, sent).status_code == 302
    assert set(work) == {("_pass", False)}


def test_articles_published_from_the_list_or_taken_in(staff_client, work):
    article = Article(title="Mới", lead="x", body=BODY, section=first_section())
    publish(article=article, by=None)
    draft = make_draft(title="A", body=BODY)
    work.clear()
    richtext._cleaned.clear()
    sent = {"action": "publish_selected", "_selected_action": [draft.pk]}
    staff_client.post(reverse("admin:news_article_changelist"), sent)
    assert draft.is_public()
    import_page(name="cho", raw_bytes=PAGE.encode(), published_at=timezone.now())
    assert set(work) == {("_pass", False)}


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("news_image_add", {"title": "Ảnh", "upload": make_picture}),
        ("news_videoclip_add", {"title": "Clip", "file": b"\0\0\0\x14ftypisom"}),
        ("cooperatives_cooperative_add", {"logo": make_picture}),
        ("cooperatives_cooperative_add", {"document": make_picture}),
        ("standing", {"document": make_picture}),
    ],
)
def test_files(staff_client, work, address, sent):
    if address == "standing":
        pk = make_cooperative().pk
        address = reverse("admin:cooperatives_cooperative_standing_add", args=[pk])
    else:
        address = reverse(f"admin:{address}")
    [(name, given)] = [one for one in sent.items() if not isinstance(one[1], str)]
    file = given() if callable(given) else SimpleUploadedFile("a.mp4", given)
    assert staff_client.post(address, sent | {name: file}).status_code < 500
    assert work[0][1] is False
    assert len([one for one in work if one[1]]) <= 1, "the header, whether it moves"
