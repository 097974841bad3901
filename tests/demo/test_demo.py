"""`load_demo`: an empty portal counts as the 2023 report, and is emptied again."""

import io
import shutil
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import F, Q
from django.test import override_settings
from django.utils import timezone

from cooperatives.actions import change_standing, reorganise
from cooperatives.models import (
    Area,
    Cooperative,
    Kind,
    Organisation,
    Sector,
    Standing,
    StandingEntry,
    Union,
)
from cooperatives.statistics import counts
from cooperatives.tax_codes import clean_tax_code
from coopsite.core import richtext
from coopsite.core.vietnamese import fold
from news.models import Article, Image, Section, VideoClip
from tests.factories.news import make_article
from tests.factories.register import make_cooperative
from tests.factories.words import list_stale

from .loading import files, row_counts, run

YEAR_END = date(2023, 12, 31)
ALLIANCE = "lien-minh-hop-tac-xa-tp-hcm"


def moment(*parts):
    return timezone.make_aware(datetime(*parts))


def by_code(found):
    """Return counts by sector id as counts by sector code."""
    codes = dict(Sector.objects.values_list("pk", "code"))
    return {codes[pk]: count for pk, count in found.items()}


@pytest.fixture(scope="module")
def loaded_media(tmp_path_factory):
    """The folder of the files that come with the data."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, loaded_media):
    """The data, loaded once for all, in a transaction that is never committed."""
    media = override_settings(MEDIA_ROOT=loaded_media)
    with media, django_db_blocker.unblock(), transaction.atomic():
        yield run()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("loaded", "db")
class TestTheRegister:
    def test_counts_on_the_last_day_of_2023_as_the_report_says(self):
        kinds = counts.by_kind(YEAR_END)
        assert kinds[Kind.COOPERATIVE] == counts.Tally(active=606, stopped=188)
        assert kinds[Kind.UNION] == counts.Tally(active=9, stopped=3)
        sectors = by_code(counts.by_sector(YEAR_END))
        assert {code: tally.active for code, tally in sectors.items()} == {
            "tmdv": 99,
            "gtvt": 292,
            "nn": 123,
            "ttcn": 35,
            "vsmt": 38,
            "quy-tdnd": 19,
        }

    def test_founded_in_2023_as_the_report_says(self):
        founded = counts.founded_by_sector(date(2023, 1, 1), YEAR_END)
        assert by_code(founded) == {"nn": 15, "gtvt": 16, "tmdv": 4}

    def test_has_794_cooperatives_and_12_unions_each_with_its_version(self):
        assert Cooperative.objects.count() == Cooperative.history.count() == 794
        assert Union.objects.count() == Union.history.count() == 12
        assert not Organisation.objects.filter(is_demo=False).exists()

    def test_names_and_codes_are_all_different_and_valid(self):
        assert len(set(Organisation.objects.values_list("match_text"))) == 806
        codes = Organisation.objects.exclude(tax_code=None)
        codes = list(codes.values_list("tax_code", flat=True))
        assert len(codes) > 600
        assert all(clean_tax_code(code) == code for code in codes)
        uncoded = Organisation.objects.filter(tax_code=None)
        assert not uncoded.filter(certificate_number="").exists()

    def test_the_conference_of_2024_knew_what_is_known_now(self):
        known = moment(2024, 2, 2)
        assert counts.by_sector(YEAR_END, known) == counts.by_sector(YEAR_END)

    def test_the_year_end_itself_knew_less(self):
        known = moment(2024, 1, 1)
        assert counts.by_kind(YEAR_END, known) != counts.by_kind(YEAR_END)

    def test_the_middle_of_the_year_is_as_printed(self):
        """576 active on 30/06/2023, six founded in that half-year."""
        middle = date(2023, 6, 30)
        assert counts.by_kind(middle)[Kind.COOPERATIVE].active == 576
        founded = counts.founded_by_sector(date(2023, 1, 1), middle)
        assert sum(founded.values()) == 6

    def test_standings_follow_from_entries(self):
        out = io.StringIO()
        call_command("check_register", stdout=out)
        assert "Đã soát 806 hồ sơ" in out.getvalue()

    def test_later_days_count_otherwise(self):
        later = counts.by_kind(date(2025, 6, 30))[Kind.COOPERATIVE]
        assert later.dissolved > 0
        assert later.active + later.stopped + later.dissolved == 794
        assert later != counts.by_kind(YEAR_END)[Kind.COOPERATIVE]

    def test_every_place_is_stated_in_an_area_of_its_day(self):
        ended = Q(area__valid_until__lte=F("effective_from"))
        to_come = Q(area__valid_from__gt=F("effective_from"))
        assert not StandingEntry.objects.filter(ended | to_come).exists()
        last = Standing.objects.latest("effective_from").effective_from
        assert last < Area.DISTRICTS_ENDED

    def test_nothing_was_known_before_it_happened_or_is_from_the_future(self):
        early = Standing.objects.filter(recorded_at__date__lt=F("effective_from"))
        assert not early.exists()
        assert not Standing.objects.filter(recorded_at__gt=timezone.now()).exists()

    def test_holds_members_corrections_and_dissolutions(self):
        on_day = Standing.objects.on(YEAR_END)
        assert 100 <= on_day.exclude(union=None).count() <= 140
        assert StandingEntry.objects.exclude(corrects=None).count() >= 8

    def test_nobody_was_in_a_union_before_it_was_founded(self):
        founded = dict(
            Standing.objects.foundings()
            .unions()
            .values_list("organisation", "effective_from")
        )
        members = Standing.objects.exclude(union=None)
        for union, day in members.values_list("union", "effective_from"):
            assert founded[union] <= day

    def test_the_figures_page_shows_the_report_and_says_that_it_is_invented(
        self, client
    ):
        page = client.get("/so-lieu/", {"ngay": "31/12/2023"})
        assert page.status_code == 200
        for figure in ("794", "606", "292", "123"):
            assert figure in page.text
        assert "minh hoạ" in page.text

    def test_a_cooperative_has_its_page(self, client):
        assert (
            client.get(Cooperative.objects.first().get_absolute_url()).status_code
            == 200
        )
        assert client.get(Union.objects.first().get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("loaded", "db")
class TestTheNews:
    @pytest.fixture
    def report(self, db):
        """A real article beside the invented, as the imported report is."""
        return make_article(
            "Hội nghị tổng kết",
            section=Section.objects.get(slug=ALLIANCE),
            published_at=moment(2024, 2, 2, 17),
        )

    def test_the_reports_section_has_26_pages(self, client, report):
        address = f"/chuyen-muc/{ALLIANCE}/"
        assert client.get(address, {"trang": 26}).status_code == 200
        assert client.get(address, {"trang": 27}).status_code == 404

    def test_the_report_has_26_pages_of_other_news(self, client, report):
        address = report.get_absolute_url()
        assert client.get(address, {"trang": 26}).status_code == 200
        assert client.get(address, {"trang": 27}).status_code == 404

    def test_every_other_section_has_some(self):
        for section in Section.objects.exclude(slug=ALLIANCE):
            assert 6 <= section.editions.public().count() <= 9

    def test_every_article_says_that_it_is_invented(self):
        for article in Article.objects.all():
            assert "Bài minh hoạ: nội dung hư cấu." in article.body
            assert article.body == richtext.clean(article.body)
            assert "{" not in article.title + article.lead + article.body

    def test_titles_differ_and_have_versions(self):
        titles = set(Article.objects.values_list("title", flat=True))
        assert len(titles) == Article.objects.count() == Article.history.count()

    def test_the_desk_finds_each_by_its_words(self, staff_client):
        assert list_stale() == []
        article = Article.objects.first()
        clip = VideoClip.objects.first()
        for address, row in (("article", article), ("videoclip", clip)):
            asked = {"q": fold(row.title).upper()}
            page = staff_client.get(f"/quan-tri/news/{address}/", asked)
            assert row in page.context["cl"].result_list

    def test_about_sixty_have_a_described_picture(self):
        pictured = Article.objects.exclude(cover=None)
        assert 50 <= pictured.count() <= 80
        assert not pictured.filter(Q(cover_alt="") | Q(cover_credit="")).exists()
        assert pictured.values("cover").distinct().count() == 10

    def test_the_newest_clip_plays_with_captions(self, client):
        clip = VideoClip.objects.public().newest_first().first()
        assert clip.title == "Một ngày ở hợp tác xã"
        assert clip.duration == 24
        assert clip.poster.is_demo
        assert client.get(clip.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("loaded", "db")
class TestOnceLoaded:
    def test_it_has_told_its_steps_and_refuses_a_second_time(self, loaded):
        assert loaded.index("[1/6]") < loaded.index("[4/6]")
        assert "Đã nạp dữ liệu minh hoạ" in loaded
        before = row_counts()
        with pytest.raises(CommandError, match="--remove"):
            run()
        assert row_counts() == before

    def test_stays_while_a_real_cooperative_belongs_to_an_invented_union(self):
        make_cooperative("Hợp tác xã Có Thật", union=Union.objects.first())
        before = row_counts()
        with pytest.raises(CommandError, match="Hợp tác xã Có Thật"):
            run("--remove")
        assert row_counts() == before

    def test_stays_while_a_real_cooperative_went_into_an_invented_one(self):
        reorganise(
            organisation=make_cooperative("Hợp tác xã Có Thật"),
            form="tach",
            successors=[Cooperative.objects.filter(is_demo=True).first()],
            effective_from=date(2024, 1, 1),
            by=None,
        )
        before = row_counts()
        with pytest.raises(CommandError, match="Hợp tác xã Có Thật"):
            run("--remove")
        assert row_counts() == before


@pytest.mark.usefixtures("loaded", "db")
class TestRemoving:
    def test_scans_and_logos_go_and_pictures_that_a_real_article_shows_stay(
        self,
        loaded_media,
        document_root,
        media_root,
        django_capture_on_commit_callbacks,
    ):
        shutil.copytree(loaded_media, media_root, dirs_exist_ok=True)
        left = len(files(media_root))
        shown, in_text = Image.objects.order_by("pk")[:2]
        real = make_article(cover=shown, cover_alt="Ruộng rau.")
        make_article(body=f'<p><img src="{in_text.url}" alt="Xe buýt."></p>')
        cooperative = Cooperative.objects.filter(is_demo=True).first()
        change_standing(
            organisation=cooperative,
            effective_from=date(2025, 12, 1),
            by=None,
            area=Area.objects.filter(level=Area.Level.UNIT).first(),
            document=SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
        )
        for colour in ("do", "xanh"):  # the first one belongs to a version
            cooperative.logo = SimpleUploadedFile(f"{colour}.png", b"x")
            cooperative.save()
        assert len(files(media_root)) == left + 2
        assert len(files(document_root)) == 1

        with django_capture_on_commit_callbacks(execute=True):
            run("--remove")

        real.refresh_from_db()
        assert real.cover == shown
        kept = Image.objects.values_list("pk", "is_demo")
        assert set(kept) == {(shown.pk, False), (in_text.pk, False)}
        folders = sorted(media_root / image.folder for image in (shown, in_text))
        assert sorted(path.parent for path in files(media_root)) == folders
        assert files(document_root) == []
