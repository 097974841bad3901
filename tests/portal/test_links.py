"""Links of public texts that lead nowhere are found and told at the desk."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command

from coopsite.accounts.roles import KEEPER, REPORTER
from coopsite.portal.links.asking import ask_elsewhere
from coopsite.portal.links.checking import check_links
from coopsite.portal.models import BrokenLink
from news.publishing import publish, withdraw
from tests.factories.news import make_article, make_clip, make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DESK = "/quan-tri/"
# An address of ours that a publication does not look at.
LOST = "/media/anh/mat.jpg"


def linking(*addresses):
    return "".join(f'<p><a href="{one}">xem</a></p>' for one in addresses)


def broken():
    return {row.address: row.reason for row in BrokenLink.objects.all()}


@pytest.fixture
def portal(settings, one_connection):
    """The portal's own address."""
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"


def test_only_what_leads_nowhere_is_found(portal):
    target, gone = make_article("Đích"), make_article("Sẽ gỡ")
    clip = make_clip("Clip")
    sound = [
        target.get_absolute_url(),
        f"http://127.0.0.1:8000{target.get_absolute_url()}#doan-2",
        clip.get_absolute_url(),
        "/hop-tac-xa/?q=Th%E1%BB%8Bnh+V%C6%B0%E1%BB%A3ng",
        "/quan-tri/",  # leads on to the sign-in
        "/",
        "#muc-1",
        "mailto:an@example.vn",
        "https://example.vn/mat",  # not asked for
    ]
    make_article("Bài", body=linking(*sound, LOST, gone.get_absolute_url()))
    make_draft("Chưa đăng", body=linking("/chua-dang/"))
    withdraw(article=gone, by=make_user(), note="Nhầm.")
    check_links()
    assert broken() == {
        LOST: "Không có trang này (404)",
        gone.get_absolute_url(): "Trang đã gỡ (410)",
    }


def test_what_is_mended_or_taken_away_is_forgotten(portal, media_root, capsys):
    article = make_article("Bài", body=linking(LOST, "/media/sap-co.txt"))
    other = make_article("Bài khác", body=linking(LOST))
    call_command("check_links")
    assert capsys.readouterr().out == (
        "Đã soát 2 địa chỉ; còn 0 để lần sau; 3 liên kết hỏng.\n"
    )
    found_at = BrokenLink.objects.get(article=other).found_at
    (media_root / "sap-co.txt").write_text("có")
    article.body = linking("/media/sap-co.txt")
    article.save()
    publish(article=article, by=make_user(), kind="minor")
    check_links()
    [row] = BrokenLink.objects.all()
    assert (row.article, row.address, row.found_at) == (other, LOST, found_at)


def test_without_time_nothing_is_judged(portal):
    make_article("Bài", body=linking(LOST))
    assert check_links(seconds=-1).left == 1
    assert broken() == {}
    check_links()
    assert check_links(seconds=-1).broken == 1


def test_during_maintenance_nothing_is_called_broken(portal, settings, tmp_path):
    make_article("Bài", body=linking(LOST))
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    check_links()
    assert broken() == {}


@pytest.mark.parametrize(("role", "status"), [(REPORTER, 200), (KEEPER, 403)])
def test_who_writes_is_told_where_and_why(client, portal, role, status):
    article = make_article("Bài có liên kết", body=linking(LOST))
    check_links()
    client.force_login(make_user(role=role))
    desk = Page(client.get(DESK)).text
    is_told = f"Bài có liên kết {LOST}: Không có trang này (404)" in desk
    assert is_told == (status == 200)
    response = client.get(f"{DESK}portal/brokenlink/")
    assert response.status_code == status
    mend = f"{DESK}news/article/{article.pk}/change/"
    assert (f'href="{mend}"' in response.content.decode()) == (status == 200)


class Elsewhere(BaseHTTPRequestHandler):
    """A server of somebody else."""

    def do_HEAD(self):
        self.send_response(int(self.path[1:4]))
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("200", ""), ("301", ""), ("403", ""), ("429", ""), ("503", ""),
        ("404", "Không có trang này (404)"), ("410", "Trang đã gỡ (410)"),
    ],
)  # fmt: skip
def test_another_server_is_believed_when_it_says_gone(elsewhere, path, reason):
    assert ask_elsewhere(f"{elsewhere}{path}", lambda host: True) == reason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/", "Dẫn vào mạng nội bộ"),
        ("http://[::1]:5432/", "Dẫn vào mạng nội bộ"),
        ("http://10.0.0.1/", "Dẫn vào mạng nội bộ"),
        ("http://[x/", "Địa chỉ viết sai"),
    ],
)
def test_the_portal_s_own_net_is_never_asked(address, reason):
    assert ask_elsewhere(address) == reason


def test_a_server_that_is_gone_does_not_answer():
    down = ask_elsewhere("http://127.0.0.1:1/", lambda host: True)
    assert down == "Máy chủ không trả lời"


def test_addresses_elsewhere_are_asked_only_on_request(portal, elsewhere):
    make_article("Bài", body=linking(f"{elsewhere}404"))
    call_command("check_links")
    assert broken() == {}
    call_command("check_links", external=True)
    assert broken() == {f"{elsewhere}404": "Dẫn vào mạng nội bộ"}
