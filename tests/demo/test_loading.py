"""`load_demo` writes all or nothing; `--remove` takes all of it, and nothing else."""

import pytest
from django.core.management.base import CommandError

from cooperatives.actions import correct_standing
from cooperatives.models import (
    Organisation,
    Sector,
    StandingEntry,
)
from coopsite.demo import gallery
from coopsite.portal.models import Page
from news.models import Article, VideoClip
from news.publishing import withdraw
from tests.factories.news import make_article
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

from .loading import files, row_counts, run

pytestmark = pytest.mark.django_db


def addresses():
    """Return every address the data gives, to compare two loads."""
    return [
        list(
            Organisation.objects.order_by("public_id").values_list("public_id", "name")
        ),
        list(
            Article.objects.order_by("slug").values_list("slug", "first_published_at")
        ),
        list(VideoClip.objects.order_by("slug").values_list("slug", flat=True)),
        list(Page.objects.order_by("path").values_list("path", "lang", "role")),
    ]


def test_refuses_where_real_records_are(media_root):
    make_cooperative()
    before = row_counts()
    with pytest.raises(CommandError, match="1 hồ sơ thật"):
        run()
    assert row_counts() == before
    assert files(media_root) == []


@pytest.mark.proof
def test_a_load_that_fails_leaves_nothing(media_root, monkeypatch):
    before = row_counts()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(gallery, "load_clips", fail)
    with pytest.raises(OSError, match="disk full"):
        run()
    assert row_counts() == before
    assert files(media_root) == []


def test_says_when_a_sector_it_needs_is_missing():
    Sector.objects.filter(code="ttcn").update(code="khac")
    with pytest.raises(CommandError, match="ttcn"):
        run()


def test_removing_from_an_empty_portal_says_so():
    assert "Không có dữ liệu minh hoạ" in run("--remove")


@pytest.mark.proof
def test_removes_all_even_what_people_edited_and_loads_the_same_again(
    media_root, django_capture_on_commit_callbacks
):
    make_article("Tin thật")
    person = make_user("thu")
    before = row_counts()
    run()
    first = addresses()
    correct_standing(
        fact=StandingEntry.objects.exclude(corrects=None).first(),
        by=person,
        reason="Đính chính lần nữa.",
        decision_number="MH-1/QĐ-2024",
    )
    article = Article.objects.filter(is_demo=True).first()
    article.title = "Tiêu đề sửa tay"
    article.save()
    withdraw(article=Article.objects.filter(is_demo=True).last(), by=person)

    with django_capture_on_commit_callbacks(execute=True):
        run("--remove")

    assert row_counts() == before
    assert files(media_root) == []
    run()
    assert addresses() == first


@pytest.mark.proof
def test_a_real_article_of_the_same_title_is_no_obstacle():
    title = "Chăm đất trước, chăm cây sau"
    real = make_article(title)
    run()
    invented = Article.objects.get(title=title, is_demo=True)
    assert invented.slug == f"{real.slug}-2"
