"""What came, went and changed between two bodies: by block, and by word in a block."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from coopsite.core.text_blocks import PICTURE, ROW
from coopsite.core.word_changes import Run, opcodes, runs

# How many blocks further on a changed one is looked for, and how many of the words of
# both it has to share: (twice those in common) / (all of both).
_AHEAD, _ALIKE = 8, 0.4
# What a look at a block costs beside its words, in steps.
_LOOK = 20
# So many blocks that stayed are shown beside a change; longer stretches are folded.
_SHOWN = 2
# The longest of reports has some hundred blocks; a page of all that fit has 13 MB.
MAX_BLOCKS = 3000


_KINDS = {
    "added": "Thêm",
    "removed": "Bỏ",
    "changed": "Sửa",
    "look": "Đổi cách trình bày",
}
_BLOCKS = {
    "li": "mục",
    "blockquote": "trích dẫn",
    "figcaption": "chú thích",
    "caption": "tên bảng",
    "img": "ảnh",
    "clip": "clip",
    "tr": "hàng",
    "hr": "đường kẻ",
    **dict.fromkeys(["h2", "h3", "h4"], "tiêu đề mục"),
}


@dataclass
class BlockChange:
    """A block of either text; `cells` has the `Run`s of each cell, of what is no row of
    its one cell. SAME, ADDED and REMOVED hold of the whole block. `picture`: the
    address in the body, `image`: the library's, once it is looked up."""

    SAME, ADDED, REMOVED = Run.SAME, Run.ADDED, Run.REMOVED
    CHANGED, LOOK = "changed", "look"

    kind: str
    tag: str
    cells: tuple
    picture: str = ""
    image: object = None

    @property
    def label(self):
        """What happened to which kind of block; "" where it stayed."""
        if self.kind == self.SAME:
            return ""
        return f"{_KINDS[self.kind]}: {_BLOCKS.get(self.tag, 'đoạn')}"


@dataclass
class Stretch:
    """Blocks one after the other, all in sight or all folded away."""

    changes: list
    is_folded: bool

    @property
    def parts(self):
        """Its blocks by (whether they are rows of tables, blocks)."""
        groups = groupby(self.changes, lambda change: change.tag == ROW)
        return [(is_row, list(group)) for is_row, group in groups]


def compare_blocks(old, new, budget):
    """Returns the `Stretch`es of two lists of `Block`s, in the order of the text: of
    the first `MAX_BLOCKS`."""
    changes = []
    for tag, a, b, c, d in opcodes(old, new, budget):
        if tag == "equal":
            changes += [_whole(block, Run.SAME) for block in new[c:d]]
        else:
            changes += _align(old[a:b], new[c:d], budget)
    return list(_stretches(changes[:MAX_BLOCKS]))


def _align(old, new, budget):
    """Yields the changes between two lists: each old block beside the one of the next
    new ones that it became, if any."""
    at = 0
    for block in old:
        match = _find(block, new[at : at + _AHEAD], budget)
        if match is None:
            yield _whole(block, Run.REMOVED)
            continue
        for other in new[at : at + match]:
            yield _whole(other, Run.ADDED)
        yield _within(block, new[at + match], budget)
        at += match + 1
    for other in new[at:]:
        yield _whole(other, Run.ADDED)


def _find(block, others, budget):
    """Returns the place of the one most like `block`, or None."""
    if not budget.takes(sum(_LOOK + len(other.words) for other in others)):
        return None
    likeness = [_likeness(block, other) for other in others]
    best = max(likeness, default=0)
    return likeness.index(best) if best >= _ALIKE else None


def _likeness(block, other):
    for tag in (PICTURE, ROW):
        if (block.tag == tag) != (other.tag == tag):
            return 0
    if block.picture and block.picture == other.picture:
        return 1
    common = Counter(block.words) & Counter(other.words)
    return 2 * common.total() / (len(block.words) + len(other.words) or 1)


def _whole(block, kind):
    cells = tuple([Run(kind, " ".join(words))] for words in block.cells)
    return BlockChange(kind, block.tag, cells, block.picture)


def _within(block, other, budget):
    """Returns the change of one block into another like it."""
    cells = tuple(_compare_cells(block.cells, other.cells, budget))
    is_look = block.cells == other.cells and block.picture == other.picture
    kind = BlockChange.LOOK if is_look else BlockChange.CHANGED
    return BlockChange(kind, other.tag, cells, other.picture)


def _compare_cells(old, new, budget):
    """Yields the runs of each cell; where a row got more cells or fewer, whole ones
    come and go."""
    if len(old) == len(new):
        for words, others in zip(old, new, strict=True):
            yield runs(words, others, budget)
        return
    for tag, a, b, c, d in opcodes(old, new, budget):
        if tag == "equal":
            yield from ([Run(Run.SAME, " ".join(words))] for words in new[c:d])
            continue
        yield from ([Run(Run.REMOVED, " ".join(words))] for words in old[a:b])
        yield from ([Run(Run.ADDED, " ".join(words))] for words in new[c:d])


def _stretches(changes):
    groups = groupby(zip(changes, _folded(changes), strict=True), lambda pair: pair[1])
    for is_folded, group in groups:
        yield Stretch([change for change, _ in group], is_folded)


def _folded(changes):
    """Yields of each block whether it is out of sight: it stayed, far from a change."""
    for kind, group in groupby(changes, lambda change: change.kind):
        count = len(list(group))
        is_long = kind == Run.SAME and count > 2 * _SHOWN + 1
        for place in range(count):
            yield is_long and _SHOWN <= place < count - _SHOWN
