"""Many saves of one article by three people who began at different versions: whatever
was saved is in the text, or in a version where somebody chose otherwise."""

import random
import re
import time

import pytest
from django.test import Client

from coopsite.accounts.roles import EDITOR
from tests.core.test_edit_conflicts import change_page, choose, opened
from tests.factories.news import make_draft
from tests.factories.people import make_user

from .sizes import SAVES, SAVES_SEED

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
PARAGRAPHS = 3
_MARK = re.compile(r"dau\d+")


def first_body():
    return "".join(
        f"<p>Đoạn {n} kể về việc thứ {n} của hợp tác xã trong năm nay.</p>"
        for n in range(PARAGRAPHS)
    )


def marks(html):
    return set(_MARK.findall(html))


class Writer:
    """One person at the desk: opens the article, writes a mark into it, saves."""

    def __init__(self, username, article, chance):
        self.client, self.article, self.chance = Client(), article, chance
        self.client.force_login(make_user(username, role=EDITOR))
        self.form, self.answers = None, {302: 0, 409: 0}

    def open(self):
        self.form = opened(self.client, self.article)

    def write(self, mark):
        """Writes a mark into a paragraph, or a paragraph of its own."""
        body, chance = self.form["body"], self.chance
        ends = [found.end() for found in re.finditer(r"</p>", body)]
        at = chance.choice(ends)
        if chance.random() < 0.1:
            new = f"<p>Đoạn mới {mark} của riêng một người.</p>"
            self.form["body"] = body[:at] + new + body[at:]
        else:
            at -= len("</p>")
            self.form["body"] = f"{body[:at]} {mark}{body[at:]}"

    def save(self):
        """Saves, choosing at random where it is asked; returns the marks given up."""
        given_up = set()
        for _ in range(9):
            answer = self.client.post(change_page(self.article), self.form)
            self.answers[answer.status_code] += 1
            if answer.status_code == 302:
                return given_up
            choice = self.chance.choice(["mine", "saved", "both"])
            for conflict in answer.context["adminform"].form.conflicts:
                mine, saved = marks(conflict.mine), marks(conflict.saved)
                given_up |= {"mine": saved - mine, "saved": mine - saved}.get(
                    choice, set()
                )
            self.form = choose(answer, choice)
        raise AssertionError("asked nine times about one save")


def shorten(writer):
    """Begins the text anew, by one who has read it: no text grows without end."""
    writer.open()
    writer.form["body"] = first_body()
    writer.save()
    writer.open()


def test_no_word_is_lost_in_many_conflicting_saves(capsys):
    chance, started = random.Random(SAVES_SEED), time.monotonic()
    article = make_draft(body=first_body())
    writers = [Writer(name, article, chance) for name in ("an", "binh", "chi")]
    written, given_up, standing = set(), set(), set()
    for writer in writers:
        writer.open()
    for number in range(SAVES):
        writer, mark = chance.choice(writers), f"dau{number}"
        writer.write(mark)
        chosen_away = writer.save()
        written.add(mark)
        given_up |= chosen_away
        standing = (standing | {mark}) - chosen_away
        article.refresh_from_db()
        assert standing <= marks(article.body), number
        if number % 20 == 19:
            shorten(writers[0])
            standing = set()
        for one in writers:
            if one is writer or chance.random() < 0.05:
                one.open()
    versions = set().union(*map(marks, article.history.values_list("body", flat=True)))
    assert written <= versions | given_up
    made, asked = [sum(w.answers[code] for w in writers) for code in (302, 409)]
    assert asked > SAVES / 10  # the proof is one of conflicts
    with capsys.disabled():
        took = time.monotonic() - started
        print(
            f"\n{SAVES} saves, seed {SAVES_SEED}: {made} made, {asked} asked, "
            f"{len(given_up)} marks given up by choice, {took:.0f} s"
        )
