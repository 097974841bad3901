"""The forms of a change of many records at once."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from coopsite.core.forms import DayField
from coopsite.core.vietnamese import clean_text

from ... import actions
from ...models import LegalStatus, OperatingStatus, StandingEntry
from .. import members_question
from ..publicity import say_who_reads
from .plan import STATUSES


class BulkForm(forms.Form):
    """What changes for all, from which day on, by which decision."""

    operating_status = forms.ChoiceField(
        label="Tình trạng hoạt động",
        required=False,
        choices=[("", "Giữ nguyên của từng hồ sơ"), *OperatingStatus.choices],
        help_text="Theo khảo sát của Liên minh.",
    )
    legal_status = forms.ChoiceField(
        label="Tình trạng pháp lý",
        required=False,
        choices=[("", "Giữ nguyên của từng hồ sơ"), *LegalStatus.choices],
        help_text="Theo cơ quan đăng ký.",
    )
    effective_from = DayField(
        label="Có hiệu lực từ ngày",
        widget=AdminDateWidget,
        help_text="Ngày sự việc xảy ra, không phải ngày nhập.",
    )
    decision_number = forms.CharField(
        label="Số quyết định",
        required=False,
        max_length=80,
        help_text="Chung cho các hồ sơ này, nếu có. Ví dụ: 123/QĐ-UBND.",
    )
    decision_date = DayField(
        label="Ngày quyết định", required=False, widget=AdminDateWidget
    )
    reason = forms.CharField(
        label="Lý do, ghi chú",
        max_length=300,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Người đọc sau này cần biết vì sao. Ví dụ: Khảo sát năm 2026.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_who_reads(self.fields["reason"], StandingEntry)

    def clean_decision_number(self):
        return clean_text(self.cleaned_data["decision_number"])

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])

    def clean(self):
        if not self.errors and not self.changed:
            self.add_error("operating_status", "Hãy chọn ít nhất một tình trạng mới.")
        if not self.errors:
            days = ("effective_from", "decision_date")
            entry = StandingEntry(**{name: self.cleaned_data[name] for name in days})
            for name, problem in actions.find_problems(entry).items():
                self.add_error(name, problem)
        return self.cleaned_data

    @property
    def ends(self):
        """Whether it dissolves: then what refers to the records may stand against it,
        and unions may have members."""
        return self.changed.get("operating_status") == OperatingStatus.DISSOLVED

    @property
    def changed(self):
        """The statuses that change, and to what."""
        return {n: self.cleaned_data[n] for n in STATUSES if self.cleaned_data.get(n)}

    @property
    def facts(self):
        """All that each new standing says, for the action."""
        paper = ["decision_number", "decision_date", "reason"]
        return self.changed | {name: self.cleaned_data[name] for name in paper}


class UnionBulkForm(BulkForm):
    """The form for unions; asks what becomes of the members of those that end."""

    members = members_question.make_field([actions.MembersChoice.LEAVE])

    @property
    def facts(self):
        return super().facts | {"members": self.cleaned_data["members"]}
