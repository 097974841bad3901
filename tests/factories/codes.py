"""Computes what a telephone shows, by RFC 6238 and without the portal's code."""

import hashlib
import hmac
import struct
from base64 import b32decode

from django.utils import timezone


def code_of(secret, steps=0):
    """Return the code of a secret as it stands on the page, `steps` half minutes on."""
    key = b32decode(secret.replace(" ", ""))
    counter = int(timezone.now().timestamp()) // 30 + steps
    digest = hmac.digest(key, struct.pack(">Q", counter), hashlib.sha1)
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
