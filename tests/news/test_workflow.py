"""Who may do what with an article, and what is told of it to whom."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopsite.accounts.roles import ADMINISTRATOR, EDITOR, KEEPER, REPORTER
from news.drafts import put_in_bin
from news.models import Article, ArticleEvent
from news.publishing import cannot_publish, publish, return_article, send
from tests.factories.cases import few_now
from tests.factories.news import (
    first_section,
    make_article,
    make_clip,
    make_draft,
    make_image,
    make_withdrawn,
    unsaved_article,
)
from tests.factories.people import make_user
from tests.started import started_now

pytestmark = pytest.mark.django_db
MOMENT = {"go_live_at_0": "31/12/2098", "go_live_at_1": "08:00"}


def change(article):
    return reverse("admin:news_article_change", args=[article.pk])


def post(client, article, **sent):
    words = {"title": article.title, "section": article.section_id}
    words |= {"lead": article.lead, "body": article.body}
    return client.post(change(article), words | sent | started_now(article))


def verb(name):
    """Return what does the verb `name` to an article through the desk."""
    if name in ("cancel", "withdraw", "delete", "restore"):
        return lambda client, article: client.post(
            reverse(f"admin:news_article_{name}", args=[article.pk]),
            {"kind": "error", "post": "yes"},
        )
    if name.endswith("_selected"):
        return lambda client, article: client.post(
            reverse("admin:news_article_changelist")
            + ("?thung_rac=1" if article.deleted_at else ""),
            {"action": name, "_selected_action": [article.pk]},
        )
    sent = {"save": {}, "schedule": MOMENT, "return": {"message": "Thiếu ngày."}}
    return lambda client, article: post(
        client, article, **{f"_{name}": "", **sent.get(name, {})}
    )


def sent_article(author):
    article = make_draft(created_by=author)
    send(article=article, by=author)
    return article


def binned_article(author):
    article = make_draft(created_by=author)
    put_in_bin(article=article, by=author)
    return Article.objects.get()


STATES = {
    "draft": lambda author: make_draft(created_by=author),
    "sent": sent_article,
    "live": lambda author: make_article(created_by=author),
    "binned": binned_article,
}
DONE = {
    "send": lambda article: article.stage == "sent",
    "return": lambda article: article.stage == "returned",
    "publish": lambda article: article.is_public(),
    "schedule": lambda article: article.editions.waiting().exists(),
    "withdraw": lambda article: article.withdrawals.exists(),
    "delete": lambda article: article.deleted_at is not None,
    "bin_selected": lambda article: article.deleted_at is not None,
    "restore": lambda article: article.deleted_at is None,
    "restore_selected": lambda article: article.deleted_at is None,
}
# The table of docs/architecture.md: who may, on their own article and on another's.
MATRIX = [
    # verb, state, (reporter own, reporter other's, editor, administrator, keeper)
    ("save", "draft", (True, False, True, True, False)),
    ("send", "draft", (True, False, True, True, False)),
    ("return", "sent", (False, False, True, True, False)),
    ("publish", "draft", (False, False, True, True, False)),
    ("publish", "sent", (False, False, True, True, False)),
    ("schedule", "draft", (False, False, True, True, False)),
    ("withdraw", "live", (False, False, True, True, False)),
    ("save", "live", (True, False, True, True, False)),
    ("delete", "draft", (True, False, True, True, False)),
    ("delete", "sent", (False, False, True, True, False)),
    ("delete", "live", (False, False, False, False, False)),
    ("bin_selected", "draft", (True, False, True, True, False)),
    ("bin_selected", "sent", (False, False, True, True, False)),
    ("restore", "binned", (True, False, True, True, False)),
    ("restore_selected", "binned", (True, False, True, True, False)),
]
PEOPLE = [
    (REPORTER, True),
    (REPORTER, False),
    (EDITOR, False),
    (ADMINISTRATOR, False),
    (KEEPER, False),
]
# The rows that ask a right which another row asks.
LIKE = {("publish", "sent"), ("schedule", "draft"), ("save", "live")}
NOW = [place for place, row in enumerate(MATRIX) if row[:2] not in LIKE]


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("name", "state", "may"),
    few_now(MATRIX, *NOW),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_may_do_what(client, name, state, may):
    """Each person does it to an article of their own world, which ends with them."""
    people, other = {}, make_user("nguoi-khac")
    for (role, is_own), is_allowed in zip(PEOPLE, may, strict=True):
        person = people[role] = people.get(role) or make_user(role=role)
        client.force_login(person)
        with transaction.atomic():
            done = is_done(client, name, STATES[state](person if is_own else other))
            transaction.set_rollback(True)
        assert done == is_allowed, (role, is_own)


def is_done(client, name, article):
    """Return whether the verb does to the article what it says."""
    versions = article.history.count()
    verb(name)(client, article)
    article = Article.objects.get()
    if name == "save":
        return article.history.count() > versions
    return DONE[name](article)


class TestTheWay:
    def test_from_the_first_word_to_the_page(self, client):
        author, editor = make_user("an", role=REPORTER), make_user("binh", role=EDITOR)
        client.force_login(author)
        words = {"title": "Đại hội", "section": first_section().pk, "lead": "Sáng nay."}
        sent = words | {"body": "<p>Đã họp.</p>", "_send": "", "message": "Nhờ duyệt."}
        assert client.post(reverse("admin:news_article_add"), sent).status_code == 302
        article = Article.objects.get()
        assert article.stage == Article.Stage.SENT
        client.force_login(editor)
        page = post(client, article, _return="")
        assert "Hãy ghi góp ý" in page.content.decode()
        post(client, article, _return="", message="Ghi rõ ngày họp.")
        client.force_login(author)
        shown = client.get(change(article)).content.decode()
        assert "Đã trả lại người viết" in shown and "Ghi rõ ngày họp." in shown
        post(client, article, body="<p>Đã họp ngày 5/3.</p>", _send="")
        client.force_login(editor)
        article.refresh_from_db()
        post(client, article, _publish="")
        article.refresh_from_db()
        assert article.stage == Article.Stage.WRITING
        assert "ngày 5/3" in article.editions.get().body
        events = article.events.order_by("id")
        assert [(e.kind, e.by, e.note) for e in events] == [
            ("sent", author, "Nhờ duyệt."),
            ("returned", editor, "Ghi rõ ngày họp."),
            ("sent", author, ""),
            ("published", editor, ""),
        ]

    def test_words_alone_are_a_remark(self, client):
        editor, article = make_user(role=EDITOR), make_draft()
        client.force_login(editor)
        post(client, article, message="Xem lại đoạn hai.", _save="")
        event = article.events.get()
        assert (event.kind, event.note, event.by) == (
            "remark",
            "Xem lại đoạn hai.",
            editor,
        )

    def test_only_what_was_sent_is_returned(self, superuser):
        with pytest.raises(ValidationError, match="không chờ duyệt"):
            return_article(article=make_draft(), by=superuser, note="x")


class TestMail:
    @pytest.fixture(autouse=True)
    def _people(self, django_capture_on_commit_callbacks):
        self.author = make_user("an", role=REPORTER, email="an@example.vn")
        self.editor = make_user("binh", role=EDITOR, email="binh@example.vn")
        make_user("cuc", role=EDITOR)  # without an address
        make_user("dung", role=EDITOR, email="dung@example.vn", is_active=False)
        self.after = django_capture_on_commit_callbacks

    def test_goes_to_whose_turn_it_is(self):
        article = make_draft("Đại hội", created_by=self.author)
        with self.after(execute=True):
            send(article=article, by=self.author, note="Nhờ duyệt.")
        with self.after(execute=True):
            return_article(article=article, by=self.editor, note="Thiếu ngày.")
        with self.after(execute=True):
            publish(article=article, by=self.editor)
        assert [(m.to, m.subject) for m in mail.outbox] == [
            (["binh@example.vn"], "Gửi duyệt: Đại hội"),
            (["an@example.vn"], "Trả lại: Đại hội"),
            (["an@example.vn"], "Đăng: Đại hội"),
        ]
        assert "Thiếu ngày." in mail.outbox[1].body
        assert article.get_absolute_url() in mail.outbox[2].body

    def test_one_that_cannot_be_sent_stops_nothing(self, monkeypatch, caplog):
        def refuse(*_):
            raise ConnectionRefusedError

        monkeypatch.setattr("coopsite.accounts.mail.send_mail", refuse)
        article = make_draft(created_by=self.author)
        with self.after(execute=True):
            send(article=article, by=self.author)
        assert article.stage == Article.Stage.SENT
        assert "path=coopsite.accounts.mail.deliver state=FAILED" in caplog.text


UNDESCRIBED = (
    "Trong bài có ảnh chưa có mô tả: hãy bấm đúp vào ảnh rồi tả ảnh bằng một câu, hoặc "
    "đánh dấu ảnh chỉ để trang trí."
)


class TestWhyNot:
    def reasons(self, body="<p>Tin</p>", **fields):
        from django.utils import timezone

        return cannot_publish(unsaved_article(body=body, **fields), timezone.now())

    def test_nothing_is_wrong(self):
        assert self.reasons() == []

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"body": ""}, "Bài chưa có nội dung."),
            ({"lead": " "}, "Bài chưa có tóm tắt."),
            (
                {"body": '<p>x</p><img src="/media/anh/ab/x/goc.jpg" alt="">'},
                UNDESCRIBED,
            ),
            (
                {"body": '<p>x</p><img src="/media/anh/ab/x/goc.jpg" alt="Lúa">'},
                "Trong bài có ảnh không còn trong thư viện.",
            ),
            (
                {
                    "body": '<figure class="image"><img src="/static/img/a.svg" alt="">'
                    "<figcaption> </figcaption></figure><p>x</p>"
                },
                "Trong bài có ảnh để trống chú thích.",
            ),
            (
                {
                    "body": '<figure class="quote"><blockquote><p>x</p></blockquote>'
                    "<figcaption></figcaption></figure>"
                },
                "Trong bài có lời trích chưa ghi tên người nói.",
            ),
            (
                {"body": '<p><a href="/khong-co/">x</a></p>'},
                "Liên kết hỏng: /khong-co/",
            ),
            (
                {"body": '<p><a href="/tin-tuc/chua-co/">x</a></p>'},
                "Liên kết hỏng: /tin-tuc/chua-co/",
            ),
        ],
    )
    def test_says_each(self, fields, said):
        assert said in self.reasons(**fields)

    @pytest.mark.parametrize(
        ("marks", "is_told"),
        [
            ('alt=""', True),
            ('alt="" role="presentation"', False),
            ('alt="" role="img"', True),
            ('alt="Lúa" role="presentation"', False),
        ],
    )
    def test_a_picture_for_its_looks_needs_no_description(self, marks, is_told):
        body = f'<p>x</p><img src="{make_image().body_url}" {marks}>'
        assert self.reasons(body=body) == ([UNDESCRIBED] if is_told else [])

    def test_links_that_lead_somewhere(self):
        article, clip, gone = make_article(), make_clip(), make_withdrawn()
        links = [
            article.get_absolute_url(),
            clip.get_absolute_url(),
            first_section().get_absolute_url(),
            "/so-lieu/?ngay=31/12/2023",
            "#ghi-chu",
            "https://example.vn/khong-co/",
            "mailto:a@example.vn",
        ]
        body = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
        assert self.reasons(body=body) == []
        lost = f'<p><a href="{gone.get_absolute_url()}">x</a></p>'
        assert len(self.reasons(body=lost)) == 1

    def test_is_shown_beside_the_buttons(self, staff_client):
        draft = make_draft(lead="")
        page = staff_client.get(change(draft)).content.decode()
        assert "Chưa đăng được:" in page and "Bài chưa có tóm tắt." in page

    @pytest.mark.usefixtures("undrawn")
    def test_a_picture_still_uploading_is_told(self, staff_client):
        article = make_draft()
        body = '<p>x</p><img src="data:image/png;base64,AAAA" alt="Ảnh">'
        page = post(staff_client, article, body=body)
        [said] = page.context["adminform"].form.errors["body"]
        assert "còn đang tải lên" in said


class TestTheDatabase:
    def test_an_event_stands(self):
        article = make_article()
        for do in (
            lambda: ArticleEvent.objects.update(note="khác"),
            lambda: ArticleEvent.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                do()
        assert article.events.count() == 1

    def test_those_of_a_draft_go_with_it(self, superuser):
        article = make_draft()
        send(article=article, by=superuser)
        article.delete()
        assert not ArticleEvent.objects.exists()

    @pytest.mark.parametrize(
        "fields", [{"kind": "khac"}, {"kind": "returned"}, {"kind": "remark"}]
    )
    def test_constraints(self, fields):
        article = make_draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            ArticleEvent.objects.create(article=article, **fields)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(stage="khac")
