"""Writers of editions that are killed, and what none of them may leave half done.

The lead of an article names the action that wrote it, the one picture of its text and
the expiry it wants; the text names them, too. The byline names the correction.
"""

import re
from collections import Counter
from datetime import datetime, timedelta

from django.utils import timezone

from news.models import Article, Edition, Image, Withdrawal
from news.publishing import (
    cancel,
    correct,
    feature,
    publish,
    save_article,
    withdraw,
)
from news.publishing.rendering import render_body
from tests.factories.news import make_image, unsaved_article

from .killing import Proof

PICTURES = 3
# So that each has a few editions of its own, and a look at the newest is short.
WRITTEN, LOOKED_AT = 3, 20
NOW, LATER, CORRECTED = "Đăng bài", "Hẹn giờ đăng", "Sửa nhanh"


def find_pictures():
    for _ in range(PICTURES):
        make_image()


def written(rng, name):
    """Returns an article with the words of this action, not saved yet."""
    article = one_of_the_newest(rng)
    if article is None or rng.random() < 1 / 8:
        article = unsaved_article()
    image = rng.choice(Image.objects.all())
    article.expires_at = rng.choice([None, None, soon(rng, 0.4), soon(rng, 3)])
    ends = article.expires_at.isoformat() if article.expires_at else "không"
    article.lead = f"{name} ảnh {image.pk} hết {ends}."
    picture = f'<img src="/media/{image.folder}/goc.jpg" alt="Lúa">'
    article.body = f"<p>{article.lead}</p>{picture}"
    return article


def one_of_the_newest(rng):
    newest = Article.objects.order_by("-pk")[:WRITTEN]
    return rng.choice(newest) if newest else None


def soon(rng, seconds):
    return timezone.now() + timedelta(seconds=rng.uniform(0, seconds))


def publish_now(rng, name):
    article = written(rng, name)
    publish(article=article, by=None, kind="update", note=name, why=NOW)


def schedule(rng, name):
    told = {"at": soon(rng, 0.2), "kind": "update", "note": name, "why": LATER}
    publish(article=written(rng, name), by=None, **told)


def save(rng, name):
    save_article(article=written(rng, name), by=None)


def correct_live(rng, name):
    """The note is that of the action whose words stay."""
    article = one_of_the_newest(rng)
    if live := article and article.editions.public().first():
        told = {"kind": "update", "note": live.lead.partition(" ảnh ")[0]}
        correct(edition=live, by=None, words={"byline": name}, **told)


def change_public(action, **told):
    """Returns a writer that runs the action on an article that there is."""

    def write(rng, name):
        if article := one_of_the_newest(rng):
            action(article=article, by=None, **told)

    return write


WRITERS = [
    publish_now,
    publish_now,
    schedule,
    schedule,
    save,
    correct_live,
    correct_live,
    change_public(cancel),
    change_public(withdraw, kind="error"),
    change_public(feature, is_featured=True),
]


# --- what may not be --------------------------------------------------------------


def half_done():
    """Yields what some action left half done of the newest articles."""
    for article in Article.objects.order_by("-pk")[:LOOKED_AT]:
        editions = list(article.editions.order_by("live_from"))
        versions = list(article.history.order_by("history_id"))
        for fault in (
            *wrong_moments(article, editions, versions),
            *wrong_words(article, editions, versions),
            *wrong_pictures([article, *editions, *versions]),
            *wrong_publications(article, editions, versions),
        ):
            yield f"article {article.pk}: {fault}"


def wrong_moments(article, editions, versions):
    """Each edition ends where the next begins, at a wanted expiry or a withdrawal."""
    withdrawn = [withdrawal.at for withdrawal in article.withdrawals.all()]
    wanted = [found for version in versions for found in expiries(version)]
    for edition, after in zip(editions, [*editions[1:], None], strict=False):
        begins = after and after.live_from
        if edition.live_until not in [begins, *withdrawn, *wanted]:
            yield f"edition {edition.number} ends for no reason"
        if after and (edition.live_until is None or edition.live_until > begins):
            yield f"editions {edition.number} and {after.number} overlap"
    for moment in withdrawn:
        if article.is_public(moment):
            yield f"public when it was withdrawn, {moment}"
    now = timezone.now()
    if sum(edition.live_from > now for edition in editions) > 1:
        yield "two editions wait"


def expiries(row):
    found = re.search(r" hết (\d\S+)\.$", row.lead)
    return [datetime.fromisoformat(found[1])] if found else []


def wrong_words(article, editions, versions):
    """All words of an edition are one action's, and its page was made of them."""
    for edition in editions:
        if edition.lead not in edition.body:
            yield f"edition {edition.number} has words of two actions"
        if edition.note and not edition.lead.startswith(edition.note):
            yield f"edition {edition.number} has the note of another action"
        if edition.html != render_body(edition.body):
            yield f"edition {edition.number} shows another text"
        if edition.lead not in {version.lead for version in versions}:
            yield f"edition {edition.number} was never written"
    if versions[-1].lead != article.lead:
        yield "the working copy is not its newest version"


def wrong_pictures(rows):
    for row in rows:
        used = [str(use.image_id) for use in row.image_uses.all()]
        if used != re.findall(r" ảnh (\d+) ", row.lead):
            yield f"{row!r} uses the pictures {used}"


def wrong_publications(article, editions, versions):
    """What was published is there, numbered once, first when the article says so."""
    leads = {edition.lead for edition in editions}
    for version in versions:
        if version.history_change_reason == NOW and version.lead not in leads:
            yield f"{version.lead} was published and is not there"
    bylines = {edition.byline for edition in editions}
    for version in versions:
        why = version.history_change_reason or ""
        if why.startswith(CORRECTED) and version.byline not in bylines:
            yield f"{version.byline} corrected the working copy alone"
    numbers = Counter(edition.number for edition in editions)
    if any(times > 1 for times in numbers.values()):
        yield f"numbered {numbers}"
    told = {article.first_published_at, *(e.first_published_at for e in editions)}
    if told != {editions[0].live_from if editions else None}:
        yield f"first published {told}"


def actions_done():
    return Edition.objects.count() + Withdrawal.objects.count()


PROOF = Proof(find_pictures, WRITERS, half_done, actions_done)
