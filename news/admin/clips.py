"""Posting clips: a file of ours or a YouTube address."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction

from coopsite.core.admin import VersionedAdmin, number_column
from coopsite.core.forms import PortalForm
from coopsite.core.numbers import CountInput, SecondsField

from ..captions import read_captions
from ..models import VideoClip
from ..video import can_look_into_clips, look_into_clip
from .addresses import has_a_fixed_address

_WEBM = b"\x1a\x45\xdf\xa3"


class ClipForm(PortalForm):
    class Meta:
        model = VideoClip
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets choose
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            # A telephone's digits alone have no colon.
            "duration": CountInput({"inputmode": "text"}),
        }
        field_classes = {"duration": SecondsField}
        help_texts = {
            "duration": "Số giây, hoặc phút:giây; ví dụ 90 hoặc 1:30. Để trống thì đo "
            "từ tệp clip.",
            "captions": "Tệp WebVTT (.vtt) hoặc SubRip (.srt), mã UTF-8, cho người "
            "không nghe được.",
            "published_at": "Để trống: chưa đăng. Bấm “Hôm nay” và “Bây giờ” để đăng "
            "ngay; đặt giờ sau này để hẹn giờ đăng.",
        }

    def clean_file(self):
        """Checks the first bytes, whatever the file's name says."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            head = _first_bytes(file, 12)
            if head[4:8] != b"ftyp" and head[:4] != _WEBM:
                raise ValidationError("Tệp này không phải clip MP4 hoặc WebM.")
        return file

    def clean_captions(self):
        captions = self.cleaned_data.get("captions")
        if captions and "captions" in self.changed_data:
            return read_captions(captions)
        return captions


def _first_bytes(upload, count):
    head = upload.read(count)
    upload.seek(0)
    return head


@admin.register(VideoClip)
class VideoClipAdmin(VersionedAdmin):
    form = ClipForm
    list_display = [
        "title",
        "published_at",
        number_column(VideoClip, "duration"),
        "updated_at",
    ]
    list_filter = ["published_at", "is_demo"]
    search_fields = ["match_text"]
    search_help_text = "Tìm theo tên clip hoặc mô tả, gõ đủ dấu."
    autocomplete_fields = ["poster"]
    fieldsets = [
        (None, {"fields": ["title", "description"]}),
        ("Clip", {"fields": ["file", "youtube", "captions", "poster", "duration"]}),
        ("Đăng clip", {"fields": ["published_at", "slug"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["slug"] if has_a_fixed_address(obj) else []
        if not request.user.has_perm("news.publish_videoclip"):
            fixed.append("published_at")
        return fixed

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or obj.published_at is None:
            return may
        return may and request.user.has_perm("news.publish_videoclip")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)
        if obj.file and not (obj.poster_id and obj.duration):
            self._look_into(request, obj)

    def _look_into(self, request, clip):
        if can_look_into_clips():
            transaction.on_commit(lambda: look_into_clip.enqueue(clip.pk))
        else:
            self.message_user(
                request,
                "Máy chủ chưa cài ffmpeg nên không tự lấy được ảnh bìa và thời lượng. "
                "Clip vẫn phát được; hãy chọn ảnh bìa và điền thời lượng nếu cần.",
                messages.WARNING,
            )

    def view_on_site(self, obj):
        is_public = VideoClip.objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_public else None
