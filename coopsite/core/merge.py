"""Merges two people's changes of one text, paragraph by paragraph; nothing is lost.

A merge by lines as programmers have it (diff3, and the packages that do it) takes
changes of two neighbouring lines for one conflict. In an article every paragraph has
neighbours, so here each is followed on its own: what it became in either text.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from .blocks import is_block, join_blocks, split_blocks
from .richtext import clean, plain_text

# More blocks than that between the first change and the last are one change; more in
# one stretch are not asked which became which: the work stays bounded.
MAX_BLOCKS, MAX_STRETCH = 1_000, 100
# As large a part of the words two blocks share, else one is not the other, changed.
_ALIKE = 0.5
_FILE = re.compile(r'src="([^"]*)"')
_LIST = re.compile(r"\s*<(ul|ol|blockquote|aside)\b[^>]*>")


@dataclass(frozen=True)
class Change:
    """What stands at one place in the text both began with, in mine and in theirs; ""
    where nothing does."""

    base: str
    mine: str
    theirs: str


# What stands in the merged text where both changed a place: a `Change` is answered by
# one of these, or by None, which leaves it open.
MINE, THEIRS, BOTH = "mine", "saved", "both"


def leave_open(change):
    """Returns None: nobody has chosen yet."""


@dataclass(frozen=True)
class Merged:
    """The merged text, what it took in from theirs, and the open conflicts, where both
    say something else: there it has mine. Both in the text's order."""

    text: str
    taken: list[Change]
    conflicts: list[Change]


@dataclass(frozen=True)
class _Block:
    """A block; equal to another that differs in white space between tags only."""

    key: str
    text: str = field(compare=False)


def merge(base, mine, theirs, choose=leave_open):
    """Returns the `Merged` of two cleaned rich texts that both began as `base`.

    A block that one of them changed is taken from there; of lists, quotations and
    notes, which both changed, each item. `choose` says what comes where both changed
    the same. ValidationError where the whole is too long (`clean`).
    """
    texts = map(_rich_blocks, (base, mine, theirs))
    pieces, taken, conflicts = _merge(*texts, choose=choose)
    return Merged(clean(_join(pieces)), taken, conflicts)


def merge_lines(base, mine, theirs, choose=leave_open):
    """Returns the `Merged` of two plain texts, line by line; `choose` as above."""
    texts = [
        [_Block(line, line) for line in t.split("\n")] for t in (base, mine, theirs)
    ]
    lines, taken, conflicts = _merge(*texts, choose=choose, glue="\n")
    return Merged("\n".join(block.text for block in lines), taken, conflicts)


def _rich_blocks(html):
    return [_Block(join_blocks(t).strip(), t) for t in split_blocks(html)]


def _join(blocks):
    """Returns the HTML of `blocks`; words in no block stay apart from those before."""
    html, was_block = "", True
    for block in blocks:
        now_block = is_block(block.text)
        html += block.text if now_block or was_block else f"<p>{block.text}</p>"
        was_block = now_block
    return html.strip()


def _merge(base, mine, theirs, *, choose, glue=""):
    """Returns (the blocks of the merged text, what was taken, conflicts)."""
    original = _places(base, base)
    places = list(
        zip(original, _places(base, mine), _places(base, theirs), strict=True)
    )
    merged = [_settle(*place) for place in places]
    taken, conflicts = [], []
    for first, last in _changes(original, [place[2] for place in places]):
        span = slice(first, last + 1)
        change = Change(
            *(_text(side, glue) for side in zip(*places[span], strict=True))
        )
        if None not in merged[span]:
            if merged[span] != [mine for _, mine, _ in places[span]]:
                taken.append(change)
            continue
        if inner := _merge_items(places[span], choose):
            merged[first], more, inner_conflicts = inner
            taken += more
            conflicts += inner_conflicts
            continue
        choice = choose(change)
        merged[span] = _chosen(choice, places[span])
        if choice is None:
            conflicts.append(change)
    return list(chain(*merged)), taken, conflicts


def _settle(base, mine, theirs):
    """Returns what comes to a place, None where both changed it otherwise."""
    if mine == theirs:  # of white space, too, what somebody changed
        is_untouched = [b.text for b in mine] == [b.text for b in base]
        return theirs if is_untouched else mine
    if theirs == base:
        return mine
    return theirs if mine == base else None


