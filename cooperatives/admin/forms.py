"""The keepers' forms of an organisation: entering it, and amending its identity."""

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from coopsite.core import content_version
from coopsite.core.forms import PortalForm

from .. import actions
from ..actions.existence import describe_union_from
from ..models import Organisation
from ..moments import REGISTER
from ..tax_codes import compact
from ..uploads import LogoField
from . import duplicates
from .facts.standing_forms import StandingForm

_DUPLICATE = (
    "Chưa lưu: có thể tổ chức này đã có hồ sơ. Hãy xem các hồ sơ dưới đây. Nếu đúng là "
    "tổ chức khác, bấm Lưu lần nữa thì vẫn lưu."
)
_DATED = (
    "Giữ như hiện nay: mục này đổi theo ngày có hiệu lực, không theo bản của hồ sơ. "
    "Nếu ghi sai, hãy đính chính hoặc rút ở “Tên và mã số qua các thời kỳ”."
)


NAMES = [
    "name",
    "short_name",
    "foreign_name",
    "tax_code",
    "certificate_number",
    "issuing_authority",
]
# In the order of the paper file.
IDENTITY = [
    ("Trụ sở, liên hệ", {"fields": ["address", "phone", "email", "website"]}),
    ("Ngành nghề", {"fields": ["main_trade", "other_trades"]}),
    (
        "Người đại diện",
        {
            "fields": [
                "representative_name",
                "representative_title",
                "representative_contact",
            ]
        },
    ),
    ("Hình ảnh, ghi chú công khai", {"fields": ["logo", "public_note"]}),
]


class TaxCodeField(forms.CharField):
    """A tax code however it is written: 0301175691-001, with spaces, full-width."""

    def to_python(self, value):
        return compact(super().to_python(value) or "") or self.empty_value

    def widget_attrs(self, widget):
        """No `maxlength`: the browser would cut off the end of what is pasted."""
        return {"inputmode": "numeric"}


def _wide():
    return forms.TextInput(attrs={"class": "vTextField wide"})


class OrganisationForm(PortalForm):
    """The identity: what may be corrected in place, each version kept.

    `duplicates` are the records that look like the one being saved; a save is made
    once they were shown: `seen` then comes back as `SEEN`.
    """

    SEEN = "van_luu"

    class Meta:
        model = Organisation
        fields = [*NAMES, *flatten_fieldsets(IDENTITY)]
        field_classes = {"tax_code": TaxCodeField, "logo": LogoField}
        labels = {
            "representative_contact": "Liên hệ của người đại diện (không công khai)"
        }
        widgets = {
            "name": _wide(),
            "foreign_name": _wide(),
            "issuing_authority": _wide(),
            "address": _wide(),
            "main_trade": _wide(),
            # Django puts a legend over a file's box, which names no box.
            "logo": AdminFileWidget({"aria-label": "Biểu trưng"}),
            "other_trades": forms.Textarea({"rows": 4}),
            "public_note": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.duplicates, self.seen = [], ""
        if hasattr(self.instance, "_history"):
            self._leave_dated_values_alone()

    def _leave_dated_values_alone(self):
        """An old version brings no name, code or address back that changed on a day
        since: those stand in their course. One that was amended in place it does."""
        now = Organisation.objects.get(pk=self.instance.pk)
        for name in actions.get_dated_since(now, self.initial):
            self.fields[name].disabled = True
            self.fields[name].help_text = _DATED
            self.initial[name] = getattr(now, name)

    def clean_tax_code(self):
        """Not that of another; not emptied where the code before it would then hold for
        two."""
        code = self.cleaned_data["tax_code"]
        if code and (owner := duplicates.find_owner(code, self.instance)):
            raise ValidationError(_say_owner(owner))
        if self.instance.pk and self.instance.tax_code and not code:
            actions.check_without_tax_code(self.instance)
        return code

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        content_version.check_clock(REGISTER)
        brings_back = hasattr(self.instance, "_history")
        if not self.errors and not brings_back and self._may_be_another():
            self._warn(cleaned)
        return cleaned

    def _may_be_another(self):
        compared = {"name", "tax_code", "certificate_number", "area"}
        return self.instance.pk is None or compared & set(self.changed_data)

    def _warn(self, cleaned):
        matches = duplicates.find(
            name=cleaned["name"],
            tax_code=cleaned["tax_code"] or "",
            certificate_number=cleaned["certificate_number"],
            area=cleaned.get("area"),
            known=self.instance,
        )
        seen = ",".join(str(one.organisation.pk) for one in matches)
        if matches and self.data.get(self.SEEN) != seen:
            self.duplicates, self.seen = matches, seen
            self.add_error(None, _DUPLICATE)


def _say_owner(owner):
    return format_html(
        'Mã số thuế này đã có ở một hồ sơ khác: <a href="{}">{}</a>.',
        owner.address,
        owner.organisation,
    )


class RegisterForm(StandingForm, OrganisationForm):
    """A new organisation and its founding, which is its first entry."""

    @property
    def kind(self):
        return self._meta.model.KIND

    def clean(self):
        """Nobody belongs to a union that ends, for ever; no later entry says otherwise
        yet."""
        cleaned = super().clean()
        day, union = cleaned.get("effective_from"), cleaned.get("union")
        is_told = day and union and not self.errors
        if is_told and (problem := describe_union_from(union, day)):
            self.add_error("union", problem)
        return cleaned

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        founding = self.fields["effective_from"]
        founding.label = "Ngày thành lập"
        founding.help_text = (
            "Theo giấy chứng nhận đăng ký đầu tiên. HTX được tính vào năm này."
        )
