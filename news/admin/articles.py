"""Writing, publishing and withdrawing articles."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from coopsite.core.admin import PortalAdmin, VersionedAdmin, number_column
from coopsite.core.forms import PortalForm
from coopsite.core.pictures import warn_if_animated
from coopsite.core.refusals import refusals_on
from coopsite.core.richtext import RichTextAdminMixin, RichTextWidget, check

from ..models import Article, Section
from ..pictures import add_image, title_from
from ..publishing import cannot_publish, publish, withdraw
from ..views import render_article
from .addresses import has_a_fixed_address


class ArticleForm(PortalForm):
    """One form for the whole report: words, picture, and when it goes live."""

    cover_upload = forms.FileField(
        label="Tải ảnh mới",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPEG, PNG hoặc WebP, tối đa 20 MB.",
    )

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets choose
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField wide"}),
            "lead": forms.Textarea(attrs={"rows": 3}),
            "body": RichTextWidget(reverse_lazy("admin:news_image_upload")),
        }
        labels = {"cover": "Hoặc chọn ảnh trong thư viện"}
        help_texts = {
            "status": "Chọn “Đăng” rồi bấm “Lưu” thì bài lên trang.",
            "published_at": "Để trống thì lấy lúc lưu với trạng thái “Đăng”. Đặt giờ "
            "sau này để hẹn giờ đăng.",
        }

    user = None  # set by the admin

    def clean_cover_upload(self):
        """Keeps a good picture at once: an error elsewhere must not lose it."""
        upload = self.cleaned_data.get("cover_upload")
        if not upload:
            return None
        image = add_image(upload=upload, title=title_from(upload.name), by=self.user)
        self.data = self.data.copy()
        self.data[self.add_prefix("cover")] = str(image.pk)
        return image

    def clean_body(self):
        """Says at the field what would keep the cleaner busy for long."""
        check(self.cleaned_data["body"])
        return self.cleaned_data["body"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("cover_upload"):
            cleaned["cover"] = cleaned["cover_upload"]
        if cleaned.get("cover") and not cleaned.get("cover_alt"):
            self.add_error(
                "cover_alt", "Hãy tả ảnh bằng một câu cho người không nhìn thấy ảnh."
            )
        if cleaned.get("status") == Article.Status.PUBLISHED:
            self._check_publication(cleaned)
        return cleaned

    def _check_publication(self, cleaned):
        draft = Article(
            body=cleaned.get("body") or "", expires_at=cleaned.get("expires_at")
        )
        for reason in cannot_publish(draft):
            self.add_error("status", f"Chưa đăng được: {reason}")


@admin.register(Article)
class ArticleAdmin(RichTextAdminMixin, VersionedAdmin):
    form = ArticleForm
    list_display = [
        "title",
        "section",
        "state",
        "published_at",
        "updated_at",
    ]
    list_filter = ["status", "section", "published_at", "is_demo"]
    list_select_related = ["section"]
    ordering = ["-updated_at", "-id"]
    search_fields = ["match_text"]
    search_help_text = "Tìm theo tiêu đề hoặc tóm tắt, có dấu hay không dấu đều được."
    autocomplete_fields = ["cover"]
    readonly_fields = ["created_at", "created_by", "updated_at", "updated_by"]
    actions = ["publish_selected", "withdraw_selected"]
    fieldsets = [
        (None, {"fields": ["title", "section", "lead", "body"]}),
        (
            "Ảnh đại diện",
            {
                "fields": [
                    "cover_upload",
                    "cover",
                    "cover_alt",
                    "cover_caption",
                    "cover_credit",
                ]
            },
        ),
        ("Ký tên, nguồn", {"fields": ["byline", "source"]}),
        (
            "Đăng bài",
            {"fields": ["status", "published_at", "expires_at", "is_featured", "slug"]},
        ),
        (
            "Người viết, người sửa",
            {
                "classes": ["collapse"],
                "fields": ["created_at", "created_by", "updated_at", "updated_by"],
            },
        ),
    ]
    PUBLISHING = ["status", "published_at", "expires_at", "is_featured"]
    ACTIONS = {Article.Status.PUBLISHED: publish, Article.Status.WITHDRAWN: withdraw}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def get_readonly_fields(self, request, obj=None):
        """Returns what stays as it is: all of publishing for who may not publish, and
        an address that was public once."""
        fixed = list(super().get_readonly_fields(request, obj))
        if has_a_fixed_address(obj):
            fixed.append("slug")
        if request.user.has_perm("news.publish_article"):
            return fixed
        return [*fixed, *self.PUBLISHING]

    def has_change_permission(self, request, obj=None):
        """Returns whether one may change it: what the public has seen only those who
        answer for it."""
        may = super().has_change_permission(request, obj)
        if obj is None or obj.status == Article.Status.DRAFT:
            return may
        return may and request.user.has_perm("news.publish_article")

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: what the public has seen is only withdrawn."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.status == Article.Status.DRAFT)

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("cover_upload"):
            obj.cover = form.cleaned_data["cover_upload"]
        if not change:
            obj.created_by = request.user
        obj.updated_by = request.user
        action = self.ACTIONS.get(obj.status)
        if action and "status" in form.changed_data:
            with refusals_on(form):
                action(article=obj, by=request.user)
        else:
            super().save_model(request, obj, form, change)
        warn_if_animated(request, request.FILES.get("cover_upload"))

    @admin.display(description="trạng thái", ordering="status")
    def state(self, article):
        """Returns what the public sees of it, which a status alone does not say."""
        now = timezone.now()
        if article.status != Article.Status.PUBLISHED:
            return article.get_status_display()
        if article.published_at > now:
            return "Hẹn giờ đăng"
        if article.expires_at and article.expires_at <= now:
            return "Đã hết hạn"
        return "Đã đăng"

    def has_publish_permission(self, request):
        return request.user.has_perm("news.publish_article")

    @admin.action(description="Đăng các bài đã chọn", permissions=["publish"])
    def publish_selected(self, request, queryset):
        self._each(request, queryset, publish, "đã đăng")

    @admin.action(description="Gỡ các bài đã chọn", permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        self._each(request, queryset, withdraw, "đã gỡ")

    def _each(self, request, queryset, action, done):
        count = 0
        for article in queryset:
            try:
                action(article=article, by=request.user)
                count += 1
            except ValidationError as error:
                text = f"“{article}”: {' '.join(error.messages)}"
                self.message_user(request, text, messages.ERROR)
        if count:
            self.message_user(request, f"{count} bài {done}.", messages.SUCCESS)

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview)
        own = [path("<int:pk>/xem-truoc/", preview, name="news_article_preview")]
        return own + super().get_urls()

    def preview(self, request, pk):
        """Shows a draft as the public would see it, to staff only."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = get_object_or_404(Article.objects.select_related("section"), pk=pk)
        return never_cache(render_article)(request, article)

    def view_on_site(self, obj):
        if obj.is_public():
            return obj.get_absolute_url()
        return reverse("admin:news_article_preview", args=[obj.pk])


@admin.register(Section)
class SectionAdmin(PortalAdmin):
    list_display = ["name", number_column(Section, "order"), "on_site"]
    search_fields = ["name"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: a section that holds articles stays."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.articles.exists())

    @admin.display(description="trên trang")
    def on_site(self, section):
        return format_html('<a href="{}">Xem</a>', section.get_absolute_url())
