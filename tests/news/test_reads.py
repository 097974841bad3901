"""Reads of articles, counted from lines that nginx wrote with `deploy/nginx.conf`."""

import gzip
import os
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from coopsite.accounts.roles import EDITOR, KEEPER
from news.models import CountedDay, DailyReads, FormerAddress
from news.reads import access_log
from news.reads.counting import record_day
from news.reads.robots import is_person
from tests.factories.news import make_article, make_draft
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
MOST_READ = reverse("admin:news_article_most_read")
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
# As nginx wrote it; what follows alters one thing each.
LINE = (
    '{{"time":"{time}","address":"203.0.113.7","host":"portal.example.vn",'
    '"request":"{request}","status":{status},"bytes":18231,"seconds":0.004,'
    '"portal_seconds":"0.003","kept":"HIT","referer":"","agent":"{agent}"}}'
)


def line(request="GET /tin-tuc/dai-hoi/ HTTP/2.0", **facts):
    facts = {"time": "2026-11-20T08:30:00+07:00", "status": 200, "agent": PHONE} | facts
    return LINE.format(request=request, **facts)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "coopsite.log"


def write(file, *lines):
    file.write_bytes(
        b"".join(x if isinstance(x, bytes) else x.encode() + b"\n" for x in lines)
    )


def count(log):
    out = StringIO()
    call_command("count_reads", str(log), stdout=out)
    return out.getvalue().strip()


def stored():
    rows = DailyReads.objects.order_by("day", "article__slug")
    return [(f"{r.day:%d/%m}", r.article.slug, r.count) for r in rows]


def test_counts_pages_of_articles_that_people_were_given(log):
    make_article(slug="dai-hoi")
    make_draft(slug="nhap")
    robot = "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/)"
    write(
        log,
        line(),
        line(status=304),
        line("GET /tin-tuc/dai-hoi/ HTTP/1.1"),
        line(agent=robot),
        line(agent="curl/8.14.1"),
        line(status=301),
        line(status=410),
        line("HEAD /tin-tuc/dai-hoi/ HTTP/2.0"),
        line("GET /tin-tuc/dai-hoi/?trang=2 HTTP/2.0"),
        line("GET /tin-tuc/dai-hoi/ban/1/ HTTP/2.0"),
        line("GET /tin-tuc/khong-co/ HTTP/2.0"),
        line("GET /tin-tuc/nhap/ HTTP/2.0"),
        line("GET /tin-tuc/ HTTP/2.0"),
        line("GET / HTTP/2.0"),
    )
    assert count(log) == (
        "Đã đếm 1 ngày, đến hết 20/11/2026: 3 lượt đọc. "
        "Không tính 2 lượt của máy, 0 dòng hỏng."
    )
    assert stored() == [("20/11", "dai-hoi", 3)]


def test_a_day_is_vietnam_s_whatever_the_server_s_clock(log):
    make_article(slug="dai-hoi")
    write(
        log,
        line(time="2026-11-20T16:59:59+00:00"),
        line(time="2026-11-20T17:00:00+00:00"),
        line(time="2026-11-20T22:29:00+05:30"),
    )
    count(log)
    assert stored() == [("20/11", "dai-hoi", 2), ("21/11", "dai-hoi", 1)]


def test_a_day_is_counted_once_from_all_files_and_not_before_it_is_over(log):
    make_article(slug="dai-hoi")
    today = timezone.localtime()
    write(log, line(), line(time=today.isoformat(timespec="seconds")))
    write(log.with_name("coopsite.log.1"), line())
    packed = log.with_name("coopsite.log.2.gz")
    packed.write_bytes(
        gzip.compress(f"{line(time='2026-11-19T08:00:00+07:00')}\n".encode())
    )
    count(log)
    expected = [("19/11", "dai-hoi", 1), ("20/11", "dai-hoi", 2)]
    assert stored() == expected
    write(log.with_name("coopsite.log.3"), line())  # of a day that was counted
    assert count(log) == "Không có ngày nào mới để đếm."
    assert stored() == expected
    write(log, line(time="2026-11-21T08:00:00+07:00"))
    count(log)
    assert stored() == [*expected, ("21/11", "dai-hoi", 1)]


def test_a_day_that_another_run_has_counted_stays_as_it_is():
    article = make_article(slug="dai-hoi")
    day, deleted_meanwhile = date(2026, 11, 20), 10**9
    record_day(day, {article.pk: 3, deleted_meanwhile: 1})
    record_day(day, {article.pk: 5})
    assert stored() == [("20/11", "dai-hoi", 3)]


def test_a_file_that_is_being_packed_is_read_once(log):
    make_article(slug="dai-hoi")
    write(log)
    write(log.with_name("coopsite.log.2"), line())
    log.with_name("coopsite.log.2.gz").write_bytes(gzip.compress(b"{")[:9])
    count(log)
    assert stored() == [("20/11", "dai-hoi", 1)]


def test_files_from_before_the_last_counted_day_are_not_opened(log):
    CountedDay.objects.create(day=date(2026, 11, 20))
    write(log, line())
    old = log.with_name("coopsite.log.9.gz")
    old.write_bytes(b"no gzip at all")
    os.utime(old, (1_790_000_000, 1_790_000_000))  # 21/09/2026
    assert count(log) == "Không có ngày nào mới để đếm."


def test_reads_at_a_former_address_are_the_article_s(log):
    article = make_article(slug="dai-hoi-2026")
    FormerAddress.objects.create(article=article, slug="dai-hoi")
    write(log, line(), line("GET /tin-tuc/dai-hoi-2026/ HTTP/2.0"), line(status=301))
    count(log)
    assert stored() == [("20/11", "dai-hoi-2026", 2)]


