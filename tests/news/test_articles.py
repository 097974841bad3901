"""What the public sees of the news, and what an article may never be."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from news.models import Article, Edition, Section, VideoClip
from tests.factories.news import (
    first_section,
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MOMENT = timedelta(microseconds=1)


class TestPublic:
    def is_public(self, at=NOW, **fields):
        article = make_article(**{"published_at": NOW, **fields})
        listed = Edition.objects.public(at).filter(article=article).exists()
        assert article.is_public(at) == listed
        return listed

    def test_a_published_one_is(self):
        assert self.is_public()

    def test_a_draft_or_withdrawn_one_is_not(self):
        make_draft()
        make_withdrawn()
        assert not Edition.objects.public().exists()

    def test_a_scheduled_one_is_from_its_moment_on(self):
        assert not self.is_public(at=NOW - MOMENT)
        assert self.is_public(at=NOW)

    def test_an_expiring_one_is_until_before_its_moment(self):
        ends = NOW + timedelta(days=1)
        assert self.is_public(at=ends - MOMENT, expires_at=ends)
        assert not self.is_public(at=ends, expires_at=ends)

    def test_now_is_the_default(self):
        make_article(published_at=timezone.now() + timedelta(hours=1))
        shown = make_article()
        assert [edition.article for edition in Edition.objects.public()] == [shown]
        assert shown.is_public()

    def test_newest_come_first_and_equal_moments_by_id(self):
        same = [make_article(published_at=NOW) for _ in range(3)]
        older = make_article(published_at=NOW - MOMENT)
        order = [edition.article for edition in Edition.objects.newest_first()]
        assert order == [*same[::-1], older]

    def test_a_list_shows_an_entry_without_another_query(
        self, django_assert_num_queries
    ):
        make_article(cover=make_image(), cover_alt="Ảnh")
        with django_assert_num_queries(1):
            edition = Edition.objects.for_list().get()
            assert edition.section.name
            assert edition.cover.url
            assert edition.summary
            assert edition.get_absolute_url()
        assert {"body", "html"} <= edition.get_deferred_fields()


class TestClipPublic:
    @pytest.mark.parametrize(
        ("published_at", "is_public"),
        [(None, False), (NOW, True), (NOW - MOMENT, True), (NOW + MOMENT, False)],
    )
    def test_from_its_moment_on(self, published_at, is_public):
        clip = make_clip(published_at=published_at)
        assert (clip in VideoClip.objects.public(NOW)) == is_public


class TestConstraints:
    @pytest.mark.parametrize(
        ("changed", "name"),
        [
            ({"title": ""}, "article_is_named"),
            ({"slug": ""}, "article_is_named"),
        ],
    )
    def test_the_database_refuses_a_wrong_article(self, changed, name):
        article = make_article()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**changed)

    def test_the_database_refuses_a_cover_nobody_can_hear(self):
        article, image = make_article(), make_image()
        articles = Article.objects.filter(pk=article.pk)
        with (
            pytest.raises(IntegrityError, match="article_cover_is_described"),
            transaction.atomic(),
        ):
            articles.update(cover=image)
        assert articles.update(cover=image, cover_alt="Hội nghị") == 1

    def test_the_database_refuses_an_address_twice(self):
        first, second = make_article(), make_article()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=second.pk).update(slug=first.slug)

    @pytest.mark.parametrize("changed", [{"name": ""}, {"slug": ""}])
    def test_the_database_refuses_a_section_without_name_or_address(self, changed):
        with (
            pytest.raises(IntegrityError, match="section_is_named"),
            transaction.atomic(),
        ):
            Section.objects.filter(pk=first_section().pk).update(**changed)

    @pytest.mark.parametrize("field", ["name", "slug"])
    def test_the_database_refuses_a_section_twice(self, field):
        first, second = Section.objects.all()[:2]
        with pytest.raises(IntegrityError), transaction.atomic():
            Section.objects.filter(pk=second.pk).update(
                **{field: getattr(first, field)}
            )

    def test_a_section_with_articles_is_not_deleted(self):
        article = make_article()
        with pytest.raises(ProtectedError):
            article.section.delete()

    @pytest.mark.parametrize(
        ("changed", "name"),
        [
            ({"title": ""}, "clip_is_named"),
            ({"slug": ""}, "clip_is_named"),
            ({"youtube": "https://youtu.be/abcdefghijk"}, "clip_has_one_source"),
            ({"file": ""}, "clip_has_one_source"),
        ],
    )
    def test_the_database_refuses_a_wrong_clip(self, changed, name):
        clip = make_clip()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            VideoClip.objects.filter(pk=clip.pk).update(**changed)

    @pytest.mark.parametrize("side", ["width", "height"])
    def test_the_database_refuses_a_picture_without_a_size(self, side):
        with (
            pytest.raises(IntegrityError, match="image_has_a_size"),
            transaction.atomic(),
        ):
            make_image(**{side: 0})

    def test_a_picture_in_use_is_not_deleted(self):
        image = make_image()
        make_article(cover=image, cover_alt="Ảnh")
        with pytest.raises(ProtectedError):
            image.delete()


class TestChecked:
    """What `full_clean`, and so every form, says before the database has to."""

    def new(self, **fields):
        return Article(**{"title": "Tin mới", "section": first_section(), **fields})

    def errors(self, **fields):
        with pytest.raises(ValidationError) as refused:
            self.new(**fields).full_clean()
        return refused.value.message_dict

    def test_an_empty_address_is_filled_in(self):
        article = self.new()
        article.full_clean()
        assert article.slug == "tin-moi"

    def test_a_cover_is_described(self):
        errors = self.errors(cover=make_image())
        assert errors == {"__all__": ["Ảnh đại diện phải có mô tả ảnh."]}

    def test_an_address_in_use_is_said_at_its_field(self):
        assert "slug" in self.errors(slug=make_article().slug)

    def test_a_section_needs_no_address_but_a_name(self):
        section = Section(name="Xúc tiến thương mại")
        section.full_clean()
        assert section.slug == "xuc-tien-thuong-mai"
        with pytest.raises(ValidationError):
            Section(name="").full_clean()

    def test_sections_whose_names_differ_by_marks_get_two_addresses(self):
        for name in ("Hợp tác", "Hộp tác"):
            section = Section(name=name)
            section.full_clean()
            section.save()
        slugs = Section.objects.filter(slug__startswith="hop-tac")
        assert sorted(slugs.values_list("slug", flat=True)) == ["hop-tac", "hop-tac-2"]

    def test_a_clip_needs_no_address_but_one_source(self):
        clip = VideoClip(title="Lễ khai mạc", youtube="youtu.be/abcdefghijk")
        clip.full_clean()
        assert clip.slug == "le-khai-mac"
        assert clip.youtube == "https://youtu.be/abcdefghijk"
        with pytest.raises(ValidationError, match="chỉ một trong hai"):
            VideoClip(title="Lễ khai mạc").full_clean()


class TestAddress:
    def test_it_is_the_title_folded(self):
        article = make_article("Đại hội Liên minh HTX năm 2023")
        assert article.slug == "dai-hoi-lien-minh-htx-nam-2023"
        assert article.get_absolute_url() == f"/tin-tuc/{article.slug}/"

    def test_the_same_title_is_numbered(self):
        slugs = [make_article("Đại hội").slug for _ in range(3)]
        assert slugs == ["dai-hoi", "dai-hoi-2", "dai-hoi-3"]

    def test_a_longer_title_takes_no_number(self):
        make_article("Đại hội")
        assert make_article("Đại").slug == "dai"

    @pytest.mark.parametrize("title", ["!!!", "北京", "…"])
    def test_a_title_without_latin_letters_has_one_all_the_same(self, title):
        assert make_article(title).slug == "trang"
        assert make_article(title).slug == "trang-2"

    def test_a_section_name_without_latin_letters_has_one_all_the_same(self):
        assert Section.objects.create(name="!!!").slug

    def test_the_longest_titles_fit_and_stay_apart(self):
        long = "Nghiêng " * 31
        slugs = {make_article(long).slug for _ in range(11)}
        assert len(slugs) == 11
        assert max(map(len, slugs)) <= 100
        names = [f"{'Nghiêng ' * 14}{n}" for n in range(3)]
        sections = [Section.objects.create(name=name).slug for name in names]
        assert max(map(len, sections)) <= 80

    def test_it_stays_when_the_title_changes(self):
        article = make_article("Đại hội")
        article.title = "Hội nghị"
        article.save()
        assert article.slug == "dai-hoi"


class TestSaving:
    def test_the_body_is_cleaned(self):
        article = make_article(
            body='<p onclick="x()">Chào<script>alert(1)</script></p>'
        )
        assert article.body == "<p>Chào</p>"

    def test_each_save_keeps_the_version_before(self):
        article = make_draft(body="<p>Một</p>")
        article.body = "<p>Hai</p>"
        article.save()
        bodies = article.history.order_by("history_id").values_list("body", flat=True)
        assert list(bodies) == ["<p>Một</p>", "<p>Hai</p>"]

    def test_a_deleted_article_can_still_be_read_in_its_history(self):
        article = make_draft("Đại hội")
        number = article.pk
        article.delete()
        last = Article.history.filter(id=number).first()
        assert (last.history_type, last.title) == ("-", "Đại hội")

    def test_a_clip_keeps_versions_too(self):
        clip = make_clip()
        clip.title = "Tên khác"
        clip.save()
        assert clip.history.count() == 2

    def test_the_summary_is_the_lead_or_the_first_words(self):
        assert make_draft(lead="Mở đầu").summary == "Mở đầu"
        body = "<p>Tôm &amp; cá</p><p>Vụ <strong>m</strong>ùa</p>"
        assert make_draft(lead="", body=body).summary == "Tôm & cá Vụ mùa"
        assert len(make_draft(lead="", body=f"<p>{'chữ ' * 200}</p>").summary) <= 280
