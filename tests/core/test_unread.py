"""What a view leaves unread of a body is read before the answer goes out."""

import io

import pytest

from coopsite.unread import reads_all


@pytest.mark.parametrize(
    ("address", "length"),
    [
        ("/quan-tri/", "200000"),
        ("/quan-tri/", "0"),
        ("/quan-tri/", ""),
        ("/", "99999"),
    ],
)
def test_the_rest_of_a_body_is_read(address, length):
    """But of one larger than its address takes (64 KiB; 100 MiB at the desk)."""
    body = io.BytesIO(b"x" * 200_000)

    def application(environ, start_response):
        environ["wsgi.input"].read(10)
        return [b"refused"]

    environ = {"wsgi.input": body, "CONTENT_LENGTH": length, "PATH_INFO": address}
    assert reads_all(application)(environ, None) == [b"refused"]
    assert body.tell() == (200_000 if length == "200000" else 10)
