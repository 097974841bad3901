"""The security log at the desk: for superusers to read, for nobody to edit."""

from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from coopsite.core.admin import ReadOnlyAdmin

from ..downloads import DownloadsList
from ..sessions.devices import describe_agent
from .export import export_events
from .filters import AddressFilter, KindFilter, PersonFilter, SinceFilter, UntilFilter
from .models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(DownloadsList, ReadOnlyAdmin):
    """No permission leads here, so no group can be granted it."""

    list_display = ["moment", "event", "person", "origin"]
    list_display_links = None  # the list tells all of an event
    list_filter = [KindFilter, PersonFilter, AddressFilter, SinceFilter, UntilFilter]
    search_fields = ["match_text"]
    search_help_text = "Người, đối tượng hoặc nội dung; có dấu hay không dấu đều được."
    ordering = ["-at", "-id"]

    def changelist_view(self, request, extra_context=None):
        context = {"title": "Nhật ký bảo mật"} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_export(self, rows, conditions, address):
        return export_events(rows, conditions, address)

    # --- columns ------------------------------------------------------------------

    @admin.display(description="lúc", ordering="at")
    def moment(self, event):
        """Returns the moment to the second, unlike other lists: order matters here."""
        local = timezone.localtime(event.at)
        return f"{local:%H:%M:%S, %d/%m/%Y}"

    @admin.display(description="việc")
    def event(self, event):
        """Returns what was done with what."""
        return format_html(
            '<strong>{}</strong>{}<span class="standing-more">{}</span>',
            event.get_kind_display(),
            _link_thing(event),
            event.words,
        )

    @admin.display(description="người", ordering="username")
    def person(self, event):
        """Returns whose account it was, which leads to all that was done with it."""
        if not event.username:
            return "Không rõ" if event.kind in _BY_NOBODY_KNOWN else "Máy chủ"
        return format_html(
            '{}<span class="standing-more">{}</span>',
            _narrow(PersonFilter, event.username),
            event.full_name,
        )

    @admin.display(description="từ đâu", ordering="address")
    def origin(self, event):
        """Returns the address, which leads to all that came from it, and the device."""
        if not (event.address or event.agent):
            return "–"
        return format_html(
            '{}<span class="standing-more">{}</span>',
            _narrow(AddressFilter, event.address) if event.address else "Không rõ",
            describe_agent(event.agent) if event.agent else "",
        )

    # --- who may ------------------------------------------------------------------

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser


_BY_NOBODY_KNOWN = {
    AuditEvent.Kind.FAILURE,
    AuditEvent.Kind.PAUSE,
    AuditEvent.Kind.RECOVERY,
}


def _link_thing(event):
    """Returns the row that an event is about, with its page at the desk."""
    if not event.thing:
        return ""
    if not (address := _find_page(event)):
        return format_html(": {}", event.thing)
    return format_html(': <a href="{}">{}</a>', address, event.thing)


def _find_page(event):
    """Returns the address of the thing's page, or of its list; "" where the desk has
    none. What was deleted since, its page says."""
    try:
        model = apps.get_model(event.thing_model)
    except (LookupError, ValueError):  # a model that is gone
        return ""
    if not admin.site.is_registered(model):
        return ""
    page, args = (
        ("change", [event.thing_key]) if event.thing_key else ("changelist", [])
    )
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


def _narrow(chosen, value):
    query = urlencode({chosen.parameter_name: value})
    return format_html('<a href="?{}">{}</a>', query, value)
