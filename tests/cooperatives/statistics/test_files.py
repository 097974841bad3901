"""Every table of the figures can be taken away, with its days and its knowledge."""

import io
import tempfile
from datetime import date, datetime

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cooperatives.actions import change_standing, correct_standing
from cooperatives.models import Sector
from coopsite.core.responses import download
from coopsite.core.spreadsheets import Export
from coopsite.core.tables import Column, Table
from tests.cooperatives.directory.test_exports import csv_lines, sheet_rows, taken
from tests.factories.cases import few_now
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import area, at, clock, make_cooperative, sector

pytestmark = pytest.mark.django_db

KNOWN = {"biet_den": "15/01/2024"}
# Each page with a question that it answers, and the days that its file has to tell.
PAGES = {
    "/so-lieu/": ({"ngay": "31/12/2023", "theo": "quy-mo", "linh_vuc": "nn"},
                  {"Tính đến ngày": "31/12/2023", "Chỉ tính": "Lĩnh vực: Nông nghiệp"}),
    "/so-lieu/bien-dong/": ({"tu": "01/01/2023", "den": "31/12/2023"},
                            {"Từ ngày": "01/01/2023", "Đến hết ngày": "31/12/2023"}),
    "/so-lieu/dien-bien/": ({"tu": "05/02/2023", "den": "30/11/2023", "buoc": "quy"},
                            {"Từ ngày": "01/01/2023", "Đến hết ngày": "30/11/2023"}),
    "/so-lieu/so-sanh/": ({"ngay": "31/12/2023", "voi": "31/12/2022"},
                          {"Ngày trước": "31/12/2022", "Ngày sau": "31/12/2023"}),
    "/so-lieu/doi-chieu/": ({"ngay": "31/12/2023"}, {"Tính đến ngày": "31/12/2023"}),
}  # fmt: skip
ENDINGS = ["csv", "xlsx"]


@pytest.fixture
@written_once
def register(db):
    """A year with a founding, a stop, a move, and what was learned too late."""
    with clock(at(2024, 1, 10)):
        make_cooperative("Ở lại")
        make_cooperative("Mới", founded=date(2023, 5, 1), sector_code="gtvt")
        make_cooperative("Ngừng", status="ngung", status_from=date(2023, 8, 1))
        moved = make_cooperative("Chuyển")
        change_standing(
            organisation=moved,
            effective_from=date(2023, 7, 1),
            by=None,
            sector=sector("tmdv"),
            decision_number="=1+1",
        )
    with clock(at(2024, 2, 1)):
        make_cooperative("Ghi muộn", founded=date(2022, 1, 1))
        correct_standing(
            fact=moved.entries.known().get(effective_from=date(2023, 7, 1)),
            by=None,
            reason="Theo bản chính.",
            sector=sector("gtvt"),
        )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("page", few_now(PAGES, 0, 2))
def test_a_file_says_of_which_days_it_is_and_as_known_when(
    client, register, page, ending
):
    asked, days = PAGES[page]
    address = f"{page}tai-ve.{ending}"
    if ending == "csv":
        lines = csv_lines(client, address, **asked, **KNOWN)
        notes = dict(line[0][2:].split(": ", 1) for line in lines if line[:1] and
                     line[0].startswith("# ") and ": " in line[0])  # fmt: skip
    else:
        rows = sheet_rows(client, address, **asked, **KNOWN)
        notes = {row[0]: _written(row[1]) for row in rows[:12]}
    assert days.items() <= notes.items()
    assert notes["Số đã ghi nhận đến"] == "hết ngày 15/01/2024"
    assert "Lập tệp lúc" in notes
    assert notes["Cách tính"].startswith("Đang hoạt động")
    assert client.get(notes["Địa chỉ"]).status_code == 200


def _written(value):
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime) else value


