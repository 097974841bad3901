"""What a rule says and how it changed, in words: "thành viên từ: 50 → 70"."""

from coopsite.core.edit_conflicts import describe_value
from coopsite.core.numbers import format_number


def describe_rule(row, names=None):
    """Returns what a stamped row says, of the fields `names` (None: all)."""
    return "; ".join(
        f"{label}: {value}" for label, value in _describe_row(row, names) if value
    )


def describe_change(old, new, names=None):
    """Returns where `new` says otherwise than `old`; "" where nowhere."""
    pairs = zip(_describe_row(old, names), _describe_row(new, names), strict=True)
    parts = [
        f"{label}: {before or 'để trống'} → {after or 'để trống'}"
        for (label, before), (_, after) in pairs
        if before != after
    ]
    return "; ".join(parts)


def _describe_row(row, names):
    fields = [row._meta.get_field(name) for name in names or row.content_names()]
    return [(field.verbose_name, _value(row, field)) for field in fields]


def _value(row, field):
    value = getattr(row, field.name)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value)
    return describe_value(value, field)
