"""The filters that pages of figures and lists share, for the pages without some.

A figure that passes over a filter in its address says another number than was asked
for, so such a filter is refused.
"""

from ..directory.forms import DirectoryForm

# What is no filter of a count, or is read by all.
_LEFT_OUT = ("ngay", "biet_den", "dia_gioi", "thu_tu", "tim")
LABELS = {"loai": "Loại hình", "loai_hinh": "Loại hình"} | {
    name: field.label
    for name, field in DirectoryForm.base_fields.items()
    if name not in _LEFT_OUT
}


def known_params(form_class):
    """Returns the parameters that a page with this form reads, or refuses."""
    return {*form_class.base_fields, *LABELS}


def refuse_unread(form):
    """Adds an error for each filter in the data of `form` that it has no field for; at
    the field of the same label where there is one."""
    for name, label in LABELS.items():
        if name in form.fields or not form.data.get(name):
            continue
        place = _field_labelled(form, label)
        form.add_error(place, _AT_FIELD if place else _nowhere(label))


_AT_FIELD = "Điều kiện này trong địa chỉ mang tên của trang khác. Hãy chọn lại ở đây."


def _nowhere(label):
    return (
        f"Trang này không có điều kiện “{label}”. Hãy bấm nút bên dưới để xem số không "
        "theo điều kiện ấy."
    )


def _field_labelled(form, label):
    names = (name for name, field in form.fields.items() if field.label == label)
    return next(names, None)
