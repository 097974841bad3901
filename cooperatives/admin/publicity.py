"""Says beside a field of a form who will read what is typed into it."""

from ..models.privacy import PUBLIC

_EVERYBODY = (
    "Công khai: ai cũng đọc được trên trang của tổ chức và trang số liệu, nên đừng ghi "
    "điều riêng tư của cá nhân."
)
_STAFF = "Không công khai: chỉ cán bộ đọc được."
_NOTE = ", ghi chú"  # what one may add to a reason that the staff alone reads


def is_public(model, name):
    """Returns whether anybody may read the field `name` of `model`."""
    return name in PUBLIC[model._meta.model_name]


def say_who_reads(field, model, name="reason"):
    """Adds to a form field's help who will read the field `name` of `model`; where it
    is everybody, to its label, too."""
    reader = _STAFF
    if is_public(model, name):
        reader = _EVERYBODY
        field.label = f"{field.label.removesuffix(_NOTE)} (sẽ công khai)"
    field.help_text = f"{field.help_text} {reader}".strip()
