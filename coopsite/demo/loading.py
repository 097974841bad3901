"""Loads the demonstration data as a whole, and takes it away as a whole."""

from django.core.files.storage import default_storage
from django.db import transaction

from cooperatives.actions.ledger import writing
from cooperatives.models import (
    Cooperative,
    Designation,
    Organisation,
    Reorganisation,
    Sector,
    Standing,
    StandingEntry,
    Survey,
    Union,
)
from news.models import Article, Edition, Image, Section, VideoClip, Withdrawal
from news.pictures import remove_files

from . import courses, gallery, news, pages, register
from .texts import read

_NAMED = 10  # blocking records that a refusal lists


class Refused(Exception):
    """Why the data can be neither loaded nor removed, in words for the reader."""


def load(report):
    """Writes register, pictures, articles and clips in one transaction.

    `report` is called with a line of progress before each step. The sizes of the
    pictures are made after the transaction, at once or by the worker. Refused when
    real organisations or demonstration data are there; then nothing is written.
    """
    added = []
    with writing():
        _check_is_free()
        # Inside the transaction: once it is committed, the files belong to rows.
        try:
            _write(report, added)
        except BaseException:
            for row in added:
                _delete_files(row)
            raise


def _write(report, added):
    report("[1/6] Sổ bộ: 794 hợp tác xã, 12 liên hiệp và các mốc hiện trạng")
    register.load_register()
    report(f"[2/6] Thư viện ảnh: {len(gallery.alt_texts())} tranh")
    images = gallery.load_pictures(added, report)
    articles = news.IN_ALLIANCE + sum(map(len, read("sections").values()))
    report(f"[3/6] Tin bài: {articles} bài hư cấu")
    news.load_news(images)
    report("[4/6] Video clip và phụ đề")
    gallery.load_clips(images, added)
    report("[5/6] Trang thông tin, thông báo, chân trang")
    pages.load_pages()


def _check_is_free():
    real = Organisation.objects.filter(is_demo=False).count()
    if real:
        raise Refused(
            f"Cơ sở dữ liệu đang có {real} hồ sơ thật trong sổ bộ nên không nạp "
            "dữ liệu minh hoạ. Hãy dùng một cơ sở dữ liệu khác (biến DATABASE_URL hoặc "
            "COOPSITE_DATA). Chưa có gì được ghi."
        )
    if _has_demo_data():
        raise Refused(
            "Dữ liệu minh hoạ đã có; dùng --remove để gỡ rồi nạp lại. "
            "Chưa có gì được ghi."
        )
    _check_is_set_up()


def _check_is_set_up():
    """Sectors and sections come with the migrations; staff may have removed some."""
    sectors = set(courses.PLAN) - set(Sector.objects.values_list("code", flat=True))
    sections = {news.ALLIANCE, *read("sections")}
    sections -= set(Section.objects.values_list("slug", flat=True))
    if missing := sorted(sectors | sections):
        raise Refused(
            f"Thiếu lĩnh vực hoặc chuyên mục có mã: {', '.join(missing)}. "
            "Hãy lập lại trong trang quản trị, hoặc dùng một cơ sở dữ liệu mới."
        )


def _has_demo_data():
    models = [Organisation, Article, VideoClip, Image]
    rows = [model.objects.filter(is_demo=True) for model in models]
    return any(some.exists() for some in rows) or pages.has_pages()


def remove(report):
    """Deletes all demonstration data with versions and files; returns whether any was.

    A picture that a real article or clip shows stays, as a real one. Refused when a
    real organisation is a member of a demonstration union, or went into one of them.
    """
    with writing():
        if not _has_demo_data():
            return False
        _check_nothing_real_depends()
        report("[1/3] Gỡ trang thông tin, tin bài và video clip")
        pages.remove_pages()
        _remove_news()
        report("[2/3] Gỡ thư viện ảnh")
        _remove_pictures()
        report("[3/3] Gỡ sổ bộ")
        _remove_register()
    return True


