"""A desk that publishes at random, told to naive articles and to the portal alike."""

from collections import Counter
from copy import copy
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import strategies as st

from news.models import Article, Edition
from news.publishing import (
    cancel,
    correct,
    feature,
    publish,
    save_article,
    withdraw,
)
from tests.factories.news import make_draft

from .clocks import stopped_clock
from .editions import NaiveArticle, Refused

ARTICLES = 2
MOMENT = timedelta(microseconds=1)
LEADS = ["một", "hai", "ba"]
SAME = "same"
FAR = timedelta(days=99)


HOUR = timedelta(hours=1)

# What each operation asks for; moments by how far they lie from now. Of these there are
# few, so that they often meet to the microsecond.
_WORDS = {
    "lead": st.sampled_from(LEADS),
    "expires": st.sampled_from(
        [SAME, None, None, 0 * HOUR, HOUR, 7 * HOUR, 7 * HOUR, 31 * HOUR]
    ),
    "is_featured": st.booleans(),
}
_AT = [None, None, -30 * HOUR, 0 * HOUR, HOUR, 6 * HOUR, 25 * HOUR, 31 * HOUR]
_ASKED = {
    "publish": _WORDS | {"at": st.sampled_from(_AT)},
    "save": _WORDS | {"expires": st.sampled_from([None, -HOUR, 31 * HOUR])},
    "correct": {"lead": st.sampled_from(LEADS)},
    "cancel": {},
    "withdraw": {},
    "feature": {"is_featured": st.booleans()},
}
OPERATIONS = [*_ASKED]


