"""Whatever is typed has a maximum, which is asked before any work is done with it."""

import importlib
import pkgutil
import unicodedata

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse

from cooperatives.models import Area
from coopsite.accounts.models import User
from coopsite.core import forms as core_forms
from coopsite.core.autocomplete import MAX_SEARCH
from news.models import Article
from tests.factories.cases import few_now, in_proofs
from tests.factories.news import first_section
from tests.factories.pages import Page
from tests.started import started_now

pytestmark = pytest.mark.django_db
OURS = ("coopsite", "news", "cooperatives")
# Bounded by the cleaner, the reader of files, a validator; two are not typed.
BOUNDED_ELSEWHERE = {
    "Article.body",
    "Autosave.version",
    "Edition.body",
    "OldPage.raw",
    "Page.body",
    "PageEdition.body",
    "SavedView.query",
    "ScanDownload.what",
}
ADD = reverse("admin:news_article_add")


def list_unbounded_fields():
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith(OURS) and not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, models.TextField) and field.editable
        if field.max_length is None and not model.__name__.startswith("Historical")
    }


def test_each_text_of_a_row_has_a_maximum():
    assert list_unbounded_fields() == BOUNDED_ELSEWHERE


def list_forms(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from list_forms(form)


def import_all_forms():
    for name in OURS:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "forms" in module.name or "admin" in module.name:
                importlib.import_module(module.name)


def test_each_text_of_a_form_has_a_maximum():
    import_all_forms()
    unbounded = {
        f"{form.__name__}.{name}"
        for form in list_forms()
        if form.__module__.startswith(OURS)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and field.max_length is None
        if not isinstance(field.widget, forms.PasswordInput)
    }
    # The cleaner bounds the bodies, Django the name, when the form is made.
    bodies = {"ArticleForm.body", "CorrectionForm.body", "PageForm.body"}
    assert unbounded == bodies | {"SignInForm.username"}


LISTS = [m for m, one in admin.site._registry.items() if one.search_fields]


@pytest.mark.parametrize(
    "model",
    few_now(LISTS, *range(0, len(LISTS), 3)),
    ids=lambda model: model._meta.label,
)
def test_words_too_long_to_be_looked_for_are_refused(staff_client, model):
    options = model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    page = staff_client.get(address, {"q": "a" * (MAX_SEARCH + 1)})
    assert "dài quá 200 ký tự" in " ".join(Page(page).inside("messagelist"))
    assert staff_client.get(address, {"q": "a" * MAX_SEARCH}).status_code == 200


def test_a_box_that_searches_while_one_types_reads_no_more(staff_client):
    asked = {"app_label": "cooperatives", "model_name": "standing"}
    asked |= {"field_name": "area", "term": "quận 1" + " " * MAX_SEARCH + "x"}
    found = staff_client.get(reverse("admin:autocomplete"), asked).json()
    assert found["results"][0]["text"] == "Quận 1"


def send_article(client, **fields):
    sent = {"title": "Tin", "section": first_section().pk, "body": "<p>a</p>"}
    return client.post(ADD, sent | fields)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        in_proofs("title", "a" * 1_000_000),
        ("title", "a" + "\u0301\u0323" * 500_000),
        ("lead", "a\n" * 500_000),
        in_proofs("slug", "a" * 1_000_000),
        ("go_live_at_0", "1" * 1_000_000),
    ],
)
def test_what_is_far_too_long_is_refused_at_its_field_unread(
    staff_client, monkeypatch, field, typed
):
    def clean_short(text, real):
        assert len(text) < 10_000
        return real(text)

    for name in ("clean_text", "clean_lines"):
        real = getattr(core_forms, name)
        monkeypatch.setattr(
            core_forms, name, lambda text, real=real: clean_short(text, real)
        )
    answer = send_article(staff_client, **{field: typed})
    assert list(answer.context["adminform"].form.errors) == [field.removesuffix("_0")]
    assert not Article.objects.exists()


def test_a_title_typed_in_parts_may_be_as_long_as_another(staff_client):
    title = "Kếtnốihợptácxã" * 17
    typed = unicodedata.normalize("NFD", title)
    assert len(title) < 250 < len(typed)
    assert send_article(staff_client, title=typed).status_code == 302
    assert Article.objects.get().title == title


MARKED, KEPT = "Ba" + "\u0301" * 9, "Bá" + "\u0301" * 3


def test_a_person_s_and_a_group_s_name_keep_few_marks(staff_client):
    address = reverse("admin:accounts_user_add")
    password = "\u00a0 mật  khẩu dài 93"
    sent = {
        "username": "ba",
        "full_name": f" {MARKED}\u200b",
        "usable_password": "true",
    }
    sent |= {"password1": password, "password2": password}
    assert staff_client.post(address, sent).status_code == 302
    person = User.objects.get(username="ba")
    assert person.full_name == KEPT
    assert person.check_password(password), "a password is taken as it is typed"
    address = reverse("admin:accounts_user_change", args=[person.pk])
    page = started_now(person) | {"username": "ba", "full_name": MARKED}
    assert staff_client.post(address, page).status_code == 302
    person.refresh_from_db()
    assert person.full_name == KEPT
    staff_client.post(reverse("admin:auth_group_add"), {"name": MARKED})
    assert Group.objects.filter(name=KEPT).exists()


def test_a_note_of_an_area_has_a_maximum(staff_client):
    area = Area.objects.get(key="quan-1")
    address = reverse("admin:cooperatives_area_change", args=[area.pk])
    page = staff_client.get(address).context["adminform"].form
    assert page.fields["note"].max_length == 2000
