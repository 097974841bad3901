"""What the public reads is dated: each edition from a moment until a moment."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Article, Edition, FormerAddress, ImageUse, Withdrawal
from news.models.uses import OWNERS
from news.pictures import add_image, make_sizes
from news.publishing import (
    cancel,
    close_edition,
    correct,
    feature,
    is_small,
    publish,
    render_editions,
    save_article,
    withdraw,
)
from tests.factories.news import (
    first_section,
    make_article,
    make_draft,
    make_image,
    make_picture,
    make_withdrawn,
    republish,
)
from tests.factories.pages import Page
from tests.factories.register import clock
from tests.factories.triggers import trigger_names

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read_at(article, moment):
    """Return the lead that the public reads at `moment`, or None."""
    edition = Edition.objects.public(moment).filter(article=article).first()
    return edition and edition.lead


def schedule(article, moment, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    return publish(article=article, by=None, at=moment)


def correct_lead(*, article, by):
    correct(edition=article.editions.public().get(), by=by, words={"lead": "khác"})


class TestPublishing:
    def test_saving_changes_nothing_public(self):
        article = make_article(lead="cũ")
        article.lead = "mới"
        save_article(article=article, by=None)
        assert read_at(article, timezone.now()) == "cũ"

    def test_a_later_edition_takes_the_place_of_the_one_before(self):
        article = make_article(lead="cũ")
        first = article.editions.get()
        second = republish(article, lead="mới")
        first.refresh_from_db()
        assert first.live_until == second.live_from
        assert read_at(article, second.live_from) == "mới"
        assert read_at(article, second.live_from - timedelta(microseconds=1)) == "cũ"
        assert second.first_published_at == first.first_published_at

    def test_a_replacement_goes_live_by_itself(self):
        article = make_article(lead="cũ")
        later = timezone.now() + DAY
        schedule(article, later, lead="mới")
        assert read_at(article, later - timedelta(seconds=1)) == "cũ"
        assert read_at(article, later) == "mới"

    def test_a_cancelled_one_gives_the_one_before_its_end_back(self):
        ends = timezone.now() + 9 * DAY
        article = make_article(lead="cũ", expires_at=ends)
        schedule(article, timezone.now() + DAY, lead="mới")
        cancel(article=article, by=None)
        assert article.editions.get().live_until == ends
        with pytest.raises(ValidationError, match="không có bản nào đang hẹn giờ"):
            cancel(article=article, by=None)

    def test_another_moment_replaces_the_one_before(self):
        article = make_article(lead="cũ")
        schedule(article, timezone.now() + DAY, lead="một")
        later = timezone.now() + 3 * DAY
        schedule(article, later, lead="hai")
        assert read_at(article, timezone.now() + 2 * DAY) == "cũ"
        assert read_at(article, later) == "hai"
        assert article.editions.count() == 2

    def test_one_published_now_leaves_the_replacement_to_come(self):
        article = make_article(lead="cũ")
        later = timezone.now() + DAY
        schedule(article, later, lead="sau này")
        article.lead = "cũ,"
        now = publish(article=article, by=None)
        assert read_at(article, now.live_from) == "cũ,"
        assert read_at(article, later) == "sau này"
        in_order = article.editions.order_by("live_from")
        assert [edition.number for edition in in_order] == [1, 2, 3]

    def test_the_first_moment_moves_while_it_lies_ahead(self):
        article = make_draft()
        publish(article=article, by=None, at=timezone.now() + DAY)
        earlier = timezone.now() + DAY / 2
        edition = publish(article=article, by=None, at=earlier)
        article.refresh_from_db()
        assert article.first_published_at == edition.first_published_at == earlier
        assert article.editions.count() == 1

    def test_unchanged_words_make_no_edition_but_move_the_end(self):
        article = make_article()
        article.expires_at = timezone.now() + DAY
        article.is_featured = True
        publish(article=article, by=None)
        edition = article.editions.get()
        assert (edition.live_until, edition.is_featured) == (article.expires_at, True)
        with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
            publish(article=article, by=None, at=timezone.now() + DAY / 2)

    def test_an_expired_one_comes_back_as_an_edition(self):
        article = make_article(expires_at=timezone.now() - DAY / 99)
        article.expires_at = None
        publish(article=article, by=None)
        assert article.editions.count() == 2
        assert article.is_public()

    def test_a_withdrawn_one_comes_back(self):
        article = make_withdrawn()
        publish(article=article, by=None)
        assert article.is_public()
        assert Article.objects.with_state().get().state == Article.State.LIVE

    def test_a_withdrawal_takes_the_one_to_come_with_it(self):
        article = make_article()
        schedule(article, timezone.now() + DAY, lead="mới")
        withdraw(article=article, by=None, kind="error")
        assert read_at(article, timezone.now() + 2 * DAY) is None
        with pytest.raises(ValidationError, match="đã được gỡ"):
            withdraw(article=article, by=None)

    def test_what_was_never_public_is_not_withdrawn(self):
        with pytest.raises(ValidationError, match="chưa từng lên trang"):
            withdraw(article=make_draft(), by=None)

    def test_the_place_on_the_home_page_needs_no_edition(self):
        article = make_article()
        feature(article=article, by=None, is_featured=True)
        assert article.editions.get().is_featured
        article.refresh_from_db()
        assert article.is_featured

    def test_end_and_place_are_those_of_the_replacement_too(self):
        article = make_article(lead="cũ")
        later, ends = timezone.now() + DAY, timezone.now() + 2 * DAY
        for lead in ("cũ", "nay"):
            schedule(article, later, lead="sau này", expires_at=None)
            article.lead, article.expires_at = lead, ends
            article.is_featured = not article.is_featured
            publish(article=article, by=None)
            waiting, live = article.editions.all()[:2]
            assert (live.live_until, waiting.live_until) == (later, ends)
            places = {live.is_featured, waiting.is_featured}
            assert places == {article.is_featured}

    @pytest.mark.parametrize("lead", ["cũ", "nay"])
    def test_an_end_before_the_replacement_is_refused(self, lead):
        article = make_article(lead="cũ")
        schedule(article, timezone.now() + 2 * DAY, lead="sau này")
        article.lead, article.expires_at = lead, timezone.now() + DAY
        with pytest.raises(ValidationError, match="bản đang hẹn"):
            publish(article=article, by=None)
        assert read_at(article, timezone.now() + 9 * DAY) == "sau này"

    def test_the_replacement_itself_may_be_published_with_an_earlier_end(self):
        article = make_article(lead="cũ")
        schedule(article, timezone.now() + 2 * DAY, lead="sau này")
        article.expires_at = timezone.now() + DAY
        assert publish(article=article, by=None).live_until == article.expires_at
        assert not article.editions.waiting().exists()

    @pytest.mark.parametrize("ago", [DAY, timedelta(minutes=1)])
    def test_none_is_taken_back_for_an_end_that_has_passed(self, ago):
        article = make_article(lead="cũ")
        schedule(article, timezone.now() + DAY, lead="mới")
        article.expires_at = timezone.now() - ago
        save_article(article=article, by=None)
        with pytest.raises(ValidationError, match="Giờ hết hạn của bài đã qua"):
            cancel(article=article, by=None)
        assert read_at(article, timezone.now() + 2 * DAY) == "mới"

    def test_a_cancelled_first_moment_does_not_come_back_with_a_save(self):
        article = make_draft()
        schedule(article, timezone.now() + DAY)
        cancel(article=article, by=None)
        save_article(article=article, by=None)
        assert Article.objects.get().first_published_at is None

    def test_a_withdrawn_one_with_a_return_to_come_is_withdrawn_already(self):
        article = make_withdrawn()
        later = timezone.now() + DAY
        schedule(article, later, lead="lại")
        with pytest.raises(ValidationError, match="đã được gỡ"):
            withdraw(article=article, by=None)
        assert read_at(article, later) == "lại"

    def test_one_that_goes_live_meanwhile_is_told(self):
        actions = [publish, cancel, withdraw, correct_lead]
        scheduled = [self.schedule_soon() for _ in actions]
        time.sleep(0.55)
        for action, (article, before, later) in zip(actions, scheduled, strict=True):
            article.lead = "khác"
            with clock(before), pytest.raises(ValidationError) as refused:
                action(article=article, by=None)
            assert "vừa lên" in str(refused.value), action
            assert read_at(article, later) == "mới", action
            assert not article.withdrawals.exists()

    def schedule_soon(self):
        """Return an article, a moment, and the later one of its next edition."""
        article, now = make_article(lead="cũ"), timezone.now()
        later = now + timedelta(seconds=0.5)  # time enough to schedule it
        schedule(article, later, lead="mới")
        return article, now, later

    def test_nothing_is_written_where_it_is_refused(self):
        article = make_article(lead="cũ")
        article.body = ""
        with pytest.raises(ValidationError, match="chưa có nội dung"):
            publish(article=article, by=None)
        assert Article.objects.get().body
        assert article.editions.count() == 1


class TestHowMuchChanged:
    def small(self, before, after, **others):
        fields = {"title": "Tin", "section": first_section()}
        old = Article(body=f"<p>{before}</p>", **fields)
        return is_small(old, Article(body=f"<p>{after}</p>", **fields | others))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Hợp tác xả họp.", "Hợp tác xã họp."),
            ("Họp xong, về.", "Họp xong về."),
            ("Ông An nói", "Ông An, nói"),
            ("Có 606 HTX gồm", "Có 606 HTX, gồm"),
            ("Các xã viên họp.", "Toàn xã viên họp."),  # a sentence begins there
            ("Một. hai", "Một. Hai"),
            ("rau</p><p>cá", "rau</p><p>Cá"),
        ],
    )
    def test_small(self, before, after):
        assert self.small(before, after)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Có 606 HTX.", "Có 608 HTX."),
            ("Ông Lê An nói.", "Ông Lê Ân nói."),
            ("Họp ngày 2/3.", "Họp ngày 3/2."),
            ("Vụ mùa của HTX", "Vụ mùa của QTD"),
            ("Họp sáng nay", "Họp sáng 5"),
            ("Tăng 5%", "Tăng 5"),
            ("Tăng 5", "Tăng -5"),
            ("Tăng 1.5 tấn", "Tăng 1,5 tấn"),
            ("Bà An đi", "Bà đi"),
        ],
    )
    def test_not_small(self, before, after):
        assert not self.small(before, after)

    def test_texts_made_to_tease_are_answered_in_bounded_work(self):
        old, new = (
            " ".join(f"a {letter}{n}" for n in range(30_000)) for letter in "xy"
        )
        assert not self.small(old, new)

    def test_another_title_is_never_small(self):
        assert not self.small("x", "x", title="tin")

    def test_what_is_not_small_needs_a_note(self):
        article = make_article(body="<p>Có 606 HTX.</p>")
        article.body = "<p>Có 608 HTX.</p>"
        with pytest.raises(ValidationError, match="không phải sửa nhỏ"):
            publish(article=article, by=None)
        with pytest.raises(ValidationError, match="Hãy ghi điều đã đổi"):
            publish(article=article, by=None, kind="correction", note="  ")
        told = publish(article=article, by=None, kind="correction", note="606 → 608")
        assert (told.kind, told.note) == ("correction", "606 → 608")


class TestOnThePage:
    def test_a_correction_stands_above_the_text_with_the_way_back(self, client):
        article = make_article("Báo cáo", body="<p>Có 606 HTX.</p>")
        article.body = "<p>Có 608 HTX.</p>"
        publish(article=article, by=None, kind="correction", note="606 → 608: ghi sót.")
        page = Page(client.get(article.get_absolute_url()))
        [told] = page.inside("changes")
        assert "Đính chính" in told and "606 → 608: ghi sót." in told
        former = f"{article.get_absolute_url()}ban/1/"
        assert former in page.links
        answer = client.get(former)
        shown = answer.content.decode()
        assert "Có 606 HTX." in shown and "noindex" in shown
        assert "Đây là bản trước của bài" in shown
        assert article.get_absolute_url() in Page(answer).links

    def test_the_present_edition_has_one_address(self, client):
        article = make_article()
        answer = client.get(f"{article.get_absolute_url()}ban/1/")
        assert (answer.status_code, answer["Location"]) == (
            302,
            article.get_absolute_url(),
        )

    def test_editions_to_come_and_of_withdrawn_ones_are_not_read(self, client):
        article = make_article()
        schedule(article, timezone.now() + DAY, lead="mới")
        address = article.get_absolute_url()
        assert client.get(f"{address}ban/2/").status_code == 404
        assert client.get(f"{address}ban/99/").status_code == 404
        republish(article, lead="nay")
        withdraw(article=article, by=None)
        assert client.get(f"{address}ban/1/").status_code == 410

    def test_a_small_change_is_not_told(self, client):
        article = make_article(lead="Họp xong, về.")
        article.lead = "Họp xong về."
        publish(article=article, by=None)
        assert not Page(client.get(article.get_absolute_url())).inside("changes")

    def test_pictures_come_in_every_size_without_a_query(self, client):
        image = make_image()
        file = f"/media/{image.folder}/goc.jpg"
        article = make_article(
            body=f'<p>Tin</p><img src="{file}" alt="Ruộng “lúa” &lt;A&gt;">'
        )
        edition = article.editions.get()
        assert f'src="anh:{image.pk}"' in edition.body
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(article.get_absolute_url()).content.decode()
        assert not [query for query in queries if 'FROM "news_image' in query["sql"]]
        assert f"{image.folder}/800.avif 800w" in shown
        assert 'alt="Ruộng “lúa” &lt;A&gt;"' in shown

    @pytest.mark.parametrize("side", ["image-left", "image-right"])
    def test_a_picture_without_a_caption_stays_on_its_side(self, client, side):
        file = f"/media/{make_image().folder}/goc.jpg"
        article = make_article(
            body=f'<p><img class="{side}" src="{file}" alt="a">Tin</p>'
        )
        shown = client.get(article.get_absolute_url()).content.decode()
        assert f'<picture class="{side}">' in shown

    def test_a_picture_comes_in_the_width_of_its_place(self, client):
        picture = f'<img src="/media/{make_image().folder}/goc.jpg" alt="a">'
        item = f'<li><figure class="image">{picture}</figure></li>'
        body = (
            f"<p>Tin</p>{picture}"
            f'<ul class="gallery">{item}{item}</ul>'
            f'<figure class="image-left">{picture}<figcaption>b</figcaption></figure>'
            f'<figure class="image">{picture}</figure><ul><li>x</li></ul>'
        )
        page = Page(client.get(make_article(body=body).get_absolute_url()))
        sizes = [one["sizes"] for _, one, _ in page.all("source", type="image/avif")]
        column = "(min-width: 48rem) 42.5rem, 100vw"
        gallery = "(min-width: 48rem) 20.625rem, (min-width: 36rem) 50vw, 100vw"
        side = "(min-width: 48rem) 19.55rem, (min-width: 40rem) 46vw, 100vw"
        assert sizes == [column, gallery, gallery, side, column]

    def test_an_older_renderer_is_not_shown_and_made_anew(self, client):
        article = make_article(body="<p>Nội dung</p>")
        Edition.objects.update(html="<p>cũ</p>", renderer=0)
        shown = client.get(article.get_absolute_url()).content.decode()
        assert "Nội dung" in shown and "<p>cũ</p>" not in shown
        assert render_editions() == 1
        assert article.editions.get().html == "<p>Nội dung</p>"
        assert render_editions() == 0


class TestAddresses:
    def test_a_former_one_leads_on_for_ever(self, client):
        article = make_article("Một")
        for slug in ("hai", "ba"):
            article.slug = slug
            save_article(article=article, by=None)
        for slug in ("mot", "hai"):
            answer = client.get(f"/tin-tuc/{slug}/")
            assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/ba/")

    def test_it_is_nobody_else_s(self):
        article = make_article("Một")
        article.slug = "hai"
        save_article(article=article, by=None)
        assert make_draft("Một").slug == "mot-2"
        with pytest.raises(ValidationError, match="từng là của bài khác"):
            Article(title="x", slug="mot", section=first_section()).full_clean()

    def test_back_again_it_leads_nowhere_else(self, client):
        article = make_article("Một")
        for slug in ("hai", "mot"):
            article.slug = slug
            save_article(article=article, by=None)
        assert client.get("/tin-tuc/mot/").status_code == 200
        assert FormerAddress.objects.get().slug == "hai"

    @pytest.mark.parametrize("action", [save_article, publish])
    def test_a_draft_leaves_none(self, action):
        draft = make_draft("Một")
        draft.slug = "hai"
        action(article=draft, by=None)
        assert not FormerAddress.objects.exists()


class TestUsesOfPictures:
    def test_are_counted_in_copy_version_and_edition(self):
        cover, inside = make_image(), make_image()
        body = f'<p>x</p><img src="/media/{inside.folder}/800.webp" alt="Lúa">'
        article = make_article(cover=cover, cover_alt="Ảnh", body=body)
        for image in (cover, inside):
            owners = [
                tuple(bool(getattr(use, f"{o}_id")) for o in OWNERS)
                for use in image.uses.order_by("pk")
            ]
            assert {*owners} == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}
        article.body, article.cover = "<p>x</p>", None
        save_article(article=article, by=None)
        assert not inside.uses.filter(article=article).exists()
        assert inside.uses.filter(edition__isnull=False).count() == 1

    def test_a_use_has_one_place(self):
        image, article = make_image(), make_draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            ImageUse.objects.create(image=image)
        with pytest.raises(IntegrityError), transaction.atomic():
            ImageUse.objects.create(
                image=image, article=article, version=article.history.get()
            )


class TestClosing:
    def test_the_words_are_gone_and_the_reason_stays(self, client, superuser):
        image = make_image()
        article = make_article(
            "Kết quả", lead="Số CCCD …", cover=image, cover_alt="Ảnh chụp"
        )
        republish(article, lead="Đã bỏ số.", cover=None, cover_alt="")
        first = article.editions.last()
        close_edition(edition=first, by=superuser, reason="Có dữ liệu cá nhân.")
        first.refresh_from_db()
        assert (first.lead, first.body, first.html, first.cover) == ("", "", "", None)
        assert (first.closed_reason, first.closed_by) == (
            "Có dữ liệu cá nhân.",
            superuser,
        )
        assert not image.uses.filter(edition=first).exists()
        answer = client.get(f"{article.get_absolute_url()}ban/1/")
        assert answer.status_code == 410
        assert "Có dữ liệu cá nhân." in answer.content.decode()
        page = Page(client.get(article.get_absolute_url()))
        assert "Xem bản trước" not in " ".join(page.inside("changes"))

    def test_not_while_it_is_read_or_to_come(self, superuser):
        article = make_article()
        with pytest.raises(ValidationError, match="đang hoặc sắp trên trang"):
            close_edition(edition=article.editions.get(), by=superuser, reason="x")


def refused():
    return pytest.raises(IntegrityError)


class TestTheDatabase:
    """What nobody can do by any door, tried past all of ours."""

    def alter(self, edition, **changed):
        with transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**changed)

    def test_what_was_public_is_as_it_was(self):
        edition = make_article().editions.get()
        for changed in (
            {"title": "Khác"},
            {"lead": "khác"},
            {"body": "<p>khác</p>"},
            {"byline": "XX"},
            {"number": 7},
            {"kind": "minor"},
            {"note": "khác"},
            {"live_from": timezone.now() + DAY},
            {"live_from": timezone.now() - DAY},
            {"live_until": timezone.now() - DAY / 24},
            {"first_published_at": timezone.now() - DAY},
            {"known_at": timezone.now()},
            {"closed_at": timezone.now(), "closed_reason": "x"},  # the words are left
        ):
            with refused():
                self.alter(edition, **changed)

    def test_a_moment_that_has_passed_stays(self):
        article = make_article()
        republish(article, lead="mới")
        with refused():
            self.alter(article.editions.last(), live_until=None)

    def test_two_never_overlap(self):
        article = make_article()
        now = timezone.now()
        words = article.words | {"article": article, "kind": "minor", "number": 2}
        moments = {"first_published_at": article.first_published_at}
        for begun, ends in ((now, None), (now + DAY, now + 2 * DAY)):
            with refused(), transaction.atomic():
                Edition.objects.create(
                    **words, **moments, live_from=begun, live_until=ends
                )

    def test_a_past_is_not_written_afterwards(self):
        article = make_withdrawn()
        begun = timezone.now() - DAY
        with refused(), transaction.atomic():
            Edition.objects.create(
                **article.words, article=article, number=2, kind="minor",
                live_from=begun, live_until=begun + DAY / 2, first_published_at=begun,
            )  # fmt: skip

    def test_a_closed_one_is_not_opened(self, superuser):
        article = make_article()
        republish(article, lead="mới")
        first = article.editions.last()
        close_edition(edition=first, by=superuser, reason="x")
        for changed in (
            {"closed_at": None, "closed_reason": ""},
            {"title": "Lại"},
            {"closed_reason": "y"},
        ):
            with refused():
                self.alter(first, **changed)

    def test_what_was_public_is_not_deleted(self):
        article = make_withdrawn()
        for rows in (
            Edition.objects.all(),
            Withdrawal.objects.all(),
            Article.objects.filter(pk=article.pk),
        ):
            with refused(), transaction.atomic():
                rows._raw_delete(rows.db)

    def test_what_is_to_come_may_be_deleted(self):
        article = make_draft()
        publish(article=article, by=None, at=timezone.now() + DAY)
        cancel(article=article, by=None)
        article.delete()
        assert not Article.objects.exists()

    def test_a_withdrawal_and_the_first_moment_stand(self):
        article = make_withdrawn()
        with refused(), transaction.atomic():
            Withdrawal.objects.update(note="khác")
        for moment in (None, timezone.now() + DAY):
            with refused(), transaction.atomic():
                Article.objects.update(first_published_at=moment)
        assert Article.objects.get() == article

    def test_constraints(self):
        article, image = make_withdrawn(), make_image()
        fields = article.words | {
            "article": article,
            "number": 2,
            "kind": "minor",
            "first_published_at": article.first_published_at,
        }
        for changed in (
            {"live_until": timezone.now() - 99 * DAY},
            {"kind": "khac"},
            {"kind": "update", "note": ""},
            {"closed_reason": "x"},
            {"first_published_at": timezone.now() + DAY},
            {"title": ""},
            {"cover_alt": "", "cover": image},
            {"number": 1},
        ):
            told = fields | {"live_from": timezone.now()} | changed
            with refused(), transaction.atomic():
                Edition.objects.create(**told)
        now = timezone.now()
        with refused(), transaction.atomic():
            Withdrawal.objects.create(article=article, at=now, kind="khac")

    def test_every_guard_is_there(self):
        assert trigger_names() >= {
            "news_edition_insert",
            "news_edition_moments",
            "news_edition_words",
            "news_edition_delete",
            "news_withdrawal_update",
            "news_withdrawal_delete",
            "news_article_first",
            "news_article_delete",
        }


def test_sizes_made_after_publication_are_shown(client):
    image = add_image(upload=make_picture(size=(900, 600)), title="Lúa")
    file = f"/media/{image.folder}/goc.jpg"
    article = make_article(body=f'<p>Tin</p><img src="{file}" alt="Lúa">')
    assert ".avif" not in article.editions.get().html
    make_sizes.func(image.pk)
    assert f"{image.folder}/800.avif 800w" in article.editions.get().html
