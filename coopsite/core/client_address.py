"""From where a request comes, as far as that can be believed."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

MAX_AGENT = 300


def client_address(request):
    """Returns the address of whoever asks: of IPv6 the network, whose 2**64 addresses
    one household has; "" where the server does not say.

    What X-Forwarded-For says counts from its end, as many steps as proxies of ours
    stand in front (TRUSTED_PROXIES): what comes before, anybody can have sent.
    """
    peer, steps = request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < steps <= len(told):
        return read_address(told[-steps].strip()) or read_address(peer)
    return read_address(peer)


def client_agent(request):
    """Returns what the browser says of itself: printable signs, no more than a row
    keeps."""
    agent = request.headers.get("User-Agent", "")[:MAX_AGENT]
    return "".join(filter(str.isprintable, agent))


def read_address(text):
    """Returns an address as it is kept; "" for what is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address.packed, 64), strict=False))
    return str(address)
