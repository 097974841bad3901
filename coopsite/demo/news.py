"""Writes the invented news: enough that the report's section has 26 pages."""

import random
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.html import escape

from cooperatives.models import Kind, Standing
from news.models import Article, Section
from news.publishing import publish

from .gallery import CREDIT, alt_texts
from .moments import YEAR_END, day_between
from .texts import common, read, topics

ALLIANCE = "lien-minh-hop-tac-xa-tp-hcm"
IN_ALLIANCE = 255  # with the report of 2023: 256, on 26 pages of ten
_FIRST, _LAST = date(2019, 1, 8), date(2026, 10, 29)
# The days around the report's, so that it has neighbours on the list.
_NEAR_THE_REPORT = [
    date(2024, 1, 29),
    date(2024, 1, 31),
    date(2024, 2, 1),
    date(2024, 2, 5),
    date(2024, 2, 6),
    date(2024, 2, 16),
]
_BYLINES = ["MH", "TN", "LA", "HP", "PV", "TM"]
_NOTE = "<p><em>Bài minh hoạ: nội dung hư cấu.</em></p>"


def load_news(images):
    """Writes the articles; `images` are the pictures by file name. Returns how many."""
    writer = _Writer(random.Random("demo news"), images)
    articles = writer.alliance_articles()
    for slug, lines in read("sections").items():
        articles += writer.section_articles(slug, lines)
    articles.sort(key=lambda pair: pair[1])
    for article, moment in articles:
        publish(article=article, by=None, at=moment)
    return len(articles)


