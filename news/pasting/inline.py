"""Runs of words: white space, marks and links as an article has them."""

import re
from dataclasses import replace
from itertools import groupby

from django.utils.html import escape

from .parts import Break, NoteMark, Picture, Run

_NESTING = ("strong", "em", "u", "s", "sub", "sup")  # from the outside in
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_SPACES_IN_LINE = re.compile(r"[ \t\f\v\xa0]+")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


def tidy(runs):
    """Returns runs whose white space is that of the page: one space between words,
    none at the ends of lines; equal neighbours are one."""
    pieces = []
    for run in _in_lines(runs):
        if not isinstance(run, Run):
            if isinstance(run, Break | Picture):
                _strip_end(pieces)
            pieces.append(run)
            continue
        text = _SPACES.sub(" ", run.text)
        if not pieces or isinstance(pieces[-1], Break | Picture) or _ends(pieces):
            text = text.lstrip(" ")
        if text:
            pieces += _with_bare_ends(replace(run, text=text, keeps_lines=False))
    _strip_end(pieces)
    return _merged(_bridged(pieces))


def _in_lines(runs):
    """Yields the runs; where line ends are kept, with breaks in their place."""
    for run in runs:
        if not isinstance(run, Run):
            yield run
            continue
        run = replace(run, text=run.text.translate(_LIGATURES))
        if not run.keeps_lines or "\n" not in run.text:
            yield run
            continue
        for number, line in enumerate(run.text.replace("\r", "").split("\n")):
            if number:
                yield Break(is_hard=True)
            yield replace(run, text=line)


def _ends(pieces):
    return isinstance(pieces[-1], Run) and pieces[-1].text.endswith(" ")


def _strip_end(pieces):
    while pieces and isinstance(pieces[-1], Run):
        text = pieces[-1].text.rstrip(" ")
        if text:
            pieces[-1] = replace(pieces[-1], text=text)
            return
        pieces.pop()


def _with_bare_ends(run):
    """Yields a run with the spaces at its ends outside its marks."""
    text = run.text.strip(" ")
    if not text:
        return [Run(run.text, href=run.href)]
    start, _, end = run.text.partition(text)
    ends = [Run(start), replace(run, text=text), Run(end)]
    return [one for one in ends if one.text]


def _bridged(pieces):
    """Gives a space between two runs of one look the same look."""
    pieces = list(pieces)
    for at in range(1, len(pieces) - 1):
        before, here, after = pieces[at - 1 : at + 2]
        if all(isinstance(one, Run) for one in (before, here, after)):
            shared = before.marks & after.marks
            href = before.href if before.href == after.href else ""
            if before.href != after.href:
                shared -= {"u"}  # of a link, which is not kept
            if not here.text.strip():
                pieces[at] = Run(here.text, shared, href)
    return pieces


def _merged(pieces):
    merged = []
    for piece in pieces:
        last = merged[-1] if merged else None
        alike = isinstance(piece, Run) and isinstance(last, Run)
        if alike and (last.marks, last.href) == (piece.marks, piece.href):
            merged[-1] = replace(last, text=last.text + piece.text)
        else:
            merged.append(piece)
    return merged


def paragraphs_of(runs):
    """Returns the runs of each paragraph that `runs` are: two line ends in a row part
    them, as does a hard one. Pictures stand alone."""
    parts, part = [], []
    for run in runs:
        if isinstance(run, Picture):
            parts += [part, [run]]
            part = []
        elif isinstance(run, Break) and (run.is_hard or part and part[-1:] == [run]):
            parts.append(part)
            part = []
        else:
            part.append(run)
    trimmed = [_without_outer_breaks(part) for part in [*parts, part]]
    return [part for part in trimmed if part]


def _without_outer_breaks(runs):
    start, end = 0, len(runs)
    while start < end and isinstance(runs[start], Break):
        start += 1
    while end > start and isinstance(runs[end - 1], Break):
        end -= 1
    return runs[start:end]


def without(runs, *marks):
    """Returns the runs without these marks."""
    bare = [
        replace(run, marks=run.marks - set(marks)) if isinstance(run, Run) else run
        for run in runs
    ]
    return _merged(bare)


def render_runs(runs):
    """Returns the HTML of runs."""
    out = []
    for href, group in groupby(runs, key=lambda run: getattr(run, "href", "")):
        group = list(group)
        if not href:
            out.append(_render_marks(group, _NESTING))
            continue
        words = _render_marks(without(group, "u"), _NESTING)
        out.append(f'<a href="{escape(href)}">{words}</a>')
    return "".join(out)


def _render_marks(runs, nesting):
    if not nesting:
        return "".join(map(_render, runs))
    out, (mark, *inner) = [], nesting
    for is_marked, group in groupby(
        runs, lambda run: mark in getattr(run, "marks", ())
    ):
        html = _render_marks(list(group), inner)
        out.append(f"<{mark}>{html}</{mark}>" if is_marked else html)
    return "".join(out)


def _render(run):
    if isinstance(run, Break):
        return "<br>"
    if isinstance(run, NoteMark):
        return render_mark(run)
    if isinstance(run, Picture):
        return f'<img alt="{escape(run.alt)}" src="{escape(run.src)}">'
    return escape(run.text).replace("&#x27;", "'").replace("&quot;", '"')


def render_mark(mark):
    """Returns the HTML of a footnote's mark; the first leads back from the note."""
    name = f' id="goi-chu-thich-{mark.number}"' if mark.is_first else ""
    return f'<sup><a href="#chu-thich-{mark.number}"{name}>{mark.number}</a></sup>'
