"""What is written into the security log, from where, and who reads it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.models import AuditEvent, User
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER
from coopsite.portal.pages.publishing import withdraw as withdraw_page
from news.publishing import withdraw
from tests.factories.news import make_article, make_clip
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.portal import make_notice, make_page
from tests.factories.register import clock, make_cooperative
from tests.factories.triggers import trigger_names
from tests.started import started_now

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/accounts/auditevent/"
LOGIN = "/quan-tri/login/"
PASSWORD = "vườn rau bên sông"
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"
WHERE = {"REMOTE_ADDR": "198.51.100.9", "HTTP_USER_AGENT": CHROME}


def list_events(*kinds):
    """Return (kind, account, thing, words) of the events, in order."""
    events = AuditEvent.objects.filter(kind__in=kinds) if kinds else AuditEvent.objects
    names = ("kind", "username", "thing", "words")
    return list(events.order_by("id").values_list(*names))


@pytest.fixture
def owner(db):
    return make_user("thu", full_name="Lê Thu", is_staff=True, password=PASSWORD)


def sign_in(username="thu", password=PASSWORD):
    client = Client(**WHERE)
    client.post(LOGIN, {"username": username, "password": password})
    return client


# --- signing in -----------------------------------------------------------------------


def test_signing_in_and_out_with_name_address_and_browser(owner):
    sign_in().post("/quan-tri/logout/")
    events = AuditEvent.objects.filter(kind__in=["sign_in", "sign_out"])
    assert list(
        events.order_by("id").values_list(
            "kind", "username", "full_name", "address", "agent"
        )
    ) == [
        ("sign_in", "thu", "Lê Thu", "198.51.100.9", CHROME),
        ("sign_out", "thu", "Lê Thu", "198.51.100.9", CHROME),
    ]


def test_failures_and_pauses_without_names_that_are_no_account_s(owner):
    make_user("nghi", password=PASSWORD)  # not on the staff
    with clock(timezone.now().replace(hour=3, minute=0, second=0)):
        for _ in range(7):  # two are not looked at
            sign_in(password="sai")
        sign_in("mat-khau-go-nham")
        sign_in("nghi")
    assert list_events("failure", "pause") == [
        *[("failure", "thu", "", "Sai mật khẩu")] * 4,
        ("pause", "thu", "", "Sai mật khẩu; phải đợi đến 10:01"),
        ("failure", "", "", "Tên không có"),
        ("failure", "nghi", "", "Tài khoản không được vào"),
    ]


def test_a_pause_of_work_and_an_end_elsewhere_say_so(owner):
    clients = [sign_in(), sign_in()]
    clients[0].post("/quan-tri/tai-khoan/phien/ket-thuc-noi-khac/")
    clients[1].get("/quan-tri/")
    with clock(timezone.now() + timedelta(hours=2)):
        clients[0].get("/quan-tri/")
    assert list_events("session", "sign_out") == [
        ("session", "thu", "", "Kết thúc 1 phiên ở nơi khác"),
        ("sign_out", "thu", "", "Phiên đã bị kết thúc ở nơi khác"),
        ("sign_out", "thu", "", "Quá 60 phút không thao tác"),
    ]


def test_one_session_that_is_ended_names_its_device(owner):
    client = sign_in()
    sign_in()
    row = owner.desk_sessions.latest("id")
    client.post(f"/quan-tri/tai-khoan/phien/{row.pk}/ket-thuc/")
    client.post(f"/quan-tri/tai-khoan/phien/{row.pk}/ket-thuc/")  # is no second end
    words = "Kết thúc phiên Chrome trên Windows, 198.51.100.9"
    assert list_events("session") == [("session", "thu", "", words)]


# --- accounts and rights --------------------------------------------------------------


def save(client, person, **fields):
    address = f"/quan-tri/accounts/user/{person.pk}/change/"
    values = {"username": person.username, "is_active": "on", "is_staff": "on"}
    return client.post(address, values | fields | started_now(person))


def test_rights_that_are_given_at_the_desk(staff_client, owner):
    group = Group.objects.get(name=EDITOR)
    sent = {"is_superuser": "on", "groups": [group.pk], "full_name": "Lê Thu"}
    assert save(staff_client, owner, **sent).status_code == 302
    assert list_events("rights", "account")[-2:] == [
        ("rights", "quantri", "Lê Thu (thu)", "Toàn quyền quản trị: không → có"),
        ("rights", "quantri", "Lê Thu (thu)", "Thêm nhóm: Biên tập viên"),
    ]
    before = AuditEvent.objects.count()
    assert save(staff_client, owner, **sent).status_code == 302
    assert AuditEvent.objects.count() == before  # nothing changed


def test_what_a_command_does_to_accounts_and_groups():
    person = make_user("moi", is_staff=True, email="a@example.vn")
    person.set_password(PASSWORD)
    person.email = "b@example.vn"
    person.save()
    group = Group.objects.create(name="Thử")
    group.user_set.add(person)
    group.permissions.set([Permission.objects.get(codename="publish_article")])
    group.permissions.clear()
    group.delete()
    person.delete()
    assert list_events() == [
        (
            "account",
            "",
            "moi",
            "Lập tài khoản: đang hoạt động; được vào trang quản trị",
        ),
        ("password", "", "moi", "Đặt mật khẩu mới"),
        ("account", "", "moi", "Địa chỉ email: “a@example.vn” → “b@example.vn”"),
        ("rights", "", "Thử", "Lập nhóm"),
        ("rights", "", "Thử", "Thêm người dùng: moi"),
        ("rights", "", "Thử", "Thêm quyền: Can publish article"),
        ("rights", "", "Thử", "Bỏ quyền: Can publish article"),
        ("rights", "", "Thử", "Xoá nhóm. Thành viên: moi"),
        ("account", "", "moi", "Xoá tài khoản"),
    ]


def test_the_name_outlives_the_account(owner, staff_client):
    sign_in()
    User.objects.get(pk=owner.pk).delete()
    page = Page(staff_client.get(LIST, {"nguoi": "thu"}))
    assert "Lê Thu" in page.text


# --- publications and files -----------------------------------------------------------


def test_what_goes_public_and_leaves(staff_client, superuser):
    article = make_article(title="Đại hội")
    withdraw(article=article, by=superuser, note="Nhầm ngày")
    notice, clip = make_notice(), make_clip(title="Phiên chợ")
    for row in (notice, clip):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_delete"
        staff_client.post(reverse(name, args=[row.pk]), {"post": "yes"})
    page = make_page("Liên hệ")
    withdraw_page(page=page, by=superuser, note="Dời trụ sở")
    assert list_events("publication", "withdrawal")[:4] == [
        ("publication", "", "Đại hội", "Đăng"),
        ("withdrawal", "quantri", "Đại hội", "Gỡ bài. Nhầm ngày"),
        ("withdrawal", "quantri", str(notice), "Xoá"),
        ("withdrawal", "quantri", "Phiên chợ", "Xoá"),
    ]
    published, withdrawn = list_events("publication", "withdrawal")[4:]
    assert published[:3] == ("publication", "", "Liên hệ")
    assert withdrawn == ("withdrawal", "quantri", "Liên hệ", "Gỡ trang. Dời trụ sở")


def test_a_clip_and_a_notice_that_are_posted_at_the_desk(staff_client):
    youtube = "https://youtu.be/abcdefghijk"
    clip = make_clip(title="Phiên chợ", youtube=youtube, published_at=None)
    address = f"/quan-tri/news/videoclip/{clip.pk}/change/"
    sent = {"title": clip.title, "youtube": youtube, "slug": clip.slug}
    sent |= {"published_at_0": "02/02/2024", "published_at_1": "08:30"}
    start = started_now(clip)
    assert staff_client.post(address, start | sent).status_code == 302
    words = "Đăng, lên trang 08:30, 02/02/2024"
    assert list_events("publication") == [
        ("publication", "quantri", "Phiên chợ", words)
    ]
    sent = {"text": "Nghỉ lễ", "shown_from_0": "02/02/2024", "shown_from_1": "08:30"}
    sent |= {"shown_until_0": "03/02/2024", "shown_until_1": "09:00"}
    assert staff_client.post("/quan-tri/portal/notice/add/", sent).status_code == 302
    words = "Hiện 08:30, 02/02/2024 – 09:00, 03/02/2024"
    assert list_events("publication")[1] == ("publication", "quantri", "Nghỉ lễ", words)


def test_what_is_invented_for_a_demonstration_is_not_written_down():
    make_article(is_demo=True)
    make_article(title="Thật")
    assert list_events("publication") == [("publication", "", "Thật", "Đăng")]


def test_lists_that_are_taken_home_and_the_log_itself(staff_client):
    make_cooperative("Hợp tác xã Một")
    lists = (
        reverse("admin:cooperatives_cooperative_file", args=["csv"]),
        f"{LIST}tai-ve",
    )
    assert b"".join(staff_client.get(lists[0], {"q": "một"}))
    answer = staff_client.get(f"{lists[1]}.csv", {"viec": "export"})
    text = b"".join(answer).decode()
    assert "nhat-ky-bao-mat-" in answer.headers["Content-Disposition"]
    assert ";Tải danh sách;quantri;;hợp tác xã;cooperatives.cooperative;" in text
    assert list_events("export") == [
        ("export", "quantri", "hợp tác xã", "CSV. Tìm: một"),
        ("export", "quantri", "nhật ký bảo mật", "CSV. Việc: Tải danh sách"),
    ]


def test_no_cell_of_the_file_is_a_formula(staff_client):
    AuditEvent.objects.create(kind="account", thing="=1+1", words="@SUM(A1)")
    text = b"".join(staff_client.get(f"{LIST}tai-ve.csv")).decode()
    assert ";'=1+1;" in text
    assert ";'@SUM(A1);" in text


# --- who reads it ---------------------------------------------------------------------


def test_no_group_can_be_granted_it(client):
    assert not Permission.objects.filter(content_type__model="auditevent").exists()
    event = AuditEvent.objects.create(kind="sign_in")
    person = make_user(role=ADMINISTRATOR)
    person.user_permissions.set(Permission.objects.all())
    client.force_login(person)
    for address in (LIST, f"{LIST}{event.pk}/change/", f"{LIST}tai-ve.csv"):
        assert client.get(address).status_code == 403
    assert LIST not in Page(client.get("/quan-tri/")).links


def test_a_superuser_reads_it_and_alters_nothing(staff_client):
    event = AuditEvent.objects.create(kind="sign_in", words="Thử")
    assert LIST in Page(staff_client.get("/quan-tri/")).links
    for door in ("add/", f"{event.pk}/change/", f"{event.pk}/delete/"):
        answer = staff_client.post(f"{LIST}{door}", {"words": "x", "post": "yes"})
        assert answer.status_code == 403
    chosen = {
        "action": "delete_selected",
        "_selected_action": [event.pk],
        "post": "yes",
    }
    staff_client.post(LIST, chosen)
    assert AuditEvent.objects.get(pk=event.pk).words == "Thử"


def words_of(client, **query):
    rows = client.get(LIST, query).context["cl"].result_list
    return sorted(row.words for row in rows if row.words in "abc")


def test_the_filters_and_the_search(staff_client):
    day = timezone.make_aware(timezone.datetime(2026, 3, 2, 0, 0))
    facts = [
        {"kind": "export", "address": "198.51.100.9", "at": day},
        {"kind": "rights", "username": "thu", "at": day - timedelta(seconds=1)},
        {"kind": "rights", "thing": "Đại hội", "address": "2001:db8::/64"},
    ]
    for words, fields in zip("abc", facts, strict=True):
        AuditEvent.objects.create(words=words, **fields)
    assert words_of(staff_client, viec="rights") == ["b", "c"]
    assert words_of(staff_client, nguoi="thu") == ["b"]
    assert words_of(staff_client, dia_chi="198.51.100.9") == ["a"]
    assert words_of(staff_client, dia_chi="2001:db8::17") == ["c"]
    assert words_of(staff_client, tu="02/03/2026", den="02/03/2026") == ["a"]
    assert words_of(staff_client, den="01/03/2026") == ["b"]
    assert words_of(staff_client, q="dai hoi") == ["c"]


def test_a_thing_is_linked_where_the_desk_has_its_page(staff_client):
    article = make_article(title="Đại hội")
    AuditEvent.objects.create(kind="rights", thing="x", thing_model="a.gone")
    links = Page(staff_client.get(LIST)).links
    assert f"/quan-tri/news/article/{article.pk}/change/" in links


def test_a_page_of_fifty_asks_no_more_than_one_of_two(
    staff_client, django_assert_num_queries
):
    """Session, person and place (3), whether there are such a name and address, for
    filter and box (4), count and rows (2), the foot of the page, saved filters."""
    facts = {"kind": "rights", "username": "thu", "address": "198.51.100.9"}
    facts |= {"thing": "x", "thing_model": "accounts.user", "thing_key": "1"}
    for count in (2, 48):
        AuditEvent.objects.bulk_create(AuditEvent(**facts) for _ in range(count))
        with django_assert_num_queries(11):
            staff_client.get(LIST, {"nguoi": "thu", "dia_chi": "198.51.100.9"})


# --- what the database keeps ----------------------------------------------------------


def old_event(days):
    moment = timezone.now() - timedelta(days=days)
    return AuditEvent.objects.create(
        kind="sign_in", at=moment, address="198.51.100.9", agent="x"
    )


def test_addresses_are_forgotten_after_the_days_of_the_setting(settings):
    settings.AUDIT_ADDRESS_DAYS = 100
    old, young = old_event(101), old_event(99)
    call_command("forget_addresses")
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.address, old.agent) == ("", "")
    assert (young.address, young.agent) == ("198.51.100.9", "x")


@pytest.mark.parametrize(
    ("days", "change"),
    [
        (29, {"address": ""}),
        (29, {"agent": ""}),
        (400, {"address": "203.0.113.1"}),
        (400, {"address": "", "kind": "sign_out"}),
    ],
)
def test_no_address_is_cleared_early_or_written_anew(days, change):
    event = old_event(days)
    rows = AuditEvent.objects.filter(pk=event.pk)
    with (
        pytest.raises(IntegrityError, match="a recorded auditevent is never edited"),
        transaction.atomic(),
    ):
        rows.update(**change)
    assert rows.get().address == "198.51.100.9"


@pytest.mark.parametrize("wrong", [{"kind": "khac"}, {"thing_key": "1"}])
def test_an_event_without_sense_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.create(**{"kind": "sign_in"} | wrong)
    assert not AuditEvent.objects.exists()


def test_words_for_the_search_are_made_anew():
    event = AuditEvent.objects.create(kind="account", thing="Đại hội")
    AuditEvent.objects.update(match_text="2| cu")
    call_command("remake_keys", stdout=StringIO())
    event.refresh_from_db()
    assert "| dai hoi " in event.match_text


def test_its_triggers_are_there_after_all_migrations():
    names = {"auditevent_update", "auditevent_delete"}
    if connection.vendor == "postgresql":
        names.add("auditevent_truncate")
    assert names <= trigger_names()


def test_what_is_too_long_is_cut_and_not_refused(staff_client, owner):
    assert save(staff_client, owner, full_name="ă" * 120).status_code == 302
    group = Group.objects.get(name=KEEPER)
    group.permissions.set(Permission.objects.all())
    assert len(list_events("rights")[-1][3]) == 1000
