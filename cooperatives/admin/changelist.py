"""The keepers' list of organisations: what it shows, finds and sorts out."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from coopsite.core.autocomplete import MAX_SEARCH
from coopsite.core.vietnamese import clean_text

from ..models import LegalStatus, OperatingStatus, Standing
from ..models.search_queries import of_code
from .bulk_update.views import change_status
from .filters import (
    AreaFilter,
    FoundedFilter,
    LegalStatusFilter,
    MissingFilter,
    RecentFilter,
    RecorderFilter,
    SectorFilter,
    StatusFilter,
    UnionFilter,
)

# What an operating status says of the legal one; where they agree, one is enough.
_AGREE = {
    OperatingStatus.ACTIVE: LegalStatus.ACTIVE,
    OperatingStatus.DISSOLVED: LegalStatus.ENDED,
}


class OrganisationList:
    """For a model admin of organisations: columns, filters, search, the action."""

    actions = [change_status]
    list_display = ["name", "code", "status_now", "sector_now", "area_now"]
    list_filter = [
        StatusFilter,
        SectorFilter,
        AreaFilter,
        LegalStatusFilter,
        UnionFilter,
        FoundedFilter,
        MissingFilter,
        RecentFilter,
        RecorderFilter,
    ]
    search_fields = ["match_text"]  # shows the box; see `get_search_results`
    search_help_text = (
        "Tên (có dấu hay không dấu), chữ cái đầu, mã số thuế hoặc số giấy chứng nhận. "
        "Gõ đủ mã số là mở ngay hồ sơ."
    )
    ordering = ["sort_name", "id"]

    @property
    def media(self):
        """The list, too, has boxes that search while one types."""
        area = Standing._meta.get_field("area")
        return super().media + AutocompleteSelect(area, self.admin_site).media

    def get_queryset(self, request):
        now = Standing.objects.on(timezone.localdate())
        now = now.select_related("sector", "area")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("standings", now, to_attr="now"),
                Prefetch("standings", Standing.objects.foundings(), to_attr="founding"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        words = clean_text(search_term)
        return (queryset.matching(words) if words else queryset), False

    def changelist_view(self, request, *args, **kwargs):
        """Returns the list; the record itself when a whole code was typed; 403 for an
        action that was never offered."""
        is_change = request.POST.get("action") == "change_status"
        if is_change and not self.has_record_permission(request):
            raise PermissionDenied
        only_searched = list(request.GET) == ["q"] and request.method == "GET"
        match = only_searched and self._of_code(request.GET["q"])
        if match and self.has_view_permission(request):
            name = f"admin:cooperatives_{self.opts.model_name}_change"
            return redirect(reverse(name, args=[match.pk]))
        return super().changelist_view(request, *args, **kwargs)

    def _of_code(self, typed):
        """Returns the only organisation with that tax code or certificate number, or
        None."""
        typed = clean_text(typed[:MAX_SEARCH])
        matches = self.model.objects.filter(of_code(typed))[:2]
        return matches[0] if len(matches) == 1 else None

    # --- columns ------------------------------------------------------------------

    @admin.display(description="mã số", ordering="tax_code")
    def code(self, organisation):
        number = organisation.certificate_number
        foundings = [f"lập {s.effective_from:%d/%m/%Y}" for s in organisation.founding]
        return format_html(
            '{}<span class="standing-more">{}</span>',
            organisation.tax_code or (f"GCN {number}" if number else "chưa có mã số"),
            "".join(foundings),
        )

    @admin.display(description="tình trạng")
    def status_now(self, organisation):
        if not organisation.now:
            return None
        standing = organisation.now[0]
        status = standing.operating_status
        legal = ""
        if standing.legal_status != _AGREE.get(status):
            legal = standing.get_legal_status_display()
        return format_html(
            '<span class="standing-mark status-{}">{}</span>'
            ' <span class="standing-more">từ {}{}</span>',
            status,
            standing.get_operating_status_display(),
            f"{standing.effective_from:%d/%m/%Y}",
            f"; pháp lý: {legal.lower()}" if legal else "",
        )

    @admin.display(description="lĩnh vực")
    def sector_now(self, organisation):
        sector = organisation.now and organisation.now[0].sector
        return sector and format_html(
            '<abbr title="{}">{}</abbr>', sector.name, sector.abbreviation
        )

    @admin.display(description="địa bàn")
    def area_now(self, organisation):
        return organisation.now and organisation.now[0].area
