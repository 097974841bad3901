"""What the home page chooses to show: no story and no picture stands there twice."""

from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from cooperatives.models import Kind
from cooperatives.statistics import counts
from coopsite.core.addresses import address_of
from coopsite.core.numbers import format_number, format_signed
from news.lists import get_featured, get_newest, get_newest_clips, get_sections

SECTIONS = 6
# The first of them have a large picture, the others a small one; phones show only the
# first article of those.
LARGE_SECTIONS = 2
ARTICLES_IN_A_SECTION = 3
ARTICLES_IN_A_SMALL_SECTION = 2
LATEST = 5
CLIPS = 3


def get_front_page():
    """Returns what the template of the home page shows, as of now."""
    newest, clips = get_newest(), get_newest_clips()[:CLIPS]
    lead = get_featured() or next(iter(newest), None)
    latest = [row for row in newest if row != lead][:LATEST]
    day = timezone.localdate()
    return {
        "lead": lead,
        "latest": latest,
        "clips": clips,
        "blocks": _list_blocks([lead, *latest], clips),
        "day": day,
        "numbers": _list_numbers(day),
    }


def _list_blocks(stories, clips):
    """Returns the first sections that have other articles than those `stories`; each
    with its rows (article, whether its picture is shown)."""
    shown = {story.pk for story in stories if story}
    pictures = {clip.poster_id for clip in clips}
    pictures |= {story.cover_id for story in stories[:1] if story}
    blocks = []
    for section in get_sections()[:SECTIONS]:
        is_large = len(blocks) < LARGE_SECTIONS
        most = ARTICLES_IN_A_SECTION if is_large else ARTICLES_IN_A_SMALL_SECTION
        articles = (row for row in get_newest(section.pk) if row.pk not in shown)
        rows = _with_pictures(islice(articles, most), pictures, is_large)
        if rows:
            blocks.append({"section": section, "is_large": is_large, "rows": rows})
    return blocks


def _with_pictures(articles, pictures, is_large):
    """Returns rows of each article and whether its picture is shown; `pictures`, the
    keys of those on the page, takes in what is shown. Of a section's large block only
    the first article has one."""
    rows = []
    for article in articles:
        is_shown = bool(article.cover_id) and article.cover_id not in pictures
        is_shown = is_shown and not (is_large and rows)
        pictures |= {article.cover_id} if is_shown else set()
        rows.append((article, is_shown))
    return rows


def _list_numbers(day):
    """Returns (number, what it counts, where its list is) of the register on `day`;
    nothing that is zero."""
    by_kind = counts.by_kind(day)
    cooperatives, unions = by_kind[Kind.COOPERATIVE], by_kind[Kind.UNION]
    directory = address_of("cooperatives:cooperatives")
    numbers = [
        (cooperatives.total, "hợp tác xã", directory),
        (cooperatives.active, "đang hoạt động", f"{directory}?tinh_trang=hoat-dong"),
        (unions.total, "liên hiệp hợp tác xã", address_of("cooperatives:unions")),
    ]
    written = [(format_number(one), *rest) for one, *rest in numbers if one]
    return [*written, *_list_changes(day, cooperatives.total)]


def _list_changes(day, total):
    """Returns how many were founded this year, in a year without any how the number
    changed since the end of the last; nothing where neither says anything."""
    founded = sum(counts.founded_by_sector(date(day.year, 1, 1), day).values())
    if founded:
        address = address_of("cooperatives:cooperatives")
        query = f"?thanh_lap={day.year}&tinh_trang=tat-ca"
        return [(format_number(founded), "thành lập năm nay", address + query)]
    before = date(day.year, 1, 1) - timedelta(1)
    change = total - counts.by_kind(before)[Kind.COOPERATIVE].total
    if not change:
        return []
    address = address_of("cooperatives:flows")
    return [(format_signed(change), "so với cuối năm trước", address)]
