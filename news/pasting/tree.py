"""The tree of what is pasted: elements with their style, text with its font.

Every step of a conversion reads and changes this one tree; nothing else knows the
parser.
"""

from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Text:
    """Words, and the font they are set in (`.VnTime`), of which the encoding shows.

    An encoding is converted here: `text` is replaced, whatever else is known stays.
    """

    text: str
    font: str = ""
    parent: "Element | None" = None


@dataclass(eq=False, slots=True)
class Element:
    """A tag, its attributes, and its style: of the sheet, of its own and inherited."""

    tag: str
    attributes: dict = field(default_factory=dict)
    style: dict = field(default_factory=dict)
    children: list = field(default_factory=list)
    parent: "Element | None" = None

    def walk(self):
        """Yields this element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Element):
                waiting.extend(reversed(node.children))

    @property
    def texts(self):
        """The `Text`s below, in the order of the document."""
        return [node for node in self.walk() if isinstance(node, Text)]

    @property
    def words(self):
        """All text below, as it stands."""
        return "".join(node.text for node in self.texts)


def tag_of(node):
    """Returns the tag of an element, "" of text."""
    return node.tag if isinstance(node, Element) else ""
