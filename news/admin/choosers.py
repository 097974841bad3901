"""Choosing a picture or a clip: pages that a script opens over a form."""

import json

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from coopsite.core.autocomplete import MAX_SEARCH, is_key
from coopsite.core.forms import LineField
from coopsite.core.match_text import containing
from coopsite.core.paging import get_page
from coopsite.core.vietnamese import has_words

from ..models import Image, ImageUse, VideoClip

PICTURE_WORDS = ("title", "alt", "caption", "credit")
_ON_A_PAGE = 24
_MOST_PLACES = 500


class Chooser:
    """A mixin of an admin whose rows are chosen in a dialog. Its `describe(rows)` says
    of each row what the page shows, and what the script learns if it is chosen."""

    chooser_template = None

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.choose))
        name = f"news_{self.opts.model_name}_choose"
        return [path("chon/", view, name=name), *super().get_urls()]

    def choose(self, request):
        """Returns a page of the rows that have the words searched for, without the
        frame of the desk."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "")
        if len(words) > MAX_SEARCH:
            raise BadRequest("Từ cần tìm dài quá 200 ký tự. Hãy gõ ít chữ hơn.")
        rows = self.get_chooser_rows().filter(containing(words))
        if is_key(key := request.GET.get("id", "")):  # a form that was filled in again
            rows = rows.filter(pk=key)
        page = get_page(request, rows, _ON_A_PAGE, bound=self.max_count)
        context = {
            "page": page,
            "words": words,
            "choices": [
                one | {"json": json.dumps(one["choice"])}
                for one in self.describe(list(page))
            ],
            "may_add": self.has_add_permission(request),
        }
        return render(request, self.chooser_template, context)

    def get_chooser_rows(self):
        return self.model.objects.all()


class WordsForm(forms.ModelForm):
    """What is typed of a picture at its upload, each field sent as it is left."""

    class Meta:
        model = Image
        fields = PICTURE_WORDS
        field_classes = dict.fromkeys(PICTURE_WORDS, LineField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {n: f for n, f in self.fields.items() if n in self.data}

    def clean_title(self):
        title = self.cleaned_data["title"]
        if not has_words(title):
            raise forms.ValidationError("Hãy ghi ít nhất một chữ cái hoặc chữ số.")
        return title


class PictureChooser(Chooser):
    """A mixin of the pictures' admin: their chooser, and the words of a picture."""

    chooser_template = "admin/news/picture_choices.html"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.save_words))
        own = path("<int:pk>/loi/", view, name="news_image_words")
        return [own, *super().get_urls()]

    def describe(self, rows):
        places = places_of(ImageUse.objects.filter(image__in=rows), "image")
        return [
            {"row": row, "choice": describe_picture(row), "places": places.get(row.pk)}
            for row in rows
        ]

    def save_words(self, request, pk):
        """Keeps those words of a picture that came."""
        image = get_object_or_404(Image, pk=pk)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        form = WordsForm(request.POST, instance=image)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        form.save()
        return JsonResponse(describe_picture(image))


class ClipChooser(Chooser):
    """A mixin of the clips' admin."""

    chooser_template = "admin/news/clip_choices.html"

    def get_chooser_rows(self):
        return VideoClip.objects.select_related("poster")

    def describe(self, rows):
        return [
            {"row": row, "choice": {"id": row.pk, "title": row.title}} for row in rows
        ]


def describe_picture(image):
    """Returns what a script puts into a text or a form of a picture."""
    words = {name: getattr(image, name) for name in PICTURE_WORDS}
    return words | {
        "id": image.pk,
        "url": image.body_url,
        "small": image.small_url,
        "width": image.width,
        "height": image.height,
        "words": reverse("admin:news_image_words", args=[image.pk]),
    }


def places_of(uses, column):
    """Returns {key in the `column` of uses: the titles of some texts they stand in}."""
    drafts = uses.exclude(article=None).values_list(column, "article__title")
    public = uses.exclude(edition=None).values_list(column, "edition__title")
    titles = {}
    for key, title in drafts.union(public)[:_MOST_PLACES]:
        titles.setdefault(key, []).append(title)
    return titles
