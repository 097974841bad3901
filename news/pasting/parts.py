"""What an article is made of, between the tree that was pasted and its HTML."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look: `marks` are tags (strong, em, u, s, sub, sup)."""

    text: str
    marks: frozenset = frozenset()
    href: str = ""
    keeps_lines: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line's end; a hard one ends its paragraph."""

    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the library, or of our own site."""

    src: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote; `is_first` of those that lead to the same note."""

    number: int
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """What makes a paragraph an item of a list, where no list stands around it."""

    level: int | None  # None where only the indent shows it
    indent: float
    is_ordered: bool
    numbers: tuple = ()  # "i)" may be 9 or 1
    kind: str = ""  # "a", "A", "i", "I", `VIETNAMESE`
    vietnamese: int = 0  # the number of a letter in a Vietnamese list, 0 of none
    list_name: str = ""  # "l0": which of the document's lists it is of


@dataclass(slots=True)
class Paragraph:
    tag: str = "p"
    align: str = ""
    runs: list = field(default_factory=list)
    role: str = ""  # caption, quote, continued, drop-cap, line
    item: Item | None = None
    level: int | None = None  # of the list that its style names, until its sign is read
    indent: float = 0
    font: str = ""

    @property
    def text(self):
        return "".join(run.text for run in self.runs if isinstance(run, Run))

    def is_wholly(self, mark):
        """Returns whether all its words bear the mark."""
        words = [one for one in self.runs if isinstance(one, Run) and one.text.strip()]
        return bool(words) and all(mark in one.marks for one in words)


@dataclass(slots=True)
class Figure:
    picture: Picture
    caption: list = field(default_factory=list)
    is_centred: bool = False
    side: str = ""  # left or right, of a picture of ours that the text flows around


# The kind of a list that shows pictures side by side.
GALLERY = "gallery"
# Of one that counts a, b, c, d, đ, e, g: as laws do.
VIETNAMESE = "đ"


@dataclass(slots=True)
class Listing:
    is_ordered: bool
    start: int = 1
    kind: str = ""
    items: list = field(default_factory=list)  # of each its blocks


@dataclass(slots=True)
class Cell:
    blocks: list
    colspan: int = 1
    rowspan: int = 1
    align: str = ""
    is_header: bool = False
    is_hidden: bool = False
    scope: str = ""

    @property
    def is_empty(self):
        return not self.blocks

    @property
    def paragraphs(self):
        return [block for block in self.blocks if isinstance(block, Paragraph)]


@dataclass(slots=True)
class Table:
    rows: list  # of lists of cells
    caption: list = field(default_factory=list)
    header_rows: int = 0


@dataclass(slots=True)
class Quote:
    blocks: list
    caption: list = field(default_factory=list)  # who said it


@dataclass(slots=True)
class Aside:
    """A note of our own pages, beside the text."""

    blocks: list


@dataclass(slots=True)
class Rule:
    """A line across."""
