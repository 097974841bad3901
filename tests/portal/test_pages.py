"""Information pages as the public reads them: text, tree, addresses, moments."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone

from coopsite.portal.models import FormerPageAddress, Page, PageEdition, PageWithdrawal
from coopsite.portal.pages.addresses import _first_parts
from coopsite.portal.pages.publishing import cancel, publish, save_page, withdraw
from coopsite.portal.pages.tree import get_tree
from news.models import Image
from news.publishing import cannot_publish
from tests.factories.news import make_clip, make_draft, make_image
from tests.factories.pages import Page as Answered
from tests.factories.portal import (
    make_details,
    make_draft_page,
    make_page,
    unsaved_page,
)
from tests.factories.register import clock
from tests.factories.triggers import trigger_names

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def republish(page, note="", **changed):
    for name, value in changed.items():
        setattr(page, name, value)
    return publish(page=page, by=None, note=note)


def languages_of(shown):
    """Return {language: address} of the versions that a page names in its head."""
    links = [e.attributes for e in shown.all("link", rel="alternate")]
    return {one["hreflang"]: one["href"] for one in links if "hreflang" in one}


class TestReading:
    def test_a_page_shows_its_words_and_the_way_to_it(self, client):
        top = make_page("Giới thiệu", lead="Về Liên minh.")
        page = make_page("Cơ cấu tổ chức", parent=top, body="<p>Ba phòng.</p>")
        assert page.get_absolute_url() == "/gioi-thieu/co-cau-to-chuc/"
        answer = client.get(page.get_absolute_url())
        shown = Answered(answer)
        assert answer.status_code == 200
        assert shown.words("h1") == ["Cơ cấu tổ chức"]
        way = shown.words("nav", **{"aria-label": "Đường dẫn"})
        assert way == ["Giới thiệu"]
        assert "/gioi-thieu/" in shown.links
        assert "Ba phòng." in answer.content.decode()
        assert not answer.cookies

    def test_a_page_lists_those_below_it_in_their_order(self, client):
        top = make_page("Giới thiệu")
        for title, order in (("Lãnh đạo", 20), ("Chức năng", 10)):
            make_page(title, parent=top, order=order)
        make_draft_page("Chưa xong", parent=top)
        shown = Answered(client.get("/gioi-thieu/"))
        listed = shown.words("nav", **{"aria-label": "Các trang trong mục này"})
        assert listed == ["Chức năng Lãnh đạo"]

    def test_a_draft_is_not_there(self, client):
        make_draft_page("Quy chế")
        assert client.get("/quy-che/").status_code == 404
        assert client.get("/quy-che/?x=1").status_code == 404

    def test_unknown_parameters_lead_to_the_page(self, client):
        make_page("Quy chế")
        answer = client.get("/quy-che/?fbclid=1")
        assert (answer.status_code, answer["Location"]) == (301, "/quy-che/")
        answer = client.get("/quy-che")
        assert (answer.status_code, answer["Location"]) == (301, "/quy-che/")

    def test_a_saved_change_is_not_public_before_it_is_published(self, client):
        page = make_page("Quy chế", body="<p>Cũ.</p>")
        page.body = "<p>Mới.</p>"
        save_page(page=page, by=None)
        assert "Cũ." in client.get("/quy-che/").content.decode()
        publish(page=page, by=None, note="Sửa điều 3.")
        answer = client.get("/quy-che/").content.decode()
        assert "Mới." in answer and "Sửa điều 3." in answer

    def test_what_the_editor_sends_is_cleaned(self, client):
        make_page("Quy chế", body="<p onclick='x()'>Một<script>y()</script></p>")
        answer = client.get("/quy-che/").content.decode()
        assert "onclick" not in answer and "y()" not in answer

    def test_machines_hear_of_what_is_public(self, client):
        top = make_page("Giới thiệu")
        make_page("Cơ cấu", parent=top)
        make_draft_page("Nháp", parent=top)
        files = client.get("/sitemap-trang-0.xml").content.decode()
        assert "/gioi-thieu/co-cau/</loc><lastmod>" in files
        assert "nhap" not in files
        shown = Answered(client.get("/gioi-thieu/co-cau/"))
        [data] = shown.all("script", type="application/ld+json")
        [way] = json.loads(data.words)["@graph"]
        names = [step["name"] for step in way["itemListElement"]]
        assert names == ["Trang chủ", "Giới thiệu", "Cơ cấu"]

    def test_contacts_are_those_of_the_foot(self, client):
        make_details()
        make_page("Liên hệ", role="contacts")
        make_page("Contacts", role="contacts", lang="en")
        for address, label in (
            ("/lien-he/", "Điện thoại"),
            ("/contacts/", "Telephone"),
        ):
            shown = Answered(client.get(address))
            assert label in shown.words("dt")
            assert "028 0000 0000" in shown.words("dd")

    def test_an_english_page_says_so_and_leads_to_its_original_and_back(self, client):
        original = make_page("Cơ cấu tổ chức")
        english = make_page("Structure", lang="en", translation_of=original)
        for page, lang in ((original, "vi"), (english, "en")):
            shown = Answered(client.get(page.get_absolute_url()))
            assert shown.all("html", lang=lang)
            links = languages_of(shown)
            assert links["vi"].endswith("/co-cau-to-chuc/"), lang
            assert links["en"].endswith("/structure/"), lang
            assert links["vi"].startswith("http")
            frame = [*shown.all("header"), *shown.all("footer")]
            assert {e.attributes.get("lang") for e in frame} <= {"vi", None}
            assert shown.all("header", lang="vi")

    def test_a_translation_that_is_not_public_is_not_named(self, client):
        original = make_page("Cơ cấu tổ chức")
        make_draft_page("Structure", lang="en", translation_of=original)
        shown = Answered(client.get("/co-cau-to-chuc/"))
        assert languages_of(shown) == {}


class TestMoments:
    def test_a_page_goes_live_by_itself(self, client):
        page, later = unsaved_page("Quy chế"), timezone.now() + DAY
        publish(page=page, by=None, at=later)
        assert client.get("/quy-che/").status_code == 404
        assert not PageEdition.objects.public(later - DAY / 99).exists()
        with clock(later + timedelta(seconds=1)):
            assert client.get("/quy-che/").status_code == 200

    def test_a_replacement_goes_live_by_itself_or_is_cancelled(self):
        page = make_page("Quy chế", lead="cũ")
        later = timezone.now() + DAY
        page.lead = "mới"
        publish(page=page, by=None, at=later)
        assert PageEdition.objects.public().get().lead == "cũ"
        assert PageEdition.objects.public(later).get().lead == "mới"
        cancel(page=page, by=None)
        assert PageEdition.objects.public(later).get().lead == "cũ"
        with pytest.raises(ValidationError, match="không có bản nào đang hẹn giờ"):
            cancel(page=page, by=None)

    def test_a_cancelled_first_edition_leaves_a_draft(self):
        page = unsaved_page("Quy chế")
        publish(page=page, by=None, at=timezone.now() + DAY)
        cancel(page=page, by=None)
        assert Page.objects.get().first_published_at is None

    def test_one_published_now_takes_the_one_to_come_back(self):
        page = make_page("Quy chế", lead="cũ")
        page.lead = "sau này"
        publish(page=page, by=None, at=timezone.now() + DAY)
        republish(page, lead="nay")
        assert PageEdition.objects.public(timezone.now() + 2 * DAY).get().lead == "nay"

    def test_unchanged_words_make_no_edition(self):
        page = make_page("Quy chế")
        page.order = 3
        publish(page=page, by=None)
        assert page.editions.count() == 1
        assert Page.objects.get().order == 3
        with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
            publish(page=page, by=None, at=timezone.now() + DAY)

    def test_a_kept_page_changes_on_time(self, client, settings):
        settings.PAGE_CACHE_MB = 1
        page = make_page("Quy chế", lead="Lời cũ.")
        page.lead, later = "Lời mới.", timezone.now() + timedelta(hours=1)
        publish(page=page, by=None, at=later)
        assert "Lời cũ." in client.get("/quy-che/").content.decode()
        with clock(later + timedelta(seconds=1)):
            assert "Lời mới." in client.get("/quy-che/").content.decode()


class TestWithdrawal:
    def test_a_withdrawn_page_is_gone_and_says_why(self, client):
        page = make_page("Quy chế")
        withdraw(page=page, by=None, note="Đã có quy chế mới.")
        answer = client.get("/quy-che/")
        assert answer.status_code == 410
        assert "Đã có quy chế mới." in answer.content.decode()
        republish(page)
        assert client.get("/quy-che/").status_code == 200

    @pytest.mark.parametrize("note", ["", "  "])
    def test_a_reason_is_needed(self, note):
        with pytest.raises(ValidationError, match="lý do"):
            withdraw(page=make_page(), by=None, note=note)

    def test_what_is_not_public_cannot_be_withdrawn(self):
        with pytest.raises(ValidationError, match="không ở trên trang"):
            withdraw(page=make_draft_page(), by=None, note="x")

    def test_a_page_with_public_pages_below_stays(self):
        top = make_page("Giới thiệu")
        make_page("Lãnh đạo", parent=top)
        with pytest.raises(ValidationError, match="Lãnh đạo"):
            withdraw(page=top, by=None, note="x")


class TestPublishing:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"body": ""}, "chưa có nội dung"),
            ({"body": '<p>x</p><img src="/media/anh/1/a.webp">'}, "chưa có mô tả"),
            ({"body": '<p><a href="/khong-co/">x</a></p>'}, "Liên kết hỏng"),
        ],
    )
    def test_what_is_not_fit_is_refused_with_the_reason(self, fields, reason):
        with pytest.raises(ValidationError, match=reason):
            publish(page=unsaved_page(**fields), by=None)

    def test_a_page_waits_for_the_one_above_it(self):
        top = make_draft_page("Giới thiệu")
        with pytest.raises(ValidationError, match="Giới thiệu"):
            publish(page=unsaved_page(parent=top), by=None)

    def test_kinds_follow_from_the_note(self):
        page = make_page("Quy chế")
        republish(page, lead="một")
        republish(page, lead="hai", note="Thêm điều 4.")
        kinds = page.editions.order_by("number").values_list("kind", "note")
        assert list(kinds) == [
            ("first", ""), ("minor", ""), ("update", "Thêm điều 4."),
        ]  # fmt: skip

    def test_versions_are_kept_of_words(self):
        page = make_page("Quy chế", lead="một")
        page.lead = "hai"
        save_page(page=page, by=None)
        save_page(page=page, by=None)
        leads = page.history.order_by("history_id").values_list("lead", flat=True)
        assert list(leads) == ["một", "hai"]

    def test_links_to_pages_are_checked(self):
        make_page("Quy chế")
        article = make_draft(body='<p><a href="/quy-che/">x</a></p>')
        assert cannot_publish(article, timezone.now()) == []
        article.body = '<p><a href="/quy-che-khac/">x</a></p>'
        assert "Liên kết hỏng: /quy-che-khac/" in cannot_publish(
            article, timezone.now()
        )

    def test_a_clip_and_a_picture_of_a_former_version_stay(self):
        image, clip = make_image(alt="Trụ sở"), make_clip("Phiên chợ")
        body = (
            f'<p>x</p><img alt="Trụ sở" src="{image.body_url}">'
            f'<figure class="clip"><a href="clip:{clip.pk}">Phiên chợ</a></figure>'
        )
        page = make_draft_page(body=body)
        page.body = "<p>Không còn gì.</p>"
        save_page(page=page, by=None)
        for row in (image, clip):
            with pytest.raises(ProtectedError):
                row.delete()

    def test_a_picture_in_a_page_stays_in_the_library(self):
        image = make_image(alt="Trụ sở")
        page = make_page(body=f'<p>x</p><img alt="Trụ sở" src="{image.body_url}">')
        page.body = "<p>Không còn ảnh.</p>"
        save_page(page=page, by=None)
        assert f"anh:{image.pk}" in page.editions.get().body
        with pytest.raises(IntegrityError), transaction.atomic():
            Image.objects.filter(pk=image.pk)._raw_delete("default")
            connection.check_constraints()


class TestAddresses:
    def test_the_pattern_of_pages_is_the_last(self):
        patterns = get_resolver().url_patterns
        assert patterns[-1].url_patterns[-1].name == "page"

    @pytest.mark.parametrize(
        "slug",
        ["tin-tuc", "video", "chuyen-muc", "quan-tri", "static", "media", "so-lieu"],
    )
    def test_an_address_of_another_part_is_refused_at_its_field(self, slug):
        assert slug in _first_parts() or resolve(f"/{slug}/")
        with pytest.raises(ValidationError) as refused:
            make_draft_page("Trang", slug=slug)
        assert list(refused.value.error_dict) == ["slug"]

    def test_an_address_of_another_page_is_refused(self):
        make_draft_page("Quy chế")
        with pytest.raises(ValidationError, match="đã có trang khác dùng"):
            make_draft_page("Quy chế")

    def test_a_former_address_leads_on_and_is_refused_to_others(self, client):
        page = make_page("Quy chế")
        page.slug = "quy-che-hoat-dong"
        save_page(page=page, by=None)
        answer = client.get("/quy-che/")
        assert (answer.status_code, answer["Location"]) == (
            301, "/quy-che-hoat-dong/",
        )  # fmt: skip
        with pytest.raises(ValidationError, match="từng là của trang"):
            make_draft_page("Quy chế")
        page.slug = "quy-che"
        save_page(page=page, by=None)
        assert client.get("/quy-che/").status_code == 200
        assert FormerPageAddress.objects.get().path == "quy-che-hoat-dong"

    def test_pages_below_move_with_it(self, client):
        top = make_page("Giới thiệu")
        child = make_page("Cơ cấu", parent=top)
        make_page("Phòng", parent=child)
        top.slug = "ve-chung-toi"
        save_page(page=top, by=None)
        assert client.get("/ve-chung-toi/co-cau/phong/").status_code == 200
        answer = client.get("/gioi-thieu/co-cau/phong/")
        assert answer["Location"] == "/ve-chung-toi/co-cau/phong/"

    def test_a_page_does_not_stand_below_itself(self):
        top = make_page("Giới thiệu")
        child = make_page("Cơ cấu", parent=top)
        for parent in (top, child):
            top.parent = parent
            with pytest.raises(ValidationError, match="dưới chính nó"):
                save_page(page=top, by=None)

    def test_a_public_page_does_not_move_below_a_draft(self):
        page = make_page("Quy chế")
        page.parent = make_draft_page("Nháp")
        with pytest.raises(ValidationError, match="chưa đăng") as refused:
            save_page(page=page, by=None)
        assert list(refused.value.error_dict) == ["parent"]

    def test_the_tree_has_three_levels(self):
        one = make_draft_page("Một")
        two = make_draft_page("Hai", parent=one)
        three = make_draft_page("Ba", parent=two)
        with pytest.raises(ValidationError, match="nhiều nhất 3 cấp"):
            make_draft_page("Bốn", parent=three)
        other = make_draft_page("Khác")
        one.parent = other
        with pytest.raises(ValidationError, match="nhiều nhất 3 cấp"):
            save_page(page=one, by=None)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"role": "privacy"}, "role"),
            ({"lang": "vi", "is_translation": True}, "translation_of"),
        ],
    )
    def test_a_role_and_a_translation_are_one_s(self, fields, field):
        original = make_draft_page("Quyền riêng tư", role="privacy")
        if fields.pop("is_translation", False):
            fields["translation_of"] = original
        with pytest.raises(ValidationError) as refused:
            make_draft_page("Trang", **fields)
        assert list(refused.value.error_dict) == [field]

    def test_an_address_of_no_page_is_none(self):
        with pytest.raises(Resolver404):
            resolve("/khong-co/")
        make_page("Không có")
        assert resolve("/khong-co/").view_name == "portal:page"


class TestTree:
    def test_it_has_what_is_public_below_what_is(self):
        top = make_page("Giới thiệu", order=20)
        make_page("Contacts", lang="en", order=1)
        make_page("Quy chế", order=10)
        make_page("Cơ cấu", parent=top)
        make_draft_page("Nháp", parent=top)
        assert [(n.title, [c.title for c in n.children]) for n in get_tree()] == [
            ("Quy chế", []), ("Giới thiệu", ["Cơ cấu"]), ("Contacts", []),
        ]  # fmt: skip

    def test_the_foot_of_pages_follows_it_at_once(self, client, settings):
        settings.PAGE_CACHE_MB = 1
        assert "/quy-che/" not in Answered(client.get("/tin-tuc/")).links
        page = make_page("Quy chế")
        assert "/quy-che/" in Answered(client.get("/tin-tuc/")).links
        withdraw(page=page, by=None, note="x")
        assert "/quy-che/" not in Answered(client.get("/tin-tuc/")).links


class TestGuards:
    """What the database refuses, past the program."""

    def test_an_edition_is_never_changed(self):
        page = make_page("Quy chế")
        for changed in (
            {"title": "Khác"},
            {"body": "<p>Khác</p>"},
            {"note": "Khác"},
            {"number": 9},
            {"live_from": timezone.now() - 9 * DAY},
            {"live_until": timezone.now() - DAY},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                page.editions.update(**changed)

    def test_what_was_public_is_not_deleted(self):
        page = make_page("Quy chế")
        withdraw(page=page, by=None, note="x")
        for rows in (page.editions, page.withdrawals, Page.objects.filter(pk=page.pk)):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.all()._raw_delete("default")
        with pytest.raises(IntegrityError), transaction.atomic():
            PageWithdrawal.objects.update(note="y")

    def test_two_editions_never_overlap(self):
        page = make_page("Quy chế")
        with pytest.raises(IntegrityError), transaction.atomic():
            PageEdition.objects.create(
                page=page, number=2, title="x", kind="minor", live_from=timezone.now()
            )

    def test_the_first_publication_stands(self):
        make_page("Quy chế")
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.objects.update(first_published_at=None)

    def test_a_demonstration_s_page_can_go(self):
        page = make_page("Quy chế", is_demo=True)
        page.editions.all().delete()
        page.delete()
        assert not Page.objects.exists()

    def test_every_guard_is_there(self):
        assert trigger_names() >= {
            "portal_pageedition_insert",
            "portal_pageedition_moments",
            "portal_pageedition_words",
            "portal_pageedition_delete",
            "portal_pagewithdrawal_update",
            "portal_pagewithdrawal_delete",
            "portal_page_first",
            "portal_page_delete",
            "historicalpage_update",
            "historicalpage_delete",
        }
