"""Posting clips: a file of ours or a YouTube address."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction

from coopsite.accounts.audit import recording as audit
from coopsite.accounts.audit.deletions import RecordsDeletions
from coopsite.core.admin import VersionedAdmin, number_column
from coopsite.core.forms import PortalForm
from coopsite.core.list_filters import DemoFilter, PublishedFilter
from coopsite.core.numbers import CountInput, SecondsField
from coopsite.core.tasks import enqueue, has_worker
from coopsite.core.tasks.waiting import find_state
from coopsite.core.templatetags.vietnam import moment

from ..captions import read_captions
from ..clip_files import ENDINGS, check_clip
from ..models import ClipUse, VideoClip
from ..probe import can_look_into_clips
from ..video import POSTER_TITLE, look_into_clip, remove_clip_files
from .addresses import has_a_fixed_address
from .choosers import ClipChooser, places_of


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
            "file": "MP4 hoặc WebM, đến 500 MB; clip điện thoại (MOV, HEVC) được "
            "chuyển sang H.264. Chọn tệp hoặc điền địa chỉ YouTube.",
            "captions": "Tệp WebVTT (.vtt) hoặc SubRip (.srt), mã UTF-8, cho người "
            "không nghe được.",
            "published_at": "Để trống: chưa đăng. Bấm “Hôm nay” và “Bây giờ” để đăng "
            "ngay; đặt giờ sau này để hẹn giờ đăng.",
        }

    def clean_file(self):
        """Looks into the file, whatever its name says, and names it by what it is."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            ending = check_clip(file)
            if file.name.lower().endswith(ENDINGS):  # the model refuses others
                file.name = f"clip.{ending}"
        return file

    def clean_captions(self):
        captions = self.cleaned_data.get("captions")
        if captions and "captions" in self.changed_data:
            return read_captions(captions)
        return captions


@admin.register(VideoClip)
class VideoClipAdmin(RecordsDeletions, ClipChooser, VersionedAdmin):
    form = ClipForm
    looks = {"file": check_clip}
    list_display = [
        "title",
        "published_at",
        number_column(VideoClip, "duration"),
        "updated_at",
    ]
    list_filter = [("published_at", PublishedFilter), ("is_demo", DemoFilter)]
    search_fields = ["match_text"]
    search_help_text = "Tìm theo tên clip hoặc mô tả, có dấu hay không dấu đều được."
    autocomplete_fields = ["poster"]
    fieldsets = [
        (None, {"fields": ["title", "description"]}),
        (
            "Clip",
            {"fields": ["file", "youtube", "captions", "poster", "duration", "state"]},
        ),
        ("Đăng clip", {"fields": ["published_at", "slug", "used_in"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["state", "used_in"]
        if has_a_fixed_address(obj):
            fixed.append("slug")
        if not request.user.has_perm("news.publish_videoclip"):
            fixed.append("published_at")
        return fixed

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or obj.published_at is None:
            return may
        return may and request.user.has_perm("news.publish_videoclip")

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: a clip that a text shows stays."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.uses.exists())

    @admin.display(description="dùng trong bài")
    def used_in(self, clip):
        """Returns the titles of texts that show it; while there are any, it stays."""
        titles = places_of(ClipUse.objects.filter(clip=clip.pk), "clip")
        return "; ".join(titles.get(clip.pk, [])) or "(chưa dùng trong bài nào)"

    @admin.display(description="chuẩn bị")
    def state(self, clip):
        """Returns how far the worker has come with its file."""
        if clip.pk is None:
            return "Bắt đầu sau khi lưu"
        if clip.is_prepared:
            return "Xong"
        state = find_state(look_into_clip, clip.pk) or "chưa xong"
        return f"{state.capitalize()}. Người xem đọc “Clip đang được chuẩn bị”."

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.updated_by = request.user
        is_new_file = "file" in form.changed_data
        if is_new_file:
            obj.is_prepared = not (obj.file and has_worker() and can_look_into_clips())
        if change and is_new_file:
            self._forget_old_file(obj, form)
        super().save_model(request, obj, form, change)
        if "published_at" in form.changed_data:
            _audit(obj, request.user)
        if obj.file and (is_new_file or not (obj.poster_id and obj.duration)):
            self._look_into(request, obj)

    def _forget_old_file(self, clip, form):
        """Leaves to be found anew what was found in the file that is replaced."""
        if "duration" not in form.changed_data:
            clip.duration = None
        is_ours = clip.poster and clip.poster.title.startswith(POSTER_TITLE)
        if is_ours and "poster" not in form.changed_data:
            clip.poster = None

    def was_public(self, clip):
        return clip.published_at is not None

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(lambda: remove_clip_files([obj]))

    def delete_queryset(self, request, queryset):
        clips = list(queryset)
        super().delete_queryset(request, queryset)
        transaction.on_commit(lambda: remove_clip_files(clips))

    def _look_into(self, request, clip):
        if can_look_into_clips():
            enqueue(look_into_clip, clip.pk)
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


def _audit(clip, by):
    """Writes into the security log since when the public sees the clip, or that it does
    no more."""
    if clip.published_at:
        words = f"Đăng, lên trang {moment(clip.published_at)}"
        audit.record(audit.KIND.PUBLICATION, by=by, thing=clip, words=words)
    else:
        audit.record(audit.KIND.WITHDRAWAL, by=by, thing=clip, words="Thôi đăng")
