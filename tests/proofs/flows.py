"""One organisation in one period: in which parts of the sum it counts (§6)."""

from datetime import timedelta

from .facts import GROWTH, STOPPED


class Course:
    """How it stood before the period and after, and what lies between."""

    def __init__(self, register, number, first, last, t, base, as_today):
        self.register, self.number, self.t = register, number, t
        self.first, self.last, self.as_today = first, last, as_today
        self.base = base
        self.before_day = first - timedelta(days=1)
        self.before = register.inside(number, self.before_day, t, as_today)
        self.after = register.inside(number, last, t, as_today)

    def parts(self, by, chosen):
        """The (part, row) pairs in which it counts, among the `chosen`: who comes from
        outside of them moved in, who leaves them moved out."""
        pairs = self._all_parts(by, chosen)
        return [(part, row) for part, (row, is_chosen) in pairs if is_chosen]

    def _all_parts(self, by, chosen):
        was = bool(self.before) and self.before["status"] in self.base
        stays = bool(self.after) and self.after["status"] in self.base
        old = self._row(by, chosen, self.before, self.before_day) if was else None
        new = self._row(by, chosen, self.after, self.last) if stays else None
        found = []
        if was:
            found.append(("dau-ky", old))
        if stays:
            found.append(("cuoi-ky", new))
        if stays and not was:
            found.append((self._gain(), new))
        if was and not stays:
            found.append((self._loss(), old))
        if was and stays and old != new:
            found += [("chuyen-di", old), ("chuyen-den", new)]
        return found

    def _row(self, by, chosen, stands, day):
        told = self.number, stands, day, self.t
        row = self.register.row_of(by, *told)
        return row, self.register.matches(chosen, *told)

    def _gain(self):
        founded = self.register.founded_on(self.number, self.t)
        if self.first <= founded <= self.last and self.register.inside(
            self.number, founded, self.t, self.as_today
        ):
            return "thanh-lap"
        if self.before:
            return "hoat-dong-lai"
        return "sap-nhap-tinh" if self._came_with_its_province() else "tu-tinh-khac"

    def _came_with_its_province(self):
        eve = GROWTH - timedelta(days=1)
        return (
            self.before_day < GROWTH <= self.last
            and self.register.is_in_register(self.number, eve, self.t)
            and not self.register.inside(self.number, eve, self.t, self.as_today)
        )

    def _loss(self):
        if not self.after:
            return "di-tinh-khac"
        if self.after["status"] == STOPPED:
            return "ngung"
        ended = self.register.ended_by_reorganisation(
            self.number, self.first, self.last, self.t
        )
        return "sap-nhap" if ended else "giai-the"
