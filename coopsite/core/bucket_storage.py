"""Uploaded files in a bucket (S3), which several machines share."""

import tempfile
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from django.utils.functional import cached_property
from storages.backends.s3 import S3Storage, clean_name

from .storage import Stored, UploadsUnreachable

SIGNED_SECONDS = 60


class BucketStorage(S3Storage):
    """Files of a bucket that nobody reaches but by the portal; a name is used once."""

    file_overwrite = False
    querystring_expire = SIGNED_SECONDS
    client_config = Config(
        signature_version="s3v4",
        # What no name server has to know, and what MinIO and Ceph answer, too.
        s3={"addressing_style": "path"},
        connect_timeout=3,
        read_timeout=30,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # Servers other than Amazon's refuse the sums that boto3 adds by itself.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )

    @cached_property
    def connection(self):
        """One for all threads: making it takes longer than what is asked of it, and a
        client may be shared."""
        return self._create_session().resource(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config,
        )

    @property
    def _client(self):
        return self.connection.meta.client

    def _where(self, name):
        return {
            "Bucket": self.bucket_name,
            "Key": self._normalize_name(clean_name(name)),
        }

    def _save(self, name, content):
        """Writes a new file in one request. FileExistsError where somebody was quicker
        with the name, which the server decides."""
        return self._put(name, content, IfNoneMatch="*")

    def replace(self, name, content):
        """Writes a file, whether there is one of the name or not."""
        self._put(name, content)

    def _put(self, name, content, **conditions):
        where = self._where(name)
        facts = self._get_write_parameters(where["Key"], content)
        content.seek(0)
        with _answered():
            self._client.put_object(**where, Body=content, **facts, **conditions)
        return clean_name(name)

    def exists(self, name):
        return self.look_at(name) is not None

    def delete(self, name):
        with _answered():
            super().delete(name)

    def look_at(self, name):
        """Returns what is `Stored` as `name`; None where there is no such file."""
        try:
            with _answered():
                facts = self._client.head_object(**self._where(name))
        except FileNotFoundError:
            return None
        return Stored(facts["ContentLength"], facts["LastModified"].timestamp())

    def open_part(self, name, start, length):
        """Returns a stretch of a file, not empty, to be read and closed; nothing else
        of it is fetched."""
        wanted = f"bytes={start}-{start + length - 1}"
        with _answered():
            return self._client.get_object(**self._where(name), Range=wanted)["Body"]

    @contextmanager
    def on_disk(self, name):
        """Gives the path of a copy, for programs that read nothing else."""
        with tempfile.NamedTemporaryFile() as copy:
            with _answered():
                self.bucket.download_fileobj(self._where(name)["Key"], copy)
            copy.flush()
            yield copy.name

    def url(self, name, *args, **kwargs):
        """Raises ValueError, as where files of the disk have no address: whoever shows
        one would sign it, and write nothing down."""
        raise ValueError(f"{name} has no address but those of get_signed_address.")

    def get_signed_address(self, name, filename):
        """Returns an address at which anybody may take the file home as `filename`, for
        `SIGNED_SECONDS` only: who gets one is for the caller to decide and to write
        down."""
        told = {
            "ResponseContentDisposition": f'attachment; filename="{filename}"',
            "ResponseCacheControl": "private, no-store",
        }
        return super().url(name, told)


_OF_A_DISK = {404: FileNotFoundError, 412: FileExistsError}


@contextmanager
def _answered():
    """Raises OSError, as a disk does: `UploadsUnreachable` where the server does not
    answer or refuses."""
    try:
        yield
    except BotoCoreError as error:
        raise UploadsUnreachable(str(error)) from error
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        raise _OF_A_DISK.get(status, UploadsUnreachable)(str(error)) from error


class MediaBucketStorage(BucketStorage):
    """What the public sees: its addresses are the portal's own, whatever answers them
    (pages let nothing in from elsewhere)."""

    def url(self, name, *args, **kwargs):
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
