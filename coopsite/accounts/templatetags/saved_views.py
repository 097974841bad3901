"""The row of saved views above each of the admin's lists."""

from django import template

from coopsite.accounts.models import SavedView
from coopsite.accounts.saved_views import filters_of

register = template.Library()


@register.inclusion_tag("accounts/saved_views.html", takes_context=True)
def saved_views(context, changelist):
    """Shows the person's views of this list; a form where filters have no name yet."""
    request = context["request"]
    page, query = changelist.opts.label_lower, filters_of(request.GET.urlencode())
    views = list(SavedView.objects.filter(user=request.user, page=page))
    return {
        "views": [(view, view.query == query) for view in views],
        "current": next((view for view in views if view.query == query), None),
        "page": page,
        "query": query,
        "csrf_token": context.get("csrf_token"),
    }
