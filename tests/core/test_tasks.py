"""Work kept for a worker: when it is done, tried again, given up, forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopsite.accounts.mail import deliver
from coopsite.core.tasks import DEFAULT, enqueue
from coopsite.core.tasks.attempts import name_worker
from news.models import Image
from news.pictures import add_image, make_sizes
from tests.factories.news import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    """Mails go into a list."""
    locmem = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": locmem}}


def work(queue="default"):
    call_command("run_worker", queue=queue, batch=True, verbosity=0)


def pass_time(**by):
    """Let what waits have waited longer."""
    for row in DBTaskResult.objects.exclude(run_after__year=9999):
        row.run_after -= timedelta(**by)
        row.save()


def refuse(monkeypatch):
    def fail(*_):
        raise ConnectionRefusedError("no server of mails")

    monkeypatch.setattr("coopsite.accounts.mail.send_mail", fail)


def test_it_is_kept_with_the_transaction_and_done_by_the_worker(queued):
    image = add_image(upload=make_picture(), title="Ảnh")
    assert not Image.objects.get(pk=image.pk).has_sizes
    work()
    assert Image.objects.get(pk=image.pk).has_sizes
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(deliver, "Mất", "…", "an@example.vn")
        raise ZeroDivisionError
    work()
    assert mail.outbox == []


def test_without_a_worker_it_is_done_at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = add_image(upload=make_picture(), title="Ảnh")
    assert Image.objects.get(pk=image.pk).has_sizes
    with pytest.raises(CommandError, match="TASKS_BACKEND"):
        work()


def test_a_mail_goes_before_pictures_and_clips_have_a_worker_of_their_own(queued):
    image = add_image(upload=make_picture(), title="Ảnh")
    enqueue(deliver, "Thư", "…", "an@example.vn")
    call_command("db_worker", max_tasks=1, batch=True, reload=False, verbosity=0)
    assert [m.to for m in mail.outbox] == [["an@example.vn"]]
    work("clips")
    assert not Image.objects.get(pk=image.pk).has_sizes


def test_what_fails_is_tried_four_times_with_pauses_and_then_given_up(
    queued, monkeypatch
):
    refuse(monkeypatch)
    enqueue(deliver, "Thư", "…", "an@example.vn")
    for pause in ({"minutes": 1}, {"minutes": 10}, {"hours": 2}):
        work()
        work()  # too early: nothing is done
        [row] = DBTaskResult.objects.filter(status="READY")
        wait = row.run_after - timezone.now()
        assert timedelta(0) < timedelta(**pause) - wait < timedelta(seconds=20)
        pass_time(**pause)
    work()
    [row] = DBTaskResult.objects.failed()
    assert (len(row.worker_ids), row.exception_class_path) == (
        4, "builtins.ConnectionRefusedError",
    )  # fmt: skip


def test_one_that_fails_is_done_later(queued, monkeypatch):
    with monkeypatch.context() as broken:
        refuse(broken)
        enqueue(deliver, "Thư", "…", "an@example.vn")
        work()
    pass_time(minutes=1)
    work()
    assert [m.subject for m in mail.outbox] == ["Thư"]
    assert DBTaskResult.objects.successful().count() == 1


def test_a_picture_that_is_gone_by_then_is_no_failure(queued):
    image = add_image(upload=make_picture(), title="Ảnh")
    image.delete()
    work()
    assert DBTaskResult.objects.successful().count() == 1


def test_what_another_machine_left_is_taken_up_hours_later(queued):
    enqueue(deliver, "Thư", "…", "an@example.vn")
    row = DBTaskResult.objects.get()
    row.claim(f"another-machine:{DEFAULT}")
    work()
    call_command("forget_tasks")
    assert DBTaskResult.objects.running().count() == 1
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=7))
    call_command("forget_tasks")
    pass_time(minutes=1)
    work()
    assert [m.subject for m in mail.outbox] == ["Thư"]


def test_a_task_that_kills_each_worker_is_given_up(queued):
    enqueue(deliver, "Thư", "…", "an@example.vn")
    for _ in range(4):
        row = DBTaskResult.objects.get()
        row.claim(name_worker(DEFAULT))
        work()
        pass_time(hours=2)
    work()
    [row] = DBTaskResult.objects.failed()
    assert row.exception_class_path.endswith("WorkerLost")
    assert mail.outbox == []


def test_a_task_of_the_next_release_waits_for_its_worker(queued):
    enqueue(deliver, "Thư", "…", "an@example.vn")
    DBTaskResult.objects.update(task_path="coopsite.accounts.mail.deliver_better")
    work()
    assert DBTaskResult.objects.failed().count() == 1
    DBTaskResult.objects.update(task_path=deliver.module_path)
    work()  # the worker of the next release begins
    pass_time(minutes=1)
    work()
    assert [m.subject for m in mail.outbox] == ["Thư"]


def test_rows_are_forgotten_in_time(queued, monkeypatch, capsys):
    enqueue(deliver, "Thư", "…", "an@example.vn")
    work()
    with monkeypatch.context() as broken:
        refuse(broken)
        enqueue(deliver, "Hỏng", "…", "an@example.vn")
        for _ in range(4):
            work()
            pass_time(hours=2)
    rows = DBTaskResult.objects
    rows.update(finished_at=timezone.now() - timedelta(days=3))
    call_command("forget_tasks")
    assert (rows.successful().count(), rows.failed().count()) == (0, 1)
    rows.update(finished_at=timezone.now() - timedelta(days=91))
    call_command("forget_tasks")
    assert rows.count() == 0
    assert capsys.readouterr().out.count("Đã xoá 1 việc") == 2


def test_missing_sizes_are_made_anew(queued, media_root, capsys):
    whole = add_image(upload=make_picture(), title="Đủ")
    make_sizes.call(whole.pk)
    lost = add_image(upload=make_picture(color="navy"), title="Mất gốc")
    (media_root / lost.folder / "goc.jpg").unlink()
    never = add_image(upload=make_picture(color="maroon"), title="Chưa làm")
    call_command("make_sizes", missing=True)
    assert Image.objects.get(pk=never.pk).has_sizes
    out, err = capsys.readouterr()
    assert out == "Đã làm các cỡ của 1 ảnh; 1 ảnh không đọc được.\n"
    assert "“Mất gốc”" in err
    (media_root / whole.folder / "card.jpg").unlink()
    call_command("make_sizes", missing=True)
    assert "của 0 ảnh" in capsys.readouterr().out
    call_command("make_sizes", missing=True, files=True)
    assert "của 1 ảnh" in capsys.readouterr().out
    assert (media_root / whole.folder / "card.jpg").exists()
