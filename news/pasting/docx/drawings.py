"""Pictures and text boxes of a .docx: each drawing is there twice, for new programs and
for old ones, and may hold pictures, text, or what has neither.
"""

from .cropping import name_picture
from .names import dml, local, r, w

_BOX = w("txbxContent")
_FILL, _BLIP = dml("picture", "blipFill"), dml("main", "blip")
_PICTURE = dml("picture", "pic")
_OWN = f"{dml('picture', 'nvPicPr')}/{dml('picture', 'cNvPr')}"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_PROPERTIES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
)


class Drawings:
    """The drawings of one `Body`."""

    def __init__(self, body):
        self._body, self._boxes = body, []

    def chosen(self, alternatives):
        """Returns the children of the alternative to be read: the newer one where there
        is text or a picture in it."""
        by_name = {local(one): one for one in reversed(alternatives)}
        choice, fallback = by_name.get("Choice"), by_name.get("Fallback")
        told = [
            (choice, (_BOX, _BLIP)),
            (fallback, (_BOX, _IMAGE, w("t"))),
            (choice, ()),
            (fallback, ()),
        ]
        return next(
            (
                list(one)
                for one, tags in told
                if one is not None and (not tags or _holds(one, *tags))
            ),
            [],
        )

    def take_boxes(self):
        """Returns the blocks of text boxes met since it was asked last."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def put_boxes(self, boxes):
        """Keeps the blocks of text boxes for `take_boxes`."""
        self._boxes = boxes

    def read(self, drawing):
        """Returns the runs of the pictures in a drawing; its text boxes are kept for
        `take_boxes`."""
        parts = self._parts(drawing)
        if not parts and self._is_seen(drawing):
            self._body.counts["drawings"] += 1
        # Words about several say of none of them what it shows.
        is_alone = sum(part.tag != _BOX for part, _ in parts) == 1
        words, runs = _described(drawing) if is_alone else "", []
        for part, own_words in parts:
            if part.tag == _BOX:
                self._take_box(part)
            else:
                runs += self._picture(part, words or own_words)
        return runs

    def _parts(self, drawing):
        """Returns the pictures and outermost text boxes of a drawing, each with the
        words of its own; of shapes that are there twice, the newer."""
        found, waiting = [], [(drawing, "")]
        while waiting:
            element, words = waiting.pop()
            if element.tag in (_BOX, _FILL, _BLIP, _IMAGE):
                found.append((element, words))
                continue
            is_double = local(element) == "AlternateContent"
            words = _own_words(element) or words
            inside = self.chosen(element) if is_double else element
            waiting.extend((one, words) for one in reversed(inside))
        return found

    def _take_box(self, box):
        blocks = self._body.blocks_apart(box)
        if blocks:
            self._body.counts["text boxes"] += 1
            self._boxes += blocks

    def _is_seen(self, drawing):
        """Returns whether a drawing without text shows something: a chart, a diagram,
        an embedded sheet; lines and frames are ornament."""
        return local(drawing) == "object" or any(
            local(one) in ("chart", "relIds") for one in drawing.iter()
        )

    def _picture(self, element, words):
        blip = element.find(_BLIP) if element.tag == _FILL else element
        key = None if blip is None else blip.get(r("embed")) or blip.get(r("id"))
        relation = self._body.relations.get(key)
        if relation is None or relation.is_external:
            self._body.counts["pictures left behind"] += 1
            return []
        markup = self._body.markup
        target = name_picture(relation.target, _cut_off(element))
        return [markup.run(markup.picture(target, words))]


def _cut_off(fill):
    """Returns the shares of a picture that were cut off at its left, top, right and
    bottom, in thousandths of a percent."""
    cut = fill.find(dml("main", "srcRect"))
    sides = [(cut.get(side) if cut is not None else "") or "0" for side in "ltrb"]
    return [int(one) if one.isdigit() else 0 for one in sides]


def _holds(element, *tags):
    return any(one.tag in tags for one in element.iter())


def _own_words(element):
    """Returns the words that describe one picture among others; "" of what is none."""
    if element.tag == _SHAPE:
        return (element.get("alt") or "").strip()
    return _get_description(element.find(_OWN)) if element.tag == _PICTURE else ""


def _get_description(properties):
    names = ("descr", "title") if properties is not None else ()
    values = ((properties.get(name) or "").strip() for name in names)
    return next(filter(None, values), "")


def _described(drawing):
    """Returns the words that describe a drawing for who does not see it."""
    for properties in drawing.iter(_PROPERTIES):
        if description := _get_description(properties):
            return description
    for shape in drawing.iter(_SHAPE):
        if description := (shape.get("alt") or "").strip():
            return description
    return ""
