"""The field of a form that holds a picture of the library, chosen in the dialog."""

from django import forms
from django.urls import reverse

from coopsite.core.autocomplete import is_key

from ..models import Image


class PictureInput(forms.HiddenInput):
    """Keeps a picture's key and shows it, with a button that opens the library."""

    template_name = "admin/news/picture_input.html"

    class Media:
        css = {"all": ["css/chooser.css"]}
        js = ["js/chooser.js", "js/pictures.js"]

    @property
    def is_hidden(self):
        """Returns that its row has a label and is seen, though the key is not."""
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        known = value and is_key(value)
        return context | {
            "image": Image.objects.filter(pk=value).first() if known else None,
            "chooser": reverse("admin:news_image_choose"),
            "upload": reverse("admin:news_image_upload"),
        }
