"""Looks at what somebody sends before the database is locked for the save: a picture is
decoded, a clip measured, a long text cleaned while others go on writing.

Within the lock the forms ask the same questions again and have the answers at once.
"""

from contextlib import suppress
from functools import wraps

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile


def once_an_upload(look):
    """Makes `look` at an upload answer from the first time on: what it returned, or why
    it refused."""

    @wraps(look)
    def answer(upload):
        # A model's field holds the upload that the form had.
        sent = upload.file if isinstance(upload, FieldFile) else upload
        answers = vars(sent).setdefault("_answers", {})
        if look not in answers:
            try:
                answers[look] = look(upload), None
            except ValidationError as error:
                answers[look] = None, error
        found, refusal = answers[look]
        if refusal:
            raise ValidationError(refusal.error_list)
        return found

    return answer


def look_ahead(request, looks):
    """Takes a look at each upload of the request that `looks` names: {field: look}.
    What is refused is said by the form, later."""
    for name, look in looks.items():
        if request.method == "POST" and (upload := request.FILES.get(name)):
            with suppress(ValidationError):
                look(upload)