@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_its_files_as_asked(client, register, page):
    asked = PAGES[page][0] | KNOWN
    links = [
        link
        for link in Page(client.get(page, asked)).links
        if link.startswith(f"{page}tai-ve.")
    ]
    assert len(links) == 2
    for link in links:
        assert taken(client, link)
        for name in asked:
            assert f"{name}=" in link


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("page", few_now(PAGES, 1, 3))
@pytest.mark.parametrize(
    "wrong", [{"biet_den": "31/02/2023"}, {"den": "x", "ngay": "x"}]
)
def test_a_wrong_question_answers_the_page_with_its_error(client, page, ending, wrong):
    answer = client.get(f"{page}tai-ve.{ending}", wrong)
    assert answer.status_code == 400
    assert [e for e in Page(answer).elements if e[1].get("role") == "alert"]
    actions = {form[1]["action"] for form in Page(answer).all("form", method="get")}
    assert actions == {page}


def test_without_a_then_there_is_nothing_to_compare(client):
    answer = client.get("/so-lieu/doi-chieu/tai-ve.csv", {"ngay": "31/12/2023"})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["biet_den"]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_register_has_files_of_noughts(client, page):
    for ending in ENDINGS:
        assert taken(client, f"{page}tai-ve.{ending}", **PAGES[page][0], **KNOWN)


@pytest.mark.usefixtures("nothing_remembered")
@pytest.mark.parametrize("page", few_now(PAGES, 0, 1, 4))
def test_a_file_asks_a_number_of_times_that_does_not_grow(client, register, page):
    def spent():
        with CaptureQueriesContext(connection) as asked:
            taken(client, f"{page}tai-ve.csv", **PAGES[page][0], **KNOWN)
        return len(asked)

    before = spent()
    with clock(at(2024, 3, 1)):
        for number in range(3):
            make_cooperative(founded=date(2023, 3, 1 + number))
    assert spent() == before


# --- what is in them ------------------------------------------------------------------


def table(client, page, title, **asked):
    """The rows of a CSV file's table as {first cell: the others}."""
    lines = csv_lines(client, f"{page}tai-ve.csv", **asked)
    start = lines.index([f"# {title}"]) + 2
    end = next((n for n, line in enumerate(lines[start:], start) if not line), None)
    return {line[0]: line[1:] for line in lines[start:end]}


def test_flows_reconcile_and_name_who_changed(client, register):
    asked = PAGES["/so-lieu/bien-dong/"][0]
    sums = table(client, "/so-lieu/bien-dong/", "Cân đối theo lĩnh vực", **asked)
    assert len(sums) == Sector.objects.count() + 1
    opening, *gains_and_losses, closing = map(int, sums["Cộng"])
    assert opening + sum(gains_and_losses[:3]) - sum(gains_and_losses[3:]) == closing
    assert sums["Cộng"] == ["4", "1", "0", "1", "1", "0", "1", "4"]
    changed = table(client, "/so-lieu/bien-dong/", "Từng hợp tác xã", **asked)
    assert set(changed) == {"Mới", "Ngừng", "Chuyển"}
    assert changed["Mới"] == ["", "", "", "Đang hoạt động", "Giao thông vận tải",
                              "Quận 1", "2023-05-01", ""]  # fmt: skip
    assert changed["Chuyển"][-1] == "'=1+1"  # no formula


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_header_is_a_formula(client, ending):
    Sector.objects.filter(code="nn").update(name="=1+1")
    answer = client.get(f"/so-lieu/dien-bien/tai-ve.{ending}")
    content = answer.getvalue()
    if ending == "csv":
        assert ";'=1+1;" in content.decode()
        assert ";=1+1" not in content.decode()
    else:
        sheets = load_workbook(io.BytesIO(content))
        cells = [cell for sheet in sheets for row in sheet for cell in row]
        assert "=1+1" in {cell.value for cell in cells}
        assert "f" not in {cell.data_type for cell in cells}


def test_a_series_has_each_measure_by_sector(client, register):
    asked = PAGES["/so-lieu/dien-bien/"][0]
    page = "/so-lieu/dien-bien/"
    whole = table(client, page, "Tất cả các lĩnh vực", **asked)
    assert list(whole) == ["Quý I/2023", "Quý II/2023", "Quý III/2023", "Quý IV/2023"]
    assert whole["Quý II/2023"] == ["2023-06-30", "5", "0", "5", "1"]
    assert whole["Quý IV/2023"] == ["2023-11-30", "4", "1", "5", "0"]
    founded = table(client, page, "Thành lập mới", **asked)
    assert founded["Quý II/2023"][-1] == "1"
    book = load_workbook(io.BytesIO(taken(client, f"{page}tai-ve.xlsx", **asked)))
    assert len(book.sheetnames) == 5