def _chosen(choice, places):
    """Returns what comes to the places of a conflict; of both texts theirs first."""
    if choice == THEIRS:
        return [theirs for _, _, theirs in places]
    if choice == BOTH:
        return [m if m == t else (*t, *m) for _, m, t in places]
    return [mine for _, mine, _ in places]


def _text(places, glue):
    return glue.join(block.text for block in chain(*places)).strip()


# --- which block became which ---------------------------------------------------------


def _places(base, other):
    """Returns what `other` has at each place of `base`, as tuples of blocks: before the
    first block, what became of it, between it and the second, and so on."""
    pairs = _pairs(base, other)
    places, at = [], 0
    for index in range(len(base)):
        became = pairs.get(index)
        if became is None:
            places += [(), ()]
            continue
        places += [tuple(other[at:became]), (other[became],)]
        at = became + 1
    return [*places, tuple(other[at:])]


def _pairs(base, other):
    """Returns {index in base: index in other} of blocks that are the same, or one of
    which became the other."""
    start = _common_start(base, other)
    end = _common_start(base[start:][::-1], other[start:][::-1])
    last, other_last = len(base) - end, len(other) - end
    pairs = {i: i for i in range(start)}
    pairs |= {last + i: other_last + i for i in range(end)}
    if max(last, other_last) - start > MAX_BLOCKS:
        return pairs
    middle, other_middle = base[start:last], other[start:other_last]
    matcher = SequenceMatcher(None, middle, other_middle)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found = [(i, i) for i in range(b - a)]
        else:
            found = _alike_pairs(middle[a:b], other_middle[c:d])
        pairs |= {start + a + i: start + c + j for i, j in found}
    return pairs


def _common_start(one, other):
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _alike_pairs(old, new):
    """Yields the pairs, in order, that share the most words between them."""
    if not old or not new or max(len(old), len(new)) > MAX_STRETCH:
        return
    old_words, new_words = [list(map(_words, side)) for side in (old, new)]
    shares = [[_share(a, b) for b in new_words] for a in old_words]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = shares[i][j] and shares[i][j] + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _words(block):
    return {*plain_text(block.key).split(), *_FILE.findall(block.key)}


def _share(old, new):
    """Returns which part of their words two blocks share, 0 where it is too small."""
    share = 2 * len(old & new) / max(1, len(old) + len(new))
    return share if share >= _ALIKE else 0


# --- what belongs together ------------------------------------------------------------


def _changes(base, theirs):
    """Yields the changes of theirs as (first place, last place).

    A block that came or went belongs to the changes beside it: of a paragraph cut in
    two, or two made one, no half is taken alone.
    """
    run = None
    for place in range(len(base)):
        if theirs[place] == base[place]:
            continue
        if run and _belong_together(base, theirs, run[1], place):
            run = run[0], place
            continue
        if run:
            yield run
        run = place, place
    if run:
        yield run


def _belong_together(base, theirs, one, other):
    # Between two blocks lies an empty place that nothing came to.
    is_beside = other - one == 1 or (other - one == 2 and one % 2 == 1)
    lengths = [(len(base[place]), len(theirs[place])) for place in (one, other)]
    return is_beside and any(old != new for old, new in lengths)


def _merge_items(places, choose):
    """Returns (blocks, taken, conflicts) for one list, quotation or note that both
    changed, merged by its items; None for anything else."""
    if len(places) != 1 or any(len(blocks) != 1 for blocks in places[0]):
        return None
    texts = [blocks[0].text.strip() for blocks in places[0]]
    opened = [_LIST.match(text) for text in texts]
    if not all(opened) or len({tag[0] for tag in opened}) != 1:
        return None
    start, end = opened[0][0], f"</{opened[0][1]}>"
    inner = [_rich_blocks(text[len(start) : -len(end)]) for text in texts]
    items, taken, conflicts = _merge(*inner, choose=choose)
    if not items:
        return None
    html = f"{start}{_join(items)}{end}\n"
    return (_Block(join_blocks(html).strip(), html),), taken, conflicts
