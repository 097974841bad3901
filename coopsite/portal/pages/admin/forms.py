"""The form of an information page, and that of its withdrawal."""

from django import forms
from django.core.exceptions import ValidationError

from coopsite.core.forms import LineField
from coopsite.core.refusals import put_errors
from coopsite.core.vietnamese import clean_lines
from news.admin.articles.closing import ClosingForm
from news.admin.articles.forms import WORD_WIDGETS, BodyForm, SchedulingForm

from ..closing import close_edition, find_holders
from ..models import Page, PageWithdrawal
from ..places import check_place

_PLACE = {"title", "slug", "parent", "role", "lang", "translation_of"}


class PageForm(SchedulingForm, BodyForm):
    """One form for the whole page: its words, its place, and when it goes live."""

    ON_SCHEDULE = "Cho nút “Hẹn giờ”: một lúc sau này."

    note = forms.CharField(
        label="Điều đã đổi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Khi đăng một bản thay: người đọc thấy dòng này ở cuối trang, kèm "
        "ngày. Để trống nếu chỉ sửa chính tả, dấu câu.",
    )

    class Meta:
        model = Page
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets choose
        widgets = WORD_WIDGETS

    def _post_clean(self):
        """Says at the field what the page's place would be refused for."""
        super()._post_clean()
        if self.errors.keys() & (_PLACE | {"body"}) or "slug" not in self.fields:
            return
        try:
            check_place(self.instance)
        except ValidationError as error:
            put_errors(self, error)


class WithdrawalForm(forms.Form):
    """Why a page leaves the public pages, for those who look for it."""

    note = forms.CharField(
        label="Lý do gỡ",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PageWithdrawal._meta.get_field("note").help_text,
    )

    def clean_note(self):
        return clean_lines(self.cleaned_data["note"])


class PageClosingForm(ClosingForm):
    """Why the words of an edition of a page go for ever; such has no address."""

    close, find_holders = staticmethod(close_edition), staticmethod(find_holders)

    reason = LineField(
        label="Lý do",
        max_length=500,
        help_text="Còn lại ở “Các bản đăng” và nhật ký bảo mật. Đừng nhắc lại điều cần "
        "xoá.",
    )
