"""The door through which the editor sends a Word document (.docx)."""

from django import forms
from django.urls import path
from django.views.decorators.http import require_POST

from ...pasting.docx import import_docx
from .pasting import PastePages, TextWithNotesForm


class WordForm(TextWithNotesForm):
    """A document."""

    file = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn một tệp Word (.docx)."},
    )


class WordPages(PastePages):
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.import_word))
        own = path("nhap-tu-word/", view, name="news_word_import")
        return [own, *super().get_urls()]

    def import_word(self, request):
        """Answers a document as {html, notes, offer}, or {error}; keeps no article."""

        def make(file, first_note):
            return import_docx(file, by=request.user, first_note=first_note or 1)

        return self.answer(request, WordForm(request.POST, request.FILES), make)
