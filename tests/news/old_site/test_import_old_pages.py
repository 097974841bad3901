"""`manage.py import_old_pages`: what an operator and the readers see of it."""

import os
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopsite.core import richtext
from news.drafts import put_in_bin
from news.models import Article, Section
from news.old_site.importing import NotImported, import_page
from news.old_site.models import OldPage
from news.publishing import cancel, withdraw
from tests.factories.news import delete_as_demo
from tests.factories.people import make_user
from tests.factories.words import list_stale

from .pages import PAGE, REPORT, SHIPPED, write_page

pytestmark = pytest.mark.django_db

ON_THE_DAY = {"published_on": ["02/02/2024"]}
CHANGED = PAGE.replace("Chợ họp mỗi tối thứ bảy.", "Chợ họp mỗi tối.")


def run(*paths, **options):
    """Run the command; return its exit code, what it printed and what it reported."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_old_pages", *paths, stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}\n"
    return 0, out.getvalue(), err.getvalue()


def everything():
    return list(OldPage.objects.values()) + [
        *Article.objects.order_by("id").values(),
        *Article.history.order_by("history_id").values(),
        *Section.objects.order_by("id").values(),
    ]


@pytest.fixture
def report():
    assert run(SHIPPED, **ON_THE_DAY)[0] == 0
    return Article.objects.get()


@pytest.fixture
def imported(tmp_path):
    run(write_page(tmp_path), **ON_THE_DAY)
    return Article.objects.get()


def test_the_report_becomes_a_published_article(report):
    assert report.is_public()
    assert report.section.name == "Liên minh Hợp tác xã TP.HCM"
    assert report.section.slug == "lien-minh-hop-tac-xa-tp-hcm"
    assert report.byline == "KT"
    assert list_stale() == []
    local = timezone.localtime(report.first_published_at)
    assert local.replace(tzinfo=None) == datetime(2024, 2, 2)
    assert report.history.get().history_change_reason == "Nhập từ trang cũ"


def test_the_raw_page_and_its_hash_are_kept(report):
    page = report.old_pages.get()
    assert page.raw.encode() == SHIPPED.read_bytes()
    assert page.sha256.startswith("8ee89222b1f8")
    assert page.imported_at <= timezone.now()


def test_readers_see_each_paragraph_and_no_leftover(report, client):
    response = client.get(report.get_absolute_url())
    shown = response.content.decode()
    assert response.status_code == 200
    for block in report.body.split("\n\n"):
        assert block in shown
    words = richtext.plain_text(shown)
    assert report.lead in words and "KT" in words
    assert "02/02/2024" in words and "02/02/2024 lúc" not in words
    assert "The player will show in this paragraph" not in shown


def test_running_again_changes_nothing(report):
    before = everything()
    code, out, err = run(SHIPPED.parent, **ON_THE_DAY)
    assert (code, err) == (0, "")
    assert f"[1/1] không đổi: {REPORT}" in out
    assert "Xong: 0 mới, 1 không đổi, 0 bản mới, 0 lỗi." in out
    assert everything() == before


def test_a_known_page_needs_no_date_again(report):
    assert run(SHIPPED)[0] == 0


def test_another_date_for_an_unchanged_page_is_not_taken_and_says_so(report):
    out = run(SHIPPED, published_on=["03/02/2024"])[1]
    assert "không đổi" in out and "giữ ngày đăng cũ" in out
    assert Article.objects.get().first_published_at == report.first_published_at


def test_a_changed_page_is_a_new_version_at_the_same_address(imported, tmp_path):
    changed = CHANGED.replace("Rau sạch vào chợ đêm", "Rau sạch ra chợ")
    code, out, _ = run(write_page(tmp_path, text=changed))
    article = Article.objects.get()
    assert code == 0 and "bản mới: rau-sach" in out
    assert (article.title, article.slug) == ("Rau sạch ra chợ", imported.slug)
    assert article.first_published_at == imported.first_published_at
    versions = article.history.order_by("history_id")
    assert ["Chợ họp mỗi tối thứ bảy" in version.body for version in versions] == [
        True,
        False,
    ]
    assert versions.last().history_change_reason == "Nhập lại: trang cũ đã đổi"
    assert list(
        article.old_pages.order_by("reading").values_list("raw", flat=True)
    ) == [
        PAGE,
        changed,
    ]


@pytest.mark.parametrize("field", ["title", "lead", "body", "byline"])
def test_what_people_have_edited_is_protected(imported, tmp_path, field):
    setattr(imported, field, "Đã sửa")
    imported.save()
    before = everything()
    path = write_page(tmp_path, text=CHANGED)
    code, _, err = run(path)
    assert code == 1
    assert f"{path}: bài đã được sửa sau lần nhập trước" in err
    assert everything() == before


def test_replace_edited_overwrites_and_keeps_the_edited_version(imported, tmp_path):
    imported.lead = "Đã sửa"
    imported.save()
    path = write_page(tmp_path, text=CHANGED)
    assert run(path, replace_edited=True)[0] == 0
    assert Article.objects.get().lead.startswith("Tối 05/03/2023")
    assert imported.history.filter(lead="Đã sửa").exists()


def test_a_section_chosen_by_staff_is_not_undone(imported, tmp_path):
    imported.section = Section.objects.get(slug="chinh-sach")
    imported.save()
    assert run(write_page(tmp_path, text=CHANGED))[0] == 1
    assert Article.objects.get().section.slug == "chinh-sach"


def test_a_withdrawn_article_stays_withdrawn(imported, tmp_path):
    withdraw(article=imported, by=None)
    assert run(write_page(tmp_path, text=CHANGED))[0] == 0
    assert not Article.objects.get().is_public()


def test_a_deleted_article_comes_back_only_when_asked(imported, tmp_path):
    delete_as_demo(imported)
    path = write_page(tmp_path)
    assert OldPage.objects.get().raw == PAGE, "the proof outlives the article"
    code, out, _ = run(path, **ON_THE_DAY)
    assert code == 0 and "bài đã bị xoá" in out
    assert "bài đã bị xoá" in run(write_page(tmp_path, text=CHANGED), **ON_THE_DAY)[2]
    assert not Article.objects.exists()
    assert run(path, replace_edited=True, **ON_THE_DAY)[0] == 0
    assert Article.objects.get().title == "Rau sạch vào chợ đêm"


def test_an_article_in_the_bin_counts_as_deleted(tmp_path):
    options = {"name": "rau", "published_at": timezone.now() + timedelta(days=1)}
    article = import_page(raw_bytes=PAGE.encode(), **options).article
    cancel(article=article, by=None)
    put_in_bin(article=article, by=None)
    assert import_page(raw_bytes=PAGE.encode(), **options).article is None
    with pytest.raises(NotImported, match="bài đã bị xoá"):
        import_page(raw_bytes=CHANGED.encode(), **options)
    again = import_page(raw_bytes=CHANGED.encode(), replace_edited=True, **options)
    assert again.article != article
    article.refresh_from_db()
    assert "tối thứ bảy" in article.body


def test_a_date_is_asked_for_and_never_invented(tmp_path):
    path = write_page(tmp_path)
    code, out, err = run(path)
    assert code == 1
    assert "[1/1] lỗi: rau-sach.txt" in out
    assert f"{path}: trang không ghi ngày đăng; thêm --published-on rau-sach=" in err
    assert everything() == list(Section.objects.order_by("id").values())


def test_a_date_for_one_page_goes_before_the_date_for_all(tmp_path):
    write_page(tmp_path, "a")
    write_page(tmp_path, "b")
    assert run(tmp_path, published_on=["05/03/2023", "b=06/03/2023 08:30"])[0] == 0
    moments = [
        timezone.localtime(page.article.first_published_at).strftime("%d/%m/%Y %H:%M")
        for page in OldPage.objects.order_by("name")
    ]
    assert moments == ["05/03/2023 00:00", "06/03/2023 08:30"]


def test_featured_pages_are_the_named_ones(tmp_path):
    write_page(tmp_path, "a")
    write_page(tmp_path, "b")
    run(tmp_path, featured=["b"], **ON_THE_DAY)
    assert OldPage.objects.get(article__is_featured=True).name == "b"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"published_on": ["2024-02-02"]}, "NGÀY/THÁNG/NĂM, ví dụ 31/12/2023"),
        ({"published_on": ["31/02/2024"]}, "NGÀY/THÁNG/NĂM"),
        ({"published_on": ["02/02/24"]}, "NGÀY/THÁNG/NĂM"),
        ({"published_on": [""]}, "NGÀY/THÁNG/NĂM"),
        ({"published_on": ["02/02/2024 25:00"]}, "NGÀY/THÁNG/NĂM"),
        ({"published_on": ["=02/02/2024"]}, "thiếu tên trang"),
        ({"published_on": ["01/01/0001"]}, "từ năm 1990"),
        ({"published_on": ["31/12/9999"]}, "đến nay"),
        ({"published_on": ["02/02/2024", "03/02/2024"]}, "hai ngày đăng khác nhau"),
        ({"published_on": ["rau=02/02/2024"]}, "Không có trang nào tên “rau”"),
        ({"featured": ["rau"], **ON_THE_DAY}, "ở đây có: rau-sach"),
    ],
)
def test_a_wrong_option_says_what_is_right_and_nothing_is_imported(
    tmp_path, options, reason
):
    code, out, err = run(write_page(tmp_path), **options)
    assert (code, out) == (1, "")
    assert reason in err
    assert not OldPage.objects.exists()


def test_the_good_pages_of_a_folder_are_imported_and_the_bad_ones_reported(tmp_path):
    (tmp_path / "2023").mkdir()
    write_page(tmp_path / "2023", "tot")
    write_page(tmp_path, "trong", "")
    write_page(tmp_path, "thieu", "Tin tức\nChợ mở cửa\n")
    write_page(tmp_path, ".an", "không phải trang")
    (tmp_path / "sai.txt").write_bytes(b"Tin\nCh\xe1\xbb")
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8")
    code, out, err = run(tmp_path, **ON_THE_DAY)
    assert code == 1
    assert "mới: tot – Rau sạch vào chợ đêm (1 chỗ chờ ảnh)" in out
    assert "Xong: 1 mới, 0 không đổi, 0 bản mới, 3 lỗi." in out
    assert f"{tmp_path}/trong.txt:1: trang trống" in err
    assert f"{tmp_path}/thieu.txt:2: trang quá ngắn" in err
    assert f"{tmp_path}/sai.txt:2: không phải chữ UTF-8 (từ byte thứ 7)" in err
    assert "3 mục không nhập được" in err
    assert [page.name for page in OldPage.objects.all()] == ["tot"]


def test_a_missing_path_is_reported_and_the_others_go_on(tmp_path):
    code, _, err = run(tmp_path / "mat.txt", write_page(tmp_path), **ON_THE_DAY)
    assert code == 1
    assert f"{tmp_path}/mat.txt: không có tệp hay thư mục này" in err
    assert Article.objects.exists()


def test_folders_and_files_that_cannot_be_read_are_reported(tmp_path):
    (tmp_path / "vong.txt").symlink_to(tmp_path / "vong.txt")
    (tmp_path / "vong").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "ong.txt")
    (tmp_path / "lon.txt").write_bytes(b"x" * 5_000_001)
    (tmp_path / "trong").mkdir()
    code, _, err = run(tmp_path, tmp_path / "trong", **ON_THE_DAY)
    assert code == 1
    assert "vong.txt: liên kết quay vòng" in err
    assert "ong.txt: không phải tệp thường" in err
    assert "lon.txt:1: tệp lớn hơn 5 MB" in err
    assert f"{tmp_path}/trong: thư mục không có tệp .txt nào" in err
    assert "4 mục không nhập được" in err


def test_a_file_without_permission_is_reported(tmp_path, monkeypatch):
    path = write_page(tmp_path)

    def refuse(self, *args, **kwargs):  # the tests may run as root, who may read all
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "open", refuse)
    assert f"{path}: không có quyền đọc" in run(path, **ON_THE_DAY)[2]


def test_file_names_that_are_no_text_are_reported(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "w") as file:
        file.write(PAGE)
    code, out, err = run(tmp_path, **ON_THE_DAY)
    assert code == 1
    assert "�.txt: tên tệp không phải chữ UTF-8" in err
    (out + err).encode()


def test_two_files_of_one_name_are_both_left_out(tmp_path):
    for folder in ("2022", "2023"):
        (tmp_path / folder).mkdir()
        write_page(tmp_path / folder)
    code, _, err = run(tmp_path, **ON_THE_DAY)
    assert code == 1
    assert err.count("trùng tên trang “rau-sach”") == 2
    assert not OldPage.objects.exists()


def test_a_file_given_twice_is_read_once(tmp_path):
    path = write_page(tmp_path)
    assert run(path, tmp_path, **ON_THE_DAY)[0] == 0
    assert OldPage.objects.count() == 1


def test_an_unknown_section_is_made_as_written(tmp_path):
    page = PAGE.replace("kinh tế tập thể", "Chợ phiên Củ Chi")
    run(write_page(tmp_path, text=page), **ON_THE_DAY)
    section = Article.objects.get().section
    assert (section.name, section.slug) == ("Chợ phiên Củ Chi", "cho-phien-cu-chi")


def test_a_renamed_section_is_known_by_its_address(tmp_path):
    Section.objects.filter(slug="kinh-te-tap-the").update(name="KTTT")
    run(write_page(tmp_path), **ON_THE_DAY)
    assert Article.objects.get().section.name == "KTTT"


def test_two_pages_of_one_title_get_two_addresses(tmp_path):
    write_page(tmp_path, "a")
    write_page(tmp_path, "b")
    run(tmp_path, **ON_THE_DAY)
    assert set(Article.objects.values_list("slug", flat=True)) == {
        "rau-sach-vao-cho-dem",
        "rau-sach-vao-cho-dem-2",
    }


def test_what_publishing_refuses_is_reported_and_the_others_go_on(tmp_path):
    run(write_page(tmp_path, "a"), **ON_THE_DAY)
    ends = timezone.make_aware(datetime(2024, 3, 1))
    Article.objects.update(expires_at=ends)  # wanted, not published yet
    write_page(tmp_path, "a", CHANGED)
    write_page(tmp_path, "b")
    code, out, err = run(tmp_path, published_on=["01/06/2024"])
    assert code == 1 and "mới: b" in out
    assert f"{tmp_path}/a.txt: Giờ hết hạn phải sau giờ lên trang" in err


def test_the_person_who_imports_is_in_the_history():
    person = make_user()
    moment = timezone.make_aware(datetime(2024, 2, 2))
    result = import_page(
        name="a", raw_bytes=PAGE.encode(), published_at=moment, by=person
    )
    assert result.article.created_by == result.article.updated_by == person
    assert result.article.history.get().history_user == person


@pytest.mark.parametrize("broken", [{"name": ""}, {"raw": ""}, {}])
def test_the_database_refuses_a_reading_without_text_or_read_twice(imported, broken):
    twin = OldPage.objects.get()
    twin.pk, twin.reading = None, 2 if broken else 1
    for field, value in broken.items():
        setattr(twin, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_headline_is_set_in_sentence_case_where_that_is_asked():
    assert run(SHIPPED, sentence_case=True, **ON_THE_DAY)[0] == 0
    article = Article.objects.get()
    assert article.title == (
        "Hội nghị tổng kết hoạt động năm 2023 và phương hướng nhiệm vụ năm 2024"
    )
    assert "Hội Nghị Tổng Kết" in article.old_pages.get().raw
    # The same bytes change nothing, whatever is asked the second time.
    assert "không đổi" in run(SHIPPED, **ON_THE_DAY)[1]
    assert Article.objects.get().title == article.title
