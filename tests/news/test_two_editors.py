"""Two people write one article: paragraphs are merged, the same one is asked about."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopsite.accounts.roles import EDITOR
from coopsite.core.merge import merge_lines
from tests.core.test_edit_conflicts import change_page, choose, in_the_form
from tests.factories.cases import in_proofs
from tests.factories.news import make_article, make_draft
from tests.factories.pages import Page
from tests.factories.people import make_user
from tests.started import form_now, started_now

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = (
    "Một tin vui đến từ xã.",
    "Hai hợp tác xã cùng làm.",
    "Ba nhà máy đã chạy.",
)


def body_of(*paragraphs):
    return "".join(f"<p>{words}</p>" for words in paragraphs)


BODY = body_of(ONE, TWO, THREE)
ONE_ANEW = f"Sáng nay {ONE}"
THREE_ANEW = f"{THREE} Mừng lắm."


def editor(username, full_name):
    client = Client()
    client.force_login(make_user(username, role=EDITOR, full_name=full_name))
    return client


@pytest.fixture
def an():
    return editor("an", "Lê An")


@pytest.fixture
def binh():
    return editor("binh", "Trần Bình")


def both_save(an, binh, article, first, second, **sent):
    """An saves what she made of the text, then Bình; returns Bình's answer."""
    door = change_page(article)
    form = form_now(article)
    assert an.post(door, form | first).status_code == 302
    return binh.post(door, form | second | sent)


def stored(article):
    article.refresh_from_db()
    return article


class TestDifferentParagraphs:
    def test_are_merged_and_told(self, an, binh):
        draft = make_draft(body=BODY)
        first = {"body": body_of(ONE_ANEW, TWO, THREE)}
        second = {"body": body_of(ONE, TWO, THREE_ANEW)}
        answer = both_save(an, binh, draft, first, second)
        assert stored(draft).body == body_of(ONE_ANEW, TWO, THREE_ANEW)
        page = Page(binh.get(answer["Location"]))
        assert "Lê An cũng sửa bài này" in page.words("li", class_="warning")[0]
        assert page.inside("taken") == [f"Nội dung: 1 chỗ {ONE} {ONE_ANEW}"]

    def test_lead_to_the_form_with_the_whole_text(self, an, binh):
        draft = make_draft(body=BODY)
        first, second = {"title": "Của An"}, {"body": BODY + "<p>Bốn.</p>"}
        answer = both_save(an, binh, draft, first, second, _save="1")
        assert answer["Location"].startswith(change_page(draft))
        assert stored(draft).title == "Của An"

    def test_of_the_lead_are_merged_by_line(self, an, binh):
        draft = make_draft(lead="Một.\nHai.\nBa.")
        first, second = {"lead": "1.\nHai.\nBa."}, {"lead": "Một.\nHai.\n3."}
        assert both_save(an, binh, draft, first, second).status_code == 302
        assert stored(draft).lead == "1.\nHai.\n3."

    def test_are_shown_first_where_they_would_go_live(self, an, binh):
        article = make_article(body=BODY)
        first = {"body": body_of(ONE_ANEW, TWO, THREE)}
        second = {"body": body_of(ONE, TWO, THREE_ANEW)}
        answer = both_save(an, binh, article, first, second, _publish="1")
        assert answer.status_code == 409
        assert article.editions.count() == 1
        sent = in_the_form(answer)
        assert sent["body"] == body_of(ONE_ANEW, TWO, THREE_ANEW)
        sent |= {"_publish": "1", "kind": "update", "note": "Thêm một câu."}
        again = binh.post(change_page(article), sent)
        assert again.status_code == 302
        assert article.editions.public().get().body == sent["body"]

    def test_of_an_older_version_than_the_last_are_merged_too(self, an, binh):
        draft = make_draft(body=BODY)
        form = form_now(draft)
        mine = form | {"body": body_of(ONE, TWO, THREE_ANEW)}
        for words in (f"Nay {ONE}", ONE_ANEW):
            sent = form | started_now(draft) | {"body": body_of(words, TWO, THREE)}
            an.post(change_page(draft), sent)
        assert binh.post(change_page(draft), mine).status_code == 302
        assert stored(draft).body == body_of(ONE_ANEW, TWO, THREE_ANEW)


