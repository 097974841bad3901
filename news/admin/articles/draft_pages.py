"""What the admin does with whole drafts: it copies one, hands some to a colleague."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from ...drafts import copy_article, hand_over


def writers():
    """Returns the people in use who write articles, by name."""
    people = get_user_model().objects.with_perm("news.add_article")
    return people.filter(is_staff=True).order_by("username")


class HandOverForm(forms.Form):
    """Which colleague goes on writing."""

    colleague = forms.ModelChoiceField(writers(), label="Giao cho", empty_label="")

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["colleague"].queryset = writers()


class DraftPages:
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.copy))
        own = path("<int:pk>/chep/", view, name="news_article_copy")
        return [own, *super().get_urls()]

    def _may_copy(self, request, article=None):
        may = self.has_view_permission(request, article)
        return may and self.has_add_permission(request)

    def copy(self, request, pk):
        """Makes a new draft of the same words, and opens it."""
        article = self._article(request, pk, self._may_copy)
        copy = copy_article(article=article, by=request.user)
        self.log_addition(request, copy, f"Chép từ bài số {article.pk}.")
        said = "Đã chép thành bài mới: bản nháp này."
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:news_article_change", copy.pk)

    @admin.action(description="Giao cho đồng nghiệp…", permissions=["publish"])
    def hand_over_selected(self, request, queryset):
        """Asks to whom, then makes that person the writer of the drafts chosen."""
        form = HandOverForm(request.POST if "colleague" in request.POST else None)
        if form.is_valid():
            to = form.cleaned_data["colleague"]
            action = partial(hand_over, to=to)
            return self._each(request, queryset, action, f"đã giao cho {to}")
        context = {
            **self.admin_site.each_context(request),
            "title": "Giao bài cho đồng nghiệp",
            "opts": self.opts,
            "list_address": reverse("admin:news_article_changelist"),
            "articles": queryset,
            "form": form,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
        }
        status = 400 if form.errors else 200
        return TemplateResponse(
            request, "admin/news/hand_over.html", context, status=status
        )

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        context["may_copy"] = article is not None and self._may_copy(request, article)
        return super().render_change_form(request, context, *args, **kwargs)
