"""The versions of an article: any two compared, one brought back."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from coopsite.core.autocomplete import is_key
from coopsite.core.templatetags.vietnam import moment

from ...comparing import compare
from ...models import Article
from ...publishing import readable_versions

# The working copy, in the address; "12" is a version, "ban-3" the third edition.
CURRENT, _EDITION = "dang-soan", "ban-"


class ComparisonForm(forms.Form):
    """Which two are compared: any version, any edition, the working copy."""

    cu = forms.ChoiceField(label="Bản cũ")
    moi = forms.ChoiceField(label="Bản mới")

    def __init__(self, data, article):
        groups = [
            ("Bản đang soạn", [(CURRENT, "Bản đang soạn")]),
            ("Bản trên trang", [_edition_choice(one) for one in _editions(article)]),
            ("Bản đã lưu", [version_choice(one) for one in _versions(article)]),
        ]
        chosen = {"moi": CURRENT} | {name: data[name] for name in data}
        chosen.setdefault("cu", _before(chosen["moi"], dict(groups)["Bản đã lưu"]))
        super().__init__(chosen)
        for field in self.fields.values():
            field.choices = [group for group in groups if group[1]]


def _editions(article):
    return article.editions.filter(closed_at=None)


def _versions(article):
    return readable_versions(article).select_related("history_user")


def _edition_choice(edition):
    label = f"Bản thứ {edition.number}, lên trang {moment(edition.live_from)}"
    return f"{_EDITION}{edition.number}", label


def version_choice(version):
    parts = [
        moment(version.history_date),
        str(version.history_user or "Hệ thống"),
        version.history_change_reason,
    ]
    return str(version.pk), ", ".join(filter(None, parts))


def _before(chosen, versions):
    """Returns the version saved before the one chosen: of what is none, the last but
    one, for the last says what the working copy says."""
    keys = [key for key, _ in versions]
    at = keys.index(chosen) if chosen in keys else 0
    return keys[min(at + 1, len(keys) - 1)] if keys else CURRENT


def _read(article, key):
    if key == CURRENT:
        return article
    if key.startswith(_EDITION):
        return _editions(article).get(number=key.removeprefix(_EDITION))
    return _versions(article).get(pk=key)


def shows_version(request):
    """Returns whether the page shows an old version: saved, it fills the working copy
    and changes nothing else."""
    page = request.resolver_match
    return page is not None and page.url_name.endswith("simple_history")


class VersionPages:
    """A mixin of the articles' admin: compares versions, and leads there from the list
    of versions and from the page of one."""

    object_history_list_template = "admin/news/version_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.compare)
        own = path("<int:pk>/so-sanh/", view, name="news_article_compare")
        return [own, *super().get_urls()]

    def compare(self, request, pk):
        """Shows what the one says and the other does not."""
        article = self._article(request, pk, self.has_view_permission)
        form = ComparisonForm(request.GET.dict(), article)
        if not form.is_valid():
            raise Http404("Không có bản này.")
        old, new = form.cleaned_data["cu"], form.cleaned_data["moi"]
        labels = {
            key: label for _, group in form.fields["cu"].choices for key, label in group
        }
        context = {
            **self._page(request, article, "So sánh hai bản"),
            "form": form,
            "old": labels[old],
            "new": labels[new],
            "comparison": compare(_read(article, old), _read(article, new)),
        }
        return TemplateResponse(request, "admin/news/comparison.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Shows a version; of one that lost its words, when and with which edition."""
        redacted = self._find_redacted(request, object_id, version_id)
        if redacted:
            self.message_user(request, redacted.history_change_reason, messages.WARNING)
            return redirect("admin:news_article_editions", redacted.id)
        context = {**(extra_context or {})}
        if is_key(object_id) and Article.history.filter(id=object_id)[1:].exists():
            address = f"{object_id}/so-sanh/?cu={version_id}&moi={CURRENT}"
            context["comparison"] = f"../../../{address}"
        return super().history_form_view(request, object_id, version_id, context)

    def _find_redacted(self, request, object_id, version_id):
        if not (is_key(object_id) and is_key(version_id)):
            return None
        versions = Article.history.filter(id=object_id, pk=version_id, title="")
        may = self.has_view_permission(request)
        is_there = may and Article.objects.filter(pk=object_id).exists()
        return versions.first() if is_there else None

    def save_form(self, request, form, change):
        """Returns what is saved: of a version the words alone. It knows, too, who wrote
        the article then, which may be somebody else by now."""
        row = super().save_form(request, form, change)
        if not shows_version(request):
            return row
        article = Article.objects.get(pk=row.pk)
        for name, value in row.words.items():
            setattr(article, name, value)
        return article
