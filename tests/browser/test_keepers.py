"""The keepers' desk as a keeper clicks through it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LIST = "/quan-tri/cooperatives/cooperative/"


def open_first(desk, query="?tinh_trang=hoat-dong"):
    desk.goto(f"{LIST}{query}")
    link = desk.locator("#result_list tbody th a").first
    name = link.inner_text()
    link.click()
    return name


def test_a_place_is_found_by_typing_and_the_filters_are_kept(desk):
    desk.goto(f"{LIST}?tinh_trang=ngung")
    desk.locator("summary", has_text="địa bàn").click()
    desk.locator("#loc-dia_ban + .select2-container").click()
    desk.keyboard.type("cu chi")
    desk.locator(".select2-results__option", has_text="Huyện Củ Chi").first.click()
    desk.locator("details[open] .filter-typed").get_by_role("button").first.click()
    expect(desk).to_have_url(re.compile("tinh_trang=ngung.*dia_ban="))
    expect(desk.locator("#result_list")).to_contain_text("Củ Chi")
    desk.get_by_label("Lưu bộ lọc này với tên").fill("Củ Chi đã ngừng")
    desk.locator(".saved-views").get_by_role("button", name="Lưu").click()
    desk.goto(LIST)
    desk.get_by_role("link", name="Củ Chi đã ngừng").click()
    expect(desk.locator(".saved-views [aria-current]")).to_have_text("Củ Chi đã ngừng")
    desk.get_by_role("button", name="Xoá bộ lọc").click()
    expect(desk.locator(".saved-views li")).to_have_count(0)


def test_many_are_changed_after_a_look(desk):
    desk.goto(f"{LIST}?linh_vuc=quy-tdnd")
    desk.locator(".action-select").nth(0).check()
    desk.locator(".action-select").nth(1).check()
    desk.locator("select[name=action]").select_option("change_status")
    desk.get_by_role("button", name="Thực hiện").click()
    desk.get_by_label("Tình trạng pháp lý").select_option(label="Tạm ngừng kinh doanh")
    desk.get_by_label("Có hiệu lực từ ngày").fill("03/06/2024")
    desk.get_by_label("Lý do").fill("Theo báo cáo của chi nhánh")
    desk.get_by_role("button", name="Xem trước").click()
    expect(desk.locator(".bulk")).to_contain_text("Sẽ ghi 2 hồ sơ")
    desk.get_by_role("button", name="Sửa lại").click()
    expect(desk.get_by_label("Lý do")).to_have_value("Theo báo cáo của chi nhánh")
    desk.get_by_role("button", name="Xem trước").click()
    desk.get_by_role("button", name="Ghi 2 hồ sơ").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã đổi tình trạng 2 hồ sơ")
    expect(desk).to_have_url(re.compile("linh_vuc=quy-tdnd"))


def test_a_record_that_may_be_known_is_told_while_typing(desk):
    desk.goto(f"{LIST}?tinh_trang=hoat-dong")
    row = desk.locator("#result_list tbody tr").first
    name, code = row.locator("th a").inner_text(), row.locator(".field-code")
    number = code.inner_text().split()[0]
    desk.goto(f"{LIST}add/")
    desk.get_by_label("Mã số thuế").fill(number)
    warning = desk.locator("#duplicates")
    expect(warning).to_contain_text(f"{name}: cùng mã số thuế")
    expect(warning).to_have_attribute("role", "status")
    desk.get_by_label("Mã số thuế").fill("")
    expect(warning).to_be_empty()


def test_a_survey_is_typed_with_separators_and_withdrawn(desk):
    open_first(desk)
    desk.get_by_role("link", name="Thêm số liệu").click()
    desk.get_by_label("Số liệu của ngày").fill("30/06/2024")
    desk.get_by_label("Số thành viên").fill("1.234")
    desk.get_by_label("Vốn điều lệ").fill("2.500.000.000")
    desk.get_by_label("Nguồn số liệu").fill("Phiếu bổ sung")
    desk.get_by_role("button", name="Ghi vào sổ").click()
    survey = desk.locator("#khao-sat li", has_text="30/06/2024")
    expect(survey).to_contain_text("2.500.000.000")
    survey.get_by_role("link", name="Rút").click()
    desk.get_by_label("Lý do rút").fill("Của hợp tác xã khác")
    desk.get_by_role("button", name="Rút khỏi sổ").click()
    expect(desk.locator("#khao-sat .is-superseded")).to_contain_text(
        "Của hợp tác xã khác"
    )
    expect(desk.locator("#nhat-ky tbody tr").first).to_contain_text("Rút số liệu")


def test_a_scan_is_uploaded_and_comes_back_as_a_file(desk, tmp_path):
    scan = tmp_path / "quyet-dinh.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    open_first(desk, "?tinh_trang=ngung")
    desk.get_by_role("link", name="Ghi thay đổi").click()
    desk.get_by_label("Có hiệu lực từ ngày").fill("04/06/2024")
    desk.get_by_label("Xác nhận vẫn vậy theo khảo sát").check()
    desk.get_by_label("Bản chụp quyết định").set_input_files(scan)
    desk.get_by_role("button", name="Lưu thay đổi").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name=re.compile("^Tải bản chụp")).first.click()
    assert download.value.path().read_bytes() == scan.read_bytes()


def test_a_record_opens_with_how_it_stands_and_the_days_acts(desk):
    name = open_first(desk)
    expect(desk.locator(".stands")).to_contain_text("Đang hoạt động")
    for act in ("Ghi thay đổi", "Ghi khảo sát", "Đính chính mốc gần nhất"):
        expect(desk.locator(".acts").get_by_role("link", name=act)).to_be_in_viewport()
    expect(desk.get_by_label("Tên đầy đủ")).to_be_hidden()
    desk.locator("#ho-so > summary").press("Enter")
    expect(desk.locator("#id_name")).to_have_value(name)
    desk.locator("#id_name").fill("")
    desk.get_by_role("button", name="Lưu", exact=True).click()
    expect(desk.locator(".field-name .errorlist")).to_be_in_viewport()


def test_a_typed_day_fills_in_how_it_stood(desk):
    open_first(desk, "?tinh_trang=ngung&nam_thanh_lap=2015")
    founded = desk.locator(".stands dl div", has_text="Thành lập").locator("dd")
    founded = founded.inner_text()
    desk.get_by_role("link", name="Ghi thay đổi").click()
    status = desk.get_by_label("Tình trạng hoạt động")
    expect(status).to_have_value("ngung")
    desk.get_by_label("Tình trạng pháp lý").select_option("thu-hoi")
    desk.get_by_label("Có hiệu lực từ ngày").fill(founded)
    expect(desk.locator("#hien-trang")).to_contain_text(founded)
    expect(status).to_have_value("hoat-dong")
    expect(desk.get_by_label("Tình trạng pháp lý")).to_have_value("thu-hoi")


def test_what_is_typed_before_the_script_has_come_counts_too(desk):
    open_first(desk, "?tinh_trang=ngung&nam_thanh_lap=2015")
    founded = desk.locator(".stands dl div", has_text="Thành lập").locator("dd")
    founded = founded.inner_text()
    late = []
    desk.route(re.compile("change-form"), lambda route: late.append(route))
    link = desk.get_by_role("link", name="Ghi thay đổi")
    desk.goto(link.evaluate("a => a.href"), wait_until="commit")
    desk.get_by_label("Tình trạng pháp lý").select_option("thu-hoi")
    desk.get_by_label("Có hiệu lực từ ngày").fill(founded)
    late[0].continue_()
    expect(desk.locator("#hien-trang")).to_contain_text(founded)
    expect(desk.get_by_label("Tình trạng hoạt động")).to_have_value("hoat-dong")
    expect(desk.get_by_label("Tình trạng pháp lý")).to_have_value("thu-hoi")


def test_what_a_save_changes_is_seen_before_it(desk):
    open_first(desk)
    desk.get_by_role("link", name="Ghi thay đổi").click()
    desk.get_by_label("Có hiệu lực từ ngày").fill("05/06/2026")
    panel = desk.locator("#xem-truoc")
    expect(panel).to_contain_text("Chưa có gì thay đổi")
    desk.get_by_label("Tình trạng hoạt động").select_option("ngung")
    expect(panel).to_contain_text("Từ 05/06/2026 về sau: Đang hoạt động →")
    expect(panel).to_be_in_viewport()
    desk.get_by_label("Tình trạng hoạt động").select_option("hoat-dong")
    desk.get_by_label("Xác nhận vẫn vậy theo khảo sát").check()
    expect(panel).to_contain_text("Xác nhận vẫn là Đang hoạt động")
    desk.get_by_role("button", name="Lưu thay đổi").click()
    expect(desk.locator("#moc li").first).to_contain_text("vẫn là Đang hoạt động")


def test_two_keepers_record_the_same_and_the_second_decides(desk):
    open_first(desk, "?linh_vuc=gtvt&tinh_trang=hoat-dong")
    desk.get_by_role("link", name="Ghi thay đổi").click()
    other = desk.context.new_page()
    other.goto(desk.url)
    for page, day, status in ((other, "10", "ngung"), (desk, "12", "giai-the")):
        page.get_by_label("Có hiệu lực từ ngày").fill(f"{day}/06/2026")
        page.get_by_label("Tình trạng hoạt động").select_option(status)
        expect(page.locator("#xem-truoc")).to_contain_text("Tình trạng hoạt động")
    # The day that the second typed was filled in before the first saved.
    other.get_by_role("button", name="Lưu thay đổi").click()
    expect(other.locator("#moc")).to_contain_text("10/06/2026")
    desk.get_by_role("button", name="Lưu thay đổi").click()
    expect(desk.locator(".errorlist").first).to_contain_text(
        "vừa ghi mốc từ 10/06/2026"
    )
    expect(desk.get_by_label("Tình trạng hoạt động")).to_have_value("giai-the")
    desk.get_by_role("button", name="Lưu thay đổi").click()
    expect(desk.locator("#moc")).to_contain_text("12/06/2026")


def test_without_a_script_the_same_is_asked_by_buttons(desk, chromium, portal):
    open_first(desk)
    address = desk.url.replace("/change/", "/moc/them/").partition("?")[0]
    state = desk.context.storage_state()
    context = chromium.new_context(
        base_url=portal.url, java_script_enabled=False, storage_state=state
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Thay đổi của một ngày khác?").fill("05/07/2026")
    page.get_by_role("button", name="Xem hiện trạng ngày này").click()
    expect(page.locator("#hien-trang")).to_contain_text("05/07/2026")
    page.get_by_label("Tình trạng hoạt động").select_option("ngung")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("#xem-truoc")).to_contain_text("Từ 05/07/2026 về sau")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.locator("#moc")).to_contain_text("05/07/2026")
    context.close()


def test_the_book_of_changes_fits_a_desk(desk):
    for query in ("", "?con_tinh=khong", "?linh_vuc=nn&nam=2023&tinh_trang=ngung"):
        desk.goto(f"/quan-tri/cooperatives/standing/{query}")
        results = desk.locator(".results, #changelist-form").first
        assert results.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
