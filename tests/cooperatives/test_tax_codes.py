"""A tax code is taken as people write it, and refused when a digit is wrong."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.models import Cooperative
from cooperatives.tax_codes import clean_tax_code
from tests.factories.register import make_cooperative

GOOD = "0301175691"
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (GOOD, GOOD),
        ("０３０１１７５６９１", GOOD),
        (" 0301 175 691 ", GOOD),
        ("0301\u00a0175\u00a0691", GOOD),
        ("03.01.175.691", GOOD),
        ("0301175691-001", GOOD + "001"),
        ("0301175691001", GOOD + "001"),
    ],
)
def test_a_code_is_kept_compact(written, kept):
    assert clean_tax_code(written) == kept


@pytest.mark.parametrize("written", ["0301175692", "0301175601", "1301175691"])
def test_a_wrong_digit_is_found(written):
    with pytest.raises(ValidationError, match="chữ số kiểm tra"):
        clean_tax_code(written)


@pytest.mark.parametrize(
    "written",
    [
        "030117569",
        "030117569100",
        "0301175691000",
        "03O1175691",
        "",
        "mst",
        "0000000000",
        "٠٣٠١١٧٥٦٩١",
        "0301175691\x00",
    ],
)
def test_what_is_no_code_is_refused_in_vietnamese(written):
    with pytest.raises(ValidationError, match="10 chữ số"):
        clean_tax_code(written)


@given(st.from_regex(r"[0-9]{2}[0-9]{6}[1-9]", fullmatch=True))
def test_exactly_the_right_check_digit_passes(start):
    right = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, start, strict=True)) % 11
    for digit in range(10):
        try:
            passed = clean_tax_code(f"{start}{digit}") == f"{start}{digit}"
        except ValidationError:
            passed = False
        assert passed == (digit == right)


@given(st.text())
def test_any_text_is_either_a_code_or_refused(text):
    with suppress(ValidationError):
        assert clean_tax_code(text).isascii()


@pytest.mark.django_db
class TestInTheRegister:
    def test_many_organisations_have_none(self):
        first, second = make_cooperative(), make_cooperative(tax_code="")
        assert first.tax_code is None
        assert second.tax_code is None

    def test_a_code_is_kept_compact(self):
        cooperative = make_cooperative(tax_code="0301 175 691")
        cooperative.refresh_from_db()
        assert cooperative.tax_code == GOOD
        assert cooperative.org_id == f"VN-TIN-{GOOD}"

    def test_the_same_code_twice_is_refused_however_it_is_written(self):
        make_cooperative(tax_code=GOOD)
        with pytest.raises(ValidationError, match="đã có ở một hồ sơ khác"):
            make_cooperative(tax_code="０３０１１７５６９１")

    def test_the_database_refuses_the_same_code_twice(self):
        make_cooperative(tax_code=GOOD)
        other = make_cooperative()
        with pytest.raises(IntegrityError), transaction.atomic():
            Cooperative.objects.filter(pk=other.pk).update(tax_code=GOOD)
