"""The picture library, and the door through which the editor sends pictures."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from coopsite.core.admin import PortalAdmin
from coopsite.core.forms import PortalForm
from coopsite.core.list_filters import DemoFilter
from coopsite.core.pictures import FIRST_FRAME_KEPT, is_animated, warn_if_animated
from coopsite.core.tasks.waiting import find_state

from ..models import Image
from ..pictures import (
    add_image,
    make_sizes,
    read_original,
    remove_files,
    title_from,
)
from .choosers import PICTURE_WORDS, PictureChooser, describe_picture


class UploadForm(PortalForm):
    upload = forms.FileField(
        label="Tệp ảnh",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPEG, PNG, WebP, GIF, AVIF hoặc HEIC, tối đa 20 MB.",
    )

    class Meta:
        model = Image
        fields = PICTURE_WORDS

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        read_original(upload)
        return upload


@admin.register(Image)
class ImageAdmin(PictureChooser, PortalAdmin):
    list_display = [
        "thumbnail",
        "title",
        "size",
        "credit",
        "uploaded_at",
        "uploaded_by",
    ]
    list_display_links = ["title"]
    looks = {"upload": read_original}
    list_select_related = ["uploaded_by"]
    list_filter = ["uploaded_at", ("is_demo", DemoFilter)]
    search_fields = ["match_text"]
    search_help_text = (
        "Tìm theo tên, chú thích, nguồn ảnh hoặc tên tệp, có dấu hay không dấu."
    )
    readonly_fields = ["thumbnail", "size", "uploaded_at", "uploaded_by"]
    fields = [*PICTURE_WORDS, *readonly_fields]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs |= {"form": UploadForm, "fields": ["upload", *PICTURE_WORDS]}
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["upload", *PICTURE_WORDS]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def save_form(self, request, form, change):
        if change:
            return super().save_form(request, form, change)
        entered = form.cleaned_data
        words = {name: entered[name] for name in PICTURE_WORDS}
        image = add_image(upload=entered["upload"], by=request.user, **words)
        if image.is_known:
            self.message_user(request, _known(image, words), messages.WARNING)
        warn_if_animated(request, entered["upload"])
        return image

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A picture has no rows that depend on it; `save_form` left none to save."""

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: a picture that a page shows stays."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not self._is_used(obj))

    def _is_used(self, image):
        return image.clips.exists() or image.uses.exists()

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(lambda: remove_files(obj))

    def get_urls(self):
        upload = self.admin_site.admin_view(require_POST(self.upload))
        return [path("tai-len/", upload, name="news_image_upload")] + super().get_urls()

    def upload(self, request):
        """Takes a picture from the editor; answers what the editor understands."""
        if not self.has_add_permission(request):
            return _refused("Tài khoản của bạn không được tải ảnh lên.", 403)
        upload = request.FILES.get("upload")
        if upload is None:
            return _refused("Không có tệp nào được gửi lên.", 400)
        try:
            image = add_image(
                upload=upload, title=title_from(upload.name), by=request.user
            )
            is_known = image.is_known
        except ValidationError as error:
            return _refused(" ".join(error.messages), 400)
        image.refresh_from_db()
        answer = {"uploaded": 1, "fileName": image.title, "isKnown": is_known}
        answer |= describe_picture(image)
        if is_animated(upload):  # the editor shows it, and the picture all the same
            answer["error"] = {"message": FIRST_FRAME_KEPT}
        return JsonResponse(answer)

    @admin.display(description="ảnh")
    def thumbnail(self, image):
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="120" height="{}">',
            image.small_url,
            round(120 * image.height / image.width),
        )

    @admin.display(description="cỡ (px)")
    def size(self, image):
        size = f"{image.width} × {image.height}"
        if image.has_sizes:
            return size
        state = find_state(make_sizes, image.pk) or "chưa có"
        return f"{size}; các cỡ nhỏ: {state}"


def _known(image, words):
    """Returns what is told of a file that the library has, and of the words that were
    typed to it once more: they fill in what was empty."""
    told = f"Ảnh này đã có trong thư viện, tên “{image.title}”, nên không thêm lần nữa."
    unused = [
        f"“{typed}”"
        for name, typed in words.items()
        if typed and typed != getattr(image, name)
    ]
    if not unused:
        return told
    return f"{told} Lời đã có được giữ, lời vừa gõ chưa dùng: {', '.join(unused)}."


def _refused(message, status):
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
