"""The form by which the words of an edition go for ever: of an article, or a page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from coopsite.core.forms import LineField
from coopsite.core.refusals import put_errors

from ...publishing import close_edition, find_holders, readable_versions
from .versions import version_choice


class ClosingForm(forms.Form):
    """Why the words of an edition go for ever."""

    close, find_holders = staticmethod(close_edition), staticmethod(find_holders)

    reason = LineField(
        label="Lý do (sẽ công khai)",
        max_length=500,
        help_text="Người đọc thấy ở địa chỉ của bản này. Đừng nhắc lại điều cần xoá.",
    )
    versions = forms.MultipleChoiceField(
        label="Xoá lời khỏi các bản đã lưu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Đã đánh dấu sẵn các bản còn giữ đoạn văn, dòng chữ hoặc ảnh của bản "
        "này mà bản đang soạn và các bản đăng khác không có. Bản nào viết điều ấy bằng "
        "lời khác thì tự đánh dấu thêm: đóng rồi không làm lại được.",
    )

    def __init__(self, data, edition, row):
        super().__init__(data, initial={"versions": self.find_holders(edition)})
        versions = readable_versions(row).select_related("history_user")
        self.fields["versions"].choices = [version_choice(one) for one in versions]

    def save(self, edition, by):
        """Closes `edition`; returns whether it did, else the form says why not."""
        try:
            self.close(edition=edition, by=by, **self.cleaned_data)
        except ValidationError as error:
            put_errors(self, error)
            return False
        return True


class ClosingPages:
    """A mixin of the admins of what has editions."""

    closing_form = ClosingForm
    closing_template = "admin/news/closing_form.html"

    def may_close(self, request):
        return request.user.has_perm("news.close_edition")

    def answer_closing(self, request, row, edition, context):
        """Asks why, and takes the words of a former edition of `row` away for ever."""
        if not self.may_close(request):
            raise PermissionDenied
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_editions"
        form = self.closing_form(request.POST or None, edition, row)
        if form.is_valid() and form.save(edition, request.user):
            self._tell_closing(
                request, row, edition, len(form.cleaned_data["versions"])
            )
            return redirect(name, row.pk)
        others = row.editions.filter(closed_at=None).exclude(pk=edition.pk)
        numbers = others.order_by("number").values_list("number", flat=True)
        context |= {"row": row, "form": form, "edition": edition, "others": numbers}
        status = 400 if form.errors else 200
        return TemplateResponse(request, self.closing_template, context, status=status)

    def _tell_closing(self, request, row, edition, count):
        self.log_change(request, row, f"Đóng bản thứ {edition.number}.")
        said = f"Đã đóng bản thứ {edition.number}."
        if count:
            said += f" Đã xoá lời khỏi {count} bản đã lưu."
        self.message_user(request, said, messages.SUCCESS)
