"""Numbers as Vietnamese readers write them: the one place that reads and writes them.

A dot or a space separates thousands, a comma stands before decimals: 5.607 is five
thousand six hundred and seven. What is typed lands in facts that nobody can edit, so it
is read exactly or refused, never guessed: 1.5 is no 15.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from django import forms
from django.core.exceptions import ValidationError

from .vietnamese import clean_text

NOTHING = "–"  # instead of a share of nothing

# Every space that may stand inside a line, the one of no width too; a tab or a line
# break is none: it stands between two cells of a sheet.
_SPACE = "[ \u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]"
_INVISIBLE = dict.fromkeys(map(ord, "\u200c\u200d\u2060\ufeff\u00ad"))
# Typed with an East Asian keyboard. Not NFKC, which would make 12 of 1².
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
# One kind of separator, none of them before decimals; of decimals only noughts.
_WHOLE = re.compile(
    r"([0-9]+"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?!\.)"
    rf"|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)"
    r"(?:[.,]0{1,2})?"
)
_ONE_MARK = re.compile(r"([0-9]*)([.,])([0-9]+)")
_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.0{1,2})?")
_SIGNED = re.compile(rf"([-+\u2010-\u2015\u2212\ufe63\uff0b\uff0d]){_SPACE}?[0-9.,]")
_ONLY_MARKS = re.compile(rf"(?:[0-9.,]|{_SPACE})*[0-9](?:[0-9.,]|{_SPACE})*")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])")
_MAX_DIGITS = 40  # more than any column holds
_MAX_QUOTED = 40  # letters of a typed text that a message repeats
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_SWAPPED = str.maketrans(",.", ".,")


# --- reading --------------------------------------------------------------------------


def read_whole(typed):
    """Returns the whole number that the text `typed` is: 1.234, 1 234, 1234 or 1234,0.

    Raises ValidationError with what was understood, for all that is written otherwise.
    """
    text = _tidy(typed)
    match = _WHOLE.fullmatch(text)
    if not match:
        raise ValidationError(_explain(text), code="invalid")
    digits = re.sub("[^0-9]", "", match[1]).lstrip("0")
    if len(digits) > _MAX_DIGITS:
        raise ValidationError("Số này dài quá. Hãy xem lại.", code="invalid")
    return int(digits or "0")


def read_seconds(typed):
    """Returns a length in seconds, typed as such or as 1:30 or 1:02:05."""
    text = _tidy(typed)
    clock = _CLOCK.fullmatch(text)
    if clock and (clock[1] is None or int(clock[2]) < 60):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return 3600 * hours + 60 * minutes + seconds
    try:
        return read_whole(text)
    except ValidationError as error:
        raise ValidationError(_explain_seconds(text), code="invalid") from error


def _tidy(typed):
    text = typed.translate(_INVISIBLE).translate(_WIDE)
    return text.strip().strip("\u200b").strip()


def _explain(text):
    """Says what of `text` was understood, and how to write it."""
    quoted = _quote(text)
    if sign := _SIGNED.match(text):
        return (
            f"{quoted} có dấu “{sign[1]}” đứng trước. Ô này chỉ nhận số nguyên không "
            "âm, viết không kèm dấu, ví dụ 1.500."
        )
    if len(text) <= _MAX_DIGITS and _ONLY_MARKS.fullmatch(text):
        return _explain_marks(text, quoted)
    return f"{quoted} không phải là số nguyên. Hãy viết bằng chữ số, ví dụ 1.500."


def _explain_marks(text, quoted):
    """Says what digits with dots, commas and spaces may mean."""
    if english := _ENGLISH.fullmatch(text):
        meant = english[1].replace(",", ".")
        return (
            f"{quoted} giống cách viết kiểu Anh của {meant}, còn trong tiếng Việt dấu "
            f"phẩy đứng trước phần lẻ. Nếu đúng là {meant}, hãy viết {meant}."
        )
    one = _ONE_MARK.fullmatch(text)
    if one and one[2] == ",":
        return (
            f"{quoted} là số lẻ ({_with_decimals(one)}). Ô này chỉ nhận số nguyên, "
            "ví dụ 1.500."
        )
    if one:
        joined = format_number(int(one[1] + one[3]))
        return (
            f"{quoted} chưa rõ là {_with_decimals(one)} hay {joined}. Hãy viết số "
            "nguyên, ví dụ 1.500: dấu chấm chỉ để tách từng nhóm ba chữ số."
        )
    return (
        f"{quoted} chưa rõ là số nào: các chữ số chưa tách đúng từng nhóm ba bằng cùng "
        "một loại dấu. Hãy viết số nguyên, ví dụ 1.500."
    )


def _with_decimals(one):
    return f"{format_number(int(one[1] or 0))},{one[3]}"


def _explain_seconds(text):
    one = _ONE_MARK.fullmatch(text)
    if one and len(text) <= _MAX_DIGITS and len(one[3]) <= 2:
        joined = format_number(int(one[1] + one[3]))
        return (
            f"{_quote(text)} chưa rõ là {int(one[1] or 0)} phút {int(one[3])} giây hay "
            f"{joined} giây. Hãy viết phút:giây, ví dụ 1:30, hoặc số giây, ví dụ 90."
        )
    return (
        f"{_quote(text)} không phải là thời lượng. Hãy viết số giây, ví dụ 90, hoặc "
        "phút:giây, ví dụ 1:30."
    )


def _quote(text):
    text = clean_text(text)
    return f"“{text[:_MAX_QUOTED]}…”" if len(text) > _MAX_QUOTED else f"“{text}”"


# --- writing --------------------------------------------------------------------------


def format_number(value):
    """Returns 5607 as 5.607 and 62.67 as 62,67; nothing for None."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float):
        value = Decimal(str(value))
    formatted = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return formatted.translate(_SWAPPED)


