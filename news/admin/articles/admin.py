"""The pages of articles in the admin."""

from functools import partial

from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from coopsite.core.admin import VersionedAdmin
from coopsite.core.list_filters import DemoFilter, PublishedFilter
from coopsite.core.numbers import format_number
from coopsite.core.richtext import RichTextAdminMixin
from coopsite.core.templatetags.vietnam import moment

from ...models import Article
from ...publishing import (
    publish,
    remark,
    return_article,
    save_article,
    send,
)
from .bin import BinFilter, BinPages, own_articles
from .calendar import ArticleCalendar
from .draft_pages import DraftPages
from .edition_pages import EditionPages
from .filters import AuthorFilter, StateFilter
from .forms import RETURN, SCHEDULE, SEND, ArticleForm
from .kinds import KindPages
from .layout import PARTS, parts_to_read, with_kind_of_change, without_publishing
from .list_actions import ListActions
from .most_read import MostReadPage
from .publishing_form import PublishingForm
from .quick_correction import QuickCorrection
from .standing import standing_of
from .versions import VersionPages, shows_version
from .word import WordPages


@admin.register(Article)
class ArticleAdmin(
    PublishingForm,
    ListActions,
    QuickCorrection,
    KindPages,
    EditionPages,
    ArticleCalendar,
    MostReadPage,
    VersionPages,
    BinPages,
    DraftPages,
    WordPages,
    RichTextAdminMixin,
    VersionedAdmin,
):
    form = ArticleForm
    change_form_template = "admin/news/article_form.html"
    change_list_template = "admin/news/article_list.html"
    list_display = [
        "thumbnail",
        "title",
        "section",
        "state",
        "saved",
        "read",
    ]
    list_display_links = ["title"]
    list_filter = [
        StateFilter,
        AuthorFilter,
        "section",
        ("first_published_at", PublishedFilter),
        ("is_demo", DemoFilter),
        BinFilter,
    ]
    list_select_related = ["section", "cover", "updated_by", "deleted_by"]
    ordering = ["-updated_at", "-id"]
    search_fields = ["match_text"]
    search_help_text = "Tìm theo tiêu đề hoặc tóm tắt, có dấu hay không dấu đều được."
    autocomplete_fields = ["cover"]
    readonly_fields = ["text", "created_at", "created_by", "updated_at", "updated_by"]
    actions = [
        "publish_selected",
        "withdraw_selected",
        "feature_selected",
        "unfeature_selected",
        "hand_over_selected",
        "bin_selected",
        "restore_selected",
    ]
    fieldsets = PARTS
    standing_of = staticmethod(standing_of)

    def get_queryset(self, request):
        return super().get_queryset(request).with_state().with_reads()

    def get_fieldsets(self, request, obj=None):
        """Returns the form's parts; what publishes only for who may, and not where an
        old version is looked at."""
        parts = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            return parts_to_read(parts)
        may_publish = self.has_publish_permission(request)
        if shows_version(request) or not may_publish:
            return without_publishing(parts, may_review=not shows_version(request))
        return with_kind_of_change(parts) if obj and obj.was_public() else parts

    def has_change_permission(self, request, obj=None):
        """Returns whether one may write it: reporters their own, editors all."""
        may = super().has_change_permission(request, obj)
        if obj is None or self.has_publish_permission(request):
            return may
        return may and own_articles(request.user).filter(pk=obj.pk).exists()

    def save_model(self, request, obj, form, change):
        taken = _describe_taken(form) if change else ""
        super().save_model(request, obj, form, change)
        if taken:
            self.message_user(request, taken, messages.WARNING)
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"  # to the whole text, not to the list

    def save_row(self, request, obj, form):
        """Saves the working copy; with a verb, or with words to it."""
        words = form.cleaned_data.get("message") or ""
        told = {"article": obj, "by": request.user, "note": words}
        if SEND in request.POST:
            send(**told)
            said = "Đã gửi duyệt."
        elif RETURN in request.POST and self.has_publish_permission(request):
            return_article(**told)
            said = "Đã trả lại người viết."
        else:
            action = partial(remark, note=words) if words else save_article
            action(article=obj, by=request.user)
            said = _describe_saved(obj)
        self.message_user(request, said, messages.SUCCESS)

    def publish_row(self, request, obj, form):
        """Publishes or schedules it, as asked."""
        is_scheduled = SCHEDULE in request.POST
        edition = publish(
            article=obj,
            by=request.user,
            at=form.cleaned_data.get("go_live_at") if is_scheduled else None,
            kind=form.cleaned_data.get("kind") or None,
            note=form.cleaned_data.get("note") or "",
            why="Hẹn giờ đăng" if is_scheduled else "Đăng bài",
        )
        if obj.editions.waiting().filter(pk=edition.pk).exists():
            said = f"Sẽ lên trang {moment(edition.live_from)}."
            self.message_user(request, said, messages.SUCCESS)
            return
        link = '<a href="{}" target="_blank">xem bài</a>'
        said = format_html(f"Đã đăng – {link}.", obj.get_absolute_url())
        self.message_user(request, said, messages.SUCCESS)

    @admin.display(description="ảnh")
    def thumbnail(self, article):
        if article.cover is None:
            return ""
        small = '<img class="thumbnail" src="{}" alt="" width="60" height="40">'
        return format_html(small, article.cover.small_url)

    @admin.display(description="trạng thái", ordering="first_published_at")
    def state(self, article):
        """Returns what the public sees of it, and since when."""
        since = moment(article.first_published_at)
        return f"{article.state.label} {since}".strip()

    @admin.display(description="lượt đọc")
    def read(self, article):
        return format_number(article.reads) if article.first_published_at else ""


def _describe_saved(article):
    """Returns what a save without a verb did, and what it left as it was."""
    if article.is_public():
        said = "Đã lưu “{}”, chưa đăng: trên trang vẫn là bản cũ."
    elif article.editions.waiting().exists():
        said = "Đã lưu “{}”, chưa đăng: bản hẹn giờ vẫn là bản cũ."
    else:
        said = "Đã lưu nháp “{}”."
    address = reverse("admin:news_article_change", args=[article.pk])
    return format_html(said, format_html('<a href="{}">{}</a>', address, article))


def _describe_taken(form):
    """Returns what a colleague changed meanwhile and the save takes in; "" for nothing.
    Before the save: after it the last one to save is oneself."""
    if not form.taken:
        return ""
    return render_to_string("admin/news/taken_in.html", {"form": form})
