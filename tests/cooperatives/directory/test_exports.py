"""Taking lists and figures away as files: what is in them, and what never is."""

import csv
import io
from datetime import date, datetime
from itertools import chain, pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from cooperatives.actions import change_standing, record_survey
from cooperatives.directory.columns import KEEPERS, PUBLIC
from cooperatives.models import Organisation, Sector, privacy
from cooperatives.statistics import counts
from coopsite.accounts.roles import KEEPER
from coopsite.core.admin import PortalAdmin
from tests.factories.cases import few_now, in_proofs
from tests.factories.once import written_once
from tests.factories.pages import Page, rows_of
from tests.factories.people import make_user
from tests.factories.register import at, clock, make_cooperative, make_union

pytestmark = pytest.mark.django_db
TAX_CODE = "0301175691"
UNIT = "25747"  # a ward of today: Phường Thủ Dầu Một
LISTS = ["/hop-tac-xa/", "/lien-hiep/"]
FILES = [f"{page}tai-ve.{end}" for page in LISTS for end in ("csv", "xlsx")]
FIGURES = ["/so-lieu/tai-ve.csv", "/so-lieu/tai-ve.xlsx"]
DESK = "/quan-tri/cooperatives/cooperative/"


def taken(client, address, **asked):
    """Return the bytes of the file at `address`."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)


def number_of_questions(asked):
    """Return how many queries asked for rows; a file's transaction asks for none, nor
    does the look at the tokens, before and after each answer that is remembered."""
    return sum(
        "SAVEPOINT" not in query["sql"] and "core_contentversion" not in query["sql"]
        for query in asked.captured_queries
    )


def csv_lines(client, address, **asked):
    """Return the lines of a CSV file as lists of text."""
    text = taken(client, address, **asked).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet_rows(client, address, sheet=0, **asked):
    """Return the rows of a sheet as lists of values."""
    book = load_workbook(io.BytesIO(taken(client, address, **asked)))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def read(client, page, ending, **asked):
    """Return ({label: value} of the notes, the rows as {header: value}) of a list."""
    address = f"{page}tai-ve.{ending}"
    if ending == "csv":
        lines = csv_lines(client, address, **asked)
        notes = [line[0][2:].split(": ", 1) for line in lines if line[0][:2] == "# "]
        header, *rows = lines[len(notes) :]
    else:
        lines = sheet_rows(client, address, **asked)
        empty = lines.index([None] * len(lines[0]))
        notes, (header, *rows) = [row[:2] for row in lines[:empty]], lines[empty + 1 :]
    return dict(notes), [dict(zip(header, row, strict=True)) for row in rows]


def names(client, page, ending, **asked):
    return [row["Tên"] for row in read(client, page, ending, **asked)[1]]


@pytest.fixture
@written_once
def register(db):
    """A union, and cooperatives of every status in two sectors and areas."""
    union = make_union("Liên hiệp Hợp tác xã Đồng Xanh")
    make_cooperative("Hợp tác xã Đồng Xanh", tax_code=TAX_CODE, union=union)
    make_cooperative("Hợp tác xã Ánh Dương", sector_code="gtvt", area_code="769")
    make_cooperative("Hợp tác xã Ước Mơ", status="ngung", founded=date(2023, 5, 4))
    make_cooperative("Hợp tác xã An Bình", status="giai-the")
    make_cooperative(
        "Hợp tác xã Sao Mai", sector_code="gtvt", status_from=date(2023, 6, 1),
        status="giai-the",
    )  # fmt: skip
    make_union("Liên hiệp Hợp tác xã Ban Mai", status="ngung")


def test_what_is_no_note_is_one_table(client):
    """Whatever is asked for and written: as `read_csv(…, comment="#")` reads it."""
    make_cooperative('Hợp tác xã #1; "Hai"')
    asked = {"tim": '#1; "hai"', "linh_vuc": "nn", "tinh_trang": "tat-ca"}
    text = taken(client, "/hop-tac-xa/tai-ve.csv", **asked).decode("utf-8-sig")
    notes = [line for line in text.splitlines() if line.startswith("#")]
    assert len(notes) >= 4
    assert not any(line.startswith('"#') or '""' in line for line in notes)
    rest = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.reader(rest, delimiter=";"))
    assert [row[rows[0].index("Tên")] for row in rows[1:]] == ['Hợp tác xã #1; "Hai"']
    assert len({len(row) for row in rows}) == 1
    assert '"Hợp tác xã #1;' in text  # quoted: no comment begins in it


# --- the directory ------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
class TestTheDirectory:
    @pytest.mark.parametrize("page", few_now(LISTS, 0))
    @pytest.mark.parametrize(
        "asked",
        [
            {},
            in_proofs({"tinh_trang": "tat-ca"}),
            {"tinh_trang": "giai-the", "ngay": "31/12/2023"},
            {"linh_vuc": "gtvt", "ngay": "31/05/2023"},
            in_proofs({"dia_ban": "thanh-pho-thu-duc"}),
            in_proofs({"thanh_lap": "2023", "tinh_trang": "tat-ca"}),
            in_proofs({"tim": "dong xanh"}),
            in_proofs({"tim": "khong co ai"}),
            in_proofs({"ngay": "31/12/2000"}),
            {"biet_den": "31/12/2000"},
        ],
        ids=str,
    )
    def test_the_file_has_the_rows_of_the_page(
        self, client, register, page, asked, ending
    ):
        shown = Page(client.get(page, asked)).words("h3")
        assert names(client, page, ending, **asked) == shown

    def test_the_file_has_all_pages_of_the_list(self, client, monkeypatch, ending):
        monkeypatch.setattr("cooperatives.directory.views.PAGE_SIZE", 3)
        for number in range(4):
            make_cooperative(f"Hợp tác xã Số {number:02}")
        found = names(client, "/hop-tac-xa/", ending, trang="2")
        assert found == [f"Hợp tác xã Số {number:02}" for number in range(4)]

    def test_a_list_of_none_still_tells_its_day_and_its_columns(self, client, ending):
        asked = {"ngay": "31/12/2023"}
        notes, rows = read(client, "/hop-tac-xa/", ending, **asked)
        assert notes["Bảng"] == "Danh bạ hợp tác xã"
        assert rows == []
        content = taken(client, f"/hop-tac-xa/tai-ve.{ending}", **asked)
        assert content.startswith("\ufeff# ".encode() if ending == "csv" else b"PK")

    def test_the_file_says_what_was_asked_and_known(self, client, register, ending):
        asked = {"ngay": "31/12/2023", "biet_den": "15/01/2030", "linh_vuc": "gtvt"}
        notes, _ = read(client, "/hop-tac-xa/", ending, **asked)
        day = notes["Tính đến ngày"]
        assert day == ("31/12/2023" if ending == "csv" else datetime(2023, 12, 31))
        known = "hết ngày 15/01/2030, còn có thể thay đổi"
        assert notes["Số đã ghi nhận đến"] == known
        assert notes["Điều kiện lọc"] == (
            "Lĩnh vực: Giao thông vận tải; Tình trạng: Chưa giải thể"
        ).replace(";", "," if ending == "csv" else ";")
        assert notes["Nguồn"].startswith("Cơ sở dữ liệu hợp tác xã của")
        answer = client.get(notes["Địa chỉ"])
        assert answer.status_code == 200
        assert answer.context["day"] == date(2023, 12, 31)

    def test_the_moment_it_was_made_is_vietnam_s(self, client, ending):
        with clock(at(2026, 11, 23, 17)):
            notes, _ = read(client, "/hop-tac-xa/", ending)
        moment = datetime(2026, 11, 23, 17)
        written = "23/11/2026 17:00" if ending == "csv" else moment
        assert notes["Lập tệp lúc"] == written
        assert notes["Số đã ghi nhận đến"] == "lúc lập tệp"

    def test_every_cell_holds_what_the_register_says(self, client, register, ending):
        cooperative = Organisation.objects.get(tax_code=TAX_CODE)
        record_survey(
            organisation=cooperative,
            effective_from=date(2015, 3, 2),
            by=None,
            source="Phiếu khảo sát",
            charter_capital=1_500_000_000,
            members=7,
        )
        [row] = read(client, "/hop-tac-xa/", ending, tim="Đồng Xanh")[1]
        empty, day = ("", "2015-03-02") if ending == "csv" else (None, None)
        day = day or datetime(2015, 3, 2)
        number = str if ending == "csv" else int
        assert row == {
            "Tên": "Hợp tác xã Đồng Xanh",
            "Tên viết tắt": empty,
            "Số giấy chứng nhận": empty,
            "Điện thoại": empty,
            "Thư điện tử": empty,
            "Trang web": empty,
            "Ngành nghề chính": empty,
            "Người đại diện theo pháp luật": empty,
            "Chức danh": empty,
            "Quy mô": "Siêu nhỏ",
            "Vốn điều lệ (đồng)": number(1_500_000_000),
            "Số thành viên": number(7),
            "Số lao động": empty,
            "Khảo sát tính đến ngày": day,
            "Loại hình": "Hợp tác xã",
            "Mã số thuế": TAX_CODE,
            "Mã dữ liệu mở": f"VN-TIN-{TAX_CODE}",
            "Ngày thành lập": day,
            "Lĩnh vực": "Nông nghiệp",
            "Địa bàn": "Quận 1",
            "Tình trạng hoạt động": "Đang hoạt động",
            "Tình trạng pháp lý": "Đang hoạt động",
            "Mốc gần nhất có hiệu lực từ": day,
            "Thuộc liên hiệp": "Liên hiệp Hợp tác xã Đồng Xanh",
            "Trụ sở": empty,
            "Mã hồ sơ": cooperative.public_id,
            "Ghi chú": empty,
        }

    def test_invented_organisations_are_marked(self, client, ending):
        make_cooperative("Hợp tác xã Có thật")
        notes, _ = read(client, "/hop-tac-xa/", ending)
        assert "Lưu ý" not in notes
        make_cooperative("Hợp tác xã Hư cấu", is_demo=True)
        notes, rows = read(client, "/hop-tac-xa/", ending)
        assert "minh hoạ" in notes["Lưu ý"]
        assert [row["Ghi chú"] or "" for row in rows] == ["", "Minh hoạ"]

    def test_no_cell_is_a_formula(self, client, ending):
        kept = set()
        for start in ("=", "+", "-", "@", "\t=", "\r=", "＝"):
            evil = f"{start}1+cmd|' /C calc'!A0"
            made = make_cooperative("Hợp tác xã Thử", address="Số 1")
            # Past the forms, which would clean some of it.
            Organisation.objects.filter(pk=made.pk).update(name=evil, address=evil)
            kept.add((evil if ending == "xlsx" else f"'{evil}").replace("\n", "\r"))
        rows = read(client, "/hop-tac-xa/", ending)[1]
        for header in ("Tên", "Trụ sở"):
            assert {row[header].replace("\n", "\r") for row in rows} == kept
        if ending == "xlsx":
            content = taken(client, "/hop-tac-xa/tai-ve.xlsx")
            cells = chain(*load_workbook(io.BytesIO(content)).worksheets[0])
            assert "f" not in {cell.data_type for cell in cells}

    def test_what_begins_like_a_formula_is_exact_in_excel(self, client, ending):
        evil, harmless = ["+84 28 3829 0000", "- Lô A1", "@ chợ"], "Số #5"
        for said in (*evil, harmless):
            make_cooperative("Hợp tác xã Thử", phone=said, address=said)
        kept = {*evil} if ending == "xlsx" else {f"'{said}" for said in evil}
        rows = read(client, "/hop-tac-xa/", ending)[1]
        assert {row["Trụ sở"] for row in rows} == kept | {harmless}

    def test_what_excel_cannot_hold_does_not_break_the_file(self, client, ending):
        cooperative = make_cooperative("Hợp tác xã Thử")
        Organisation.objects.filter(pk=cooperative.pk).update(name="HTX \x01\x0b1;\n2")
        assert names(client, "/hop-tac-xa/", ending) == ["HTX 1;\n2"]

    def test_a_search_that_is_a_formula_is_harmless(self, client, ending):
        asked = {"tim": '=1;=HYPERLINK("x");"'}
        notes, _ = read(client, "/hop-tac-xa/", ending, **asked)
        separator = "," if ending == "csv" else ";"
        said = f"Tên hoặc mã số: =1{separator}=HYPERLINK"
        assert notes["Điều kiện lọc"].startswith(said)

    def test_asks_the_database_a_fixed_number_of_times(self, client, register, ending):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                read(client, "/hop-tac-xa/", ending, linh_vuc="nn")
            return number_of_questions(asked)

        # the sector; whether demonstration data is loaded; limits and groups of sizes;
        # the rows; the surveys of each 500 of them
        assert queries() == 6
        for _ in range(2):
            make_cooperative(union=make_union())
        assert queries() == 4  # limits and groups hold on: no rule was written


class TestTheAnswer:
    @pytest.mark.parametrize("address", FILES + FIGURES)
    def test_is_a_named_file_that_shared_caches_may_hold(self, client, address):
        answer = client.get(address, {"ngay": "31/12/2023"})
        page, _, ending = address.strip("/").partition("/tai-ve.")
        named = f'attachment; filename="{page}-2023-12-31.{ending}"'
        assert answer["Content-Disposition"] == named
        assert (
            answer["Content-Type"]
            == {
                "csv": "text/csv; charset=utf-8",
                "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml"
                ".sheet",
            }[ending]
        )
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        b"".join(answer.streaming_content)  # so that its file is closed
        assert client.post(address).status_code == 405, "nothing is sent to it"

    def test_the_name_tells_two_knowledges_apart(self, client):
        asked = {"ngay": "31/12/2023", "biet_den": "15/01/2024"}
        answer = client.get("/so-lieu/tai-ve.csv", asked)
        assert (
            "so-lieu-2023-12-31-biet-den-2024-01-15.csv"
            in (answer["Content-Disposition"])
        )
        b"".join(answer.streaming_content)  # so that its file is closed

    @pytest.mark.parametrize("address", FILES + FIGURES)
    def test_a_wrong_filter_answers_the_page_with_its_error(self, client, address):
        answer = client.get(address, {"ngay": "31/02/2023"})
        assert answer.status_code == 400
        page = Page(answer)
        assert "Hãy viết ngày như 31/12/2023" in answer.content.decode()
        # Once corrected, the form leads to the page, not to a file.
        actions = {form[1]["action"] for form in page.all("form", method="get")}
        assert actions == {address.rpartition("tai-ve")[0]}

    def test_there_are_no_other_formats(self, client):
        assert client.get("/hop-tac-xa/tai-ve.pdf").status_code == 404

    @pytest.mark.parametrize("page", [*LISTS, "/so-lieu/"])
    def test_the_page_leads_to_its_files_with_its_filters(self, client, register, page):
        asked = {"ngay": "31/12/2023", "biet_den": "31/12/2030"}
        links = Page(client.get(page, asked)).links
        files = [link for link in links if "tai-ve." in link]
        assert len(files) == 2
        for link in files:
            answer = client.get(link)
            assert "2023-12-31-biet-den-2030-12-31" in answer["Content-Disposition"]
            b"".join(answer.streaming_content)  # so that its file is closed

    def test_excel_keeps_days_codes_and_headers_as_they_are_meant(
        self, client, register
    ):
        content = taken(client, "/hop-tac-xa/tai-ve.xlsx", tim=TAX_CODE)
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        [top] = [c.row for c in sheet["A"] if c.value == "Tên"]
        header = {cell.value: cell for cell in sheet[top]}
        assert all(cell.font.bold for cell in header.values())
        assert sheet.freeze_panes == f"A{top + 1}"
        below = {name: sheet.cell(top + 1, c.column) for name, c in header.items()}
        assert below["Mã số thuế"].data_type == "s"
        assert below["Ngày thành lập"].is_date
        assert below["Ngày thành lập"].number_format == "dd/mm/yyyy"
        assert sheet.column_dimensions["A"].width > 40
        last = get_column_letter(len(PUBLIC))
        assert sheet.auto_filter.ref == f"A{top}:{last}{top + 1}"

    def test_csv_is_for_excel_with_vietnamese_settings(self, client, register):
        content = taken(client, "/hop-tac-xa/tai-ve.csv")
        assert content.startswith(b"\xef\xbb\xbf# B")
        [header] = [line for line in content.decode().splitlines() if "Tên;" in line]
        assert header.startswith("Tên;Tên viết tắt;Loại hình;Mã số thuế;")

    def test_a_founding_counts_as_it_was_known(self, client):
        with clock(at(2020, 1, 2)):
            cooperative = make_cooperative(founded=date(2015, 3, 2))
        with clock(at(2024, 1, 2)):
            change_standing(
                organisation=cooperative,
                effective_from=date(2016, 1, 1),
                by=None,
                operating_status="ngung",
            )
        for asked, status, since in [
            ({"biet_den": "31/12/2023"}, "Đang hoạt động", "2015-03-02"),
            ({}, "Ngừng hoạt động", "2016-01-01"),
        ]:
            [row] = read(client, "/hop-tac-xa/", "csv", **asked)[1]
            assert row["Tình trạng hoạt động"] == status
            assert row["Mốc gần nhất có hiệu lực từ"] == since
            assert row["Ngày thành lập"] == "2015-03-02"


# --- the figures --------------------------------------------------------------------


class TestTheFigures:
    asked = {"ngay": "31/12/2023"}

    def page_rows(self, client):
        """The rows of the page's tables, as they are read: numbers as text."""
        page = Page(client.get("/so-lieu/", self.asked))
        return [row.split() for row in page.words("tr")]

    def test_csv_has_the_numbers_of_the_page(self, client, register):
        rows = self.page_rows(client)
        lines = csv_lines(client, "/so-lieu/tai-ve.csv", **self.asked)
        assert ["# Tính đến ngày: 31/12/2023"] in lines
        for row in rows:
            if row[-1].endswith("%") and row[0] != "Cộng":
                *words, total, active, stopped, _ = row
                numbers = [total, active, stopped]
                [line] = [
                    line
                    for line in lines
                    if len(line) == 6 and line[0] in " ".join(row)
                ]
                assert line[1:4] == numbers, words
        assert ["Cộng", "3", "2", "1", "66,67", "2"] in lines
        assert ["Cộng", "2"] in lines
        assert ["Nông nghiệp", "1"] in lines  # founded in 2023
        starts = [line[0] for line in lines if line]
        assert starts.index("# Liên hiệp hợp tác xã") < starts.index(
            "# Thành lập trong năm 2023"
        )

    def test_excel_has_a_sheet_for_each_table_with_real_numbers(self, client, register):
        sheets = [
            sheet_rows(client, "/so-lieu/tai-ve.xlsx", number, **self.asked)
            for number in range(3)
        ]
        for sheet in sheets:
            assert ["Tính đến ngày", datetime(2023, 12, 31)] in [r[:2] for r in sheet]
        found = {row[0]: row[1:] for row in sheets[0]}
        tallies = counts.by_sector(date(2023, 12, 31))
        for sector in Sector.objects.all():
            tally = tallies.get(sector.pk, counts.Tally())
            expected = [tally.total, tally.active, tally.stopped]
            assert found[sector.name][:3] == expected
        assert found["Cộng"] == [3, 2, 1, 66.67, 2]
        assert ["Cộng", 2] in [row[:2] for row in sheets[1]]
        assert ["Nông nghiệp", 1] in [row[:2] for row in sheets[2]]

    def test_an_empty_register_has_figures_of_nought(self, client):
        found = sheet_rows(client, "/so-lieu/tai-ve.xlsx")
        assert found[-1] == ["Cộng", 0, 0, 0, None, 0]

    def test_invented_figures_say_so(self, client):
        make_cooperative(is_demo=True)
        lines = csv_lines(client, "/so-lieu/tai-ve.csv")
        assert any("hư cấu" in line[0] for line in lines if line)

    @pytest.mark.usefixtures("nothing_remembered")
    @pytest.mark.parametrize("address", FIGURES)
    def test_asks_the_database_a_fixed_number_of_times(self, client, register, address):
        with CaptureQueriesContext(connection) as asked:
            taken(client, address)
        # the sectors, for two tables; by sector, founded and by kind; whether
        # demonstration data is loaded
        assert number_of_questions(asked) == 6


