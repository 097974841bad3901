"""Senders of pictures, clips, Word documents and old pages that are killed: no row
lacks its file, and `clean_files` takes away the files that no row names."""

import io
import os
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Pillow

from coopsite.portal.orphaned_files import AGE, delete_orphans, find_orphans
from news.models import Image, VideoClip
from news.old_site.models import OldPage
from news.pasting.docx import import_docx
from news.pictures import add_image, is_complete
from news.video import look_into_clip
from tests.news.old_site.pages import PAGE, write_page
from tests.news.pasting.docx_files import make_docx, p, picture

from .killing import Proof

CLIP = settings.BASE_DIR / "coopsite" / "demo" / "media" / "phien-cho-nong-san.mp4"
LOOKED_AT = 20


def draw(rng, file_format):
    """Returns the bytes of a picture that nobody sent before."""
    data = io.BytesIO()
    noise = Pillow.frombytes("L", (40, 30), rng.randbytes(1200))
    noise.convert("RGB").resize((900, 675)).save(data, file_format)
    return data.getvalue()


def send_picture(rng, name):
    upload = SimpleUploadedFile(f"{name}.jpg", draw(rng, "JPEG"))
    add_image(upload=upload, title=f"Ảnh {name}")


def send_clip(rng, name):
    with CLIP.open("rb") as file:
        clip = VideoClip(title=f"Clip {name}", published_at=timezone.now())
        clip.file.save("clip.mp4", File(file))
    look_into_clip.call(clip.pk)


def send_document(rng, name):
    image = {"word/media/image1.png": draw(rng, "PNG")}
    links = [("rId5", "image", "media/image1.png", False)]
    body = p(f"Tài liệu {name}.") + p(picture("rId5", "Ra đồng"))
    document = make_docx(body, links=links, files=image)
    import_docx(SimpleUploadedFile(f"{name}.docx", document), by=None)


def import_old_page(rng, name):
    with tempfile.TemporaryDirectory() as folder:
        text = PAGE.replace("Rau sạch vào chợ đêm", f"Rau sạch vào chợ {name}")
        path = write_page(Path(folder), f"trang-{name}".replace(".", "-"), text)
        options = {"published_on": ["02/02/2024"], "stdout": io.StringIO()}
        call_command("import_old_pages", path, **options)


def half_done():
    """Yields what some sender left half done."""
    age_files()
    delete_orphans(find_orphans().orphans)
    for orphan in find_orphans().orphans:
        yield f"{orphan.name} is named by no row and stays"
    yield from wrong_pictures()
    for clip in VideoClip.objects.order_by("-pk")[:LOOKED_AT]:
        stored = default_storage.look_at(clip.file.name)
        if not stored or stored.size != CLIP.stat().st_size:
            yield f"clip {clip.pk} has half a file: {stored}"
    for page in OldPage.objects.order_by("-pk")[:LOOKED_AT]:
        if not page.article or page.article.editions.count() != 1:
            yield f"{page} became no article that is public"


def age_files():
    moment = (timezone.now() - timedelta(seconds=AGE + 60)).timestamp()
    for path in settings.MEDIA_ROOT.rglob("*"):
        os.utime(path, (moment, moment))


def wrong_pictures():
    for image in Image.objects.order_by("-pk")[:LOOKED_AT]:
        try:
            with default_storage.open(f"{image.folder}/goc.jpg") as file:
                Pillow.open(file).load()
        except OSError as error:
            yield f"picture {image.pk} has half a file: {error}"
        if image.has_sizes and not is_complete(image):
            yield f"picture {image.pk} lacks a size"


def actions_done():
    return Image.objects.count() + VideoClip.objects.count() + OldPage.objects.count()


PROOF = Proof(
    lambda: None,
    [send_picture, send_clip, send_document, import_old_page],
    half_done,
    actions_done,
    seconds=1,
)
