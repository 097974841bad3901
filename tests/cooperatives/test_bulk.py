"""Changing the status of many records at once: previewed, then all or nothing."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection
from django.urls import reverse

from cooperatives.actions import change_standing
from cooperatives.models import Area, Standing, StandingEntry
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from coopsite.core.admin import PortalAdmin
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import FOUNDED, area, make_cooperative, make_union

pytestmark = pytest.mark.django_db
LIST = reverse("admin:cooperatives_cooperative_changelist")
BULK = reverse("admin:cooperatives_cooperative_bulk")
DAY = date(2024, 3, 1)


@pytest.fixture
def keeper(client):
    client.user = make_user("thu", role=KEEPER, full_name="Lê Thị Thu")
    client.force_login(client.user)
    return client


def keys(organisations):
    return ",".join(str(organisation.pk) for organisation in organisations)


def asked(organisations, step="xem", **fields):
    return {
        "ho_so": keys(organisations),
        "buoc": step,
        "operating_status": "ngung",
        "effective_from": "01/03/2024",
        "decision_number": "45/QĐ-LM",
        "decision_date": "28/02/2024",
        "reason": "Khảo sát năm 2024",
    } | fields


def hidden(page):
    """Return what the hidden fields of the bulk form hold."""
    fields = Page(page).all("input", type="hidden")
    return {a["name"]: a.get("value", "") for _, a, _ in fields if "name" in a}


def confirm(client, preview, **fields):
    return client.post(BULK, hidden(preview) | {"buoc": "ghi"} | fields, follow=True)


def statuses(day=DAY):
    return set(Standing.objects.on(day).values_list("operating_status", flat=True))


def test_the_selected_are_changed_after_a_preview(keeper):
    chosen = [make_cooperative(f"Hợp tác xã {number}") for number in range(3)]
    other = make_cooperative()
    sent = {"action": "change_status", "_selected_action": [c.pk for c in chosen]}
    form = keeper.post(f"{LIST}?q=hop+tac", sent)
    assert hidden(form)["ho_so"] == keys(chosen)
    preview = keeper.post(BULK, hidden(form) | asked(chosen))
    assert Standing.objects.count() == 4, "a preview writes nothing"
    assert "Sẽ ghi 3 hồ sơ" in Page(preview).words("h2")
    done = confirm(keeper, preview)
    assert done.redirect_chain == [(f"{LIST}?q=hop+tac", 302)]
    assert [str(m) for m in done.context["messages"]] == ["Đã đổi tình trạng 3 hồ sơ."]
    for organisation in chosen:
        standing = organisation.standings.on(DAY).get()
        assert standing.operating_status == "ngung"
        assert standing.legal_status == "hoat-dong", "what was left empty stays"
        entry = organisation.entries.get(effective_from=DAY)
        assert entry.decision_number == "45/QĐ-LM"
        assert entry.decision_date == date(2024, 2, 28)
        assert entry.recorded_by == keeper.user
    assert other.standings.count() == 1
    logged = LogEntry.objects.values_list("object_id", flat=True)
    assert set(logged) == {str(c.pk) for c in chosen}


def test_all_of_the_list_are_chosen_across_pages(keeper, monkeypatch):
    monkeypatch.setattr(PortalAdmin, "list_per_page", 5)
    for number in range(6):
        make_cooperative(f"Hợp tác xã {number:02}")
    make_cooperative("Tên khác")
    sent = {"action": "change_status", "select_across": "1", "_selected_action": "1"}
    form = keeper.post(f"{LIST}?q=hop+tac", sent)
    assert len(hidden(form)["ho_so"].split(",")) == 6


def test_those_that_cannot_are_told_with_their_reason_and_left_out(keeper):
    fine = make_cooperative("Được")
    young = make_cooperative("Trẻ", founded=date(2024, 4, 1))
    busy = make_cooperative("Bận", status="ngung", status_from=DAY)
    so_already = make_cooperative("Ngừng sẵn", status="ngung")
    gone = make_cooperative("Tan", status="giai-the", status_from=date(2020, 5, 1))
    everybody = [fine, young, busy, so_already, gone]
    preview = keeper.post(BULK, asked(everybody))
    rows = dict(
        zip(
            Page(preview).words("th", scope="row"),
            Page(preview).words("td"),
            strict=False,
        )
    )
    assert "trước ngày thành lập (01/04/2024)" in rows["Trẻ"]
    assert "Đã có mốc từ đúng ngày này" in rows["Bận"]
    assert "Đã như vậy từ 02/03/2015" in rows["Ngừng sẵn"]
    assert "Đã giải thể từ 01/05/2020" in rows["Tan"], "nothing comes back in passing"
    done = confirm(keeper, preview)
    [said] = done.context["messages"]
    assert str(said) == "Đã đổi tình trạng 1 hồ sơ. Bỏ qua 4 hồ sơ như đã báo trước."
    assert StandingEntry.objects.filter(decision_number="45/QĐ-LM").count() == 1


def test_a_district_that_has_ended_stays_where_nothing_better_is_known(keeper):
    one = make_cooperative()
    confirm(keeper, keeper.post(BULK, asked([one], effective_from="02/01/2026")))
    after = one.standings.on(date(2026, 1, 2)).get()
    assert (after.operating_status, after.area) == ("ngung", area("760"))


def test_a_status_leaves_the_place_alone(keeper):
    split = Area.objects.filter(level="commune", successions__is_split=True)
    split = split.on(FOUNDED).first()
    guessed = make_cooperative("Giả định", facts={"area": split})
    preview = keeper.post(BULK, asked([guessed], effective_from="02/01/2026"))
    confirm(keeper, preview)
    stood = guessed.standings.on(date(2026, 1, 2)).get()
    assert (stood.area, stood.operating_status) == (split, "ngung")
    entry = guessed.entries.get(effective_from=date(2026, 1, 2))
    assert entry.stated_axes == ["operating_status"]


def test_a_day_on_which_something_else_was_stated_is_free(keeper):
    one = make_cooperative()
    change_standing(organisation=one, effective_from=DAY, by=None, area=area("783"))
    confirm(keeper, keeper.post(BULK, asked([one])))
    stood = one.standings.on(DAY).get()
    assert (stood.area, stood.operating_status) == (area("783"), "ngung")


def test_a_late_entry_says_until_when_it_holds(keeper):
    later = make_cooperative(status="giai-the", status_from=date(2024, 9, 1))
    preview = keeper.post(BULK, asked([later]))
    assert "chỉ đến trước 01/09/2024" in preview.content.decode()


@pytest.mark.parametrize("change", ["standing", "name", "facts", "day", "selection"])
def test_what_changed_since_the_preview_stops_everything(keeper, change):
    chosen = [make_cooperative(), make_cooperative()]
    late = make_cooperative()
    preview = keeper.post(BULK, asked(chosen))
    sent = {}
    if change == "standing":
        day = date(2020, 1, 1)
        facts = {"legal_status": "tam-ngung"}
        change_standing(organisation=chosen[1], effective_from=day, by=None, **facts)
    elif change == "name":
        chosen[1].name = "Tên khác"
        chosen[1].save()
    else:
        sent = {
            "facts": {"operating_status": "giai-the"},
            "day": {"effective_from": "02/03/2024"},
            "selection": {"ho_so": keys([*chosen, late])},
        }[change]
    answer = confirm(keeper, preview, **sent)
    assert answer.status_code == 409
    said = str(next(iter(answer.context["messages"])))
    assert said.startswith("Chưa ghi gì")
    assert ("vừa ghi" in said) == (not sent), "said only when somebody did"
    assert not StandingEntry.objects.filter(decision_number="45/QĐ-LM").exists()
    assert confirm(keeper, answer).status_code == 200, "looked at anew, it is written"
    assert StandingEntry.objects.filter(decision_number="45/QĐ-LM").exists()


def break_the_log():
    """Let the database refuse what is written last."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON django_admin_log "
                "BEGIN SELECT RAISE(ABORT, 'killed'); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION broken() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION 'killed'; END $$ LANGUAGE plpgsql"
        )
        cursor.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON django_admin_log "
            "FOR EACH ROW EXECUTE FUNCTION broken()"
        )


