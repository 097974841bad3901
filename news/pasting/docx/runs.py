"""Reads what stands in a paragraph: words, signs, links, notes, fields, pictures."""

from mammoth.docx.dingbats import dingbats

from .fields import address_in, is_contents
from .names import is_on, local, new, r, w

_TRANSPARENT = {
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "bdo",
    "dir",
    "rt",
    "rubyBase",
}
_SPACES = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SEEN = ("drawing", "footnoteReference", "endnoteReference")
_RAISED = {"sup": "superscript", "sub": "subscript"}


class Runs:
    """The paragraphs' reader of one `Body`."""

    def __init__(self, body):
        self._body, self._markup = body, body.markup
        self._formats, self._counts = body.formats, body.counts
        self._fields = body.fields

    def of(self, parent, form):
        """Returns the plain runs of all that stands in `parent`, a paragraph of this
        `ParagraphFormat`."""
        runs = []
        for child in parent:
            runs += self._child(child, local(child), form)
        return runs

    def _child(self, element, name, form):
        if name == "r":
            return self._run(element, form)
        if name in ("ins", "moveTo"):
            self._counts["tracked"] = 1
        if name in _TRANSPARENT:
            return self.of(element, form)
        reader = getattr(self, f"_read_{name}", None)
        return reader(element, form) if reader else []

    def _read_del(self, element, form):
        self._counts["tracked"] = 1
        self._follow_fields(element)
        return []

    _read_moveFrom = _read_del

    def _follow_fields(self, element):
        """Takes in the marks of fields in deleted text: they may end outside."""
        for mark in element.iter(w("fldChar")):
            self._fields.mark(mark.get(w("fldCharType")))

    def _read_hyperlink(self, element, form):
        relation = self._body.relations.get(element.get(r("id")))
        runs = self.of(element, form)
        is_link = relation is not None and relation.is_external
        return self._linked(runs, relation.target if is_link else "")

    def _linked(self, runs, address):
        """Returns runs as links; a note's mark within is a link of its own."""
        if not address.strip():
            return runs
        linked, part = [], []
        for run in [*runs, None]:
            if run is not None and local(run) == "r" and not _is_note(run):
                part.append(run)
                continue
            if part:
                linked.append(self._markup.link(part, address.strip()))
            part = []
            linked += [] if run is None else [run]
        return linked

    def _read_fldSimple(self, element, form):
        code = element.get(w("instr")) or ""
        runs = self.of(element, form)
        return [] if is_contents(code) else self._linked(runs, address_in(code))

    def _read_sdt(self, element, form):
        content = element.find(w("sdtContent"))
        is_empty = is_on(element.find(w("sdtPr")), "showingPlcHdr")
        return [] if content is None or is_empty else self.of(content, form)

    def _read_oMathPara(self, element, form):
        return self.of(element, form)

    def _read_oMath(self, element, form):
        self._counts["formulas"] += 1
        return self._formula(element, form.letters)

    def _formula(self, element, letters):
        """Returns a formula as words in one line, its raised letters raised."""
        runs = []
        for child in element:
            name = local(child)
            if name == "t":
                runs.append(self._markup.run(words(child.text or ""), letters=letters))
            elif name == "den":
                slash = self._markup.run(words("/"), letters=letters)
                runs += [slash, *self._formula(child, letters)]
            elif name in _RAISED:
                raised = letters.with_(type(letters)(position=_RAISED[name]))
                runs += self._formula(child, raised)
            elif not name.endswith("Pr"):
                runs += self._formula(child, letters)
        return runs

    # --- a run

    def _run(self, element, form):
        letters = self._formats.run(element.find(w("rPr")), form)
        pieces, runs = [], []
        skips_mark = False
        for child in element:
            name = local(child)
            if name in ("footnoteReference", "endnoteReference"):
                skips_mark = _is_true(child.get(w("customMarkFollows")))
            said = self._piece(child, name, letters, form)
            if skips_mark and name == "t":
                continue
            if said is None:
                continue
            if isinstance(said, list):
                runs += self._closed(pieces, letters) + said
                pieces = []
            else:
                pieces.append(said)
        return runs + self._closed(pieces, letters)

    def _closed(self, pieces, letters):
        if not pieces:
            return []
        run = self._markup.run(*pieces, letters=letters)
        return self._linked([run], self._fields.address)

    def _piece(self, element, name, letters, form):
        """Returns what a part of a run becomes: part of the plain run, or runs."""
        if name == "fldChar":
            self._fields.mark(element.get(w("fldCharType")))
            return None
        if name == "instrText":
            self._fields.add_code(element.text or "")
            return None
        if name == "commentReference":
            self._counts["comments"] += 1
            return None
        if not self._fields.is_shown:
            return None
        if letters.hidden:
            self._counts["hidden texts"] += bool(name == "t" and element.text)
            return None
        return self._shown(element, name, letters, form)

    def _shown(self, element, name, letters, form):
        if name == "t":
            return words(element.text or "")  # as typed, where a style shows capitals
        if name in _SPACES:
            return words(_SPACES[name])
        if name in ("br", "cr"):
            return new("br") if _is_line(element) else words(" ")
        if name == "sym":
            return self._symbol(element, letters)
        if name in ("footnoteReference", "endnoteReference"):
            return self._body.document.note(name.removesuffix("Reference"), element)
        if name in ("drawing", "pict", "object", "AlternateContent"):
            return self._drawn(element, name, letters, form)
        if name == "ruby":
            return self.of(element, form)
        return None

    def _drawn(self, element, name, letters, form):
        if name == "AlternateContent":
            runs = []
            for child in self._body.drawings.chosen(element):
                said = self._piece(child, local(child), letters, form)
                runs += said if isinstance(said, list) else []
            return runs
        return self._body.drawings.read(element)

    def _symbol(self, element, letters):
        """Returns a sign: as Unicode where mammoth knows it, else as a letter of its
        font, of which pasting knows what it shows."""
        font, code = (
            element.get(w("font")) or letters.font or "",
            element.get(w("char")),
        )
        try:
            sign = chr(int(code or "", 16))
        except (ValueError, OverflowError):
            return None
        if font.lower() not in ("wingdings", "symbol"):
            sign = chr(dingbats.get((font, ord(sign) & 0xFF), ord(sign)))
        if not sign.isprintable() and not "\ue000" <= sign <= "\uf8ff":
            return None
        shown = letters.with_(type(letters)(font=font))
        run = self._markup.run(words(sign), letters=shown)
        return self._linked([run], self._fields.address)


def is_seen(run):
    """Returns whether anything in a run, or in a link, is seen."""
    return any(
        (one.text or "").strip() if local(one) == "t" else local(one) in _SEEN
        for one in run.iter()
    )


def _is_true(text):
    return text in ("1", "true", "on")


def _is_line(element):
    return element.get(w("type")) not in ("page", "column")


def _is_note(run):
    return any(local(one).endswith("noteReference") for one in run)


def words(text):
    """Returns the element of a run that holds `text`."""
    element = new("t")
    element.text = text
    return element
