"""The address of whoever asks: nobody chooses theirs by a header."""

import pytest
from django.test import RequestFactory

from coopsite.core.client_address import client_address

PROXY, CLIENT, FORGED = "10.0.0.1", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, None, PROXY),
        (0, CLIENT, PROXY),
        (1, CLIENT, CLIENT),
        (1, f"{FORGED}, {CLIENT}", CLIENT),
        (1, f"x, {FORGED},{CLIENT} ", CLIENT),
        (2, f"{FORGED}, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, PROXY),  # one of the proxies did not add
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, f"{FORGED}, nobody", PROXY),
        (1, "::ffff:203.0.113.7", CLIENT),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2::1", "2001:db8:1:2::/64"),
    ],
)
def test_only_what_our_proxies_added_is_believed(settings, proxies, header, found):
    settings.TRUSTED_PROXIES = proxies
    more = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, **more)
    assert client_address(request) == found


def test_a_server_that_does_not_say_gives_none(settings):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""
