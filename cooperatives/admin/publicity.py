"""Says beside a field of a form who will read what is typed into it."""

from ..models.privacy import PUBLIC

_EVERYBODY = (
    "Công khai: ai cũng đọc được trên trang của tổ chức và trang số liệu, nên đừng ghi "
    "điều riêng tư của cá nhân."
)
_STAFF = "Không công khai: chỉ cán bộ đọc được."


def is_public(model, name):
    """Returns whether anybody may read the field `name` of `model`."""
    return name in PUBLIC[model._meta.model_name]


def say_who_reads(field, model, name="reason"):
    """Adds to a form field's help who will read the field `name` of `model`."""
    reader = _EVERYBODY if is_public(model, name) else _STAFF
    field.help_text = f"{field.help_text} {reader}".strip()
