"""The book of changes: what was stated about organisations, read and never edited."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.html import format_html

from coopsite.accounts.downloads import DownloadsList
from coopsite.core.admin import ReadOnlyAdmin
from coopsite.core.code_keys import CodeKey, key_of_code
from coopsite.core.templatetags.vietnam import moment

from ..changes import get_before, get_changes
from ..models import Standing, StandingEntry
from ..models.search_queries import matching
from .entry_export import book_of_changes
from .entry_filters import (
    AreaThenFilter,
    EntryRecorderFilter,
    SectorThenFilter,
    StatedStatusFilter,
    StruckFilter,
)
from .facts.descriptions import list_corrections
from .filters import EffectiveFilter

_RELATED = ["sector", "area", "unit", "union"]


@admin.register(StandingEntry)
class EntryAdmin(DownloadsList, ReadOnlyAdmin):
    """Changes are made on the organisation's page, through the actions."""

    address = "standing"
    is_file_private = False  # the pages of the organisations say the same to all
    exclude = [
        "document"
    ]  # handed out by the organisation's page, which writes it down

    list_display = ["named", "day", "stated", "recorded"]
    list_display_links = ["day"]
    list_select_related = ["organisation", "recorded_by", "superseded_by", *_RELATED]
    list_filter = [
        StruckFilter,
        StatedStatusFilter,
        SectorThenFilter,
        AreaThenFilter,
        "kind",
        EffectiveFilter,
        EntryRecorderFilter,
        "recorded_at",
    ]
    search_fields = ["organisation__match_text"]  # shows the box; see below
    search_help_text = "Tên (có dấu hay không dấu), mã số thuế hoặc số quyết định."
    ordering = ["-recorded_at", "-id"]

    @property
    def media(self):
        """The list has a box that searches areas while one types."""
        area = Standing._meta.get_field("area")
        return super().media + AutocompleteSelect(area, self.admin_site).media

    def get_queryset(self, request):
        """Returns the entries with all that was stated about their organisations: see
        `stated`."""
        course = StandingEntry.objects.select_related(*_RELATED, "corrects")
        rows = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("organisation__entries", course))

    def changelist_view(self, request, extra_context=None):
        context = {"title": "Sổ biến động"} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_search_results(self, request, queryset, search_term):
        condition = matching(search_term, "organisation__")
        if condition and (key := key_of_code(search_term)):
            queryset = queryset.alias(decision_key=CodeKey("decision_number"))
            condition |= Q(decision_key__contains=key)
        return queryset.filter(condition), False

    def get_export(self, rows, conditions, address):
        return book_of_changes(rows, conditions, address)

    # --- columns ------------------------------------------------------------------

    @admin.display(description="tổ chức", ordering="organisation__sort_name")
    def named(self, entry):
        kind = "cooperative" if entry.kind == "htx" else "union"
        door = f"admin:cooperatives_{kind}_change"
        return format_html(
            '<a href="{}#moc">{}</a>',
            reverse(door, args=[entry.organisation_id]),
            entry.organisation,
        )

    @admin.display(description="từ ngày", ordering="effective_from")
    def day(self, entry):
        return f"{entry.effective_from:%d/%m/%Y}"

    @admin.display(description="nội dung")
    def stated(self, entry):
        """Returns what the entry changed, by which decision; what became of a struck
        one."""
        course = list(entry.organisation.entries.all())
        before = get_before(entry, course)
        changes = "; ".join(map(str, get_changes(entry, before)))
        return format_html(
            '{}{}<span class="standing-more">{}</span>{}',
            "" if before else "Thành lập: ",
            changes,
            ". ".join(filter(None, [entry.decision_number, entry.reason])),
            _describe_end(entry, course),
        )

    @admin.display(description="ghi nhận", ordering="recorded_at")
    def recorded(self, entry):
        return format_html(
            '{}<span class="standing-more">{}</span>',
            moment(entry.recorded_at),
            entry.recorded_by or "",
        )

    # --- who may ------------------------------------------------------------------

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("cooperatives.view_standing")


def _describe_end(entry, course):
    """When, by whom and why an entry was struck; "" of a valid one."""
    if not entry.superseded_at:
        return ""
    when = f"{moment(entry.superseded_at)}, {entry.superseded_by or 'hệ thống'}"
    rights = [one for one in course if one.corrects_id == entry.pk]
    if entry.is_withdrawn or not rights:
        words = f"Rút {when}: {entry.withdrawal_reason}"
    else:
        right = rights[0]
        words = "; ".join([*list_corrections(entry, right), right.reason])
        words = f"Đính chính {when}: {words}"
    return format_html('<span class="entry-struck">{}</span>', words)
