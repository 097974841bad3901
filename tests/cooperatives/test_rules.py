"""Editing a sector's group or a size limit leaves past answers as they were."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cooperatives.actions import record_survey
from cooperatives.models import Sector, SectorGroup, SizeLimit
from coopsite.accounts.roles import EDITOR, KEEPER, REPORTER
from coopsite.core.content_version import ContentVersion
from tests.factories.once import written_once
from tests.factories.pages import Page, started_in
from tests.factories.people import make_user
from tests.factories.register import at, clock, make_cooperative, sector

pytestmark = pytest.mark.django_db

BILLION = 1_000_000_000
DAY, PAST = "31/12/2025", "01/11/2026"


@pytest.fixture
def keeper(client):
    client.force_login(make_user("thuthu", role=KEEPER))
    return client


@pytest.fixture(autouse=True)
@written_once
def _register():
    """Three of agriculture, one of them large."""
    with clock(at(2026, 10, 1)):
        for number, members in enumerate((400, 60, 60)):
            record_survey(
                organisation=make_cooperative(f"HTX {number}", sector_code="nn"),
                effective_from=date(2025, 6, 1),
                by=None,
                source="Phiếu khảo sát",
                members=members,
                revenue=90 * BILLION,
            )


def figures(client, theo, known=None, day=DAY):
    """Returns {heading with its note: total} of the page's first table."""
    asked = {"theo": theo, "ngay": day} | ({"biet_den": known} if known else {})
    page = client.get(reverse("cooperatives:figures"), asked)
    assert page.status_code == 200
    table = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.split(r"</th>|</td>", row) for row in table.split("</tr>")[:-1]]
    words = [[" ".join(strip_tags(cell).split()) for cell in row] for row in rows]
    return {row[0]: int(row[1].replace(".", "") or 0) for row in words}


def number(found, name):
    """Returns the total of the row whose heading begins with `name`."""
    return next(total for heading, total in found.items() if heading.startswith(name))


def save(client, row, **changed):
    """Posts the admin's form of `row` as a browser would, with `changed` values."""
    model = row._meta.model_name
    address = reverse(f"admin:cooperatives_{model}_change", args=[row.pk])
    return client.post(address, shown(client, address) | changed)


def shown(client, address):
    """What stands in the form at `address`, and from which version it started."""
    page = client.get(address)
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None
    } | started_in(page)


def test_a_corrected_group_counts_from_now_on_and_not_before(keeper):
    with clock(at(2026, 11, 20)):
        assert save(keeper, sector("nn"), legal_group="trade").status_code == 302
        for known in (PAST, "19/11/2026", "01/12/2026", None):
            expected = 3 if known in (PAST, "19/11/2026") else 0
            found = figures(keeper, "nhom", known)
            assert number(found, "Nông nghiệp") == expected
            sizes = figures(keeper, "quy-mo", known)
            assert number(sizes, "Lớn") == (1 if expected else 0)


def test_the_note_of_a_group_names_its_sectors_of_then(keeper):
    with clock(at(2026, 11, 20)):
        save(keeper, sector("nn"), legal_group="trade")
        then, now = figures(keeper, "nhom", PAST), figures(keeper, "nhom")
    assert "Nông nghiệp Nông nghiệp" in then
    assert "Nông nghiệp" in now
    trade = "Thương mại – dịch vụ và khác Thương mại – dịch vụ, Giao thông vận tải"
    assert trade in then and f"{trade}, Nông nghiệp" in now


def test_another_group_from_a_day_on_leaves_the_days_before(keeper):
    with clock(at(2026, 11, 20)):
        done = save(keeper, sector("nn"), legal_group="trade", valid_from="01/07/2025")
        assert done.status_code == 302
        assert number(figures(keeper, "nhom", day="30/06/2025"), "Nông") == 3
        assert number(figures(keeper, "nhom", day="01/07/2025"), "Nông") == 0


def test_a_day_without_another_group_is_refused_at_its_field(keeper):
    page = save(keeper, sector("nn"), valid_from="01/07/2025")
    assert page.status_code == 200
    assert "đã ở nhóm này" in page.context["adminform"].form.errors["valid_from"][0]
    page = save(keeper, sector("nn"), legal_group="trade", valid_from="01/07/1925")
    assert page.context["adminform"].form.errors["valid_from"]


def test_a_renamed_sector_keeps_its_group_rows(keeper):
    assert save(keeper, sector("nn"), name="Nông nghiệp, thuỷ sản").status_code == 302
    assert sector("nn").name == "Nông nghiệp, thuỷ sản"
    assert SectorGroup.objects.filter(sector=sector("nn")).count() == 1


def test_two_who_edit_one_sector_do_not_put_a_group_back(keeper):
    """The second form was open when the first changed the group."""
    one = sector("nn")
    address = reverse("admin:cooperatives_sector_change", args=[one.pk])
    stale = shown(keeper, address)
    save(keeper, one, legal_group="trade")
    answer = keeper.post(address, stale | {"name": "Nông nghiệp mới"})
    assert answer.status_code == 409
    assert one.groups.known().get().legal_group == "trade"


