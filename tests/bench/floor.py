"""What pages are measured beside: a constant answer, and the least that Django needs.

The bare page asks three questions (an article, ten others, the sections) and renders a
flat template of the same words as ours; no middleware, no forms, nothing remembered.
"""

import os

import django
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

TEMPLATE = """<!doctype html><html lang="vi"><title>{{ edition.title }}</title>
<nav>{% for section in sections %}<a href="/{{ section.slug }}/">{{ section.name }}</a>
{% endfor %}</nav><h1>{{ edition.title }}</h1><p>{{ edition.lead }}</p>
<time>{{ edition.first_published_at|date:"d/m/Y H:i" }}</time>{{ edition.html|safe }}
<ul>{% for other in others %}<li>
<a href="/{{ other.article_id }}/">{{ other.title }}</a>
<p>{{ other.lead }}</p>
<time>{{ other.first_published_at|date:"d/m/Y" }}</time></li>
{% endfor %}</ul></html>"""
SIZE = 18_000  # bytes, as a page of ours


def constant(environ, start_response):
    """The WSGI application that answers the same bytes to whatever is asked."""
    headers = [("Content-Type", "text/html"), ("Content-Length", str(SIZE))]
    start_response("200 OK", headers)
    return [b"x" * SIZE]


def constant_page(request):
    """Answers the same bytes by way of Django."""
    return HttpResponse(b"x" * SIZE)


def article(request):
    """Answers the bare page of one article."""
    from news.models import Edition, Section

    others = Edition.objects.order_by("-first_published_at", "-article_id")
    context = {
        "edition": Edition.objects.get(pk=others.values_list("pk", flat=True)[5]),
        "others": others.defer("body", "html")[:10],
        "sections": Section.objects.all(),
    }
    return HttpResponse(engines["django"].from_string(TEMPLATE).render(context))


urlpatterns = [path("", article), path("constant/", constant_page)]


def make_bare():
    """Returns bare Django as a WSGI application."""
    from django.conf import settings

    settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
    return get_wsgi_application()


def make_ours():
    """Returns the portal as a WSGI application, kept pages first (coopsite/wsgi.py)."""
    django.setup(set_prefix=False)
    from coopsite.core.page_cache.handler import KeptFirst

    return KeptFirst()


if "BENCH_APPLICATION" in os.environ:
    application = {"constant": lambda: constant, "bare": make_bare, "ours": make_ours}[
        os.environ["BENCH_APPLICATION"]
    ]()
