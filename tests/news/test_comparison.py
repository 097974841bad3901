"""Comparing two versions of an article on the desk."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse

from coopsite.accounts.roles import KEEPER, REPORTER
from coopsite.core.text_blocks import read_blocks
from coopsite.core.word_changes import STEPS, Budget
from news.comparing import compare
from news.comparing.bodies import compare_blocks
from news.models import Article, Section
from news.publishing import close_edition, save_article
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_draft, make_image, republish
from tests.factories.pages import Page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_user(role=REPORTER))
    return client


def compare_page(client, article, **chosen):
    address = reverse("admin:news_article_compare", args=[article.pk])
    return client.get(address, chosen)


def save(article, **words):
    for name, value in words.items():
        setattr(article, name, value)
    save_article(article=article, by=None)
    return article


def marked(page):
    """Return what a page marks as taken out and as put in, without the hidden words."""
    hidden = ("[thêm:", "[bỏ:", "hết phần thêm]", "hết phần bỏ]")
    found = []
    for tag in ("del", "ins"):
        told = Page(page).words(tag)[:]
        for words in hidden:
            told = [text.replace(words, "").strip() for text in told]
        found.append(told)
    return found


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        (
            '<figure class="quote"><blockquote><p>Rau sạch</p></blockquote>'
            "<figcaption>Bà An</figcaption></figure>",
            [("p", "Rau sạch"), ("figcaption", "Bà An")],
        ),
        (
            '<aside class="note"><h3>Giờ mở cửa</h3><p>Sáng</p></aside>',
            [("h3", "Giờ mở cửa"), ("p", "Sáng")],
        ),
        (
            '<ul class="gallery"><li><figure class="image"><img alt="Chợ" src="anh:7">'
            "<figcaption>Quầy <small>(Ảnh: An)</small></figcaption></figure></li></ul>",
            [("img", "Chợ"), ("figcaption", "Quầy (Ảnh: An)")],
        ),
        (
            '<figure class="clip"><a href="clip:7">Chợ phiên</a>'
            "<figcaption>Ở chợ</figcaption></figure><p>Sau</p>",
            [("clip", "Chợ phiên"), ("figcaption", "Ở chợ"), ("p", "Sau")],
        ),
    ],
    ids=["quote", "note", "gallery", "clip"],
)
def test_each_part_of_a_text_is_a_block_of_its_own(html, blocks):
    found = [(block.tag, " ".join(block.words)) for block in read_blocks(html)]
    assert found == blocks


def test_another_clip_or_a_picture_for_its_looks_is_a_change():
    clip = '<figure class="clip"><a href="clip:{}">Chợ</a></figure>'
    picture = '<img alt="" src="anh:7"{}>'
    for html, one, other in ((clip, "7", "8"), (picture, "", ' role="presentation"')):
        assert read_blocks(html.format(one)) != read_blocks(html.format(other))


class TestThePage:
    def test_marks_words_within_their_paragraph(self, desk):
        article = make_draft(body="<p>Có 606 hợp tác xã.</p><p>Họ làm rau.</p>")
        save(article, body="<p>Có 608 hợp tác xã.</p><p>Họ làm rau.</p>")
        page = compare_page(desk, article)
        assert page.status_code == 200
        gone, came = marked(page)
        assert gone[1:] == ["606"]  # the first explains the signs
        assert came[1:] == ["608"]
        text = page.content.decode()
        assert "[thêm:" in text
        assert "[bỏ:" in text

    def test_tells_every_field(self, desk):
        article = make_draft("Tin cũ", lead="Sáng", byline="KT", source="")
        save(
            article, title="Tin mới", lead="Chiều", byline="LA", source="Báo",
            section=Section.objects.last(), cover=make_image("Ảnh bìa"),
            cover_alt="Hội trường", cover_caption="Sáng nay", cover_credit="KT",
        )  # fmt: skip
        page = compare_page(desk, article)
        comparison = page.context["comparison"]
        assert comparison.unchanged == ["nội dung"]
        assert [field.label for field in comparison.fields] == [
            "tiêu đề", "chuyên mục", "tóm tắt", "ảnh đại diện", "mô tả ảnh",
            "chú thích ảnh", "nguồn ảnh", "bút danh", "nguồn tin",
        ]  # fmt: skip
        gone, came = marked(page)
        assert {"cũ", "Sáng", "KT"} <= set(gone)
        assert {"mới", "Chiều", "Báo", "Ảnh bìa"} <= set(came)

    def test_compares_any_two(self, desk):
        article = make_draft(body="<p>Một</p>")
        for body in ("<p>Hai</p>", "<p>Ba</p>", "<p>Bốn</p>"):
            save(article, body=body)
        keys = list(article.history.order_by("pk").values_list("pk", flat=True))
        page = compare_page(desk, article, cu=keys[2], moi=keys[0])
        assert [texts[1:] for texts in marked(page)] == [["Ba"], ["Một"]]
        page = compare_page(desk, article, moi=keys[2])  # with the one before
        assert [texts[1:] for texts in marked(page)] == [["Hai"], ["Ba"]]
        page = compare_page(desk, article, cu=keys[0])  # with the working copy
        assert [texts[1:] for texts in marked(page)] == [["Một"], ["Bốn"]]

    def test_compares_with_what_is_on_the_page(self, desk):
        article = make_article(
            body=f'<p><img src="{make_image().body_url}" alt="a"></p>'
        )
        page = compare_page(desk, article, cu="ban-1")
        assert "giống nhau từng chữ" in page.content.decode()
        save(article, lead="Tóm tắt khác.")
        page = compare_page(desk, article, cu="ban-1")
        assert page.context["comparison"].unchanged.count("nội dung") == 1
        assert len(page.context["comparison"].fields) == 1

    def test_a_closed_edition_cannot_be_read_so(self, desk):
        article = make_article(lead="Bí mật.")
        republish(article, lead="Khác.")
        close_edition(
            edition=article.editions.get(number=1), by=make_user(), reason="Luật"
        )
        assert compare_page(desk, article, cu="ban-1").status_code == 404

    def test_what_is_no_version_of_it_is_not_found(self, desk):
        article, other = make_draft(), make_draft()
        for key in ("0", "x", "ban-9", "ban-", "9" * 30, "%00"):
            assert compare_page(desk, article, cu=key).status_code == 404, key
        theirs = other.history.get().pk
        assert compare_page(desk, article, moi=theirs).status_code == 404

    def test_is_for_who_may_see_articles(self, client):
        article = make_draft()
        client.force_login(make_user(role=KEEPER))
        assert compare_page(client, article).status_code == 403
        article.pk = 10**9
        assert compare_page(client, article).status_code == 403

    def test_shows_words_as_words(self, desk):
        article = make_draft(lead="a")
        save(
            article, lead="<script>alert(1)</script>",
            body="<p>&lt;img src=x onerror=alert(1)&gt;</p>",
        )  # fmt: skip
        text = compare_page(desk, article).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text

    def test_is_reached_from_the_versions(self, desk):
        article = save(make_draft(lead="Một"), lead="Hai")
        page = Page(desk.get(reverse("admin:news_article_history", args=[article.pk])))
        radios = page.all("input", type="radio")
        assert [radio[1]["name"] for radio in radios] == ["cu", "moi"] * 2
        chosen = {r[1]["name"]: r[1]["value"] for r in radios if "checked" in r[1]}
        assert marked(compare_page(desk, article, **chosen))[1][1:] == ["Hai"]
        version = article.history.earliest()
        address = reverse(
            "admin:news_article_simple_history", args=[article.pk, version.pk]
        )
        [link] = [x for x in Page(desk.get(address)).links if "so-sanh" in x]
        followed = desk.get(urljoin(address, link))
        assert [texts[1:] for texts in marked(followed)] == [["Một"], ["Hai"]]


def test_a_single_version_is_compared_with_none(desk):
    article = make_draft()
    pages = ["history", "simple_history"]
    for number, saves in enumerate([lambda: None, lambda: save(article, lead="Khác")]):
        saves()
        keys = {"history": [article.pk]}
        keys["simple_history"] = [article.pk, article.history.earliest().pk]
        for name in pages:
            address = reverse(f"admin:news_article_{name}", args=keys[name])
            offers = "so-sanh" in desk.get(address).content.decode()
            assert offers == bool(number), name


def changes(old, new):
    stretches = compare_blocks(read_blocks(old), read_blocks(new), Budget())
    return [change for one in stretches for change in one.changes]


def kinds(old, new):
    """Return (kind, tag) of each block that did not stay."""
    return [(c.kind, c.tag) for c in changes(old, new) if c.kind != "same"]


class TestTheBody:
    def test_tells_paragraphs_that_came_and_went(self):
        old = "<p>Một hai ba</p><p>Bốn năm sáu</p><p>Bảy tám</p>"
        assert kinds(old, "<p>Một hai ba</p><p>Bảy tám</p>") == [("removed", "p")]
        assert kinds("<p>Bảy tám</p>", old) == [("added", "p")] * 2
        assert kinds("<p>Một</p>", "<h2>Hai</h2>") == [
            ("removed", "p"),
            ("added", "h2"),
        ]

    def test_tells_pictures_their_words_and_captions(self):
        figure = (
            '<figure class="image"><img src="{}" alt="{}">'
            "<figcaption>{}</figcaption></figure>"
        )
        old = figure.format("anh:1", "ruộng rau", "Vụ đông")
        assert kinds(old, "") == [
            ("removed", "img"),
            ("removed", "figcaption"),
        ]
        assert kinds("", old) == [
            ("added", "img"),
            ("added", "figcaption"),
        ]
        assert kinds(old, figure.format("anh:1", "chợ", "Vụ đông")) == [
            ("changed", "img")
        ]
        assert kinds(old, figure.format("anh:1", "ruộng rau", "Vụ xuân")) == [
            ("changed", "figcaption")
        ]
        assert kinds(old, figure.format("anh:2", "chợ", "Vụ đông")) == [
            ("removed", "img"),
            ("added", "img"),
        ]

    def test_tells_cells_of_tables(self):
        table = (
            "<table><tbody><tr><td>Quận 1</td><td>{}</td></tr>"
            "<tr><td>Quận 3</td><td></td></tr></tbody></table>"
        )
        [row] = [
            c for c in changes(table.format(12), table.format(15)) if c.kind != "same"
        ]
        assert row.tag == "tr"
        assert [[(r.kind, r.text) for r in cell] for cell in row.cells] == [
            [("same", "Quận 1")],
            [("removed", "12"), ("added", "15")],
        ]

    def test_tells_a_column_that_came(self):
        [row] = changes(
            "<table><tr><td>A</td><td>B</td></tr></table>",
            "<table><tr><td>A</td><td>x</td><td>B</td></tr></table>",
        )
        assert [cell[0].kind for cell in row.cells] == ["same", "added", "same"]

    def test_tells_a_link_that_leads_elsewhere(self):
        link = '<p>Xem <a href="{}">tại đây</a></p>'
        [block] = changes(link.format("https://a.vn"), link.format("https://b.vn"))
        assert [run.text for run in block.cells[0]] == [
            "Xem tại đây", "[https://a.vn]", "[https://b.vn]",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("<p>Một hai</p>", "<p>Một <strong>hai</strong></p>"),
            ("<p>Một hai</p>", "<h2>Một hai</h2>"),
            ("<ul><li>Một</li></ul>", "<ol><li>Một</li></ol>"),
            ("<p>Một</p>", '<p class="align-center">Một</p>'),
            ("<p>Một</p>", "<blockquote><p>Một</p></blockquote>"),
        ],
    )
    def test_tells_where_only_the_look_differs(self, old, new):
        assert [kind for kind, _ in kinds(old, new)] == ["look"]

    def test_folds_what_stayed(self):
        same = "".join(f"<p>Đoạn {n}</p>" for n in range(20))
        stretches = compare_blocks(
            read_blocks(f"{same}<p>x</p>"), read_blocks(f"{same}<p>y</p>"), Budget()
        )
        assert [one.is_folded for one in stretches] == [False, True, False]
        assert len(stretches[1].changes) == 16


class TestTheLongestBodies:
    BODIES = {
        "short paragraphs": ("<p>a</p><p>x{}</p>", "<p>a</p><p>y{}</p>"),
        "one paragraph": ("a x{} ", "a y{} "),
        "rows": ("<tr><td>a</td><td>x{}</td></tr>", "<tr><td>a</td><td>y{}</td></tr>"),
        "pictures": ('<img src="anh:1" alt="x{}">', '<img src="anh:1" alt="y{}">'),
    }

    # A tenth of the length, with a tenth of the steps, for `make test`.
    @pytest.mark.parametrize(
        ("kind", "tenths"),
        [("short paragraphs", 1), *(in_proofs(kind, 10) for kind in BODIES)],
    )
    def test_are_compared_in_bounded_steps(self, kind, tenths, monkeypatch):
        taken, takes = [], Budget.takes

        def counting(self, steps):
            is_taken = takes(self, steps)
            taken.append(steps * is_taken)
            return is_taken

        steps, length = STEPS * tenths // 10, 16_000 * tenths
        monkeypatch.setattr(Budget, "takes", counting)
        monkeypatch.setattr(Budget.__init__, "__defaults__", (steps,))
        old, new = (
            Article(
                title="Tin",
                section_id=1,
                body="".join(part.format(n) for n in range(length // len(part))),
            )
            for part in self.BODIES[kind]
        )
        assert compare(old, new).has_changes
        assert 0 < sum(taken) <= steps <= 3_000_000
        assert len(taken) < 400_000

    @pytest.mark.proof
    def test_make_no_page_that_a_browser_cannot_bear(self, desk):
        article = make_draft(body="<p>a</p>" * 20_000)
        save(article, body="<p>b</p>" * 20_000)
        page = compare_page(desk, article)
        assert "chỉ so 3.000 đoạn đầu" in page.content.decode()
        assert len(page.content) < 1_500_000
