"""What the home page chooses: a lead for its week, no story and no picture twice."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.models import Section
from tests.factories.news import make_article, make_clip, make_image
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
# An area that there is on the day of the founding.
AREAS = {"before": "760", "this year": "26740"}


@pytest.mark.usefixtures("memory")
def test_a_featured_article_leads_for_seven_days(client, monkeypatch):
    began = timezone.now()
    featured = make_article("Tin chính", is_featured=True, published_at=began)
    newest = make_article("Tin mới", published_at=began + timedelta(hours=1))
    for after, leads in ((WEEK - timedelta(seconds=1), featured), (WEEK, newest)):
        monkeypatch.setattr(timezone, "now", lambda moment=began + after: moment)
        assert client.get("/").context["lead"].article == leads


def test_no_story_and_no_picture_stands_on_it_twice(client):
    covers = [make_image() for _ in range(3)]
    sections = Section.objects.all()[:4]
    for number in range(24):
        cover = covers[number % 3]
        section = sections[number % 4]
        make_article(f"Tin {number}", section=section, cover=cover, cover_alt="Ảnh")
    make_clip(poster=make_image())
    html = client.get("/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    titles = re.findall(r"<h[23][^>]*><a[^>]*>(Tin \d+)</a>", main)
    assert len(titles) == len(set(titles)) == 1 + 5 + 3 + 3 + 2 + 2
    pictures = re.findall(r'<img src="([^"]+)"', main)
    assert len(pictures) == len(set(pictures)) == 3


@pytest.mark.parametrize(
    ("founded", "words"),
    [
        ("this year", ["1 hợp tác xã", "1 đang hoạt động", "1 thành lập năm nay"]),
        ("before", ["1 hợp tác xã", "1 đang hoạt động"]),
    ],
)
def test_no_number_of_the_register_is_zero(client, founded, words):
    today = timezone.localdate()
    founded_on = date(2020, 5, 1) if founded == "before" else date(today.year, 1, 1)
    make_cooperative(founded=founded_on, area_code=AREAS[founded])
    numbers = [f"{number} {what}" for number, what, _ in numbers_on(client)]
    assert numbers == words


def test_without_foundings_it_tells_how_the_number_changed(client):
    first_day = date(timezone.localdate().year, 1, 1)
    for ends in ({}, {"status": "giai-the", "status_from": first_day}):
        make_cooperative(founded=date(2020, 5, 1), **ends)
    assert numbers_on(client)[-1][:2] == ("−1", "so với cuối năm trước")


def test_an_empty_register_has_no_numbers(client):
    assert numbers_on(client) == []
    assert "Chưa có hợp tác xã nào" in client.get("/").content.decode()


def numbers_on(client):
    return client.get("/").context["numbers"]
