"""What a change of a public text is called: "Sửa nhỏ" only where it is one.

The form says so as it is shown, and a script asks again while somebody types; who
decides is `publishing`.
"""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import escape
from django.views.decorators.http import require_POST

from coopsite.core.richtext import check
from coopsite.core.vietnamese import clean_lines

from ...models import Edition
from ...publishing import describe_large
from .pages import ArticlePages

_RULE = (
    "“Sửa nhỏ” chỉ cho lỗi chính tả, dấu câu: đổi số, tên riêng hoặc tiêu đề thì chọn "
    "“Cập nhật” hoặc “Đính chính”."
)
_REFUSED = "Không chọn được “Sửa nhỏ” vì {}. Hãy chọn “Cập nhật” hoặc “Đính chính”."
_TYPED = ("title", "lead", "body", "cover_alt", "cover_caption", "cover_credit",
          "byline", "source")  # fmt: skip


def offer_kinds(form, article):
    """Lets the form of a text of a public `article` offer "Sửa nhỏ" only where what it
    shows is a small change, and say why it does not."""
    shown = form["kind"]
    widget = shown.field.widget
    widget.is_small, text = _judge(article, form.instance.words)
    shown.help_text = escape(text)  # which the admin takes for HTML
    widget.attrs["data-kinds"] = reverse("admin:news_article_kinds", args=[article.pk])


def _judge(article, words):
    """Returns whether a publication of `words`, {column: value}, is a small change, and
    what the form says of it."""
    before = article.editions.gone_live().first()
    large = before and describe_large(before, Edition(**before.words | words))
    return not large, _REFUSED.format(large) if large else _RULE


class KindPages(ArticlePages):
    """A mixin of the articles' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.judge_change))
        own = path("<int:pk>/loai-thay-doi/", view, name="news_article_kinds")
        return [own, *super().get_urls()]

    def judge_change(self, request, pk):
        """Answers what is typed with {is_small, help}; keeps nothing."""
        article = self._article(request, pk, self._may_publish)
        typed = {n: clean_lines(request.POST[n]) for n in _TYPED if n in request.POST}
        try:
            check(typed.get("body", ""))
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        is_small, text = _judge(article, typed)
        return JsonResponse({"is_small": is_small, "help": text})

    def render_change_form(self, request, context, *args, **kwargs):
        form, article = context["adminform"].form, context.get("original")
        if article is not None and "kind" in form.fields:
            offer_kinds(form, article)
        return super().render_change_form(request, context, *args, **kwargs)