def test_a_new_sector_has_its_group_from_the_start(keeper):
    sent = {"code": "xd", "abbreviation": "XD", "name": "Xây dựng", "order": "70"}
    address = reverse("admin:cooperatives_sector_add")
    assert keeper.post(address, sent).context["adminform"].form.errors["legal_group"]
    assert keeper.post(address, sent | {"legal_group": "industry"}).status_code == 302
    group = Sector.objects.get(code="xd").groups.get()
    assert (group.legal_group, group.recorded_by.username) == ("industry", "thuthu")


def test_a_corrected_limit_counts_from_now_on_and_not_before(keeper):
    limit = SizeLimit.objects.get(legal_group="agriculture", size="nho")
    with clock(at(2026, 11, 20)):
        assert save(keeper, limit, members="70").status_code == 302
        for known, small, micro in ((PAST, 2, 0), (None, 0, 2)):
            found = figures(keeper, "quy-mo", known)
            assert (found["Nhỏ"], found["Siêu nhỏ"]) == (small, micro)
    right = SizeLimit.objects.known().get(legal_group="agriculture", size="nho")
    assert (right.corrects, right.members) == (limit, 70)
    assert SizeLimit.objects.get(pk=limit.pk).members == 50


def test_a_later_limit_ends_the_former_and_does_not_bring_it_back(keeper):
    sent = {
        "legal_group": "agriculture",
        "size": "lon",
        "members": "500",
        "revenue": "50.000.000.000",
        "total_capital": "10.000.000.000",
        "valid_from": "01/12/2025",
        "valid_until": "01/01/2026",
    }
    assert keeper.post(reverse("admin:cooperatives_sizelimit_add"), sent).status_code
    days = ["30/11/2025", "01/12/2025", "01/01/2026"]
    found = [figures(keeper, "quy-mo", day=day) for day in days]
    assert [one["Lớn"] for one in found] == [1, 0, 0]
    assert found[2]["Chưa xác định"] == 3


def test_a_limit_saved_as_it_is_stays(keeper):
    limit = SizeLimit.objects.first()
    assert save(keeper, limit).status_code == 302
    assert SizeLimit.objects.count() == 4


def test_a_page_of_a_corrected_limit_leads_to_the_right_one(keeper):
    limit = SizeLimit.objects.first()
    address = reverse("admin:cooperatives_sizelimit_change", args=[limit.pk])
    stale = shown(keeper, address)
    save(keeper, limit, members="333")
    right = SizeLimit.objects.get(corrects=limit)
    assert keeper.get(address)["Location"].endswith(f"/{right.pk}/change/")
    refused = keeper.post(address, stale | {"members": "444"})
    assert "vừa được sửa" in refused.content.decode()
    assert SizeLimit.objects.count() == 5
    listed = keeper.get(reverse("admin:cooperatives_sizelimit_changelist"))
    assert len(listed.context["cl"].result_list) == 4


def test_a_year_that_is_a_slip_is_told_at_its_field(keeper):
    limit = SizeLimit.objects.first()
    page = save(keeper, limit, valid_from="01/01/1901")
    assert page.context["adminform"].form.errors["valid_from"]


def test_the_history_says_who_when_and_from_what_to_what(keeper):
    limit = SizeLimit.objects.get(legal_group="agriculture", size="nho")
    with clock(at(2026, 11, 20)):
        save(keeper, limit, members="70")
        save(keeper, sector("nn"), legal_group="trade")
    right = SizeLimit.objects.get(corrects=limit)
    for row, said in (
        (right, "thành viên từ: 50 → 70"),
        (sector("nn"), "Nông nghiệp → Thương mại – dịch vụ và khác"),
    ):
        name = f"admin:cooperatives_{row._meta.model_name}_change"
        words = Page(keeper.get(reverse(name, args=[row.pk]))).inside("module")
        words = " ".join(str(words).split())
        assert said in words and "thuthu" in words and "20/11/2026" in words
        assert "Có từ đầu" in words


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_others_look_and_do_not_change(client, role):
    client.force_login(make_user(role=role))
    for row in (sector("nn"), SizeLimit.objects.first()):
        name = f"admin:cooperatives_{row._meta.model_name}_change"
        address = reverse(name, args=[row.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 403


@pytest.mark.parametrize("model", ["sector", "sizelimit"])
def test_nothing_is_deleted(keeper, model):
    row = {"sector": Sector, "sizelimit": SizeLimit}[model].objects.first()
    address = reverse(f"admin:cooperatives_{model}_delete", args=[row.pk])
    assert keeper.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("door", ["cooperative_add", "sector_add", "sizelimit_add"])
def test_a_clock_that_runs_behind_is_told_at_the_form(client, door):
    client.force_login(make_user("thu", is_staff=True, is_superuser=True))
    ahead = timezone.now() + timedelta(hours=1)
    ContentVersion.objects.update_or_create(
        pk="register", defaults={"moment": ahead, "token": "x"}
    )
    page = client.post(reverse(f"admin:cooperatives_{door}"), {"name": "Còn nguyên"})
    assert page.status_code == 200
    assert "đồng hồ máy chủ" in page.content.decode()
    assert "Còn nguyên" in page.content.decode() or door == "sizelimit_add"
