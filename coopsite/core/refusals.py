"""Puts what an action refused on the form that asked for it."""

from django.core.exceptions import NON_FIELD_ERRORS


def put_errors(form, error):
    """Puts a ValidationError on the form, at its field where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        is_here = name != NON_FIELD_ERRORS and name in form.fields
        form.add_error(name if is_here else None, errors)
