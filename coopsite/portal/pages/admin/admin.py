"""The form and the list of information pages at the desk."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html

from coopsite.core import content_version
from coopsite.core.admin import VersionedAdmin
from coopsite.core.content_version import PAGES
from coopsite.core.list_filters import DemoFilter
from coopsite.core.richtext import RichTextAdminMixin
from coopsite.core.templatetags.vietnam import moment
from news.admin.articles.forms import SCHEDULE
from news.admin.articles.publishing_form import PublishingForm
from news.admin.articles.versions import shows_version

from ..models import Page, PageEdition, PageWithdrawal
from ..publishing import cannot_publish, is_current, publish, save_page
from .forms import PageForm
from .page_views import PageViews

_SIDE = ["side"]
_WORDS = (None, {"fields": ["title", "lead", "body"]})
_PUBLICATION = ("Đăng trang", {"classes": _SIDE, "fields": ["note", "go_live_at"]})
_PLACE = (
    "Chỗ trong cây trang",
    {"classes": _SIDE, "fields": ["parent", "order", "slug", "role"]},
)
_LANGUAGE = (
    "Thứ tiếng",
    {"classes": [*_SIDE, "collapse"], "fields": ["lang", "translation_of"]},
)
_PEOPLE = (
    "Người viết, người sửa",
    {
        "classes": [*_SIDE, "collapse"],
        "fields": ["created_at", "created_by", "updated_at", "updated_by"],
    },
)
_READ = (None, {"fields": ["title", "lead", "text"]})


def _lock_pages(request):
    if request.method == "POST" and transaction.get_connection().in_atomic_block:
        content_version.lock(PAGES)


@dataclass(frozen=True)
class Standing:
    """How a page stands with the public, as of now: for its form."""

    live: PageEdition | None
    waiting: PageEdition | None
    withdrawal: PageWithdrawal | None
    has_changes: bool
    reasons: list


def standing_of(page):
    """Returns the `Standing` of a stored page."""
    now = timezone.now()
    live, waiting = (
        page.editions.public(now).first(),
        page.editions.waiting(now).first(),
    )
    newest = waiting or live
    return Standing(
        live=live,
        waiting=waiting,
        withdrawal=None if live else page.withdrawals.first(),
        has_changes=bool(newest) and not is_current(page, newest),
        reasons=cannot_publish(page, now),
    )


@admin.register(Page)
class PageAdmin(PublishingForm, PageViews, RichTextAdminMixin, VersionedAdmin):
    form = PageForm
    standing_of = staticmethod(standing_of)
    change_form_template = "admin/portal/page_form.html"
    list_display = ["name", "place", "state", "order", "saved"]
    list_display_links = ["name"]
    list_filter = ["lang", ("is_demo", DemoFilter)]
    list_select_related = ["updated_by"]
    ordering = ["path"]
    search_fields = ["title", "path"]
    readonly_fields = ["text", "created_at", "created_by", "updated_at", "updated_by"]

    def get_queryset(self, request):
        own = PageEdition.objects.filter(page=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(is_live=Exists(own.public()), is_waiting=Exists(own.waiting()))
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Returns the field; another page is written on a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.remote_field and field is not None:
            field.widget.can_add_related = False
        return field

    def get_object(self, request, object_id, from_field=None):
        """Returns the row; for a save behind the lock of all pages, which the actions
        take, too: first it, then a row, or two saves wait for each other."""
        _lock_pages(request)
        return super().get_object(request, object_id, from_field)

    def history_form_view(self, request, *args, **kwargs):
        with transaction.atomic():
            _lock_pages(request)
            return super().history_form_view(request, *args, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Returns the form's parts; what publishes only for who may, and not where an
        old version is looked at, which has words alone."""
        if obj and not self.has_change_permission(request, obj):
            return [_READ, _PEOPLE]
        if shows_version(request):
            return [_WORDS]
        publication = [_PUBLICATION] if self.has_publish_permission(request) else []
        return [_WORDS, *publication, _PLACE, _LANGUAGE, _PEOPLE]

    def has_delete_permission(self, request, obj=None):
        """Returns whether it may go: what the public has seen is only withdrawn."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.first_published_at is None)

    def save_row(self, request, obj, form):
        """Saves the working copy, and says what the public sees of it."""
        save_page(page=obj, by=request.user)
        text = (
            "Đã lưu “{}”; chữ mới chưa lên trang."
            if obj.is_public()
            else "Đã lưu nháp “{}”."
        )
        self.message_user(request, format_html(text, obj), messages.SUCCESS)

    def publish_row(self, request, obj, form):
        """Publishes or schedules it, as asked."""
        is_scheduled = SCHEDULE in request.POST
        edition = publish(
            page=obj,
            by=request.user,
            at=form.cleaned_data.get("go_live_at") if is_scheduled else None,
            note=form.cleaned_data.get("note") or "",
            why="Hẹn giờ đăng" if is_scheduled else "Đăng trang",
        )
        if edition.live_from > timezone.now():
            text = f"Sẽ lên trang {moment(edition.live_from)}."
        else:
            link = 'Đã đăng – <a href="{}" target="_blank">xem trang</a>.'
            text = format_html(link, obj.get_absolute_url())
        live_from = moment(edition.live_from)
        log = f"Đăng bản thứ {edition.number}, lên trang {live_from}."
        self.log_change(request, obj, log)
        self.message_user(request, text, messages.SUCCESS)

    @admin.display(description="trang", ordering="path")
    def name(self, page):
        """Returns the title, set in below that of the page above."""
        return f"{'— ' * page.path.count('/')}{page.title}"

    @admin.display(description="địa chỉ")
    def place(self, page):
        return f"/{page.path}/"

    @admin.display(description="trạng thái")
    def state(self, page):
        """Returns what the public sees of it."""
        if page.is_waiting:
            return "Đã đăng, hẹn giờ bản thay" if page.is_live else "Hẹn giờ đăng"
        if page.is_live:
            return "Đã đăng"
        return "Đã gỡ" if page.was_public() else "Bản nháp"
