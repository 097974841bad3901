"""What an action refuses stands on its form, at its field, with all that was typed."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError

_CROSSED = "Chưa lưu: vừa có người khác lưu cùng lúc. Hãy xem lại rồi lưu lần nữa."


def put_errors(form, error):
    """Puts a ValidationError on the form, at its field where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        is_here = name != NON_FIELD_ERRORS and name in form.fields
        form.add_error(name if is_here else None, errors)


class RefusedForm:
    """A mixin of model forms: `refusal` is what the action said of what was typed."""

    refusal = None

    def full_clean(self):
        """Checks the form; what it finds itself is not said twice."""
        super().full_clean()
        if self.is_bound and not self.errors:
            put_errors(self, self.refusal)


def with_refusal(request, form):
    """Returns the form class; where an action refused `request`, one that says so."""
    refusal = getattr(request, "refusal", None)
    if refusal is None:
        return form
    return type(form)(form.__name__, (RefusedForm, form), {"refusal": refusal})


def answer_refusal(request, view):
    """Returns what `view` answers, a save of a form that `with_refusal` makes.

    Where an action refuses what the form found right, or somebody else saved the same
    name or code meanwhile, the form is checked anew, and now says so.
    """
    try:
        return view()
    except ValidationError as error:
        request.refusal = error
    except IntegrityError:
        request.refusal = ValidationError(_CROSSED)
    for file in request.FILES.values():
        file.seek(0)
    response = view()
    if response.status_code == 200:
        response.status_code = 400
    return response
