"""Each address and list action of the desk is decided for each role, and is so."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cooperatives.actions import record_survey, reorganise
from coopsite.accounts.models import DeskSession, SavedView, SecondFactor
from news.models import Section
from tests.factories.cases import few_now
from tests.factories.news import make_clip, make_draft, make_image
from tests.factories.once import written_once
from tests.factories.people import make_user
from tests.factories.portal import make_draft_page
from tests.factories.register import make_cooperative, make_union

from .permission_matrix import ROLES, Desk, collect, read_table

TABLE = read_table()
KINDS = ("cooperative", "union")


@pytest.fixture
@written_once
def rows(full_site):
    """A row of each kind, so that each address leads to one; saved views and sessions
    are a colleague's."""
    colleague, now = make_user("dong-nghiep", is_staff=True), timezone.now()
    session = DeskSession(user=colleague, started_at=now, last_seen_at=now)
    session.save()
    SecondFactor.objects.create(user=colleague, last_step=0, set_up_at=now)
    kept = {
        "accounts.user": colleague,
        "accounts.savedview": SavedView.objects.create(
            user=colleague, page="news.article", name="Của tôi", query="q=x"
        ),
        "accounts.desksession": session,
        "news.article": make_draft(),
        # Of a public one; the draft may be deleted, as may what is used nowhere.
        "news.article cac-ban": full_site["article"],
        "portal.page": make_draft_page(),
        "portal.page cac-ban": full_site["contacts"],
        "news.section": Section.objects.create(name="Chuyên mục trống"),
        "news.image": make_image(),
        "in the bin": make_draft(deleted_at=now),
        "news.videoclip": full_site["clip"],
        "private clip": make_clip(published_at=None),
    }
    for make in (make_cooperative, make_union):
        scan = ContentFile(b"%PDF-1.7 ...", name="qd.pdf")
        row, day = make(facts={"document": scan}), date(2020, 1, 1)
        record_survey(
            organisation=row, effective_from=day, by=None, source="A", members=20
        )
        reorganise(
            organisation=row, form="sap-nhap", successors=[make()],
            effective_from=date(2021, 1, 1), by=None,
        )  # fmt: skip
        kept[row._meta.label_lower] = row
    return kept


@pytest.fixture
def desk(client, rows, settings, tmp_path):
    """Return the desk as a role sees it, with the files that are not public."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    organisations = [rows[f"cooperatives.{kind}"] for kind in KINDS]
    scans = [one.entries.earliest("pk").document for one in organisations]
    for file in (*scans, rows["private clip"].file):
        Path(file.path).parent.mkdir(parents=True, exist_ok=True)
        Path(file.path).write_bytes(b"%PDF-1.7 ...")
    return lambda role: Desk(client, rows, role)


def test_each_address_and_action_is_decided():
    """Add the line of a new one to permissions.csv, and say there who may."""
    assert sorted(TABLE) == sorted(collect())
    cells = {cell for row in TABLE.values() for cell in row.values()}
    assert cells == {"-", "r", "w", "rw"}
    assert all(list(row) == list(ROLES) for row in TABLE.values())


# Nobody now; the others in the proofs.
@pytest.mark.parametrize("role", few_now(list(ROLES), 0))
def test_what_is_not_given_is_refused(desk, role):
    desk = desk(role)
    given, written = [], []
    for what, cells in TABLE.items():
        if "w" not in cells[role]:
            got_past, wrote = desk.send(what)
            given += [f"w {what}"] * got_past
            written += [(what, wrote)] * bool(wrote)
        # Which actions a list offers is asked below: lists take long to show.
        if "r" not in cells[role] and ": " not in what and desk.reads(what):
            given.append(f"r {what}")
    assert (given, written) == ([], [])


@pytest.mark.proof
@pytest.mark.parametrize("role", ROLES)
def test_what_is_given_is_there(desk, role):
    desk = desk(role)
    wrong = []
    for what, cells in TABLE.items():
        if "w" in cells[role] and not desk.send(what)[0]:
            wrong.append(f"w {what}")
        is_asked = "r" in cells[role] or ": " in what
        if is_asked and desk.reads(what) != ("r" in cells[role]):
            wrong.append(f"r {what}")
    assert wrong == []
