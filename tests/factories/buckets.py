"""An S3 server of its own (moto's), with the two buckets of a portal."""

import subprocess
import sys
from contextlib import contextmanager

from coopsite.storage_settings import uploads_of
from tests.deploy.places import end, free_port, status, wait_until

MEDIA, DOCUMENTS = "coopsite", "coopsite-private"


@contextmanager
def serve_buckets():
    """A context in which the server runs; gives the settings that name its buckets."""
    # Loads boto3, which no other test needs.
    from coopsite.core.bucket_storage import BucketStorage

    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    place = f"s3+http://a-key:a-secret%2Fwith-signs@127.0.0.1:{port}"
    named = {
        "MEDIA_STORAGE": f"{place}/{MEDIA}",
        "DOCUMENT_STORAGE": f"{place}/{DOCUMENTS}",
    }
    try:
        wait_until(lambda: status(f"http://127.0.0.1:{port}/moto-api/") == 200)
        for which in ("default", "documents"):
            bucket = BucketStorage(**options_of(named)[which]["OPTIONS"])
            bucket.bucket.create()
        yield named
    finally:
        end(process)


def options_of(named):
    """Returns Django's STORAGES for what `serve_buckets` gives."""
    return uploads_of(*named.values())
