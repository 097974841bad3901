"""The whole site walked: each public address, each page of the admin, each template."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from news.models import Article
from tests.factories.pages import Page
from tests.undrawn import not_drawn

pytestmark = pytest.mark.django_db

# Answers for machines, which have no heading.
FOR_MACHINES = {
    "portal:health", "portal:robots", "portal:sitemap", "portal:sitemap-news",
    "news:feed-atom", "news:feed-rss",
    "news:clips-feed-atom", "news:clips-feed-rss", "portal:suggestions",
}  # fmt: skip
# Answers for who knows a token; tests/portal/test_health.py asks them.
FOR_WATCHERS = {"portal:health-full", "portal:metrics"}
# Browsers only send there; tests/site/test_safe_answers.py does.
TAKES_ONLY = {"portal:policy-report"}


def faults_of(response):
    """Returns what the answer lacks of a whole Vietnamese page with one heading."""
    if response.status_code != 200:
        return [f"status {response.status_code}"]
    page = Page(response)
    ids = [e[1]["id"] for e in page.elements if e[1].get("id")]
    title, headings = "".join(page.words("title")[:1]), page.words("h1")
    is_right = {
        "language": [e[1].get("lang") for e in page.all("html")] == ["vi"],
        "title": bool(title.strip("– |")),
        f"headings {headings}": len(headings) == 1 and bool(headings[0]),
        "main": len(page.all("main")) <= 1,
        f"ids twice: {[i for i in ids if ids.count(i) > 1]}": len(set(ids)) == len(ids),
    }
    return [fault for fault, right in is_right.items() if not right]


def check_is_a_page(response, where):
    """Assert that the answer is a whole page; return it."""
    assert faults_of(response) == [], where
    return Page(response)


# --- public pages -------------------------------------------------------------------


def argument_free(resolver=None, namespace=""):
    """Yield the names of all public addresses that need no argument."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if not entry.pattern.converters and entry.name:
                yield f"{namespace}{entry.name}"
        elif entry.namespace != "admin":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from argument_free(entry, inner)


PUBLIC = sorted(set(argument_free()) - FOR_MACHINES - FOR_WATCHERS - TAKES_ONLY)


def test_the_walk_knows_where_to_go():
    assert {"portal:home", "news:articles", "cooperatives:figures"} <= set(PUBLIC)
    assert {"cooperatives:flows", "cooperatives:comparison"} <= set(PUBLIC)


def test_each_public_address_answers_on_an_empty_site(client):
    faults = {name: faults_of(client.get(reverse(name))) for name in PUBLIC}
    assert not any(faults.values()), faults


def test_each_answer_for_machines(client):
    answers = {name: client.get(reverse(name)).status_code for name in FOR_MACHINES}
    assert set(answers.values()) == {200}, answers


def test_each_page_of_a_full_site_answers_and_no_link_is_broken(client, full_site):
    """Each public address, each page of one thing, and every page that links lead to
    from there, as far as they lead."""
    own = {reverse(name) for name in PUBLIC}
    own |= {thing.get_absolute_url() for thing in full_site.values()}
    seen, ahead = set(), sorted(own)
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        is_page = response["Content-Type"].startswith("text/html")
        if address not in own and not is_page:
            continue
        page = check_is_a_page(response, address)
        links = [link.partition("#")[0] for link in page.links]
        ahead += [
            link
            for link in links
            if link.startswith("/")
            and not link.startswith(("/static/", "/media/"))
            and link.count("?") == 0
        ]
    assert len(seen) > len(own)


# --- the admin ----------------------------------------------------------------------


def registered():
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


def admin_address(model, page, *args):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("name", ["index", "password_change"])
def test_the_admin_s_own_pages(staff_client, full_site, name):
    response = staff_client.get(reverse(f"admin:{name}"))
    assert response.status_code == 200
    check_is_a_page(response, name)


def test_the_sign_in_page(client):
    assert faults_of(client.get(reverse("admin:login"))) == []


def test_each_app_has_its_page(staff_client, full_site):
    for label in sorted({model._meta.app_label for model in registered()}):
        page = staff_client.get(reverse("admin:app_list", args=[label]))
        assert faults_of(page) == [], label


class TestEachModel:
    """Each asks of all in one world: GETs leave it as it was."""

    def test_its_list(self, staff_client, full_site):
        """It counts, and never without a limit (see tests/core/test_bounded_lists)."""
        faults = {}
        for model in registered():
            address = admin_address(model, "changelist")
            with CaptureQueriesContext(connection) as queries:
                faults[address] = faults_of(staff_client.get(address))
            told = [query["sql"] for query in queries.captured_queries]
            counts = [sql for sql in told if sql.startswith("SELECT COUNT(")]
            assert counts and all(" LIMIT " in sql for sql in counts), (model, counts)
            with not_drawn():
                searched = staff_client.get(address, {"q": "hợp \"'% tác"})
            assert searched.status_code == 200, address
        assert not any(faults.values()), faults

    def test_its_add_form(self, staff_client, full_site):
        faults = {}
        for model in registered():
            address = admin_address(model, "add")
            response = staff_client.get(address)
            if response.status_code == 403:  # a journal: rows come by other ways
                assert not admin.site._registry[model].has_add_permission(
                    response.wsgi_request
                ), address
            else:
                faults[address] = faults_of(response)
        assert faults and not any(faults.values()), faults

    def test_its_change_form_and_history(self, staff_client, full_site):
        faults = {}
        for model in registered():
            thing = model._default_manager.first()
            assert thing, f"the full site has no {model._meta.label}: add one"
            for page in ("change", "history"):
                address = admin_address(model, page, thing.pk)
                faults[address] = faults_of(staff_client.get(address))
        assert not any(faults.values()), faults

    def test_nobody_unknown_sees_it(self, client):
        for model in registered():
            address = admin_address(model, "changelist")
            response = client.get(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith(reverse("admin:login")), address


def test_a_former_version_can_be_opened(staff_client, full_site):
    article = full_site["article"]
    article.title = "Tên mới"
    article.save()
    version = Article.history.filter(id=article.pk).last()
    address = admin_address(Article, "simple_history", article.pk, version.history_id)
    assert faults_of(staff_client.get(address)) == []


# --- what lies in the project -------------------------------------------------------

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] in ("cooperatives", "news", "portal")
)


def test_no_migration_is_missing():
    out = StringIO()
    call_command("makemigrations", dry_run=True, stdout=out)
    assert out.getvalue() == "No changes detected\n"


def test_each_public_template_has_the_frame_and_a_title():
    assert PAGES
    for name in PAGES:
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        assert re.match(r'{% extends "base(_figures)?\.html" %}', text), name
        titles = re.findall(r"{% block title %}(.+?){% endblock %}", text, re.DOTALL)
        assert len(titles) == 1 and titles[0].strip(), name


def test_each_template_compiles_and_marks_nothing_safe():
    names = sorted(p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*.*"))
    assert names
    for name in names:
        get_template(name)
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        assert "|safe" not in text, name
        assert "autoescape off" not in text, name


def test_html_is_marked_safe_behind_one_door_only():
    ours = [
        apps.get_app_config(label).path
        for label in ("portal", "news", "cooperatives", "accounts", "core")
    ]
    found = {
        path.name
        for folder in ours
        for path in Path(folder).rglob("*.py")
        if re.search(r"\bmark_safe\b|SafeString|SafeText", path.read_text("utf-8"))
    }
    assert found == {"richtext.py"}