class _Writer:
    """Draws articles from the texts; never the same title twice."""

    def __init__(self, rng, images):
        self.rng, self.images = rng, images
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.names = _names_by_sector()
        self.common, self.topics = common(), topics()
        self.titles, self.moments = set(), set()

    def alliance_articles(self):
        """Goes round all titles of all topics until the section is full."""
        shapes = [
            (key, title) for key, topic in self.topics.items() for title in topic.titles
        ]
        days = self._days(IN_ALLIANCE, _NEAR_THE_REPORT)
        shapes = [
            shape for _ in range(3) for shape in self.rng.sample(shapes, len(shapes))
        ]
        articles = []
        for (key, title), day in zip(shapes, days, strict=False):
            lead = self.rng.choice(self.topics[key].leads)
            articles.append(
                self._article(ALLIANCE, key, title, lead, day, len(articles))
            )
        return articles

    def section_articles(self, slug, lines):
        days = self._days(len(lines))
        return [
            self._article(slug, line["topic"], line["title"], line["lead"], day, place)
            for place, (line, day) in enumerate(zip(lines, days, strict=True))
        ]

    def _days(self, number, fixed=()):
        """Returns `number` days, the newest first."""
        drawn = [
            day_between(self.rng, _FIRST, _LAST - timedelta(20))
            for _ in range(number - len(fixed) - 2)
        ]
        newest = [day_between(self.rng, _LAST - timedelta(15), _LAST) for _ in range(2)]
        return sorted([*drawn, *newest, *fixed], reverse=True)

    def _article(self, section, key, title, lead, day, place):
        """Returns an article and the moment at which it goes live."""
        topic = self.topics[key]
        moment = self._moment(day)
        title, words = self._new_title(title, topic, moment)
        article = Article(
            section=self.sections[section],
            title=title,
            lead=_filled(lead, words),
            body=self._body(topic, words),
            byline=self.rng.choice(_BYLINES),
            is_demo=True,
        )
        # The newest carry a picture, for they stand on the home page; then every sixth.
        if place < 3 or place % 6 == 0:
            self._illustrate(article, topic)
        return article, moment

    def _moment(self, day):
        """Returns a moment of the working day that no other article has."""
        while True:
            minutes = timedelta(minutes=self.rng.randint(7 * 60 + 30, 17 * 60 + 45))
            moment = timezone.make_aware(
                datetime(day.year, day.month, day.day) + minutes
            )
            if moment not in self.moments:
                self.moments.add(moment)
                return moment

    def _new_title(self, shape, topic, moment):
        """Returns a title of that shape that is new, and the words of its article."""
        words = self._words(topic, moment)
        title = _filled(shape, words)
        while title in self.titles:
            words = self._words(topic, moment)
            title = _filled(shape, words)
            if "{" not in shape:  # a second piece on the same thing says where
                joint = " Ghi nhận ở" if title.endswith("?") else " – ghi nhận ở"
                title += f"{joint} {words['noi']}"
        self.titles.add(title)
        return title, words

    def _illustrate(self, article, topic):
        picture = self.rng.choice(topic.pictures)
        article.cover = self.images[picture]
        article.cover_alt = alt_texts()[picture]
        article.cover_caption = f"Tranh minh hoạ cho bài “{article.title}”."
        article.cover_credit = CREDIT

    def _words(self, topic, moment):
        """Draws whom and where an article is about; numbers are drawn anew later."""
        rng, local = self.rng, timezone.localtime(moment)
        sector = topic.sector or rng.choice(["gtvt", "gtvt", "nn", "tmdv", "ttcn"])
        return {
            "htx": rng.choice(self.names[sector]),
            "quy": rng.choice(self.names["quy-tdnd"]),
            "lien_hiep": rng.choice(self.names[Kind.UNION]),
            "noi": rng.choice(self.common.places),
            "nguoi": rng.choice(self.common.people),
            "thang": str(local.month),
            "nam": str(local.year),
            "quy_so": ["I", "II", "III", "IV"][(local.month - 1) // 3],
            **self._numbers(),
        }

    def _numbers(self):
        return {
            "so": str(self.rng.randint(6, 48)),
            "so_lon": f"{self.rng.randint(1, 5)}.{self.rng.randint(10, 99)}0",
            "ti_le": f"{self.rng.randint(71, 96)},{self.rng.randint(1, 9)}%",
            "phan_tram": f"{self.rng.randint(6, 38)},{self.rng.randint(1, 9)}%",
        }

    def _body(self, topic, words):
        """Puts together paragraphs, a heading and one or two of list, quote, table."""
        count = self.rng.randint(3, 5)
        sentences = self.rng.sample(topic.paragraphs, count)
        sentences.append(self.rng.choice(self.common.closings))
        paragraphs = [
            f"<p>{escape(_filled(text, words | self._numbers()))}</p>"
            for text in sentences
        ]
        heading = f"<h2>{escape(self.rng.choice(topic.headings))}</h2>"
        makers = [self._list, self._quote, self._table]
        extras = [
            make(topic) for make in self.rng.sample(makers, self.rng.randint(1, 2))
        ]
        middle = count // 2
        parts = [*paragraphs[:middle], heading, *paragraphs[middle:-1], *extras]
        return "\n".join([*parts, paragraphs[-1], _NOTE])

    def _list(self, topic):
        some = self.rng.sample(topic.points, self.rng.randint(3, 5))
        # In the order of the text: some are steps.
        points = [point.rstrip(";.") + ";" for point in topic.points if point in some]
        points[-1] = points[-1].rstrip(";") + "."
        items = "".join(f"<li>{escape(point)}</li>" for point in points)
        return f"<p>Những việc được nhắc đến nhiều:</p>\n<ul>{items}</ul>"

    def _quote(self, topic):
        quote = escape(self.rng.choice(topic.quotes))
        person = self.rng.choice(self.common.people)
        who = escape(f"{person}, {self.rng.choice(self.common.roles)}")
        return f"<blockquote><p>“{quote}” – {who}.</p></blockquote>"

    def _table(self, topic):
        """This period against the one before, all numbers invented."""
        rows = ""
        for name in topic.table_rows:
            before = self.rng.randint(12, 180)
            now = before + self.rng.randint(-8, 60)
            rows += f"<tr><td>{escape(name)}</td><td>{before}</td><td>{now}</td></tr>"
        return (
            f"<table><thead><tr><th>{escape(topic.table_heading)}</th><th>Kỳ trước</th>"
            f"<th>Kỳ này</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def _filled(shape, words):
    """Fills in the words, the first letter of a sentence a capital."""
    text = shape.format(**words)
    return text[:1].upper() + text[1:]


def _names_by_sector():
    """Returns the names of old and active organisations by sector code, and of unions.

    Old enough for every article: nobody is in the news before being founded.
    """
    old = Standing.objects.on(_FIRST).active().filter(organisation__is_demo=True)
    rows = Standing.objects.on(YEAR_END).active()
    rows = rows.filter(organisation__in=old.values("organisation"))
    rows = rows.order_by("organisation").values_list(
        "kind", "sector__code", "organisation__name"
    )
    names = {}
    for kind, sector, name in rows:
        names.setdefault(kind if kind == Kind.UNION else sector, []).append(name)
    return names
