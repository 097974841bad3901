"""Who downloaded which scan, and when, is written down and stays."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import ScanDownload
from coopsite.accounts.models import AuditEvent
from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from coopsite.demo.loading import remove
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.register import make_cooperative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("document_root")]
LIST = "admin:cooperatives_scandownload_changelist"


def with_scan(name="Hợp tác xã Một", **fields):
    scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.7 ...")
    founded = date(2019, 3, 15)
    return make_cooperative(name, founded=founded, facts={"document": scan}, **fields)


def address_of(cooperative):
    entry = cooperative.entries.get()
    name = "admin:cooperatives_cooperative_document"
    return reverse(name, args=[cooperative.pk, entry.pk])


def download(client, person, cooperative):
    client.force_login(person)
    answer = client.get(address_of(cooperative))
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer


def test_a_download_is_written_down(client):
    cooperative, keeper = with_scan(), make_user(role=KEEPER)
    before = timezone.now()
    answer = download(client, keeper, cooperative)
    row = ScanDownload.objects.get()
    assert row.person == keeper
    assert before <= row.downloaded_at <= timezone.now()
    assert row.what == "Hợp tác xã Một: từ 15/03/2019"
    assert row.file in answer.headers["Content-Disposition"]
    event = AuditEvent.objects.get(kind="document")
    assert (event.username, event.thing) == (keeper.username, row.what)


def test_each_download_is_one_row(client):
    cooperative, keeper = with_scan(), make_user(role=KEEPER)
    for _ in range(3):
        download(client, keeper, cooperative)
    assert ScanDownload.objects.count() == 3


def test_what_was_not_handed_out_is_not_written_down(client):
    cooperative = with_scan()
    for person in (make_user(role=REPORTER), make_user(is_staff=True)):
        assert download(client, person, cooperative).status_code == 403
    entry = cooperative.entries.get()
    entry.document.storage.delete(entry.document.name)
    assert download(client, make_user(role=KEEPER), cooperative).status_code == 404
    assert not ScanDownload.objects.exists()


def test_a_reporter_reads_that_there_is_a_scan_and_finds_no_way_to_it(client):
    cooperative = with_scan()
    page = reverse("admin:cooperatives_cooperative_change", args=[cooperative.pk])
    client.force_login(make_user(role=REPORTER))
    answer = client.get(page)
    assert "Có bản chụp" in answer.content.decode()
    assert not [link for link in Page(answer).links if "ban-chup" in link]
    client.force_login(make_user(role=EDITOR))
    assert [link for link in Page(client.get(page)).links if "ban-chup" in link]


def test_an_entrys_page_and_the_book_of_changes_give_a_reporter_no_file(client):
    entry = with_scan().entries.get()
    client.force_login(make_user(role=REPORTER))
    base = "admin:cooperatives_standingentry"
    addresses = [
        reverse(f"{base}_changelist"),
        reverse(f"{base}_change", args=[entry.pk]),
    ]
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        assert entry.document.name not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(REPORTER, 403), (EDITOR, 403), (KEEPER, 403), (ADMINISTRATOR, 200)],
)
def test_the_list_is_read_by_administrators(client, role, status):
    download(client, make_user("thu", role=KEEPER), with_scan())
    client.force_login(make_user(role=role))
    answer = client.get(reverse(LIST))
    assert answer.status_code == status
    found = answer.content.decode()
    assert (status == 200) == ("Hợp tác xã Một: từ 15/03/2019" in found)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_the_list_takes_nothing_in_and_lets_nothing_go(client, superuser, is_superuser):
    download(client, make_user(role=KEEPER), with_scan())
    row = ScanDownload.objects.get()
    client.force_login(superuser if is_superuser else make_user(role=ADMINISTRATOR))
    base = "admin:cooperatives_scandownload"
    doors = [(f"{base}_add", []), (f"{base}_change", [row.pk])]
    for name, args in [*doors, (f"{base}_delete", [row.pk])]:
        sent = {"what": "khác", "file": "b.pdf", "post": "yes"}
        assert client.post(reverse(name, args=args), sent).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(reverse(LIST), chosen)
    assert ScanDownload.objects.values().get() == {
        "id": row.pk,
        "person_id": row.person_id,
        "downloaded_at": row.downloaded_at,
        "what": row.what,
        "file": row.file,
    }


def test_it_outlives_demonstration_data(client):
    download(client, make_user(role=KEEPER), with_scan(is_demo=True))
    remove(lambda line: None)
    assert ScanDownload.objects.count() == 1
