"""What the forms of articles and of information pages do alike: they save a working
copy, or publish it."""

from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from coopsite.core.refusals import refusals_on
from coopsite.core.richtext import as_safe
from coopsite.core.templatetags.vietnam import moment

from ...publishing import show_clips
from .forms import PUBLISH, SCHEDULE
from .versions import shows_version


class PublishingForm:
    """A mixin of admins, which say how a row is published (`publish_row`), how it is
    saved (`save_row`), and how it stands (`standing_of`)."""

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        with refusals_on(form):
            save = self.publish_row if self._publishes(request) else self.save_row
            save(request, obj, form)

    def _publishes(self, request):
        is_asked = PUBLISH in request.POST or SCHEDULE in request.POST
        may = self.has_publish_permission(request) and not shows_version(request)
        return is_asked and may

    # The save has said already what it did.
    def response_change(self, request, obj):
        if not self._publishes(request) and "_continue" not in request.POST:
            return self.response_post_save_change(request, obj)
        kept = {
            "preserved_filters": self.get_preserved_filters(request),
            "opts": self.opts,
        }
        return redirect(add_preserved_filters(kept, self._address(obj, "change")))

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        row = context.get("original")
        context["publishes"] = self.has_publish_permission(request)
        context["standing"] = self.standing_of(row) if row else None
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, obj):
        if obj.is_public():
            return obj.get_absolute_url()
        return self._address(obj, "preview")

    def _address(self, row, name):
        opts = self.opts
        name = f"admin:{opts.app_label}_{opts.model_name}_{name}"
        return reverse(name, args=[row.pk])

    @admin.display(description="nội dung")
    def text(self, row):
        """Returns the body as it reads, for who may not change it."""
        body = as_safe(show_clips(row.body, to_staff=True))
        return format_html('<div class="text-read">{}</div>', body)

    @admin.display(description="cập nhật", ordering="updated_at")
    def saved(self, row):
        """Returns when it was saved last, and by whom."""
        return f"{moment(row.updated_at)} {row.updated_by or ''}".strip()