def test_broken_lines_are_left_out_and_told(log, monkeypatch):
    monkeypatch.setattr(access_log, "MAX_LINE", 1024)
    make_article(slug="dai-hoi")
    write(
        log,
        line(agent="Mozilla/5.0 \\\\ x").replace("x", "\xff").encode("latin-1") + b"\n",
        '203.0.113.7 - - [20/Nov/2026:08:30:00 +0700] "GET /tin-tuc/dai-hoi/ HTTP/2.0"',
        line(time="2026-11-31T08:30:00+07:00"),
        line(time="0001-01-01T00:00:00+14:00"),
        line()[:-1],
        line().replace(',"agent"', ',"who"'),
        line().replace(":200,", ":,"),
        line(agent="x" * 5000),
        "",
        line(),
        line()[:90].encode(),  # cut off where the disk was full
    )
    assert count(log).endswith("2 lượt đọc. Không tính 0 lượt của máy, 9 dòng hỏng.")


def test_a_log_that_cannot_be_read_is_an_error_and_counts_nothing(log):
    make_article(slug="dai-hoi")
    with pytest.raises(CommandError, match="Không có tệp .*access_log"):
        count(log)
    write(log, '203.0.113.7 - - "GET /tin-tuc/dai-hoi/ HTTP/2.0" 200')
    with pytest.raises(CommandError, match="theo mẫu coopsite"):
        count(log)
    write(log, line())
    half = gzip.compress(f"{line()}\n".encode())[:-12]
    log.with_name("coopsite.log.2.gz").write_bytes(half)
    with pytest.raises(CommandError, match=r"chưa đếm gì: .*coopsite\.log\.2\.gz"):
        count(log)
    assert stored() == []
    assert not CountedDay.objects.exists()


def test_nothing_of_a_reader_is_kept():
    fields = {field.name for field in DailyReads._meta.get_fields()}
    assert fields == {"id", "article", "day", "count"}


@pytest.mark.parametrize("counts", [[1, 1], [0]])
def test_the_database_keeps_one_row_a_day_and_none_of_nothing(counts):
    article = make_article()
    with pytest.raises(IntegrityError):
        for number in counts:
            DailyReads.objects.create(
                article=article, day=date(2026, 11, 20), count=number
            )


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (PHONE, True),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/96.0 Mobile Safari", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) [FBAN/FBIOS;FBAV/530.0]", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/)", False),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/)", False),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142.0", False),
        ("Mozilla/5.0 (compatible; AhrefsBot/7.0)", False),
        ("python-requests/2.34.2", False),
        ("", False),
    ],
)  # fmt: skip
def test_robots_that_name_themselves_are_told_from_people(agent, expected):
    assert is_person(agent) is expected


class TestTheDesk:
    def read(self, article, days_ago, count):
        day = timezone.localdate() - timedelta(days_ago)
        CountedDay.objects.get_or_create(day=day)
        DailyReads.objects.create(article=article, day=day, count=count)

    def test_an_article_says_how_often_it_was_read(self, staff_client):
        article = make_article()
        form = reverse("admin:news_article_change", args=[article.pk])
        assert "chưa đếm ngày nào" in staff_client.get(form).content.decode()
        self.read(article, 8, 1200)
        self.read(article, 7, 30)
        self.read(article, 1, 4)
        until = timezone.localdate() - timedelta(1)
        page = " ".join(staff_client.get(form).content.decode().split())
        assert f"Lượt đọc: 1.234; 7 ngày qua: 34 (đếm đến hết {until:%d/%m/%Y})" in page
        rows = staff_client.get(reverse("admin:news_article_changelist"))
        assert '<td class="field-read">1.234</td>' in rows.content.decode()

    def test_a_draft_says_nothing_of_reads(self, staff_client):
        form = reverse("admin:news_article_change", args=[make_draft().pk])
        assert "Lượt đọc" not in staff_client.get(form).content.decode()

    def test_the_most_read_stand_first(self, client):
        client.force_login(make_user(role=EDITOR))
        often, seldom, once = (make_article(title) for title in ("Hay", "Ít", "Xưa"))
        self.read(often, 2, 5)
        self.read(often, 3, 5)
        self.read(seldom, 1, 7)
        self.read(once, 20, 1000)
        week = client.get(MOST_READ)
        assert week.context["rows"] == [(often, 10), (seldom, 7)]
        month = client.get(MOST_READ, {"ngay": "30"})
        assert month.context["rows"][0] == (once, 1000)
        assert "1.000" in month.content.decode()

    def test_an_empty_page_says_what_to_do(self, staff_client):
        empty = staff_client.get(MOST_READ).content.decode()
        assert "<code>coopsite-reads.timer</code>" in empty
        self.read(make_article(), 100, 5)
        assert "Hãy chọn khoảng dài hơn" in staff_client.get(MOST_READ).content.decode()

    def test_costs_the_same_however_much_there_is(
        self, staff_client, django_assert_max_num_queries
    ):
        for number in range(15):
            self.read(make_article(), number % 6 + 1, number + 1)
        with django_assert_max_num_queries(7):
            page = staff_client.get(MOST_READ)
        assert len(page.context["rows"]) == 15

    @pytest.mark.parametrize("days", ["8", "0", "x", "-7", "７"])
    def test_no_such_period_is_not_found(self, staff_client, days):
        assert staff_client.get(MOST_READ, {"ngay": days}).status_code == 404

    def test_is_the_newsroom_s(self, client):
        client.force_login(make_user(role=KEEPER))
        assert client.get(MOST_READ).status_code == 403