def test_two_days_have_their_change_in_numbers_and_percent(client, register):
    asked = PAGES["/so-lieu/so-sanh/"][0]
    rows = csv_lines(client, "/so-lieu/so-sanh/tai-ve.csv", **asked)
    assert rows[-1] == ["Cộng", "4", "4", "0", "0,00", "0", "1", "1", "", "4", "5", "1",
                        "25,00"]  # fmt: skip


def test_then_and_now_names_each_record_and_why(client, register):
    page, asked = "/so-lieu/doi-chieu/", PAGES["/so-lieu/doi-chieu/"][0] | KNOWN
    counted = table(client, page, "Đã ghi nhận và cập nhật", **asked)
    assert counted["Cộng"] == ["3", "4", "1", "1", "1", "0"]
    records = table(client, page, "Từng bản ghi", **asked)
    assert set(records) == {"Chuyển", "Ghi muộn"}
    assert records["Chuyển"][6:] == ["Đính chính", "2024-02-01 09:00", "2023-07-01",
                                     "'=1+1", "Theo bản chính."]  # fmt: skip
    assert records["Ghi muộn"][:3] == ["", "", ""]
    assert records["Ghi muộn"][6] == "Cập nhật"


# --- all of it or nothing -------------------------------------------------------------


def break_at(number):
    """Return what reads a table until the database goes away at row `number`."""

    def lines(table):
        for place, line in enumerate(Table.lines(table)):
            if place == number:
                raise OperationalError("the database went away")
            yield line

    return lines


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "page", ["/hop-tac-xa/", "/so-lieu/bien-dong/danh-sach/", "/so-lieu/"]
)
def test_a_file_that_cannot_be_whole_is_none(
    client, register, page, ending, monkeypatch, tmp_path
):
    client.raise_request_exception = False
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with monkeypatch.context() as broken:
        broken.setattr("coopsite.core.spreadsheets.lines_of", break_at(2))
        answer = client.get(f"{page}tai-ve.{ending}", {"tu": "01/01/2015"}, follow=True)
    assert answer.status_code == 500
    assert "Content-Disposition" not in answer
    assert not list(tmp_path.glob("openpyxl*"))
    assert taken(client, f"{page}tai-ve.{ending}")


def test_an_error_at_row_500_leaves_no_half_of_a_file(client, monkeypatch):
    """Of 794 lines 500 used to leave, with 200 and a clean end."""
    with monkeypatch.context() as broken:
        broken.setattr("coopsite.core.spreadsheets.lines_of", break_at(500))
        for ending in ENDINGS:
            rows = ([number] for number in range(794))
            table = Table("Dài", [Column("Số")], rows)
            with pytest.raises(OperationalError):
                download(Export("dai", [], [table]), ending)


def test_the_list_of_a_part_can_be_taken_away(client, register):
    """Agriculture, in one district, stopped in 2023."""
    asked = PAGES["/so-lieu/bien-dong/"][0] | {
        "loai": "ngung",
        "linh_vuc": "nn",
        "dia_ban": area("760").key,
    }
    page = "/so-lieu/bien-dong/danh-sach/"
    listed = client.get(page, asked)
    assert [p.organisation.name for p in listed.context["transitions"]] == ["Ngừng"]
    assert f"{page}tai-ve.xlsx?" in " ".join(Page(listed).links)
    rows = csv_lines(client, f"{page}tai-ve.csv", **asked)
    assert rows[-1][:2] == ["Ngừng", "Đang hoạt động"]
    assert [row[0] for row in rows if row and not row[0].startswith("#")] == [
        "Tên",
        "Ngừng",
    ]
    notes = {row[0].split(": ")[0] for row in rows if row}
    assert {"# Chỉ tính", "# Tên gọi", "# Địa giới"} <= notes
    elsewhere = asked | {"dia_ban": area("783").key}
    assert len(client.get(page, elsewhere).context["transitions"]) == 0
