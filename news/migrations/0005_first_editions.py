"""Makes of each article that was public its first edition, without live code.

A withdrawn one, and one set back to a draft, gets the edition that was public and a
withdrawal of the moment it left. Kept HTML is made by `render_editions`; pictures in a
body are named by id, and each place of a picture is written down.
"""

import re

from django.db import migrations

WORDS = (
    "title section_id lead body cover_id cover_alt cover_caption cover_credit byline "
    "source is_featured"
).split()
ADDRESSED = re.compile(
    r'(<img\b[^>]*?\ssrc=")[^"]*?(anh/[^/"]+(?:/[^/"]+)?)/[^/"]+("[^>]*>)'
)


def make_editions(apps, schema_editor):
    ids = dict(apps.get_model("news", "Image").objects.values_list("folder", "pk"))
    for article in apps.get_model("news", "Article").objects.order_by("pk").iterator():
        if was_public := _public_while(apps, article):
            _add_edition(apps, article, ids, *was_public)
    _write_uses(apps, ids)


def _public_while(apps, article):
    """Returns (the words, from, until, withdrawn at) of the last time that `article`
    was public; None when it never was."""
    if article.status == "published":
        begun, ends = article.published_at, article.expires_at
        return article, begun, ends if ends and ends > begun else None, None
    versions = list(
        apps.get_model("news", "HistoricalArticle")
        .objects.filter(id=article.pk)
        .order_by("history_date", "history_id")
    )
    pairs = list(zip(versions, [*versions[1:], None], strict=True))
    for version, following in reversed(pairs):
        left = following.history_date if following else article.updated_at
        if version.status != "published" or not version.published_at:
            continue
        is_last = following is None or following.status != "published"
        if is_last and version.published_at < left:
            return version, version.published_at, *_ends(version, article, left)
    if article.status == "withdrawn" and article.published_at:
        left = article.updated_at
        if article.published_at < left:
            return article, article.published_at, *_ends(article, article, left)
    return None


def _ends(version, article, left):
    """Returns until when it was public, and when it was withdrawn."""
    if article.status == "withdrawn":
        left = max(left, article.updated_at)
    expired = version.expires_at
    if expired and version.published_at < expired < left:
        return expired, left
    return left, left


def _add_edition(apps, article, ids, words, begun, ends, withdrawn):
    if words.cover_id not in {*ids.values(), None}:
        words.cover_id = None  # a version keeps the key of a picture that is gone
    texts = {name: getattr(words, name) for name in WORDS}
    texts["body"] = ADDRESSED.sub(lambda found: _named(found, ids), words.body)
    apps.get_model("news", "Edition").objects.create(
        **texts,
        article=article,
        number=1,
        kind="first",
        live_from=begun,
        live_until=ends,
        first_published_at=begun,
        published_by_id=article.updated_by_id,
    )
    if withdrawn:
        apps.get_model("news", "Withdrawal").objects.create(
            article=article, at=withdrawn, by_id=article.updated_by_id
        )
    articles = apps.get_model("news", "Article").objects.filter(pk=article.pk)
    articles.update(first_published_at=begun)


def _named(found, ids):
    if found[2] not in ids:
        return found[0]
    return f"{found[1]}anh:{ids[found[2]]}{found[3]}"


def _write_uses(apps, ids):
    known = set(ids.values())
    named = {f"anh:{pk}": pk for pk in known}
    use = apps.get_model("news", "ImageUse")
    for model, owner, key in (
        ("Article", "article_id", "pk"),
        ("HistoricalArticle", "version_id", "history_id"),
        ("Edition", "edition_id", "pk"),
    ):
        for row in apps.get_model("news", model).objects.iterator():
            shown = {ids.get(found[2]) for found in ADDRESSED.finditer(row.body)}
            shown |= {pk for name, pk in named.items() if f'"{name}"' in row.body}
            for image in sorted(((shown | {row.cover_id}) - {None}) & known):
                use.objects.create(image_id=image, **{owner: getattr(row, key)})


def undo(apps, schema_editor):
    """Leaves the articles as they are: their status was not touched."""
    for model in ("ImageUse", "Withdrawal", "Edition"):
        apps.get_model("news", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0004_editions")]

    operations = [migrations.RunPython(make_editions, undo)]
