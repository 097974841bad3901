"""Reads where uploaded files lie, once, for the settings."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SCHEMES = {"s3": "https", "s3+http": "http"}
_BUCKET = re.compile(r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?")
_FORM = (
    "{} must be s3://KEY:SECRET@host/bucket (s3+http://… on a network of your own), "
    "with ?region=… where there are several; signs in KEY and SECRET as %2F."
)


def storages_of(media, documents, document_root):
    """Returns Django's STORAGES, of what MEDIA_STORAGE and DOCUMENT_STORAGE say."""
    static = "coopsite.static_files.StaticFilesStorage"
    uploads = uploads_of(media, documents, document_root)
    return uploads | {"staticfiles": {"BACKEND": static}}


def uploads_of(media, documents, document_root=None):
    """Returns the places of uploads among them: buckets, or where both addresses are
    empty the two folders."""
    if not media and not documents:
        return {
            "default": {"BACKEND": "coopsite.core.storage.ContainedStorage"},
            "documents": {
                "BACKEND": "coopsite.core.storage.PrivateStorage",
                "OPTIONS": {"location": document_root},
            },
        }
    if not media or not documents:
        raise ImproperlyConfigured(
            "MEDIA_STORAGE and DOCUMENT_STORAGE go together: name two buckets, or none."
        )
    public = _read("MEDIA_STORAGE", media)
    private = _read("DOCUMENT_STORAGE", documents)
    place = ("endpoint_url", "bucket_name")
    if [public[key] for key in place] == [private[key] for key in place]:
        raise ImproperlyConfigured(
            "DOCUMENT_STORAGE names the bucket of MEDIA_STORAGE, which the public "
            "reads: scanned decisions need one of their own."
        )
    backend = "coopsite.core.bucket_storage.{}".format
    return {
        "default": {"BACKEND": backend("MediaBucketStorage"), "OPTIONS": public},
        "documents": {"BACKEND": backend("BucketStorage"), "OPTIONS": private},
    }


def _read(name, address):
    """Returns the options of a bucket; ImproperlyConfigured, which never repeats the
    secret, for what is no address of one."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise ImproperlyConfigured(_FORM.format(name)) from None
    scheme, bucket = _SCHEMES.get(parts.scheme), _BUCKET.fullmatch(parts.path)
    is_whole = scheme and parts.hostname and parts.username and parts.password
    if not (is_whole and bucket and asked.keys() <= {"region"}):
        raise ImproperlyConfigured(_FORM.format(name))
    return {
        "endpoint_url": f"{scheme}://{parts.hostname}{port}",
        "bucket_name": bucket[1],
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": asked.get("region", ["us-east-1"])[0],
    }