# --- the keepers' desk --------------------------------------------------------------


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


class TestTheDesk:
    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"tinh_trang": "ngung"},
            in_proofs({"linh_vuc": "gtvt", "q": "duong"}),
            {"o": "-1"},
            in_proofs({"q": "khong co ai"}),
        ],
        ids=str,
    )
    def test_the_file_has_the_rows_of_the_list(self, keeper, register, asked, ending):
        listed = rows_of(keeper.user, DESK, **asked)
        found = names(keeper, DESK, ending, **asked)
        assert found == [organisation.name for organisation in listed]

    def test_the_file_has_all_pages_of_the_list(self, keeper, monkeypatch):
        monkeypatch.setattr(PortalAdmin, "list_per_page", 5)
        for _ in range(6):
            make_cooperative()
        assert len(names(keeper, DESK, "csv", p="2")) == 6

    def test_keepers_get_the_columns_that_are_theirs(self, keeper):
        with clock(at(2024, 3, 1)):
            make_cooperative(
                certificate_number="07G0001",
                by=keeper.user,
                facts={"decision_number": "12/QĐ-UBND", "reason": "Hồ sơ giấy"},
            )
        [row] = read(keeper, DESK, "xlsx")[1]
        assert row["Số giấy chứng nhận"] == "07G0001"
        assert row["Số quyết định"] == "12/QĐ-UBND"
        assert row["Lý do, ghi chú"] == "Hồ sơ giấy"
        assert row["Người ghi nhận"] == "Lê Thị Thu"
        assert row["Ghi nhận lúc"] == datetime(2024, 3, 1, 9)

    def test_one_that_is_yet_to_be_founded_is_in_the_list(self, keeper):
        make_cooperative(
            "Hợp tác xã Ngày mai", founded=date(2090, 1, 1), area_code=UNIT
        )
        [row] = read(keeper, DESK, "xlsx")[1]
        assert row["Tên"] == "Hợp tác xã Ngày mai"
        assert row["Ngày thành lập"] == datetime(2090, 1, 1)
        assert row["Tình trạng hoạt động"] is None

    def test_the_file_tells_its_filters(self, keeper, register):
        notes, _ = read(keeper, DESK, "csv", q="mai", tinh_trang="giai-the")
        assert notes["Điều kiện lọc"] == "Tìm: mai, Tình trạng: Đã giải thể"
        assert read(keeper, DESK, "csv")[0]["Điều kiện lọc"] == "Không lọc"

    def test_unions_have_their_file(self, keeper, register):
        page = "/quan-tri/cooperatives/union/"
        assert len(names(keeper, page, "xlsx")) == 2

    def test_the_list_leads_to_its_files_with_its_filters(self, keeper, register):
        links = Page(keeper.get(DESK, {"q": "mai"})).links
        files = [link for link in links if "tai-ve." in link]
        assert files == [f"{DESK}tai-ve.xlsx?q=mai", f"{DESK}tai-ve.csv?q=mai"]

    def test_a_filter_that_the_list_refuses_leads_to_the_list(self, keeper):
        answer = keeper.get(f"{DESK}tai-ve.csv", {"khong_co": "1"})
        assert answer.status_code == 302
        assert answer["Location"].startswith(DESK)
        assert keeper.get(answer["Location"], follow=True).status_code == 200

    def test_no_cache_keeps_it(self, keeper):
        answer = keeper.get(f"{DESK}tai-ve.csv")
        assert "no-store" in answer["Cache-Control"]
        b"".join(answer.streaming_content)  # so that its file is closed

    def test_asks_the_database_a_fixed_number_of_times(self, keeper, register):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                taken(keeper, f"{DESK}tai-ve.xlsx")
            return len(asked)

        queries()  # and the rules are remembered
        before = queries()
        for _ in range(2):
            make_cooperative(union=make_union(), by=make_user())
        assert queries() == before

    def test_whoever_may_only_look_may_take_it(self, client, register):
        viewer = make_user(is_staff=True)
        viewer.user_permissions.add(permission("view_cooperative"))
        client.force_login(viewer)
        assert len(names(client, DESK, "csv")) == 5
        assert any("tai-ve." in link for link in Page(client.get(DESK)).links)

    def test_others_may_not(self, client, register):
        person = make_user(is_staff=True)
        person.user_permissions.add(permission("view_union"))
        client.force_login(person)
        assert client.get(f"{DESK}tai-ve.csv").status_code == 403

    def test_nobody_unknown_may(self, client):
        answer = client.get(f"{DESK}tai-ve.xlsx")
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))

    def test_nothing_is_sent_to_it(self, keeper):
        assert keeper.post(f"{DESK}tai-ve.csv").status_code == 405