def test_killed_in_the_middle_nothing_is_written(keeper):
    chosen = [make_cooperative() for _ in range(3)]
    preview = keeper.post(BULK, asked(chosen))
    break_the_log()
    with pytest.raises(DatabaseError, match="killed"):
        confirm(keeper, preview)
    assert Standing.objects.count() == 3
    assert statuses() == {"hoat-dong"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"effective_from": "", "reason": " "},
        {"operating_status": ""},
        {"effective_from": "31/02/2024", "operating_status": "khac"},
        {"effective_from": "01/03/0204", "decision_number": "x" * 81},
    ],
)
@pytest.mark.parametrize("step", ["xem", "ghi"])
def test_an_error_stands_at_its_field(keeper, wrong, step):
    page = keeper.post(BULK, asked([make_cooperative()], step, **wrong))
    assert page.status_code == 400
    assert page.context["form"].errors.keys() == wrong.keys()
    assert Standing.objects.count() == 1


def test_a_selection_that_is_none_leads_back(keeper):
    twice = ",".join(["7"] * 9 + ["8"] * 3) + ","
    for sent in ("", "x", "1,,2", "1;2", "9" * 30, twice):
        answer = keeper.post(BULK, asked([]) | {"ho_so": sent})
        assert (answer.status_code, answer["Location"]) == (302, LIST), sent
    messages = keeper.get(LIST).context["messages"]
    assert [str(m) for m in messages] == ["Chưa chọn hồ sơ nào."] * 6


