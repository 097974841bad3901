"""What the list of articles does with those chosen."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction

from coopsite.core.richtext import clean

from ...models import Article
from ...publishing import feature, publish, withdraw


class ListActions:
    """A mixin of the articles' admin; each action is one of `publishing`."""

    def has_publish_permission(self, request):
        return request.user.has_perm("news.publish_article")

    @admin.action(description="Đăng các bài đã chọn", permissions=["publish"])
    def publish_selected(self, request, queryset):
        self._each(request, queryset, publish, "đã đăng")

    @admin.action(description="Gỡ các bài đã chọn", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        self._each(request, queryset, withdraw, "đã gỡ")

    @admin.action(description="Đặt làm tin chính", permissions=["publish"])
    def feature_selected(self, request, queryset):
        action = partial(feature, is_featured=True)
        self._each(request, queryset, action, "là tin chính")

    @admin.action(description="Thôi làm tin chính", permissions=["publish"])
    def unfeature_selected(self, request, queryset):
        action = partial(feature, is_featured=False)
        self._each(request, queryset, action, "thôi là tin chính")

    def _each(self, request, queryset, action, done):
        """Runs `action` on each row, read anew behind a lock: the list may be old."""
        count = 0
        for pk, body in queryset.values_list("pk", "body"):
            try:
                clean(body)  # what takes long comes before the lock
                with transaction.atomic():
                    article = Article.objects.select_for_update().get(pk=pk)
                    action(article=article, by=request.user)
                self.log_change(request, article, f"Bài {done}.")
                count += 1
            except ValidationError as error:
                text = f"“{article}”: {' '.join(error.messages)}"
                self.message_user(request, text, messages.ERROR)
        if count:
            self.message_user(request, f"{count} bài {done}.", messages.SUCCESS)
