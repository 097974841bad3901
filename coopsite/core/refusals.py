"""What an action refuses stands on its form, at its field, with all that was typed."""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, transaction

_CROSSED = "Chưa lưu: vừa có người khác lưu cùng lúc. Hãy xem lại rồi lưu lần nữa."


class SaveRefused(Exception):
    """An action refused a save; `form`, which was found right before, says why."""

    def __init__(self, form):
        super().__init__(form.errors.as_text())
        self.form = form


@contextmanager
def refusals_on(form):
    """Runs an action of the admin's save; SaveRefused where it refuses, with nothing
    written, or where somebody else saved the same name or code meanwhile."""
    try:
        with transaction.atomic():
            yield
            if connection.vendor == "postgresql":
                # References, which would else be looked at by the commit only.
                connection.check_constraints()
    except ValidationError as error:
        put_errors(form, error)
        raise SaveRefused(form) from error
    except IntegrityError as error:
        form.add_error(None, _CROSSED)
        raise SaveRefused(form) from error


def put_errors(form, error):
    """Puts a ValidationError on the form, at its field where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        is_here = name != NON_FIELD_ERRORS and name in form.fields
        form.add_error(name if is_here else None, errors)
