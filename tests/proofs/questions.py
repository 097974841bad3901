"""What readers may ask, with the answer that the naive register expects.

An `Asker` invents questions at random days and known moments; `comparison` asks them.
"""

from collections import Counter
from datetime import date, timedelta

from .choices import Choices
from .expected import (
    DIMENSIONS,
    PARTS,
    STATUSES,
    STEPS,
    TOTAL,
    Expected,
    Question,
    beside,
    measured,
    periods,
    series_tables,
    tallied,
    with_total,
    written,
)
from .facts import ACTIVE, COOPERATIVE, DISSOLVED, STOPPED, UNION


class Asker(Choices):
    """Draws questions about one naive register."""

    def draw(self):
        kinds = [
            self.figures,
            self.flows,
            self.flow_list,
            self.series,
            self.two_days,
            self.then_and_now,
            self.directory,
            self.foundings,
        ]
        return self.rng.choices(kinds, [5, 4, 3, 2, 2, 2, 5, 2])[0]()

    # --- figures ------------------------------------------------------------------

    def figures(self):
        by, kind, day = self.rng.choice(list(DIMENSIONS)), self.kind(), self.day()
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen()
        counts = self.register.counts(by, kind, day, t, chosen, as_today)
        query = {"ngay": written(day), "theo": by, "loai": kind}
        tables = [Expected(DIMENSIONS[by], tallied(counts))]
        if kind == COOPERATIVE and not chosen:
            tables += self._beside(day, t, as_today)
        return Question("/so-lieu/", query | known | border | filters, tables)

    def _beside(self, day, t, as_today):
        """The report's smaller tables: unions, and who was founded in the year."""
        unions = self.register.counts("nhom", UNION, day, t, None, as_today)
        sums = Counter()
        for tally in unions.values():
            sums.update(tally)
        name = ("Số liên hiệp",)
        rows = {
            "Đang hoạt động": {name: sums["active"]},
            "Ngừng hoạt động": {name: sums["stopped"]},
            TOTAL: {name: sums["active"] + sums["stopped"]},
            "Đã giải thể, ngoài tổng số": {name: sums["dissolved"]},
        }
        first = date(day.year, 1, 1)
        founded = self.register.founded(COOPERATIVE, first, day, t, as_today)
        by_sector = Counter(
            self.world.sector_name(stands["sector"]) for stands in founded.values()
        )
        new = with_total({k: {("Thành lập",): n} for k, n in by_sector.items()})
        return [
            Expected("Tình trạng", rows),
            Expected("Lĩnh vực lúc thành lập", new),
        ]

    # --- flows --------------------------------------------------------------------

    def _flow_query(self):
        first, last = self.period()
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen(sizes=False)
        by, kind = self.rng.choice(["linh-vuc", "dia-ban"]), self.kind()
        query = {"tu": written(first), "den": written(last), **known, **border}
        query |= {"theo": by, "loai_hinh": kind, **filters}
        base = (ACTIVE,)
        if self.rng.random() < 0.4:
            query["dem"], base = "tong-so", (ACTIVE, STOPPED)
        told = by, kind, first, last, t, base, as_today, chosen
        return query, self.register.flows(*told)

    def flows(self):
        query, parts = self._flow_query()
        rows, changed = {}, {}
        for part, pairs in parts.items():
            for number, row in pairs:
                cell = rows.setdefault(row, Counter())
                cell[PARTS[part]] += 1
                if part not in ("dau-ky", "cuoi-ky"):
                    changed[self._name(number)] = {}
        rows = with_total({row: dict(cells) for row, cells in rows.items()})
        first = "Lĩnh vực" if query["theo"] == "linh-vuc" else "Địa bàn"
        tables = [Expected(first, rows)]
        return Question("/so-lieu/bien-dong/", query, tables, told=changed)

    def flow_list(self):
        query, parts = self._flow_query()
        part = self.rng.choice(list(PARTS))
        listed = {self._name(number): {} for number, _ in parts.get(part, [])}
        page = "/so-lieu/bien-dong/danh-sach/"
        return Question(page, query | {"loai": part}, listed=listed)

    def _name(self, number):
        return self.register.organisations[number].name

    # --- series ---------------------------------------------------------------------

    def series(self):
        step = self.rng.choice(list(STEPS))
        first = self.day()
        last = first + timedelta(days=self.rng.randrange(1, 900))
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen(sizes=False)
        kind = self.kind()
        query = {"buoc": step, "tu": written(first), "den": written(last)}
        query |= {"loai_hinh": kind, **known, **border, **filters}
        points = {}
        for begins, ends in periods(step, first, last):
            told = kind, begins, ends, t, chosen, as_today
            points[begins, ends] = self._point(*told)
        return Question("/so-lieu/dien-bien/", query, series_tables(step, points))

    def _point(self, kind, begins, ends, t, chosen, as_today):
        """{sector: {measure: number}} at the end of a period."""
        counts = self.register.counts("linh-vuc", kind, ends, t, chosen, as_today)
        point = {sector: measured(tally) for sector, tally in counts.items()}
        founded = self.register.founded(kind, begins, ends, t, as_today)
        for number, stands in founded.items():
            if self.register.matches(chosen, number, stands, ends, t):
                sector = self.world.sector_name(stands["sector"])
                cells = point.setdefault(sector, {})
                cells["Thành lập mới"] = cells.get("Thành lập mới", 0) + 1
        return point

    # --- two days, then and now ---------------------------------------------------

    def two_days(self):
        earlier = self.day()
        later = earlier + timedelta(days=self.rng.randrange(1, 800))
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen(sizes=False)
        kind = self.kind()
        query = {"ngay": written(later), "voi": written(earlier), "loai_hinh": kind}
        query |= filters
        counts = [
            self.register.counts("linh-vuc", kind, day, t, chosen, as_today)
            for day in (earlier, later)
        ]
        rows = beside(counts)
        table = Expected("Lĩnh vực", rows)
        return Question("/so-lieu/so-sanh/", query | known | border, [table])

    def then_and_now(self):
        day, kind = self.day(), self.kind()
        known, t = {}, None
        while t is None:
            known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen(sizes=False)
        query = {"ngay": written(day), "loai_hinh": kind, **known, **border, **filters}
        second = None
        if self.rng.random() < 0.4:
            other, second = self.knowledge()
            if second and other != known:
                query["voi_biet_den"] = other["biet_den"]
                t, second = sorted([t, second])
            else:
                second = None
        counts = [
            self.register.counts("linh-vuc", kind, day, moment, chosen, as_today)
            for moment in (t, second)
        ]
        rows = beside(counts)
        revised = self.register.revised(kind, day, (t, second), as_today, chosen)
        told = {self._name(number): {} for number in revised}
        table = [Expected("Lĩnh vực", rows)]
        return Question("/so-lieu/doi-chieu/", query, table, told=told)

    # --- directory ----------------------------------------------------------------

    def directory(self):
        kind, day = self.kind(), self.day()
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen()
        status, statuses = self.rng.choice(_STATUSES)
        query = {"ngay": written(day), **known, **border, **filters, **status}
        listed = {
            self._name(number): self._told(number, stands, day, t)
            for number, stands in self.register.all_inside(kind, day, t, as_today)
            if stands["status"] in statuses
            and self.register.matches(chosen, number, stands, day, t)
        }
        return Question(_DIRECTORIES[kind], query, listed=listed)

    def foundings(self):
        """Who was founded in a period, whatever became of them."""
        first, last = self.period()
        kind = self.kind()
        known, t = self.knowledge()
        border, as_today = self.territory()
        filters, chosen = self.chosen(sizes=False)
        founded = self.register.founded(kind, first, last, t, as_today)
        listed = {
            self._name(number): {}
            for number, stands in founded.items()
            if self.register.matches(chosen, number, stands, last, t)
        }
        query = {
            "ngay": written(last),
            "lap_tu": written(first),
            "lap_den": written(last),
            "tinh_trang": "tat-ca",
        }
        query |= known | border | filters
        return Question(_DIRECTORIES[kind], query, listed=listed)

    def _told(self, number, stands, day, t):
        """What the directory's file says of one on its axes."""
        founded = self.register.founded_on(number, t)
        union = stands["union"]
        survey = self.register.latest_survey(number, day, t)
        members = survey.figures.get("members") if survey else None
        return {
            "Ngày thành lập": f"{founded:%Y-%m-%d}",
            "Lĩnh vực": self.world.sectors[stands["sector"]].name
            if stands["sector"]
            else "",
            "Địa bàn": self.world.areas.places[stands["place"][0]].name,
            "Tình trạng hoạt động": STATUSES[stands["status"]],
            "Thuộc liên hiệp": "" if union is None else self._name(union),
            "Số thành viên": "" if members is None else str(members),
            "Quy mô": self.world.SIZES[self.register.size(number, stands, day, t)],
        }


_DIRECTORIES = {COOPERATIVE: "/hop-tac-xa/", UNION: "/lien-hiep/"}
_STATUSES = [
    ({}, (ACTIVE, STOPPED)),
    ({"tinh_trang": ACTIVE}, (ACTIVE,)),
    ({"tinh_trang": STOPPED}, (STOPPED,)),
    ({"tinh_trang": DISSOLVED}, (DISSOLVED,)),
    ({"tinh_trang": "tat-ca"}, (ACTIVE, STOPPED, DISSOLVED)),
]
