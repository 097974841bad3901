"""A list of the desk as a file: what the filters and the search have left."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse

from coopsite.core.responses import download
from coopsite.core.site_address import absolute

from .audit.recording import KIND, record
from .sign_in.again import is_confirmed, lead_to_question


class DownloadsList:
    """For a model admin whose `get_export(rows, conditions, address)` returns the
    `Export` of the list's rows; whoever may see the list may take it, which is written
    down.

    A file that bears what not everybody reads asks for the password again.
    """

    is_file_private = True

    change_list_template = "admin/list_with_files.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.download_list)
        name = f"{self.opts.app_label}_{self.opts.model_name}_file"
        return [path("tai-ve.<ending:ending>", view, name=name), *super().get_urls()]

    def download_list(self, request, ending):
        """Answers with the list as a file; the page itself for filters it refuses."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        listed = getattr(self, "address", self.opts.model_name)
        name = f"admin:{self.opts.app_label}_{listed}_changelist"
        page = f"{reverse(name)}?{request.GET.urlencode()}".removesuffix("?")
        try:
            changelist = self.get_changelist_instance(request)
        except (IncorrectLookupParameters, OverflowError, ValueError):
            return redirect(page)
        if any(getattr(spec, "error", "") for spec in changelist.filter_specs):
            return redirect(page)  # which says it at the filter
        if self.is_file_private and not is_confirmed(request):
            messages.info(request, "Xác nhận xong, bạn bấm tải tệp về lần nữa.")
            return lead_to_question(request, page)
        address = absolute(page)
        conditions = _conditions(changelist)
        export = self.get_export(changelist.queryset, conditions, address)
        answer = download(export, ending)
        words = f"{ending.upper()}. {conditions or 'Không lọc'}"
        record(KIND.EXPORT, by=request.user, thing=self.model, words=words)
        return answer


def _conditions(changelist):
    """Returns what was searched for and which filters are set, in words."""
    conditions = [f"Tìm: {changelist.query}"] if changelist.query else []
    for spec in changelist.filter_specs:
        if spec.used_parameters:
            chosen = [c["display"] for c in spec.choices(changelist) if c["selected"]]
            words = map(str, chosen or _values(spec.used_parameters))
            conditions.append(f"{spec.title.capitalize()}: {', '.join(words)}")
    return "; ".join(conditions)


def _values(parameters):
    """Yields what an address asks of a filter of Django's, where no choice is that."""
    for value in parameters.values():
        yield from value if isinstance(value, list) else [value]