class TestTheSameParagraph:
    AN = TWO.replace("cùng làm", "chia đôi")
    BINH = TWO.replace("cùng làm", "góp chung")
    FIRST = {"body": body_of(ONE_ANEW, AN, THREE)}
    SECOND = {"body": body_of(ONE, BINH, THREE_ANEW)}

    @pytest.fixture
    def draft(self):
        return make_draft(body=BODY)

    @pytest.fixture
    def answer(self, an, binh, draft):
        return both_save(an, binh, draft, self.FIRST, self.SECOND)

    def test_is_asked_about_until_it_is_chosen(self, binh, draft, answer):
        assert answer.status_code == 409
        page = Page(answer)
        assert page.inside("conflict-text") == [self.BINH, self.AN]
        assert page.words("mark") == ["góp chung.", "chia đôi."]
        assert "checked" not in str(page.all("input", type="radio"))
        assert stored(draft).body == self.FIRST["body"]
        # The rest is merged.
        assert in_the_form(answer)["body"] == body_of(ONE_ANEW, self.BINH, THREE_ANEW)
        again = binh.post(change_page(draft), in_the_form(answer))
        assert again.status_code == 409
        assert Page(again).inside("conflict-text") == [self.BINH, self.AN]
        odd = choose(answer, "mine")
        odd = {n: "khác" if n.startswith("_take-") else v for n, v in odd.items()}
        assert binh.post(change_page(draft), odd).status_code == 409
        # It may be written anew before choosing.
        sent = choose(answer, "mine")
        sent["body"] = sent["body"].replace("góp chung", "góp vốn")
        assert binh.post(change_page(draft), sent).status_code == 302
        anew = TWO.replace("cùng làm", "góp vốn")
        assert stored(draft).body == body_of(ONE_ANEW, anew, THREE_ANEW)

    @pytest.mark.parametrize(
        ("choice", "words"),
        [
            ("mine", [BINH]),
            in_proofs("saved", [AN]),
            ("both", [AN, BINH]),
        ],
    )
    def test_is_as_it_was_chosen(self, binh, draft, answer, choice, words):
        again = binh.post(change_page(draft), choose(answer, choice))
        assert again.status_code == 302
        assert stored(draft).body == body_of(ONE_ANEW, *words, THREE_ANEW)

    def test_is_asked_anew_where_it_was_saved_once_more(self, an, binh, draft, answer):
        chosen = choose(answer, "saved")
        later = self.FIRST["body"].replace("chia đôi", "chia ba")
        sent = {"title": draft.title, "section": draft.section_id, "body": later}
        an.post(change_page(draft), sent | started_now(draft))
        again = binh.post(change_page(draft), chosen)
        assert again.status_code == 409
        assert Page(again).inside("conflict-text")[1] == TWO.replace(
            "cùng làm", "chia ba"
        )

    def test_that_one_took_out_is_asked_about(self, an, binh, draft):
        first = {"body": body_of(ONE, THREE)}
        answer = both_save(an, binh, draft, first, self.SECOND)
        assert answer.status_code == 409
        assert Page(answer).inside("conflict-text") == [self.BINH, "(trống)"]

    def test_of_two_titles_nothing_can_be_both(self, an, binh, draft):
        answer = both_save(an, binh, draft, {"title": "Của An"}, {"title": "Của Bình"})
        values = {f["value"] for _, f, _ in Page(answer).all("input", type="radio")}
        assert {"mine", "saved"} <= values
        assert "both" not in {
            f["value"]
            for _, f, _ in Page(answer).all("input", type="radio")
            if f["name"].startswith("_take-")
        }


WORDS = st.lists(st.sampled_from("abcdef"), max_size=6)


class TestChoices:
    @given(WORDS, WORDS, WORDS)
    def test_of_both_lose_no_line(self, base, mine, theirs):
        texts = ["\n".join(words) for words in (base, mine, theirs)]
        both = merge_lines(*texts, choose=lambda change: "both")
        assert both.conflicts == []
        lines = both.text.split("\n")
        for change in merge_lines(*texts).conflicts:
            for side in (change.mine, change.theirs):
                assert all(line in lines for line in side.split("\n"))
