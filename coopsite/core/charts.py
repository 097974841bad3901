"""Where the lines, bars and words of a chart stand; templates draw what is said here.

Across, a place is a percentage of the drawing's width, so that a chart fills a phone
as it fills a desk and its words keep their size; down, it is pixels. Nothing here
knows what is counted. Whatever a colour says, a dash, a fill or a word says too.
"""

from dataclasses import dataclass
from itertools import count

from coopsite.core.numbers import format_number

# Room over the highest line for its words, and under the axis for the periods' names.
HEAD, FOOT = 24, 22
# Between the edges and the outer points, in percent, so that no dot is cut.
EDGE = 1.5
LABEL_APART = 17
MAX_NAMES = 6
MAX_DOTS = 40
BAR_APART = 46


@dataclass(frozen=True)
class Word:
    """A text of a chart: "start", "middle" or "end" of it stands at (x, y)."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Line:
    """One line: the class that gives it its stroke, its points as a polyline of a
    drawing 100 wide, and its dots (x, y)."""

    style: str
    polyline: str
    dots: list[tuple[float, float]]


@dataclass(frozen=True)
class LineChart:
    """Lines over one scale from 0 to `top`, with the words beside them."""

    height: int
    axis: int
    lines: list[Line]
    levels: list[Word]
    names: list[Word]
    values: list[Word]


def line_chart(series, names, *, height=300, top=None, is_small=False):
    """Returns the `LineChart` of `series`, a list of (style, label, numbers), one
    number for each of `names`.

    `top` is the number that the scale has to reach (None: the highest one). A small
    chart has its first and last numbers at the line, and of the scale only the top.
    """
    axis = height - FOOT
    step, top = _scale(
        max([top or 0, *(n for _, _, numbers in series for n in numbers)])
    )
    places = [_across(place, len(names)) for place in range(len(names))]

    def down(number):
        return round(axis - number / top * (axis - HEAD), 1)

    # Words stand above all that the line does where they are.
    room = max(1, len(names) // 3)
    values = _apart(
        [(label, n[-1], down(max(n[-room:]))) for _, label, n in series],
        axis,
        100,
        "end",
    )
    if is_small and len(names) > 1:
        values += _apart(
            [("", n[0], down(max(n[:room]))) for _, _, n in series], axis, 0, "start"
        )
    levels = [(top, "")]
    if not is_small:
        levels = [(level, format_number(level)) for level in range(step, top + 1, step)]
    return LineChart(
        height,
        axis,
        [_line(style, places, map(down, numbers)) for style, _, numbers in series],
        [Word(text, 0, down(level), "start") for level, text in levels],
        _names(names, places, axis + 17, 2 if is_small else MAX_NAMES),
        values,
    )


def scale_top(most):
    """Returns the round number at or above `most` at which a scale ends."""
    return _scale(most)[1]


def _scale(most):
    """Returns the step between the levels and the highest one: 1, 2 or 5 and noughts,
    at most five levels."""
    for power in count():
        for start in (1, 2, 5):
            step = start * 10**power
            if 5 * step >= most:
                return step, step * max(1, -(-most // step))
    return None  # count() has no end


def _across(place, number):
    if number == 1:
        return 50.0
    return round(EDGE + place * (100 - 2 * EDGE) / (number - 1), 2)


def _line(style, places, heights):
    points = list(zip(places, heights, strict=True))
    polyline = " ".join(f"{x},{y}" for x, y in points)
    return Line(style, polyline, points if len(points) <= MAX_DOTS else points[-1:])


def _names(names, places, y, most):
    """Returns the names below the axis, as many as there is room for, the last one
    always."""
    last = len(names) - 1
    stride = max(1, -(-last // (most - 1)))
    words = []
    for place in range(last, -1, -stride):
        if place == last and last:
            words.append(Word(names[place], 100, y, "end"))
        elif place == 0 and last:
            words.append(Word(names[place], 0, y, "start"))
        else:
            words.append(Word(names[place], places[place], y, "middle"))
    return words[::-1]


def _apart(ends, axis, x, anchor):
    """Returns the words at the ends of lines: (label, number, height), each above its
    line and none upon another."""
    words, floor = [], axis - 4
    for label, number, y in sorted(ends, key=lambda end: -end[2]):
        floor = min(y - 8, floor)
        words.append(Word(f"{label} {format_number(number)}".strip(), x, floor, anchor))
        floor -= LABEL_APART
    return words


@dataclass(frozen=True)
class Bar:
    """A bar of two parts, `top` pixels down: how long each is, in percent; the second
    begins where the first ends."""

    top: int
    name: str
    first: int
    second: int
    first_length: float
    second_length: float


@dataclass(frozen=True)
class BarChart:
    height: int
    bars: list[Bar]


def stacked_bars(rows):
    """Returns the `BarChart` of (name, first number, second number), on one scale."""
    most = max((first + second for _, first, second in rows), default=0) or 1
    bars = [
        Bar(
            BAR_APART * place,
            name,
            first,
            second,
            round(100 * first / most, 2),
            round(100 * second / most, 2),
        )
        for place, (name, first, second) in enumerate(rows)
    ]
    return BarChart(BAR_APART * len(bars), bars)
