"""Every page of figures reads the filters of its family, or refuses them by name."""

from datetime import date

import pytest

from cooperatives.models import Area, OperatingStatus
from tests.factories.cases import few_now
from tests.factories.once import written_once
from tests.factories.pages import Page
from tests.factories.register import at, clock, make_cooperative, make_union

from ..lists import lengths, numbers_in

pytestmark = pytest.mark.django_db

TWO_DAYS, COMPARISON = "/so-lieu/so-sanh/", "/so-lieu/doi-chieu/"
DAYS = {"ngay": "31/12/2023", "voi": "31/12/2022"}
THEN = {"ngay": "31/12/2023", "biet_den": "15/01/2024"}
STOPPED = OperatingStatus.STOPPED


@pytest.fixture
@written_once
def register(db):
    """Two sectors in two districts; 2023 changed some, and some were entered late."""
    with clock(at(2023, 12, 31)):
        make_cooperative("Nông Một")
        make_cooperative("Nông Hai", area_code="783", founded=date(2023, 5, 1))
        make_cooperative("Vận tải", sector_code="gtvt")
        make_cooperative("Ngừng", status=STOPPED, status_from=date(2023, 3, 1))
    with clock(at(2024, 2, 1)):
        make_cooperative("Muộn", area_code="783")
        make_cooperative("Muộn, vận tải", sector_code="gtvt")


def keys_of(code):
    return Area.objects.of_old_address(code).get().key


def csv_of(client, page, asked):
    return client.get(f"{page}tai-ve.csv", asked).getvalue().decode()


def total(response):
    return Page(response).words("td")[-9:]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"linh_vuc": "nn"}, ["3", "3", "0", "0", "1", "+1", "3", "4", "+1"]),
        ({"dia_ban": "783"}, ["1", "2", "+1", "0", "0", "0", "1", "2", "+1"]),
        (
            {"linh_vuc": "gtvt", "dia_ban": "783"},
            ["0", "0", "0", "0", "0", "0", "0", "0", "0"],
        ),
    ],
)
def test_two_days_count_one_sector_or_area(client, register, asked, numbers):
    if "dia_ban" in asked:
        asked = asked | {"dia_ban": keys_of(asked["dia_ban"])}
    response = client.get(TWO_DAYS, DAYS | asked)
    assert total(response) == numbers
    assert "Chỉ tính: " in " ".join(Page(response).words("p"))
    lines = csv_of(client, TWO_DAYS, DAYS | asked)
    assert "Chỉ tính" in lines
    assert f"Cộng;{numbers[0]};{numbers[1]};" in lines


def test_then_and_now_count_one_sector_or_area(client, register):
    def names(asked):
        context = client.get(COMPARISON, THEN | asked).context
        cells = [cell.value for cell in context["table"].total[1:4]]
        return cells, {one.organisation.name for one in context["differences"]}

    everybody = {"Muộn", "Muộn, vận tải"}
    assert names({}) == ([3, 5, 2], everybody)
    assert names({"linh_vuc": "gtvt"}) == ([1, 2, 1], {"Muộn, vận tải"})
    assert names({"dia_ban": keys_of("783")}) == ([1, 2, 1], {"Muộn"})
    asked = THEN | {"dia_ban": keys_of("783")}
    lines = csv_of(client, COMPARISON, asked)
    assert "Muộn" in lines
    assert "Muộn, vận tải" not in lines


@pytest.mark.parametrize("page", [TWO_DAYS, COMPARISON])
@pytest.mark.parametrize(
    "filters", few_now([{"linh_vuc": "nn"}, {"dia_ban": "783"}], 1)
)
def test_their_numbers_lead_to_lists_as_long(client, register, page, filters):
    asked = (DAYS if page == TWO_DAYS else THEN) | filters
    if "dia_ban" in filters:
        asked["dia_ban"] = keys_of(filters["dia_ban"])
    numbers = numbers_in(Page(client.get(page, asked)))
    assert lengths(client, numbers) == numbers
    assert len(numbers) >= 4


def test_a_change_in_a_scope_leads_to_what_changed_there(client, register):
    asked = DAYS | {"dia_ban": keys_of("783")}
    links = {
        attributes["href"]
        for _, attributes, words in Page(client.get(TWO_DAYS, asked)).all("a")
        if words == "+1"
    }
    assert links
    for address in links:
        [transition] = client.get(address).context["transitions"]
        assert transition.organisation.name == "Nông Hai"


PAGES = [
    ("/so-lieu/", {"loai_hinh": "loai", "nhom": None, "tinh_trang": None}),
    ("/so-lieu/bien-dong/", {"quy_mo": None, "loai": "loai_hinh"}),
    ("/so-lieu/bien-dong/danh-sach/", {"quy_mo": None, "lien_hiep": None}),
    ("/so-lieu/dien-bien/", {"quy_mo": None, "loai": "loai_hinh"}),
    (TWO_DAYS, {"quy_mo": None, "loai": "loai_hinh", "dia_ban_ghi_nhan": None}),
    (COMPARISON, {"quy_mo": None, "gia_dinh": None, "loai": "loai_hinh"}),
]


@pytest.mark.parametrize(
    ("page", "name"),
    few_now(
        [(page, name) for page, names in PAGES for name in names], *range(0, 15, 2)
    ),
)
def test_a_filter_that_a_page_does_not_read_is_refused(client, page, name):
    make_union()
    asked = THEN if page == COMPARISON else {}
    for address in (page, f"{page}tai-ve.csv"):
        response = client.get(address, asked | {name: "lien-hiep"})
        assert response.status_code == 400
        alerts = [e for e in Page(response).elements if e[1].get("role") == "alert"]
        assert len(alerts) == 1


@pytest.mark.parametrize("page", few_now([page for page, _ in PAGES], 0, 2, 4))
@pytest.mark.parametrize("name", ["linh_vuc", "dia_ban", "dia_gioi", "biet_den"])
def test_a_value_that_nothing_has_is_said_at_its_field(client, page, name):
    for address in (page, f"{page}tai-ve.csv"):
        response = client.get(address, {name: "zz"})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == [name]


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_pages_of_unions_speak_of_unions(client, page):
    make_union()
    name = "loai" if page == "/so-lieu/" else "loai_hinh"
    page = Page(client.get(page, THEN | {name: "lien-hiep"}, follow=True))
    said = " ".join(
        w for tag in ("title", "h2", "dd", "strong") for w in page.words(tag)
    )
    assert "iên hiệp hợp tác xã" in said
    said = said.replace("iên hiệp hợp tác xã", "").replace("Liên minh Hợp tác xã", "")
    assert "ợp tác xã" not in said, said
