"""What was answered for a known moment that is over is answered the same for ever."""

import re
from datetime import datetime

import pytest

from . import sizes
from .expected import VIETNAM, known_at
from .history import History
from .program import Mismatch
from .reading import Page, body_of, tables_of
from .rules import broken_rules
from .test_derivation import check_derivation

pytestmark = pytest.mark.django_db
# A name, an address, a form of words are today's and say so; these are counted.
ENDED = re.compile(r" \(đến \d\d/\d\d/\d{4}\)$")
COUNTED = (
    "Mã hồ sơ",
    "Ngày thành lập",
    "Lĩnh vực",
    "Địa bàn",
    "Tình trạng",
    "Thuộc liên hiệp",
    "Quy mô",
    "Số thành viên",
)


def test_answers_stay_after_a_few_later_writes(client, remembering):
    """The same short history is looked through for what else may not be."""
    told = sizes.SHORT_REPEATED, sizes.SHORT_LATER_WRITES
    history = prove(client, 3, sizes.SHORT_OPERATIONS // 2, *told)
    check_derivation(history)
    history.check(list(broken_rules(history.register)))
    assert history.program.accepted["register"]


@pytest.mark.proof
@pytest.mark.parametrize("seed", sizes.REPEATING_SEEDS)
def test_answers_stay_after_a_thousand_later_writes(client, remembering, seed):
    told = sizes.OPERATIONS, sizes.REPEATED, sizes.LATER_WRITES
    assert prove(client, seed, *told).program.accepted["register"]


def prove(client, seed, operations, number, later):
    history = History(seed, operations + later)
    history.write(operations)
    addresses = over(history, number)
    before = {address: answer(client, address) for address in addresses}
    history.write(later)
    for address, told in before.items():
        again = answer(client, address)
        if again != told:
            raise Mismatch(history.story(f"{address}\nfirst {told}\nthen  {again}"))
    print(f"{history.summary}; {len(before)} answers asked again after {later} writes")
    return history


def over(history, number):
    """Addresses that ask about a known moment that is over, as pages and files."""
    addresses = []
    while len(addresses) < number:
        question = history.asker.draw()
        days = [question.query.get(n) for n in ("biet_den", "voi_biet_den")]
        if question.page.endswith("doi-chieu/") and not days[1]:
            continue  # the other side is now
        if days[0] and all(is_over(history, day) for day in days if day):
            forms = [None, "csv", "xlsx"] if question.has_file else [None]
            addresses += [question.address(form) for form in forms]
    return addresses


def is_over(history, written):
    day = datetime.strptime(written, "%d/%m/%Y").replace(tzinfo=VIETNAM).date()
    return known_at(day) < history.register.moments[-1]


def answer(client, address):
    """Numbers, ids and counted axes of an answer: what may never change."""
    response = client.get(address)
    assert response.status_code == 200, address
    if "tai-ve" in address:
        return [counted(table) for table in tables_of(response)]
    page = Page(body_of(response).decode())
    records = [link for link, _ in page.links if link.count("/") == 3]
    return records, [counted(table) for table in page.tables]


def counted(table):
    """The rows of a table; of a list of organisations only the counted columns. Areas
    are named as today, with the end that one may have had since."""
    if table.headings[:1] != ["Tên"]:
        return table.headings, [[ENDED.sub("", c) for c in row] for row in table.rows]
    kept = [i for i, h in enumerate(table.headings) if h.startswith(COUNTED)]
    return [[row[index] for index in kept] for row in table.rows]
