"""What a view leaves unread of a body is read before the answer goes out."""

import io

import pytest

from coopsite.unread import reads_all


@pytest.mark.parametrize("length", ["200000", "0", ""])
def test_the_rest_of_a_body_is_read(length):
    body = io.BytesIO(b"x" * 200_000)

    def application(environ, start_response):
        environ["wsgi.input"].read(10)
        return [b"refused"]

    environ = {"wsgi.input": body, "CONTENT_LENGTH": length}
    assert reads_all(application)(environ, None) == [b"refused"]
    assert body.tell() == (200_000 if length == "200000" else 10)
