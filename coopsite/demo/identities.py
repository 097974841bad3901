"""Invents who the organisations are: their names, numbers and ids."""

import itertools

from simple_history.utils import bulk_create_with_history
from stdnum.vn import mst

from . import details

# Consonants only, as in the register's own ids, so that no word appears.
_ID_LETTERS = "bcdfghjkmnpqrstvwxz"


class Identities:
    """Makes the rows of organisations: ids, codes and addresses, all different."""

    def __init__(self, rng, areas):
        self.rng, self.areas = rng, areas
        self.serial = itertools.count(1)
        self.ids = set()
        self.tax_codes = iter(_tax_codes(rng))

    def create(self, model, named_courses):
        """Writes one row a (name, Course) with its version; returns the rows in
        order."""
        rows = [self._row(model, name, course) for name, course in named_courses]
        return bulk_create_with_history(rows, model, batch_size=500)

    def _row(self, model, name, course):
        number = next(self.serial)
        has_tax_code = self.rng.random() < 0.9
        row = model(
            name=name,
            public_id=self._new_id(),
            tax_code=next(self.tax_codes) if has_tax_code else None,
            certificate_number="" if has_tax_code else f"MH-{number:04d}",
            address=f"Số {self.rng.randint(1, 480)} đường Minh Hoạ "
            f"{self.rng.randint(1, 60)}, {self.areas[course.last.area].name}",
            issuing_authority="Phòng Tài chính – Kế hoạch "
            f"{self.areas[course.facts[0].area].name}",
            is_demo=True,
            **details.identity(name, number, course.last.sector),
        )
        row.prepare()
        return row

    def _new_id(self):
        while True:
            new = "".join(self.rng.choices(_ID_LETTERS, k=8))
            if new not in self.ids:
                self.ids.add(new)
                return new


def _tax_codes(rng):
    """Yields codes that pass the check; no province's codes begin with 99."""
    for serial in rng.sample(range(10_000, 9_999_999), 2000):
        body = f"99{serial:07d}"
        digit = mst.calc_check_digit(body)
        if len(digit) == 1:
            yield body + digit
