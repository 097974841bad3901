"""Where uploads lie: two folders, or two buckets that are named in full; no code knows
which."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from coopsite.storage_settings import uploads_of

MEDIA = "s3://a-key:se%2Fcret@s3.example.vn/coopsite"
DOCUMENTS = "s3+http://a-key:se%2Fcret@10.0.0.5:9000/coopsite-documents?region=hn-1"


def test_two_buckets_are_read_to_the_last_sign():
    storages = uploads_of(MEDIA, DOCUMENTS)
    assert storages["default"]["OPTIONS"] == {
        "endpoint_url": "https://s3.example.vn",
        "bucket_name": "coopsite",
        "access_key": "a-key",
        "secret_key": "se/cret",
        "region_name": "us-east-1",
    }
    documents = storages["documents"]["OPTIONS"]
    assert documents["endpoint_url"] == "http://10.0.0.5:9000"
    assert documents["region_name"] == "hn-1"


@pytest.mark.parametrize(
    ("media", "documents", "words"),
    [
        (MEDIA, "", "MEDIA_STORAGE and DOCUMENT_STORAGE go together"),
        ("", DOCUMENTS, "MEDIA_STORAGE and DOCUMENT_STORAGE go together"),
        (MEDIA, MEDIA, "DOCUMENT_STORAGE names the bucket of MEDIA_STORAGE"),
        (MEDIA, f"{MEDIA}/", "DOCUMENT_STORAGE names the bucket of MEDIA_STORAGE"),
        ("/srv/media", DOCUMENTS, "MEDIA_STORAGE must be s3://"),
        ("s3://s3.example.vn/coopsite", DOCUMENTS, "MEDIA_STORAGE must be s3://"),
        (MEDIA, "s3://k:secret@host/a/b", "DOCUMENT_STORAGE must be s3://"),
        (MEDIA, "s3://k:secret@host/", "DOCUMENT_STORAGE must be s3://"),
        (MEDIA, "s3://k:secret@host:port/abc", "DOCUMENT_STORAGE must be s3://"),
        (MEDIA, "s3://k:secret@host/abc?acl=public", "DOCUMENT_STORAGE must be s3://"),
        (MEDIA, "s3://k:secret@host/abc?region", "DOCUMENT_STORAGE must be s3://"),
    ],
)
def test_anything_else_is_refused_in_a_sentence_without_the_secret(
    media, documents, words
):
    with pytest.raises(ImproperlyConfigured, match=words) as refused:
        uploads_of(media, documents)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_code_asks_the_disk_for_an_upload():
    """Two servers share no disk: see core/storage.py for what may be asked."""
    asks = re.compile(r"(file|captions|logo|document|storage)\.path\(?|_ROOT\b")
    of_static = re.compile(r"STATIC_ROOT|static_files")
    allowed = {"settings.py", "core/storage.py", "commands/copy_to_buckets.py"}
    asking = {
        f"{path.relative_to(settings.BASE_DIR)}: {line.strip()}"
        for package in ("coopsite", "cooperatives", "news")
        for path in (settings.BASE_DIR / package).rglob("*.py")
        if not str(path).endswith(tuple(allowed))
        for line in path.read_text().splitlines()
        if asks.search(line) and not of_static.search(f"{path} {line}")
    }
    assert asking == set()
