"""The door through which the editor sends what is pasted."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from ...pasting import convert

MAX_MEGABYTES = 40  # of the HTML, which may hold pictures; of the RTF as well
_MAX_NOTE = 5_000


class TextWithNotesForm(forms.Form):
    """A text for the editor: the number of its first footnote in the article."""

    first_note = forms.IntegerField(min_value=1, max_value=_MAX_NOTE, required=False)


class PasteForm(TextWithNotesForm):
    """What the clipboard holds of one text."""

    html = forms.FileField()
    rtf = forms.FileField(required=False)

    def clean_html(self):
        return _within_limits(self.cleaned_data["html"])

    def clean_rtf(self):
        return _within_limits(self.cleaned_data["rtf"])


def _within_limits(upload):
    if upload and upload.size > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            f"Phần dán lớn hơn {MAX_MEGABYTES} MB. Hãy chép và dán từng phần."
        )
    return upload


class PastePages:
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.paste))
        return [path("dan/", view, name="news_paste"), *super().get_urls()]

    def paste(self, request):
        """Answers what is pasted as {html, notes, offer}, or {error}."""

        def make(html, rtf, first_note):
            return convert(
                html.read().decode(errors="replace"),
                by=request.user,
                rtf=rtf.read() if rtf else "",
                host=request.get_host(),
                first_note=first_note or 1,
            )

        return self.answer(request, PasteForm(request.POST, request.FILES), make)

    def answer(self, request, form, make):
        """Returns as JSON what `make` makes of a form's fields, or why it does not."""
        may = self.has_add_permission(request) or self.has_change_permission(request)
        if not may:
            return _refuse("Tài khoản của bạn không được viết bài.", 403)
        if not form.is_valid():
            return _refuse(" ".join(sum(form.errors.values(), [])), 400)
        try:
            return JsonResponse(_as_data(make(**form.cleaned_data)))
        except ValidationError as error:
            return _refuse(" ".join(error.messages), 400)


def _as_data(pasted):
    offer = pasted.offer
    return {
        "html": pasted.html,
        "notes": pasted.notes,
        "offer": offer
        and {
            "encoding": offer.encoding,
            "before": offer.before,
            "after": offer.after,
            "html": offer.html,
        },
    }


def _refuse(message, status):
    return JsonResponse({"error": message}, status=status)
