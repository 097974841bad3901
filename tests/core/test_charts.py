"""A chart stays within its frame and tells no untruth, whatever the numbers are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsite.core.charts import MAX_NAMES, line_chart, scale_top, stacked_bars
from tests.factories.pages import Page
from tests.factories.register import make_cooperative

NUMBERS = st.integers(0, 2_000_000)
SERIES = st.integers(1, 240).flatmap(
    lambda length: st.lists(
        st.lists(NUMBERS, min_size=length, max_size=length), min_size=1, max_size=3
    )
)


@given(most=NUMBERS)
def test_a_scale_ends_just_above_the_most(most):
    top = scale_top(most)
    assert top >= max(most, 1)
    assert top <= max(2 * most, 5)
    assert str(top).rstrip("0") in {str(n) for n in range(1, 11)} | {"15", "25"}


@given(rows=SERIES)
def test_lines_stay_within_their_frame(rows):
    names = [str(number) for number in range(len(rows[0]))]
    chart = line_chart([("line", "Nhãn", row) for row in rows], names)
    for row, line in zip(rows, chart.lines, strict=True):
        points = [tuple(map(float, p.split(","))) for p in line.polyline.split()]
        assert len(points) == len(row)
        assert all(0 <= x <= 100 and 0 <= y <= chart.axis for x, y in points)
        for (_, higher), (_, lower) in pairwise(sorted(zip(row, points, strict=True))):
            assert higher[1] >= lower[1]  # more stands no lower
    assert len(chart.names) <= MAX_NAMES
    assert chart.names[-1].text == names[-1]


@given(rows=SERIES)
def test_no_word_stands_upon_another(rows):
    names = [str(number) for number in range(len(rows[0]))]
    series = [("line", "Nhãn", row) for row in rows]
    for is_small in (False, True):
        chart = line_chart(series, names, is_small=is_small)
        for anchor in ("start", "end"):
            heights = sorted(w.y for w in chart.values if w.anchor == anchor)
            assert all(b - a >= 16 for a, b in pairwise(heights))


@given(rows=st.lists(st.tuples(st.just("Tên"), NUMBERS, NUMBERS), max_size=8))
def test_bars_fit_on_one_scale(rows):
    bars = stacked_bars(rows).bars
    ends = [bar.first_length + bar.second_length for bar in bars]
    assert all(end <= 100.01 for end in ends)
    if any(first + second for _, first, second in rows):
        assert max(ends) > 99.9


def test_bars_of_nothing():
    assert stacked_bars([]).bars == []
    [bar] = stacked_bars([("Tên", 0, 0)]).bars
    assert bar.first_length == bar.second_length == 0


@pytest.mark.django_db
def test_the_bars_of_the_figures_are_said_in_words(client):
    make_cooperative(sector_code="nn")
    make_cooperative(sector_code="nn", status="ngung")
    page = Page(client.get("/so-lieu/", {"ngay": "31/12/2023"}))
    [(_, drawing, words)] = page.all("svg", role="img")
    said = "Nông nghiệp: 1 đang hoạt động, 1 ngừng hoạt động."
    assert said in drawing["aria-label"]
    assert "Nông nghiệp" in words
    assert "1 + 1" in words
    second = page.all("rect", class_="bars-second")
    assert {bar[1]["fill"] for bar in second} == {"url(#gach-cheo)"}
    assert [bar[1]["width"] for bar in second if bar[1]["x"] == "50.0%"] == ["50.0%"]
