"""What becomes of a union's members: asked by each form that may end a union."""

from django import forms

from ..actions import MembersChoice
from ..models import Kind

FIELD = "members"
_ONLY_IF_ENDED = (
    "Chỉ cần khi liên hiệp giải thể, bị chia, sáp nhập hay hợp nhất mà còn thành viên: "
    "sổ ghi cùng lúc cho từng thành viên."
)


def make_field(choices):
    """Returns the field of the question; no answer is one where no members are left."""
    return forms.ChoiceField(
        label="Thành viên của liên hiệp",
        required=False,
        choices=[("", "Chưa chọn"), *((one.value, one.label) for one in choices)],
        help_text=_ONLY_IF_ENDED,
    )


class MembersQuestion:
    """For a form of the facts of one organisation (`organisation`): the question, where
    that is a union."""

    members_choices = [MembersChoice.LEAVE]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.organisation.kind == Kind.UNION:
            self.fields[FIELD] = make_field(self.members_choices)

    @property
    def facts(self):
        if FIELD not in self.fields:
            return super().facts
        return super().facts | {FIELD: self.cleaned_data[FIELD]}
