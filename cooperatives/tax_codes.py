"""The tax code (mã số thuế), which is also a cooperative's registration number."""

import unicodedata

from django.core.exceptions import ValidationError
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError
from stdnum.vn import mst

from coopsite.core.vietnamese import drop_unseen


def compact(text):
    """Returns a code as it is kept, however it was written; not checked."""
    return mst.compact(unicodedata.normalize("NFKC", drop_unseen(text)))


def clean_tax_code(text):
    """Returns the code in its compact form; ValidationError says what is wrong.

    10 digits, the last a check digit (weights 31 29 23 19 17 13 7 5 3), or 13 for a
    branch. Full-width digits, spaces and dots are understood.
    """
    try:
        return mst.validate(compact(text))
    except InvalidChecksum as error:
        raise ValidationError(
            "Mã số thuế sai chữ số kiểm tra: xem lại từng chữ số trên giấy chứng nhận."
        ) from error
    except NumberError as error:
        raise ValidationError(
            "Mã số thuế có 10 chữ số (chi nhánh: 13 chữ số)."
        ) from error
