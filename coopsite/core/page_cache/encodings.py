"""Compressed answers: which coding a browser takes best, and the bytes in it."""

import gzip
import re
from functools import lru_cache

import brotli
from django.utils.cache import patch_vary_headers

# From the best; each with what its name adds to a strong ETag.
CODINGS = {"br": "-br", "gzip": "-gz"}
# Of a page of 50 KB: about a millisecond.
_BROTLI_QUALITY, _GZIP_LEVEL = 5, 6
# Shorter answers fit one packet as they are.
_SHORTEST = 500
_TEXTS = re.compile(
    r"text/|application/(json|javascript|xml|.*\+xml|.*\+json)|image/svg"
)


@lru_cache(maxsize=256)
def choose_coding(accepted):
    """Returns "br", "gzip" or "" (as it is): what `accepted`, the text of an
    Accept-Encoding header, values most; of equals the one that makes it shortest."""
    qualities = dict(map(_quality, accepted.lower().split(",")))
    others = qualities.get("*", 0)
    best, coding = qualities.get("identity", 0), ""
    for name in ("gzip", "br"):
        quality = qualities.get(name, others)
        if quality and quality >= best:
            best, coding = quality, name
    return coding


def _quality(part):
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            return name, _number(parameter.removeprefix("q="))
    return name, 1


def _number(text):
    """Returns a quality from 0 to 1; what is none counts as refused."""
    return float(text) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", text) else 0


def encode(body, coding):
    """Returns `body` in a coding that `choose_coding` returned."""
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body


def compress(request, response):
    """Returns `response`, compressed where it is text and the browser takes that."""
    if response.streaming or response.has_header("Content-Encoding"):
        return response
    if not _TEXTS.match(response.get("Content-Type", "")):
        return response
    if len(response.content) < _SHORTEST:
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if coding := choose_coding(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response.content = encode(response.content, coding)
        response["Content-Encoding"] = coding
        response["Content-Length"] = str(len(response.content))
        etag = response.get("ETag", "")
        if etag.startswith('"'):
            response["ETag"] = f"W/{etag}"  # the same words, other bytes
    return response
