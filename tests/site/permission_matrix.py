"""Collects every address and list action of the desk, and asks them as each role.

`permissions.csv` is the table of what is decided: one line each, one column a role. A
cell says `r` where reading (GET) is answered, `w` where sending (POST) gets past the
rights, `-` where both are refused: led to sign in, 403, 404 or 405. Articles are a
colleague's: what a role may with its own, and at each stage, is in
tests/news/test_workflow.py.
"""

import re
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, reverse

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from tests.factories.pages import Page
from tests.factories.people import make_user

TABLE = Path(__file__).with_name("permissions.csv")
DESK, CLIPS = "quan-tri/", "media/clips/"
ROLES = {
    "anonymous": None,
    "no group": {"is_staff": True},
    "reporter": {"role": REPORTER},
    "editor": {"role": EDITOR},
    "keeper": {"role": KEEPER},
    "administrator": {"role": ADMINISTRATOR},
    "superuser": {"is_staff": True, "is_superuser": True},
}
REFUSED = {403, 404, 405}
# Kept of a session, whatever it asks.
SESSIONS = ("django_session", "accounts_desksession")
FACTS = {
    "moc": "entries",
    "ten-ma-so": "designations",
    "khao-sat": "surveys",
    "ke-tuc": "reorganisations",
}
# What stands in the place of an argument that names no row.
EXAMPLES = {
    "<app_label>": "portal",
    "<int:number>": "1",
    "<ending:ending>": "csv",
    "<slug:name>": "dang-bai",
    "<uuid:token_id>": str(UUID(int=1)),
    "<uidb64>/<token>": "MQ/x",
    "(?P<url>.*)": "khong-co/",
}
ROWS = {  # by what an address begins with; a person's own: a colleague's
    "cooperatives/standing": "cooperatives.standingentry",
    "bo-loc/<int:pk>": "accounts.savedview",
    "tai-khoan/phien": "accounts.desksession",
}
# What is asked for, and sent, besides.
QUERIES = {
    "autocomplete/": "?app_label=news&model_name=article&field_name=cover",
}
SENT = {"bo-loc/luu/": {"page": "news.article", "name": "Tin", "query": "q=x"}}
APPS = re.compile(r"\(\?P<app_label>[\w|]+\)")  # in the order of their registering


def read_table():
    """Returns {address or action: {role: cell}}, as decided."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head, *rows = [[cell.strip() for cell in line.split(", ")] for line in lines]
    return {what: dict(zip(head[1:], cells, strict=True)) for what, *cells in rows}


def collect():
    """Returns all that the table has to decide: addresses of the desk and of private
    files, and "app.model: action" of each list."""
    found = [*_walk(get_resolver()), *_actions()]
    return [APPS.sub("<app_label>", what.removeprefix(DESK)) for what in found]


def _walk(resolver, prefix=""):
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        elif pattern.startswith((DESK, CLIPS)):
            yield pattern


def _actions():
    everywhere = [name for name, _ in admin.site.actions]
    for model, model_admin in admin.site._registry.items():
        if model_admin.actions is None:  # its list offers none
            continue
        for action in [*everywhere, *model_admin.actions]:
            name = action if isinstance(action, str) else action.__name__
            yield f"{model._meta.label_lower}: {name}"


class Desk:
    """The desk as one role sees it; what is asked of it is undone."""

    def __init__(self, client, rows, role):
        self._client, self._rows, self._offers = client, rows, {}
        if ROLES[role] is not None:
            client.force_login(make_user(**ROLES[role]))
        self._cookies = client.cookies.copy()

    def send(self, what):
        """Returns whether a POST gets past the rights, and the first that it wrote."""
        if ": " not in what:
            address = self._address_of(what)
            answer, written = self._ask("post", address, SENT.get(what))
            return not _is_refused(answer), written
        action, row, address = self._action_of(what)
        sent = {"action": action, ACTION_CHECKBOX_NAME: [row.pk], "post": "yes"}
        answer, written = self._ask("post", address, sent)
        # Of an action that is not among its own, Django's list only shows itself again.
        is_back = answer.status_code == 302 and answer["Location"] == address
        is_list = "cl" in (getattr(answer, "context_data", None) or {})
        got_past = not (is_back or is_list or _is_refused(answer))
        return bool(written) or got_past, written

    def reads(self, what):
        """Returns whether a GET is answered, or the list offers the action."""
        if ": " not in what:
            answer, _ = self._ask("get", self._address_of(what))
            return not _is_refused(answer)
        action, _, address = self._action_of(what)
        if address not in self._offers:
            with self._undone():
                page = self._client.get(address)
            options = Page(page).all("option") if page.status_code == 200 else []
            self._offers[address] = {one.attributes.get("value") for one in options}
        return action in self._offers[address]

    def _ask(self, method, address, sent=None):
        with self._undone() as written:
            answer = getattr(self._client, method)(address, sent)
            if answer.streaming:
                b"".join(answer)  # which closes the file
        return answer, written[:1]

    def _action_of(self, what):
        """Returns an action's name, the row it is done to, and where."""
        label, action = what.split(": ")
        row = self._row(label)
        name = f"admin:{label.replace('.', '_')}_changelist"
        if action == "restore_selected":
            return action, self._rows["in the bin"], f"{reverse(name)}?thung_rac=1"
        return action, row, reverse(name)

    @contextmanager
    def _undone(self):
        written = []

        def note(execute, sql, params, many, context):
            if re.match("INSERT|UPDATE|DELETE", sql) and not _is_of_session(sql):
                written.append(sql)
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(note):
            yield written
            transaction.set_rollback(True)
        self._client.cookies = self._cookies.copy()

    def _address_of(self, pattern):
        if pattern.startswith(CLIPS):
            return self._rows["private clip"].file.url
        address = pattern
        for argument, example in EXAMPLES.items():
            address = address.replace(argument, example)
        if re.search(r"[<(]", address):
            address = self._name_rows(address)
        address = address.replace("^", "").replace("$", "")
        return f"/{DESK}{address}{QUERIES.get(pattern, '')}"

    def _name_rows(self, address):
        """Returns the address with the keys of a row, its fact and its version."""
        app, model, *rest = address.split("/")
        label = ROWS.get(f"{app}/{model}", f"{app}.{model}")
        row = self._rows.get(f"{label} {rest[1]}") or self._row(label)
        if "<int:fact_pk>" in address:
            fact = getattr(row, FACTS[rest[1]]).earliest("pk")
            address = address.replace("<int:fact_pk>", str(fact.pk))
        address = re.sub(r"<(int:pk|path:object_id|id)>", str(row.pk), address)
        if "([^/]+)" in address:
            version = row.history.first().history_id
            address = address.replace("([^/]+)", str(row.pk), 1)
            address = address.replace("([^/]+)", str(version))
        return address

    def _row(self, label):
        if label not in self._rows:
            self._rows[label] = apps.get_model(label)._default_manager.first()
        return self._rows[label]


def _is_refused(answer):
    """Returns whether the rights of whoever asked ended there."""
    sign_in = reverse("admin:login")
    led_away = answer.status_code == 302 and answer["Location"].startswith(sign_in)
    return led_away or answer.status_code in REFUSED


def _is_of_session(sql):
    return any(f'"{table}"' in sql[:60] for table in SESSIONS)
