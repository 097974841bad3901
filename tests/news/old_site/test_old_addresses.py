"""Addresses of the old site lead on: from the import's file, and from the desk."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, REPORTER
from news.models import Article
from news.old_site.addresses import MAX_LENGTH, normalise
from news.old_site.models import OldAddress, OldPage
from tests.factories.news import make_article, make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.factories.portal import make_page
from tests.started import started_now

from .pages import write_page

pytestmark = pytest.mark.django_db
ADD = reverse("admin:old_site_oldaddress_add")
HEADINGS = "trang,ngay_dang,dia_chi_cu,dan_den"


def lead(address, article=None, leads_to=""):
    return OldAddress.objects.create(
        address=normalise(address), article=article, leads_to=leads_to
    )


class TestReading:
    @pytest.mark.parametrize(
        "asked",
        [
            "/chi-tiet.aspx?id=5&m=2",
            "/Chi-Tiet.aspx?m=2&id=5",
            "/chi-tiet.aspx/?id=5&m=2",
        ],
    )
    def test_an_old_address_leads_to_its_article(self, client, asked):
        article = make_article("Đại hội")
        lead("http://cu.example.vn/chi-tiet.aspx?id=5&m=2", article)
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/dai-hoi/")
        assert client.head(asked).status_code == 301
        assert client.post(asked).status_code in (403, 404)

    def test_what_was_added_on_the_way_is_left_out(self, client):
        lead("/cu/bai-1.html", leads_to="/tin-tuc/")
        assert client.get("/cu/bai-1.html?fbclid=1")["Location"] == "/tin-tuc/"
        assert client.get("/cu/bai-2.html?fbclid=1").status_code == 404

    def test_an_address_with_letters_of_ours(self, client):
        lead("/tin tức/hợp-tác.html", leads_to="/tin-tuc/")
        assert (
            client.get("/tin%20t%E1%BB%A9c/h%E1%BB%A3p-t%C3%A1c.html")["Location"]
            == "/tin-tuc/"
        )

    def test_an_address_like_a_page_s_keeps_its_parameters(self, client):
        lead("/bai-viet?id=7", leads_to="/tin-tuc/")
        for asked in ("/bai-viet?id=7", "/bai-viet/?id=7"):
            assert client.get(asked)["Location"] == "/tin-tuc/"

    def test_a_page_that_is_there_goes_before(self, client):
        make_page("Liên hệ")
        lead("/lien-he", leads_to="/tin-tuc/")
        assert client.get("/lien-he/").status_code == 200

    def test_a_draft_is_not_given_away(self, client):
        lead("/cu/1.html", make_draft())
        assert client.get("/cu/1.html").status_code == 404

    @pytest.mark.parametrize(
        "asked",
        ["/%00.html", "/x.html?" + "a=1&" * 3000, "/[.html", "/x.html?%ff=%00"],
    )
    def test_any_address_is_answered(self, client, asked):
        assert client.get(asked).status_code == 404

    def test_the_desk_is_never_old(self, client):
        OldAddress.objects.create(address="/quan-tri/cu", leads_to="/tin-tuc/")
        assert client.get("/quan-tri/cu/").status_code != 301

    def test_no_page_pays_for_it(self, client, django_assert_num_queries):
        client.get("/tin-tuc/")
        with django_assert_num_queries(0):
            client.get("/robots.txt")

    @pytest.mark.parametrize(
        "fields", [{}, {"leads_to": "/x/", "has_article": True}, {"address": ""}]
    )
    def test_the_database_wants_one_target(self, fields):
        article = make_article() if fields.pop("has_article", False) else None
        row = {"address": "/x", "article": article, "leads_to": ""}
        if "address" in fields:
            row["leads_to"] = "/tin-tuc/"
        with pytest.raises(IntegrityError), transaction.atomic():
            OldAddress.objects.create(**row | fields)


def run(folder, lines, **options):
    """Run the import with a file of dates; return its code, output and errors."""
    path = folder / "ngay.csv"
    path.write_text("\n".join(lines), encoding=options.pop("encoding", "utf-8"))
    out, err = StringIO(), StringIO()
    try:
        call_command(
            "import_old_pages", folder, dates=path, stdout=out, stderr=err, **options
        )
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return 0, out.getvalue(), err.getvalue()


class TestImport:
    def test_dates_and_addresses_of_many_pages_at_once(self, client, tmp_path):
        write_page(tmp_path, "a")
        write_page(tmp_path, "b")
        lines = [
            HEADINGS,
            "a,05/03/2023,http://cu.example.vn/chi-tiet.aspx?id=1,",
            "b,06/03/2023 08:30,/chi-tiet.aspx?id=2,",
            "b,,/tin/b.html,",
            ",,/gioi-thieu.aspx,/tin-tuc/",
            ",,,",
        ]
        code, out, err = run(tmp_path, lines)
        assert (code, err) == (0, "")
        assert "Địa chỉ cũ: ghi thêm 4." in out
        a, b = Article.objects.order_by("first_published_at")
        local = timezone.localtime(b.first_published_at).replace(tzinfo=None)
        assert local == datetime(2023, 3, 6, 8, 30)
        assert client.get("/chi-tiet.aspx?id=1")["Location"] == a.get_absolute_url()
        assert client.get("/tin/b.html")["Location"] == b.get_absolute_url()
        assert client.get("/gioi-thieu.aspx")["Location"] == "/tin-tuc/"
        again = run(tmp_path, lines)
        assert again[0] == 0 and "ghi thêm 0" in again[1]

    def test_semicolons_and_the_mark_of_excel_are_read(self, tmp_path):
        write_page(tmp_path, "a")
        lines = ["trang;ngay_dang;dia_chi_cu", "a;05/03/2023;/x.html"]
        assert run(tmp_path, lines, encoding="utf-8-sig")[0] == 0
        assert OldAddress.objects.get().address == "/x.html"

    def test_addresses_of_pages_imported_before(self, tmp_path):
        write_page(tmp_path, "a")
        run(tmp_path, [HEADINGS, "a,05/03/2023,,"])
        assert run(tmp_path, [HEADINGS, "a,,/x.html,"])[0] == 0
        assert OldAddress.objects.get().article == Article.objects.get()

    @pytest.mark.parametrize(
        ("line", "place", "message"),
        [
            ("b,05/03/2023,/x.html,", 3, "không có trang nào tên “b”"),
            ("a,31/02/2023,/x.html,", 3, "NGÀY/THÁNG/NĂM"),
            ("a,06/03/2023,/x.html,", 3, "ngày đăng khác ở dòng trên"),
            ("a,,/y.html,/tin-tuc/", 3, "ghi một trong hai cột"),
            (",05/03/2023,/y.html,/tin-tuc/", 3, "chỉ dùng cùng cột trang"),
            (",,/y.html,", 3, "ghi một trong hai cột"),
            ("a,,,", 3, "ghi cột ngay_dang hoặc cột dia_chi_cu"),
            ("a,,/tin-tuc/,", 3, "trang của cổng mới"),
            ("a,,/?id=5,", 3, "trang của cổng mới"),
            (f"a,,/{'x' * MAX_LENGTH},", 3, "dài quá"),
            ("a,,http://[x,", 3, "ghi một địa chỉ"),
            (",,/y.html,/khong-co/", 3, "không có trang nào ở địa chỉ ấy"),
            (",,/y.html,https://evil.example/", 3, "không có trang nào"),
            (",,/a.html,/tin-tuc/", 3, "đã dẫn đến nơi khác ở dòng trên"),
        ],
        ids=lambda value: str(value)[:12],
    )
    def test_a_wrong_row_is_named_and_nothing_is_written(
        self, tmp_path, line, place, message
    ):
        write_page(tmp_path, "a")
        code, _, err = run(tmp_path, [HEADINGS, "a,05/03/2023,/a.html,", line])
        assert code == 1
        assert f"ngay.csv:{place}: " in err and message in err
        assert "Chưa nhập gì" in err
        assert not Article.objects.exists() and not OldAddress.objects.exists()
        assert not OldPage.objects.exists()

    def test_an_address_that_leads_elsewhere_already_is_refused(self, tmp_path):
        lead("/x.html", make_article("Đại hội"))
        write_page(tmp_path, "a")
        code, _, err = run(tmp_path, [HEADINGS, "a,05/03/2023,/x.html,"])
        assert code == 1 and "đã dẫn đến “Đại hội”" in err

    def test_another_day_in_an_option_is_refused(self, tmp_path):
        write_page(tmp_path, "a")
        lines = [HEADINGS, "a,05/03/2023,,"]
        code, _, err = run(tmp_path, lines, published_on=["a=06/03/2023"])
        assert code == 1 and "--published-on" in err

    @pytest.mark.parametrize(
        ("lines", "encoding", "message"),
        [
            ([], "utf-8", "tên các cột"),
            (["ten,ngay"], "utf-8", "tên các cột"),
            (["trang,ngay_dang,dia_chi_cu,khac"], "utf-8", "tên các cột"),
            (["trang,ngay_dang,dia_chi_cu", "a,é,"], "latin-1", "UTF-8"),
        ],
        ids=["empty", "others", "one more", "latin-1"],
    )
    def test_a_file_of_another_kind_is_refused(
        self, tmp_path, lines, encoding, message
    ):
        write_page(tmp_path, "a")
        code, _, err = run(tmp_path, lines, encoding=encoding)
        assert code == 1 and message in err
        assert not Article.objects.exists()

    def test_a_file_that_is_not_there_is_told(self, tmp_path):
        write_page(tmp_path, "a")
        with pytest.raises(CommandError):
            call_command("import_old_pages", tmp_path, dates="x.csv", stderr=StringIO())
        assert not Article.objects.exists()


class TestDesk:
    def test_an_editor_writes_one_down_as_it_is_looked_up(self, client):
        article = make_article("Đại hội")
        client.force_login(make_user(role=EDITOR))
        sent = {"address": "http://cu.vn/A.aspx?b=2&a=1", "article": article.pk}
        assert client.post(ADD, sent).status_code == 302
        row = OldAddress.objects.get()
        assert row.address == "/a.aspx?a=1&b=2"
        page = reverse("admin:old_site_oldaddress_change", args=[row.pk])
        changed = {"address": row.address, "article": "", "leads_to": "/tin-tuc/"}
        answer = client.post(page, changed | started_now(row))
        assert answer.status_code == 302
        row.refresh_from_db()
        assert row.target == "/tin-tuc/"

    @pytest.mark.usefixtures("undrawn")
    def test_what_is_wrong_stands_at_its_field(self, client):
        lead("/cu.aspx", leads_to="/tin-tuc/")
        client.force_login(make_user(role=EDITOR))
        for address, target, field in (
            ("/tin-tuc/", "/video/", "address"),  # which the portal answers
            ("/x.aspx", "/khong-co/", "leads_to"),
            ("/CU.aspx", "/video/", "address"),  # for the second time
        ):
            sent = {"address": address, "leads_to": target}
            form = client.post(ADD, sent).context["adminform"].form
            assert list(form.errors) == [field], address

    def test_one_target_is_asked_for(self, client):
        client.force_login(make_user(role=EDITOR))
        answer = client.post(ADD, {"address": "/cu.aspx", "leads_to": ""})
        assert "không cả hai" in " ".join(Page(answer).inside("errornote")) + (
            answer.content.decode()
        )

    def test_a_reporter_may_not(self, client):
        client.force_login(make_user(role=REPORTER))
        assert client.get(ADD).status_code == 403