class Newsroom:
    """Some articles, each twice; what was read of them at moments that have passed."""

    def __init__(self):
        self.now = timezone.now()
        self.naive = [NaiveArticle(LEADS[0]) for _ in range(ARTICLES)]
        self.articles = [make_draft(lead=LEADS[0]) for _ in range(ARTICLES)]
        self.read = {}  # {moment: [what was public then of each article]}
        self.outcomes = Counter()

    def step(self):
        """What might be done next: mostly what has a point, now and then anything."""
        return st.sampled_from([0, 0, 0, 1]).flatmap(self._step_of)

    def _step_of(self, number):
        naive = self.naive[number]
        likely = ["publish"] * 6
        if naive.live:
            likely += ["correct"] * 2
        if naive.coming:
            likely += ["save", "cancel", "save" if naive.live else "withdraw"] * 4
            if naive.copy.expires and naive.copy.expires <= self.now:
                likely = ["cancel"]  # saved, not published: rare, and a rule of its own
        step = {
            "article": st.just(number),
            "after": st.sampled_from([MOMENT, MOMENT, HOUR, HOUR, 6 * HOUR, 24 * HOUR]),
            "is_fresh": st.booleans(),
        }
        return st.sampled_from(likely + OPERATIONS).flatmap(
            lambda do: st.fixed_dictionaries({"do": st.just(do), **step, **_ASKED[do]})
        )

    def take(self, step):
        """Takes one step on both sides, and compares."""
        before, step = self.now, dict(step)
        do, number = step.pop("do"), step.pop("article")
        self._pass(step.pop("after"))
        asked = self._fix_moments(self.naive[number], step)
        was_public = bool(self.naive[number].past)
        with stopped_clock(self.now):
            wanted = self._tell_naive(do, number, asked)
            done = self._tell_portal(do, number, asked)
            assert done == wanted, f"{do} was {done}, not {wanted}"
            self.outcomes[f"{do} {done}"] += 1
            if not was_public and self.naive[number].past:
                self._read_anew(number)
            self.compare(before)

    def _pass(self, hours):
        """Nobody acts in the microsecond in which an edition goes live."""
        self.now += hours
        live = {e.moment for naive in self.naive for e in naive.entries() if e.lead}
        while self.now in live:
            self.now += MOMENT
        for naive in self.naive:
            naive.pass_to(self.now)

    def _fix_moments(self, naive, step):
        """Makes moments of distances: of the expiry, from the moment to go live."""
        begins = self.now
        if step.get("at") is not None:
            step["at"] += self.now
            begins = max(begins, step["at"])
        if step.get("expires") == SAME:
            step["expires"] = naive.copy.expires
        elif step.get("expires") is not None:
            step["expires"] += begins
        return step

    def _tell_naive(self, do, number, asked):
        article = self.naive[number]
        told = {name: asked[name] for name in asked if name != "is_fresh"}
        if do in ("publish", "save"):
            changed = copy(article.copy)
            for name in _WORDS:
                setattr(changed, name, told.pop(name))
            told["copy"] = changed
        try:
            getattr(article, do)(self.now, **told)
        except Refused:
            return "refused"
        return "accepted"

    def _tell_portal(self, do, number, asked):
        """Acts on the article as kept since the last step, or read anew."""
        article = self.articles[number]
        if asked.pop("is_fresh"):
            article = Article.objects.get(pk=article.pk)
        if do in ("publish", "save"):
            article.lead, article.expires_at = asked["lead"], asked["expires"]
            article.is_featured = asked["is_featured"]
        action = {
            "publish": lambda: publish(article=article, by=None, at=asked["at"]),
            "save": lambda: save_article(article=article, by=None),
            "correct": lambda: self._correct(article, asked["lead"]),
            "cancel": lambda: cancel(article=article, by=None),
            "withdraw": lambda: withdraw(article=article, by=None),
            "feature": lambda: feature(article=article, by=None, **asked),
        }[do]
        try:
            action()
        except ValidationError:
            self.articles[number] = Article.objects.get(pk=article.pk)
            return "refused"
        self.articles[number] = article
        return "accepted"

    def _correct(self, article, lead):
        """Corrects what the public reads; a form of it opens for nothing else."""
        live = article.editions.public().first()
        if live is None:
            raise ValidationError("Chưa có bản nào trên trang.")
        correct(edition=live, by=None, words={"lead": lead})

    # --- comparing --------------------------------------------------------------------

    def compare(self, before):
        """Asserts that both sides say the same of each moment since `before`."""
        planned = {e.moment for naive in self.naive for e in naive.entries()}
        around = planned | {moment - MOMENT for moment in planned}
        for moment in {before, self.now, self.now + FAR} | around:
            if moment >= before:
                self._compare_at(moment)
        rows = Article.objects.with_state().in_bulk([a.pk for a in self.articles])
        for article, naive in zip(self.articles, self.naive, strict=True):
            row = rows[article.pk]
            assert row.state == naive.state
            assert row.first_published_at == naive.first_moment
            assert row.editions.waiting().count() == bool(naive.coming)

    def _read_anew(self, number):
        """An article's first edition may begin earlier than now: only then is it read
        where nothing was."""
        for moment, leads in self.read.items():
            read = self.naive[number].read_at(moment)
            leads[number] = read and read[0]

    def compare_past(self):
        """Asserts that of every moment that has passed the same is said as then."""
        for moment in sorted(self.read):
            self._compare_at(moment)

    def _compare_at(self, moment):
        found = self._public(moment)
        wanted = [naive.read_at(moment) for naive in self.naive]
        if moment < self.now:  # a place on the home page is not dated
            found, wanted = _leads(found), _leads(wanted)
        assert found == wanted, f"at {moment}: {found}, not {wanted}"
        if moment <= self.now:
            leads = _leads(found)
            before = self.read.setdefault(moment, leads)
            assert leads == before, f"at {moment}, passed: {leads}, not {before}"

    def _public(self, moment):
        editions = Edition.objects.public(moment).filter(article__in=self.articles)
        rows = editions.values_list("article", "lead", "is_featured")
        public = {article: read for article, *read in rows}
        assert len(public) == len(rows), f"two are public at {moment}"
        read = [public.get(article.pk) for article in self.articles]
        return [one and tuple(one) for one in read]


def _leads(read):
    return [one and one[0] if isinstance(one, tuple) else one for one in read]
