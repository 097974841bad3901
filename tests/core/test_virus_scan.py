"""Uploads go through ClamAV where it is installed, and past it where it is not."""

import logging
import socket
import struct
import threading
from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coopsite.core import virus_scan
from coopsite.core.virus_scan import refuse_infected
from tests.factories.news import make_picture
from tests.factories.register import make_cooperative

VIRUS = b"this is what the scanner knows"
MAX_STREAM = 3_000_000


class Clamd(threading.Thread):
    """Speaks INSTREAM as clamd does, and finds one virus."""

    def __init__(self, listener):
        super().__init__(daemon=True)
        self.listener, self.mute, self.scanned = listener, False, []

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:  # closed by the test
                return
            with closing(connection), connection.makefile("rb") as stream:
                self.answer(connection, stream)

    def answer(self, connection, stream):
        assert stream.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", stream.read(4))[0]:
            data += stream.read(length)
            if len(data) > MAX_STREAM:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.scanned.append(data)
        if self.mute:
            connection.settimeout(5)
            connection.recv(1)  # until the other side gives up
            return
        found = b"Thu.Virus-1 FOUND" if VIRUS in data else b"OK"
        connection.sendall(b"stream: " + found + b"\0")


@pytest.fixture(params=["path", "port"])
def clamd(request, settings, tmp_path):
    """A scanner that listens at a path, or at a port."""
    if request.param == "path":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "clamd.ctl"))
        settings.CLAMD = str(tmp_path / "clamd.ctl")
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD = "127.0.0.1:{1}".format(*listener.getsockname())
    listener.listen()
    clamd = Clamd(listener)
    clamd.start()
    yield clamd
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    clamd.join()


at_a_path = pytest.mark.parametrize("clamd", ["path"], indirect=True)


def upload(data=VIRUS, name="tep.pdf"):
    return SimpleUploadedFile(name, data)


def refusal(sent):
    with pytest.raises(ValidationError) as error:
        refuse_infected(sent)
    return error.value.messages


def test_what_it_knows_is_refused_and_all_else_left_at_its_start(clamd):
    assert refusal(upload()) == [
        "Tệp này có mã độc (Thu.Virus-1), nên không nhận. Hãy quét vi-rút trên máy của "
        "bạn rồi dùng bản sạch."
    ]
    clean = upload(bytes(range(256)) * 4096)
    refuse_infected(clean)
    assert clean.tell() == 0
    assert clamd.scanned == [VIRUS, bytes(range(256)) * 4096]


@at_a_path
def test_a_file_is_scanned_once_a_request(clamd):
    sent = upload(b"clean")
    refuse_infected(sent)
    refuse_infected(sent)
    assert clamd.scanned == [b"clean"]


@at_a_path
def test_one_too_large_for_it_is_refused(clamd):
    assert "lớn hơn mức máy quét vi-rút nhận" in refusal(upload(bytes(9_000_000)))[0]


@at_a_path
def test_where_it_does_not_answer_nothing_is_taken_in(clamd, monkeypatch, caplog):
    monkeypatch.setattr(virus_scan, "PATIENCE", 0.2)
    clamd.mute = True
    with caplog.at_level(logging.ERROR):
        assert "máy quét vi-rút không trả lời" in refusal(upload(b"clean"))[0]
    assert f"clamd at {virus_scan.settings.CLAMD}" in caplog.text


def test_nor_where_nothing_listens(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    assert "máy quét vi-rút không trả lời" in refusal(upload(b"clean"))[0]


def test_without_one_nothing_is_asked(settings):
    settings.CLAMD = ""
    refuse_infected(upload())


@pytest.mark.django_db
@at_a_path
@pytest.mark.parametrize(
    ("door", "field"),
    [
        ("news_image_add", "upload"),
        ("news_image_upload", "upload"),
        ("news_videoclip_add", "file"),
        ("news_videoclip_add", "captions"),
        ("news_word_import", "file"),
        ("cooperatives_cooperative_add", "document"),
        ("cooperatives_cooperative_add", "logo"),
        ("cooperatives_cooperative_standing_add", "document"),
    ],
)
def test_every_door_asks_it(clamd, staff_client, door, field):
    args = [make_cooperative().pk] if "standing" in door else []
    picture = make_picture().read() + VIRUS
    sent = {"captions": upload(VIRUS, "a.vtt"), "file": upload(VIRUS, "a.mp4")}
    sent = sent.get(field) or upload(picture, "a.jpg")
    page = staff_client.post(reverse(f"admin:{door}", args=args), {field: sent})
    assert "mã độc (Thu.Virus-1)" in page.content.decode(
        "unicode_escape"
        if page["Content-Type"].startswith("application/json")
        else "utf-8"
    )
