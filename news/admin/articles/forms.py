"""The form of an article, and that of its withdrawal."""

import re

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime

from coopsite.core.forms import MomentField, PortalForm
from coopsite.core.richtext import check
from coopsite.core.vietnamese import clean_lines

from ...models import Article, Edition, Withdrawal
from ..editor import ArticleEditor
from ..picture_field import PictureInput

# The buttons beside "save", by the name they send.
PUBLISH, SCHEDULE, SEND, RETURN = "_publish", "_schedule", "_send", "_return"
SMALL = ""  # as which a change goes that is not told to the public
_STILL_UPLOADING = re.compile(
    r"""<img\b[^>]*\ssrc=["']?(?:data|blob):""", re.IGNORECASE
)


class KindInput(forms.RadioSelect):
    """The kinds of change; `is_small`, whether the smallest can be chosen."""

    is_small = True

    class Media:
        js = ["js/kinds.js"]

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value == SMALL and not self.is_small:
            option["attrs"]["disabled"] = True
            option["selected"] = False
        return option


class BodyForm(PortalForm):
    """The base of the forms of a text with a body that is written in the editor."""

    def clean_body(self):
        """Says at the field what would keep the cleaner busy for long."""
        body = self.cleaned_data["body"]
        check(body)
        if _STILL_UPLOADING.search(body):
            raise forms.ValidationError(
                "Có ảnh còn đang tải lên. Hãy chờ ảnh hiện rõ rồi lưu lại; nếu ảnh "
                "không hiện, hãy xoá ảnh ấy và chèn lại."
            )
        return body


class TextForm(BodyForm):
    """The base of the forms of a text that publish it: what the change is called."""

    kind = forms.ChoiceField(
        label="Thay đổi này là",
        required=False,
        choices=[
            (SMALL, "Sửa nhỏ (chính tả, dấu câu; không báo cho người đọc)"),
            (Edition.Kind.UPDATE, "Cập nhật (thêm điều mới)"),
            (Edition.Kind.CORRECTION, "Đính chính (bản trước viết sai)"),
        ],
        widget=KindInput,
    )
    note = forms.CharField(
        label="Điều đã đổi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Người đọc thấy ở đầu bài, kèm ngày. Cần khi cập nhật, đính chính.",
    )

    def clean(self):
        cleaned = super().clean()
        if self.has_cover() and not cleaned.get("cover_alt"):
            self.add_error(
                "cover_alt", "Hãy tả ảnh bằng một câu cho người không nhìn thấy ảnh."
            )
        return cleaned

    def has_cover(self):
        """Returns whether the text has a picture that has to be described."""
        return bool(self.cleaned_data.get("cover"))


WORD_WIDGETS = {
    "title": forms.TextInput(attrs={"class": "vTextField wide", "data-typing": True}),
    "lead": forms.Textarea(attrs={"rows": 3, "data-typing": True}),
    "body": ArticleEditor(),
}


class SchedulingForm(forms.Form):
    """A part of the forms of what has an address and goes live now or later."""

    ON_SCHEDULE = ""  # what is said at the moment

    go_live_at = MomentField(
        label="Giờ lên trang", required=False, widget=AdminSplitDateTime
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "go_live_at" in self.fields:
            self.fields["go_live_at"].help_text = self.ON_SCHEDULE

    @property
    def saves_merged(self):
        """Whether a colleague's changes are saved with one's own: what goes live is
        looked at first."""
        return not {PUBLISH, SCHEDULE} & self.data.keys()

    def clean_slug(self):
        """Keeps the address where the field was emptied: others link to it."""
        return self.cleaned_data["slug"] or self.instance.slug

    def clean(self):
        cleaned = super().clean()
        has_moment = cleaned.get("go_live_at") or "go_live_at" in self.errors
        if SCHEDULE in self.data and not has_moment:
            self.add_error("go_live_at", "Hãy ghi ngày và giờ lên trang.")
        return cleaned


class ArticleForm(SchedulingForm, TextForm):
    """One form for the whole report: words, picture, and when it goes live."""

    ON_SCHEDULE = "Cho nút “Hẹn giờ”. Bài chưa từng đăng có thể ghi một ngày đã qua."

    message = forms.CharField(
        label="Lời nhắn, góp ý",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Cho người duyệt khi gửi, cho người viết khi trả lại. Chỉ ban biên "
        "tập thấy.",
    )

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets choose
        widgets = {
            **WORD_WIDGETS,
            "cover": PictureInput(),
        }
        labels = {"cover": "Ảnh"}
        error_messages = {"slug": {"unique": "Địa chỉ này đã dùng cho bài khác."}}


class WithdrawalForm(forms.Form):
    """Why an article leaves the public pages, for those who look for it."""

    kind = forms.ChoiceField(
        label="Vì sao gỡ", choices=Withdrawal.Kind, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Lời nhắn trên trang",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=Withdrawal._meta.get_field("note").help_text,
    )

    def clean_note(self):
        return clean_lines(self.cleaned_data["note"])
