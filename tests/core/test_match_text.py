"""The words of a row are kept beside it, and follow what is written in it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from cooperatives.actions import designate
from cooperatives.models import Organisation
from coopsite.core.match_text import CURRENT
from news.models import Article, Image, Section, VideoClip
from tests.factories.news import make_article
from tests.factories.register import make_cooperative

pytestmark = pytest.mark.django_db


def match_text_of(row):
    row.refresh_from_db()
    return row.match_text


def test_they_follow_the_row_s_own_words():
    article = make_article(title="Đại hội HTX", lead="Ở Q.1")
    assert match_text_of(article) == "3| dai hoi hop tac xa | o quan 1 "
    article.title = "Hội nghị"
    article.save()
    assert match_text_of(article) == "3| hoi nghi | o quan 1 "


def test_they_are_there_after_a_bulk_creation():
    section = Section.objects.first()
    article = Article(title="Mỹ Tho", slug="mt", body="x", section=section)
    Article.objects.bulk_create([article])
    VideoClip.objects.bulk_create([VideoClip(title="Ẩm thực", slug="at", youtube="x")])
    assert Article.objects.get(slug="mt").match_text == "3| mi tho "
    assert VideoClip.objects.get(slug="at").match_text == "3| am thuc "


def test_what_older_rules_made_is_made_anew_and_nothing_else():
    old = make_cooperative("HTX Rau Sạch", tax_code="0301175691")
    designate(
        organisation=old, what="ten", value="HTX Rau Xanh", by=None,
        effective_from=old.designations.earliest("effective_from").effective_from.replace(
            year=2020
        ),
    )  # fmt: skip
    new = make_cooperative("HTX Khác")
    Organisation.objects.filter(pk=old.pk).update(
        match_text="htx rau sach", code_keys="", sort_name="0", former_names=""
    )
    versions = old.in_its_kind.history.count()
    out = io.StringIO()
    call_command("remake_keys", stdout=out)
    assert out.getvalue() == "Đã lập lại khoá của 1 dòng.\n"
    old.refresh_from_db()
    assert old.match_text.startswith(f"{CURRENT}hop tac xa rau xanh | hop tac xa rau")
    assert old.code_keys == " 0301175691 "
    assert old.sort_name > "0"
    assert old.former_names == "HTX Rau Sạch"
    assert old.in_its_kind.history.count() == versions
    assert match_text_of(new) == "3| hop tac xa khac "
    call_command("remake_keys", stdout=out)
    assert out.getvalue().count("\n") == 1


@pytest.mark.usefixtures("undrawn")
def test_the_desk_finds_in_any_case(staff_client, superuser):
    Image.objects.create(
        title="ẢNH ĐẠI HỘI", folder="anh/x", width=1, height=1, sha256="0"
    )
    Section.objects.create(name="LIÊN MINH Đại", slug="lien-minh-dai")
    superuser.full_name = "LÊ THỊ ĐÀO"
    superuser.save()
    for address, typed, is_found in (
        ("news/image", "ảnh đại hội", True),
        ("news/image", "dai-hoi", True),
        ("news/image", "đại lộ", False),
        ("news/section", "liên minh ĐẠI", True),
        ("news/section", "?", False),
        ("accounts/user", "lê thị", True),
        ("accounts/user", "Thị Bảy", False),
    ):
        page = staff_client.get(f"/quan-tri/{address}/", {"q": typed})
        assert (page.context["cl"].result_count == 1) is is_found, (address, typed)


HALF_TYPED = [
    ("Nguyễn Văn A", "nguyen van a", True),
    ("Nguyễn Văn A", "A", True),
    ("Nguyễn Văn A", "nguyễn v", True),
    ("Nguyễn Văn A", "nguyen va", True),
    ("Nguyễn Văn A", "van nguyen", True),
    ("Nguyễn Văn A", "nguyen g", False),
    # One letter alone is a word: as a beginning it would find nearly everybody.
    ("Nguyễn Văn A", "v", False),
    ("Nguyễn Yến", "nguyen y", True),
    ("Nguyễn Ý", "nguyen y", True),
    ("Nguyễn Ý", "Nguyễn I", True),
]


@pytest.mark.usefixtures("undrawn")
def test_the_last_word_may_be_half_typed(staff_client, superuser):
    clip = VideoClip.objects.create(title="Khác", slug="a", youtube="x")
    for name, typed, is_found in HALF_TYPED:
        superuser.full_name = clip.title = name
        superuser.save()
        clip.save()
        for address, row in (("accounts/user", superuser), ("news/videoclip", clip)):
            page = staff_client.get(f"/quan-tri/{address}/", {"q": typed})
            found = row in page.context["cl"].result_list
            assert found is is_found, (address, name, typed)


def test_a_row_that_was_renamed_in_part_is_found_by_both(staff_client):
    clip = VideoClip.objects.create(
        title="Lễ hội", slug="le-hoi", file=ContentFile(b"x", "a.mp4")
    )
    VideoClip.objects.filter(pk=clip.pk).update(title="Khác")
    clip = VideoClip.objects.get(pk=clip.pk)
    clip.save()
    assert match_text_of(clip) == "3| khac "
