"""What workers do, as those at the desk see it who publish."""

import sys

import pytest
from django.core.management import call_command
from django.db import transaction
from django.tasks import Task
from django_tasks_db.models import DBTaskResult

from coopsite.accounts.mail import deliver
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from coopsite.core.tasks import enqueue
from coopsite.portal.tasks.words import KINDS
from coopsite.task_settings import tasks_of
from news.models import Image
from news.pictures import add_image
from tests.factories.news import make_picture
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
DESK, LIST = "/quan-tri/", "/quan-tri/portal/backgroundtask/"


def work():
    call_command("run_worker", batch=True, verbosity=0)


@pytest.fixture
def image(media_root):
    """A picture without its file, whose sizes were given up after four attempts."""
    image = add_image(upload=make_picture(), title="Đại hội")
    (media_root / image.folder / "goc.jpg").rename(media_root / "goc.jpg")
    for _ in range(4):
        work()
        DBTaskResult.objects.update(run_after="2026-01-01T00:00:00Z")
    return image


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=EDITOR))
    return client


def test_a_picture_and_the_list_say_how_far_it_has_come(editor):
    image = add_image(upload=make_picture(), title="Đại hội")
    listed = f"Làm các cỡ của ảnh: ảnh số {image.pk}đang chờ"
    page = Page(editor.get(LIST)).text
    assert listed in page
    assert "Giao lúc" in page
    library = "/quan-tri/news/image/"
    assert "640 × 480; các cỡ nhỏ: đang chuẩn bị" in Page(editor.get(library)).text
    assert "không thành" not in Page(editor.get(DESK)).text
    work()
    assert "các cỡ nhỏ" not in Page(editor.get(library)).text
    assert "đã xong" in Page(editor.get(LIST)).text


@pytest.mark.parametrize("door", ["list", "page"])
def test_what_failed_is_told_with_the_reason_and_tried_again(
    editor, image, media_root, door
):
    desk = Page(editor.get(DESK)).text
    assert "Việc chạy nền không thành" in desk
    assert f"ảnh số {image.pk}" in desk
    assert "Không còn tệp gốc (FileNotFoundError" in desk
    task = DBTaskResult.objects.get()
    address = LIST if door == "list" else f"{LIST}{task.pk}/change/"
    assert "Thử lại" in Page(editor.get(address)).text
    (media_root / "goc.jpg").rename(media_root / image.folder / "goc.jpg")
    prefix = "" if door == "list" else "CHANGE_FORM-"
    sent = {f"{prefix}action": "try_again", "_selected_action": [str(task.pk)]}
    response = editor.post(address, sent, follow=True)
    assert "Đã đưa 1 việc trở lại hàng đợi." in Page(response).text
    work()
    assert Image.objects.get(pk=image.pk).has_sizes
    assert "không thành" not in Page(editor.get(DESK)).text


def test_without_a_worker_nothing_is_put_back(editor, image, settings):
    settings.TASKS = tasks_of("immediate")
    task = DBTaskResult.objects.get()
    sent = {"action": "try_again", "_selected_action": [str(task.pk)]}
    response = editor.post(LIST, sent, follow=True)
    assert "Chưa thử lại được" in Page(response).text
    task.refresh_from_db()
    assert task.status == "FAILED"


def test_it_is_the_matter_of_those_who_publish(client, image):
    task = DBTaskResult.objects.get()
    sent = {"action": "try_again", "_selected_action": [str(task.pk)]}
    for role, status in (
        (REPORTER, 403), (KEEPER, 403), (ADMINISTRATOR, 200), (EDITOR, 200),
    ):  # fmt: skip
        client.force_login(make_user(role=role))
        assert client.get(LIST).status_code == status, role
        page = client.get(f"{LIST}{task.pk}/change/")
        assert page.status_code == status, role
        assert "Traceback" not in page.content.decode(), role
        is_told = "Việc chạy nền không thành" in Page(client.get(DESK)).text
        assert is_told == (status == 200), role
        with transaction.atomic():
            answer = client.post(LIST, sent)
            transaction.set_rollback(True)
        assert answer.status_code == (302 if status == 200 else 403), role


def test_superusers_read_the_program_s_own_words(staff_client, image):
    task = DBTaskResult.objects.get()
    assert "Traceback" in Page(staff_client.get(f"{LIST}{task.pk}/change/")).text


def test_each_task_of_ours_has_a_name_at_the_desk():
    ours = ("coopsite.", "news.", "cooperatives.")
    tasks = {
        value.module_path
        for name, module in list(sys.modules.items())
        if name.startswith(ours)
        for value in vars(module).values()
        if isinstance(value, Task)
    }
    assert tasks == set(KINDS)


def test_of_a_mail_only_the_address_is_shown(editor):
    enqueue(deliver, "Chuyện kín", "Lời kín", "an@example.vn")
    task = DBTaskResult.objects.get()
    for address in (LIST, f"{LIST}{task.pk}/change/"):
        page = editor.get(address).content.decode()
        assert "Gửi thư: tới an@example.vn" in page
        assert "kín" not in page
