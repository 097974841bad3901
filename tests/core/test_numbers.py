"""A typed number is read exactly or refused; a number is written in one way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from hypothesis import example, given
from hypothesis import strategies as st

from cooperatives.models import Sector, SizeLimit, Survey
from coopsite.core import numbers
from coopsite.core.numbers import (
    CountField,
    CountInput,
    format_number,
    format_percentage,
    percentage,
    read_seconds,
    read_whole,
)

SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u205f", "\u3000", "\u200b"]
READ = [
    ("0", 0),
    ("7", 7),
    ("5607", 5607),
    ("5.607", 5607),
    ("5.000", 5000),
    ("1.234.567", 1_234_567),
    *((f"5{space}607", 5607) for space in SPACES),
    ("1 500 000", 1_500_000),
    ("1\u00a0500\u202f000", 1_500_000),
    ("\ufeff 5.607\u00a0\n", 5607),
    ("1234.0", 1234),
    ("1500000000.00", 1_500_000_000),
    ("1 500 000.00", 1_500_000),
    ("12,0", 12),
    ("12,00", 12),
    ("1.500,00", 1500),
    ("0,0", 0),
    ("09", 9),
    ("00", 0),
    ("１２", 12),
    ("１．５００", 1500),
]
REFUSED = [
    # a fraction, or a slip that could be one
    *("1.5", ".5", "1..2", "1.30", "1.2345", "12.34", "5.", "1,5", ",5", "1,55"),
    *("0.500", "00.500", "05.607", "12.000.5", "0,001"),
    # as in English
    *("12,345", "1,234,567", "1,500.00", "1,500.5"),
    # separators mixed, or groups that are none
    *("1.500 000", "1 500.000", "1.500.00", "1.234,567", "1.23.456", "1234.567"),
    *("1 5", "15 00", "5  607", "1\u200b5", "5\t607", "5\n607", "1.500\u200b00"),
    # signs, powers, other scripts and what Python's int() would take
    *("-1", "+1", "−1", "- 1", "1e3", "1_000", "0x10", "٢٠٢٣", "²", "1²", "½", "①"),
    *("1'500", "1·500", "5%", "5 tỷ", "1.500đ", "năm", "\x00", "1\x002"),
    *("--1", ".", ",", "\u2009.5"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "number"), READ)
def test_a_whole_number_is_read(typed, number):
    assert read_whole(typed) == number


@pytest.mark.parametrize("typed", REFUSED)
def test_whatever_else_is_refused(typed):
    with pytest.raises(ValidationError):
        read_whole(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5", "“1.5” chưa rõ là 1,5 hay 15."),
        (".5", "“.5” chưa rõ là 0,5 hay 5."),
        ("1.2345", "“1.2345” chưa rõ là 1,2345 hay 12.345."),
        ("12,345", "Nếu đúng là 12.345, hãy viết 12.345."),
        ("1,500.00", "Nếu đúng là 1.500, hãy viết 1.500."),
        ("1,5", "“1,5” là số lẻ (1,5)."),
        ("1..2", "“1..2” chưa rõ là số nào"),
        ("-5", "“-5” có dấu “-” đứng trước."),
        ("5 tỷ", "“5 tỷ” không phải là số nguyên."),
        ("x" * 5000, f"“{'x' * 40}…” không phải"),
        ("9" * 5000, "dài quá"),
    ],
)
def test_a_refusal_says_what_was_understood(typed, said):
    with pytest.raises(ValidationError) as refusal:
        read_whole(typed)
    assert said in refusal.value.messages[0]


@given(st.integers(0, 2**63 - 1))
def test_what_is_written_is_read_back(number):
    written = CountInput().format_value(number)
    assert read_whole(written) == read_whole(str(number)) == number
    for space in SPACES:
        assert read_whole(written.replace(".", space)) == number


MARKS = st.sampled_from(
    [*"0123456789", *"0015", ".", ",", " ", "-", "\u00a0", "\u200b"]
)


@given(st.text(MARKS, max_size=14))
@example("1.500.00")
@example("0.000")
def test_nothing_is_read_as_another_value(typed):
    """Of all that the text could mean, what is read is the only whole number: its
    digits without groups of three, or those before a last ".0", ".00"."""
    try:
        number = read_whole(typed)
    except ValidationError:
        return
    text = "".join(" " if c in "\u00a0\u200b" else c for c in typed).strip()
    whole = text
    for noughts in (".00", ",00", ".0", ",0"):
        if text.endswith(noughts):
            whole = text.removesuffix(noughts)
            break
    marks = {c for c in whole if not c.isdigit()}
    assert marks <= {"."} or marks <= {" "}, "one kind of separator"
    if marks:
        first, *others = whole.split(marks.pop())
        assert 1 <= len(first) <= 3
        assert not first.startswith("0")
        assert all(len(group) == 3 for group in others)
    assert number == int("".join(c for c in whole if c.isdigit()))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(typed):
    try:
        assert read_whole(typed) >= 0
    except ValidationError as refusal:
        assert refusal.messages[0]


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("90", 90), ("1:30", 90), ("01:30", 90), ("1:02:05", 3725), ("90:00", 5400),
     ("1.300", 1300), ("0:05", 5), ("２：３０".replace("：", ":"), 150)],
)  # fmt: skip
def test_a_length_is_read_in_seconds_or_as_a_clock_shows_it(typed, seconds):
    assert read_seconds(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["1.30", "1,30", "1:3", "1:75", "1:61:00", ":30", "1:"]
)
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(ValidationError):
        read_seconds(typed)


def test_a_length_with_a_dot_says_both_readings():
    with pytest.raises(ValidationError, match="1 phút 30 giây hay 130 giây"):
        read_seconds("1.30")


@given(st.integers(0, 10**6))
def test_a_length_that_is_written_is_read_back(seconds):
    assert read_seconds(numbers.format_duration(seconds)) == seconds


# --- writing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("1234.50"), "1.234,50"), (62.67, "62,67"), (10**18, "1" + ".000" * 6)],
)
def test_numbers_are_written_with_dots_and_a_comma(value, written):
    assert format_number(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (1, 800, "0,13%"),  # a tie, which goes up
        (606, 794, "76,32%"),
        (1, 8, "12,50%"),
        (-1, 800, "−0,13%"),
        (-1, 10**6, "0,00%"),
        (20_000, 1, "2.000.000,00%"),
        (5, 0, "–"),
        (5, None, "–"),
        (None, 5, "–"),
    ],
)
def test_a_percentage_is_rounded_half_up_once(part, whole, written):
    assert format_percentage(part, whole) == written
    template = Template("{% load vietnam %}{{ part|share:whole }}")
    assert template.render(Context({"part": part, "whole": whole})) == written


@pytest.mark.parametrize(
    ("part", "whole", "options", "written"),
    [
        (75, 50, {}, "150%"),
        (47, 75, {}, "62,67%"),
        (21, 30, {}, "70%"),
        (611, 815, {"decimals": 0}, "75%"),
        (47 - 39, 39, {"decimals": 1, "is_signed": True}, "+20,5%"),
        (21 - 6, 6, {"decimals": 1, "is_signed": True}, "+250%"),
        (-3, 100, {"decimals": 1, "is_signed": True}, "−3%"),
        (0, 100, {"is_signed": True}, "0%"),
        (100, 10, {"decimals": 0}, "1.000%"),
    ],
)
def test_shares_and_changes_of_the_reports(part, whole, options, written):
    assert format_percentage(part, whole, is_short=True, **options) == written


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(0, 4))
def test_a_percentage_is_within_half_of_its_last_digit(part, whole, decimals):
    error = Fraction(percentage(part, whole, decimals)) - Fraction(100 * part, whole)
    half = Fraction(1, 2 * 10**decimals)
    assert -half < error <= half


# --- forms ----------------------------------------------------------------------------


class CountForm(forms.Form):
    members = CountField(required=False, max_value=2_147_483_647)


@pytest.mark.parametrize(
    ("typed", "number"), [("", None), (" \u00a0", None), (7, 7), ("5.607", 5607)]
)
def test_the_field_of_a_form(typed, number):
    form = CountForm({"members": typed})
    assert form.is_valid()
    assert form.cleaned_data["members"] == number


def test_what_cannot_be_read_comes_back_as_it_was_typed():
    form = CountForm({"members": "1.5"})
    assert "chưa rõ là 1,5 hay 15" in form.errors["members"][0]
    assert 'value="1.5"' in str(form["members"])
    assert 'value="1.500"' in str(CountForm(initial={"members": 1500})["members"])


def test_what_no_column_holds_is_refused_with_the_most_it_does():
    form = CountForm({"members": "2.147.483.648"})
    assert form.errors["members"] == [
        "Số này lớn quá: ô này nhận nhiều nhất là 2.147.483.647."
    ]


@pytest.mark.parametrize(
    ("model", "name", "most"),
    [
        (Sector, "order", 2**15 - 1),
        (SizeLimit, "members", 2**31 - 1),
        (Survey, "revenue", 2**63 - 1),
    ],
)
def test_the_most_is_that_of_the_column(model, name, most):
    field = numbers.count_formfield(model._meta.get_field(name))
    assert field.clean(str(most)) == most
    with pytest.raises(ValidationError, match="lớn quá"):
        field.clean(str(most + 1))
