"""The staff's handbook at the desk: the Markdown files of `docs/huong-dan`."""

from django.conf import settings
from django.http import Http404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import path, reverse
from mistune import HTMLRenderer, Markdown

from coopsite.core.richtext import as_safe, clean

CONTENTS = "README"


def urls(site):
    """Returns the addresses of the pages, for who is let into the desk."""

    def page(request, name=CONTENTS):
        return show_page(request, site, name)

    view = site.admin_view(page)
    return [
        path("huong-dan/", view, name="handbook"),
        path("huong-dan/<slug:name>/", view, name="handbook_page"),
    ]


def show_page(request, site, name):
    """Shows one page; 404 for what is none."""
    files = {file.stem: file for file in settings.HANDBOOK.glob("*.md")}
    if name not in files:
        raise Http404("Sách hướng dẫn không có trang này.")
    title, _, text = files[name].read_text(encoding="utf-8").partition("\n")
    context = {
        **site.each_context(request),
        "title": title.removeprefix("# "),
        "text": as_safe(clean(Markdown(_Renderer())(text))),
        "is_contents": name == CONTENTS,
    }
    return TemplateResponse(request, "admin/handbook.html", context)


class _Renderer(HTMLRenderer):
    """Leads pages to pages and pictures to their files; HTML in a text stays text."""

    def link(self, text, url, title=None):
        page, ending, anchor = url.partition(".md")
        if ending and not anchor and page == CONTENTS:
            url = reverse("admin:handbook")
        elif ending and not anchor:
            url = reverse("admin:handbook_page", args=[page])
        return super().link(text, url, title)

    def image(self, text, url, title=None):
        return super().image(text, static(f"huong-dan/{url.removeprefix('anh/')}"))