def test_a_key_of_nothing_is_passed_over(keeper):
    union = make_union()
    page = keeper.post(BULK, asked([union]))
    assert "Không hồ sơ nào nhận được" in page.content.decode()


def test_unions_have_it_too(keeper):
    union = make_union()
    door = reverse("admin:cooperatives_union_bulk")
    sent = hidden(keeper.post(door, asked([union]))) | {"buoc": "ghi"}
    assert keeper.post(door, sent).status_code == 302
    assert union.standings.on(DAY).get().operating_status == "ngung"


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_those_who_may_only_look_do_not_see_it_and_cannot_send_it(client, role):
    client.force_login(make_user(role=role))
    chosen = make_cooperative()
    assert "Đổi tình trạng" not in client.get(LIST).content.decode()
    sent = {"action": "change_status", "_selected_action": chosen.pk}
    assert client.post(LIST, sent).status_code == 403
    for step in ("xem", "sua", "ghi"):
        assert client.post(BULK, asked([chosen], step)).status_code == 403
    assert Standing.objects.count() == 1


def test_those_who_keep_unions_only_do_not_reach_cooperatives(client):
    person = make_user(is_staff=True)
    held = ["view_union", "change_union", "add_standing"]
    person.user_permissions.set(Permission.objects.filter(codename__in=held))
    client.force_login(person)
    for step in ("xem", "sua", "ghi"):
        assert client.post(BULK, asked([make_cooperative()], step)).status_code == 403


@pytest.mark.parametrize("role", [KEEPER, ADMINISTRATOR])
def test_keepers_get_it_by_post_only(client, role):
    client.force_login(make_user(role=role))
    make_cooperative()
    assert "Đổi tình trạng" in client.get(LIST).content.decode()
    assert client.get(BULK).status_code == 405


def test_a_preview_asks_no_more_for_more_records(keeper, django_assert_max_num_queries):
    chosen = [make_cooperative() for _ in range(15)]
    with django_assert_max_num_queries(9):
        keeper.post(BULK, asked(chosen))