def format_bounded(number, bound=1_000):
    """Returns a number that was counted up to `bound` and one more: "hơn 1.000"."""
    if number > bound:
        return f"hơn {format_number(bound)}"
    return format_number(number)


def format_signed(change):
    """Returns a change as +7, −6 or 0, with the sign that print uses."""
    return _sign(change) + format_number(abs(change))


def percentage(part, whole, decimals=2):
    """Returns `part` of `whole` in percent as a `Decimal`, rounded half up once; None
    where either is unknown or the whole is nothing.

    `part` and `whole` are the numbers counted, never rounded ones.
    """
    if part is None or not whole:
        return None
    ratio = _EXACT.divide(100 * Decimal(part), Decimal(whole))
    return ratio.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def format_percentage(part, whole, decimals=2, *, is_short=False, is_signed=False):
    """Returns `part` of `whole` as 76,32%; "–" where there is none.

    A short one drops the noughts behind the comma (150%); a signed one says + too, for
    a change: `format_percentage(now - then, then, 1, is_short=True, is_signed=True)`.
    """
    percent = percentage(part, whole, decimals)
    if percent is None:
        return NOTHING
    sign = _sign(percent) if is_signed or percent < 0 else ""
    formatted = format_number(abs(percent))
    if is_short and "," in formatted:
        formatted = formatted.rstrip("0").rstrip(",")
    return f"{sign}{formatted}%"


def format_duration(seconds):
    """Returns a length in seconds as 2:05 or 1:02:05."""
    minutes, second = divmod(seconds or 0, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minute:02}:{second:02}"
    return f"{minute}:{second:02}"


def _sign(change):
    return "+" if change > 0 else "−" if change < 0 else ""


# --- forms ----------------------------------------------------------------------------


class CountInput(forms.TextInput):
    """Shows 1234 as 1.234. Not a number box: the browser would refuse that."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "size": 8} | (attrs or {}))

    def format_value(self, value):
        is_number = isinstance(value, int)  # what was typed wrongly comes back as typed
        return format_number(value) if is_number else super().format_value(value)


class CountField(forms.IntegerField):
    """A whole number typed the Vietnamese way. An `invalid` message of its own takes
    the place of what `read_whole` says."""

    widget = CountInput
    default_error_messages = {"invalid": ""}
    read = staticmethod(read_whole)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for name, words, limit in (
            ("max_value", "lớn quá: ô này nhận nhiều nhất là", self.max_value),
            ("min_value", "nhỏ quá: ô này nhận ít nhất là", self.min_value),
        ):
            message = f"Số này {words} {format_number(limit)}."
            self.error_messages.setdefault(name, message)

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not _tidy(value):
            return None
        try:
            return self.read(value)
        except ValidationError as error:
            if own := self.error_messages["invalid"]:
                raise ValidationError(own, code="invalid") from error
            raise


class SecondsField(CountField):
    """A length in seconds; 1:30 is 90."""

    read = staticmethod(read_seconds)


# The largest number that a column holds, on PostgreSQL; SQLite would take more.
MAX_SMALL, MAX_INTEGER, MAX_BIG = 2**15 - 1, 2**31 - 1, 2**63 - 1


def max_of_column(field):
    """Returns the largest number that a model's whole-number field holds on every
    database."""
    kind = field.get_internal_type()
    if "Small" in kind:
        return MAX_SMALL
    return MAX_BIG if "Big" in kind else MAX_INTEGER


def count_formfield(field, **options):
    """Returns the form field of a model's whole-number field, within its column."""
    options = {"form_class": CountField, "max_value": max_of_column(field)} | options
    return field.formfield(**options)