def permission(codename):
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename=codename)


# --- what leaves the register -------------------------------------------------------


def test_what_the_public_gets_is_public():
    shown = {column.shows for column in PUBLIC}
    assert shown <= {
        f"{of}.{name}" for of in privacy.PUBLIC for name in privacy.PUBLIC[of]
    }


def test_no_two_columns_have_one_header():
    headers = sorted(column.header for column in KEEPERS)
    assert all(one != next_one for one, next_one in pairwise(headers))


@pytest.mark.parametrize("desk", ["cooperative", "union", "standing"])
def test_the_desk_says_what_spreadsheets_do_to_a_csv_as_the_public_page(
    client, staff_client, desk
):
    make_cooperative()
    note = "mã số có thể mất số 0 ở đầu hoặc thành 3,01E+11; tệp Excel giữ nguyên."
    page = Page(staff_client.get(f"/quan-tri/cooperatives/{desk}/"))
    [said] = page.words("li", id="ghi-chu-csv")
    assert said.endswith(note)
    [link] = page.all("a", **{"aria-describedby": "ghi-chu-csv"})
    assert "tai-ve.csv" in link[1]["href"]
    assert Page(client.get("/hop-tac-xa/")).words("small")[-1] == said
    popup = Page(staff_client.get(f"/quan-tri/cooperatives/{desk}/?_popup=1"))
    assert popup.words("li", id="ghi-chu-csv") == []