def _check_nothing_real_depends():
    members = StandingEntry.objects.filter(
        organisation__is_demo=False, union__is_demo=True
    )
    gone = Reorganisation.objects.filter(
        organisation__is_demo=False, successor__is_demo=True
    )
    name = "organisation__name"
    names = sorted(
        {*members.values_list(name, flat=True), *gone.values_list(name, flat=True)}
    )
    if names:
        listed = "; ".join(names[:_NAMED])
        more = f" và {len(names) - _NAMED} hồ sơ khác" if len(names) > _NAMED else ""
        raise Refused(
            f"Không gỡ được: hồ sơ thật có mốc ghi là thành viên của một liên hiệp "
            f"minh hoạ, hoặc đã nhập vào một tổ chức minh hoạ: {listed}{more}. Mốc đã "
            "ghi không bao giờ bị xoá, nên hãy chuyển hồ sơ thật sang một cơ sở dữ "
            "liệu mới, không có dữ liệu minh hoạ. Chưa có gì bị gỡ."
        )


def _remove_news():
    for model in (Edition, Withdrawal):
        model.objects.filter(article__is_demo=True).delete()
    Article.objects.filter(is_demo=True).delete()
    Article.history.filter(is_demo=True).delete()  # deleting wrote one more version
    # A clip that a real text shows stays, as a real one.
    shown = VideoClip.objects.filter(is_demo=True, uses__isnull=False)
    VideoClip.objects.filter(pk__in=shown.values("pk")).update(is_demo=False)
    clips = list(VideoClip.objects.filter(is_demo=True))
    VideoClip.objects.filter(is_demo=True).delete()
    gone = VideoClip.history.filter(is_demo=True)
    gone.exclude(id__in=VideoClip.objects.values("pk")).delete()
    _delete_files_on_commit(clips)


def _remove_pictures():
    unused = []
    for image in Image.objects.filter(is_demo=True):
        if _is_shown(image):
            image.is_demo = False
            image.save(update_fields=["is_demo"])
        else:
            unused.append(image)
    Image.objects.filter(pk__in=[image.pk for image in unused]).delete()
    _delete_files_on_commit(unused)


def _is_shown(image):
    """Returns whether an article, page or clip that stays, or a version, uses the
    picture."""
    return any(
        rows.exists()
        for rows in (
            image.uses,
            image.page_uses,
            VideoClip.objects.filter(poster_id=image.pk),
            VideoClip.history.filter(poster_id=image.pk),
        )
    )


def _remove_register():
    files = _files_of_register()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    Standing.objects.filter(organisation__is_demo=True).delete()
    for fact in (StandingEntry, Designation, Survey, Reorganisation):
        _remove_facts(fact)
    Organisation.objects.filter(is_demo=True).delete()
    for model in (Cooperative, Union):
        model.history.filter(is_demo=True).delete()


def _files_of_register():
    """Returns the scanned decisions and logos that people added, those of versions
    too."""
    scans = StandingEntry.objects.filter(organisation__is_demo=True).exclude(
        document=""
    )
    files = {(scan.document.storage, scan.document.name) for scan in scans}
    for rows in (Organisation.objects, Cooperative.history, Union.history):
        logos = rows.filter(is_demo=True).exclude(logo="")
        files |= {
            (default_storage, name) for name in logos.values_list("logo", flat=True)
        }
    return files


def _remove_facts(fact):
    """A correction protects what it corrects: take the latest corrections first."""
    rows = fact.objects.filter(organisation__is_demo=True)
    while latest := list(rows.filter(corrected_by=None).values_list("pk", flat=True)):
        fact.objects.filter(pk__in=latest).delete()


def _delete_files_on_commit(rows):
    """Files go only once the rows are gone for good."""

    def delete():
        for row in rows:
            _delete_files(row)

    transaction.on_commit(delete)


def _delete_files(row):
    if isinstance(row, Image):
        remove_files(row)
        return
    for file in (row.file, row.captions):
        if file:
            default_storage.delete(file.name)
