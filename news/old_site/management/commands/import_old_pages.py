"""The command that takes text dumps of the old site's pages in as articles."""

import unicodedata
from collections import Counter
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from news.old_site import dates_file
from news.old_site.files import CannotRead, Problem, find_pages, read_bytes
from news.old_site.importing import NotImported, Outcome, import_page
from news.old_site.parsing import NotUnderstood
from news.old_site.publication_dates import parse_dates

_REPORTED = 50  # wrong rows that are named


class Command(BaseCommand):
    help = (
        "Nhập bản chữ của các trang cũ thành bài viết. Chạy lại không làm gì hai lần; "
        "trang đã đổi thành bản mới của bài. Trang không hiểu được thì báo tệp, dòng, "
        "lý do; các trang khác vẫn nhập, và lệnh kết thúc với mã 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="Tệp chữ (UTF-8), hoặc thư mục: mọi tệp .txt trong đó, kể cả thư mục "
            "con. Tên tệp bỏ đuôi là tên trang, để lần sau nhận ra.",
        )
        parser.add_argument(
            "--published-on",
            action="append",
            default=[],
            metavar="[NAME=]DD/MM/YYYY[ HH:MM]",
            help="Ngày đăng, giờ Việt Nam: của trang NAME, hoặc của mọi trang nếu bỏ "
            "NAME. Dùng được nhiều lần. Trang cũ không ghi ngày nên phải cho biết.",
        )
        parser.add_argument("--dates", metavar="FILE.csv", help=dates_file.HELP)
        parser.add_argument(
            "--featured",
            action="append",
            default=[],
            metavar="NAME",
            help="Đặt trang này làm tin chính. Dùng được nhiều lần.",
        )
        parser.add_argument(
            "--sentence-case",
            action="store_true",
            help="Tiêu đề Viết Hoa Từng Chữ thành viết thường, tên riêng giữ hoa; "
            "nguyên văn còn trong “Trang cũ đã nhập”. Nên đọc lại từng tiêu đề.",
        )
        parser.add_argument(
            "--replace-edited",
            action="store_true",
            help="Ghi đè cả bài đã được sửa sau lần nhập trước, nhập lại bài đã xoá.",
        )

    def handle(self, *, paths, published_on, featured, replace_edited, **options):
        try:
            dates = parse_dates(published_on)
        except ValueError as error:
            raise CommandError(f"--published-on {error}") from error
        stated = options.get("dates")
        featured = {unicodedata.normalize("NFC", name) for name in featured}
        pages, problems = find_pages(paths)
        self._check_names(pages, problems, {*dates, *featured} - {None})
        names = {*pages, *(problem.path.stem for problem in problems)}
        rows = self._read_rows(Path(stated), names, dates) if stated else []
        dates |= {row.name: row.moment for row in rows if row.moment}
        for problem in problems:
            self._report(problem)
        outcomes = Counter()
        for number, (name, path) in enumerate(pages.items(), 1):
            outcomes[
                self._import(
                    name,
                    path,
                    f"[{number}/{len(pages)}] ",
                    published_at=dates.get(name, dates.get(None)),
                    is_featured=name in featured,
                    replace_edited=replace_edited,
                    in_sentence_case=options.get("sentence_case", False),
                )
            ] += 1
        if stated:
            self._tell(f"Địa chỉ cũ: ghi thêm {dates_file.record_addresses(rows)}.")
        self._summarise(outcomes, len(problems) + outcomes[None])

    def _read_rows(self, path, names, dates):
        """Returns the rows of the file of dates; refuses all where one is wrong."""
        rows, problems = dates_file.read_rows(path)
        problems = problems or dates_file.find_conflicts(path, rows, names, dates)
        for problem in problems[:_REPORTED]:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(
                f"--dates: {len(problems)} dòng sai, ghi ở trên. Chưa nhập gì; hãy sửa "
                "tệp rồi chạy lại."
            )
        return rows

    def _import(self, name, path, place, **wishes):
        """Imports one page and tells what became of it; returns its outcome or None."""
        try:
            imported = import_page(name=name, raw_bytes=read_bytes(path), **wishes)
        except _FAILURES as error:
            self._report(_problem(path, error), place)
            return None
        line = _line(name, imported, wishes["published_at"])
        self._tell(f"{place}{imported.outcome.value}: {line}")
        return imported.outcome

    def _check_names(self, pages, problems, named):
        """Refuses an option that names no page, unless that page has failed already."""
        known = {*pages, *(problem.path.stem for problem in problems)}
        if unknown := sorted(named - known):
            raise CommandError(
                f"Không có trang nào tên “{unknown[0]}” trong các tệp đã cho. "
                "Tên trang là tên tệp bỏ thư mục và đuôi tệp; ở đây có: "
                f"{', '.join(sorted(pages)[:10]) or 'không trang nào'}."
            )

    def _report(self, problem, place=""):
        self._tell(f"{place}lỗi: {problem.path.name}".encode(errors="replace").decode())
        self.stderr.write(str(problem))

    def _tell(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def _summarise(self, outcomes, failed):
        parts = [f"{outcomes[outcome]} {outcome.value}" for outcome in Outcome]
        self._tell(f"Xong: {', '.join(parts)}, {failed} lỗi.")
        if failed:
            raise CommandError(
                f"{failed} mục không nhập được; lý do ghi ở từng dòng bên trên."
            )


_FAILURES = (CannotRead, NotUnderstood, NotImported, DatabaseError)


def _problem(path, error):
    if isinstance(error, DatabaseError):
        return Problem(path, f"cơ sở dữ liệu không nhận ({error})".strip())
    return Problem(path, error.reason, getattr(error, "line", None))


def _line(name, imported, stated):
    article = imported.article
    if article is None:
        return f"{name} (bài đã bị xoá; --replace-edited để nhập lại)"
    line = f"{name} – {article.title}"
    if imported.picture_slots:
        line += f" ({imported.picture_slots} chỗ chờ ảnh)"
    if stated and stated != article.first_published_at:
        line += " (giữ ngày đăng cũ; muốn đổi hãy sửa bài trong trang quản trị)"
    return line
