"""Reads style sheets and style attributes as far as an article needs them.

Excel, Word and LibreOffice say in classes of a sheet what is bold or stands right, and
in which font; browsers copy computed styles. Both come out as one plain mapping.
"""

import re
from collections import defaultdict
from functools import lru_cache

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(r"""([-\w]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)""")
_COMPOUND = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_WEIGHT = re.compile(r"\b(bold(?:er)?|[1-9]00)\b")
# Of a sheet, and of one selector: more than any program writes.
_MAX_RULES, _MAX_COMPOUNDS = 5_000, 3
_MAX_INNER_RULES, _MAX_STEPS = 60, 6  # of "td p", which look at what stands above

_RAISED = re.compile(r"(-?)(?=\d*\.?\d*[1-9])")

_ALIGNMENTS = {
    "left": "left",
    "start": "left",
    "justify": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_OWN_ALIGNMENT = re.compile(r"\balign-(left|center|right)\b")  # of our own pages
_KEEPS_LINES = ("pre", "break-spaces", "preserve")


@lru_cache(maxsize=4096)
def read_declarations(text):
    """Returns {property: value} of a style attribute or a rule; the last one wins."""
    return {
        name.lower(): _SPACES.sub(" ", value).strip()
        for name, value in _DECLARATION.findall(text)
    }


class StyleSheet:
    """The rules of all `<style>` elements; at-rules but Word's `@list` mean nothing."""

    def __init__(self, text=""):
        self.lists, self._rules, self._remembered = {}, defaultdict(list), {}
        self._count = self._inner = 0
        for chunk in _COMMENT.sub(" ", text).split("}"):
            selectors, _, body = chunk.rpartition("{")
            self._add(selectors.rpartition("{")[2].strip(), body)

    def _add(self, selectors, body):
        if selectors.startswith("@list"):
            name = _SPACES.sub(" ", selectors.removeprefix("@list").strip())
            self.lists[name] = read_declarations(body)
            return
        if selectors.startswith("@") or self._count >= _MAX_RULES:
            return
        for selector in selectors.split(","):
            compounds = _read_selector(selector)
            self._inner += len(compounds) > 1
            if compounds and (len(compounds) == 1 or self._inner < _MAX_INNER_RULES):
                self._count += 1
                tag, names = compounds[-1]
                weight = _weight(compounds), self._count
                rule = weight, compounds, read_declarations(body)
                self._rules[min(names, default=tag)].append(rule)

    def declarations(self, element):
        """Returns {property: value} that the sheet says of an element of the tree."""
        if not self._count:
            return {}
        names = _names(element)
        key = element.tag, *sorted(names)
        if key not in self._remembered:
            found = [*self._rules["*"], *self._rules[element.tag]]
            found += [rule for name in names for rule in self._rules.get(name, ())]
            found = [one for one in found if _matches(one[1][-1], element.tag, names)]
            found.sort(key=lambda rule: rule[0])
            self._remembered[key] = found
        declared = {}
        for _, compounds, declarations in self._remembered[key]:
            if len(compounds) == 1 or _stands_in(compounds[:-1], element):
                declared |= declarations
        return declared


def _read_selector(selector):
    """Returns [(tag, {".class", "#id"})], the element's own last; [] where it has more
    than that."""
    parts = selector.replace(">", " ").split()
    if len(parts) > _MAX_COMPOUNDS:
        return []
    compounds = []
    for part in parts:
        found = _COMPOUND.fullmatch(part)
        if not found:
            return []
        names = re.findall(r"[.#][\w-]+", found[2])
        compounds.append(((found[1] or "*").lower(), frozenset(names)))
    return compounds


def _weight(compounds):
    names = [name for _, names in compounds for name in names]
    ids = sum(name.startswith("#") for name in names)
    tags = sum(tag != "*" for tag, _ in compounds)
    return ids, len(names) - ids, tags


def _names(element):
    if not element.attributes:
        return frozenset()
    names = {f".{name}" for name in element.attributes.get("class", "").split()}
    if name := element.attributes.get("id"):
        names.add(f"#{name}")
    return names


def _matches(compound, tag, names):
    return compound[0] in ("*", tag) and compound[1] <= names


def _stands_in(compounds, element):
    waiting = list(compounds)
    for _ in range(_MAX_STEPS):
        element = element.parent
        if not waiting or element is None:
            break
        if _matches(waiting[-1], element.tag, _names(element)):
            waiting.pop()
    return not waiting


_BOLD = ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")
_BY_TAG = {
    **dict.fromkeys(_BOLD, {"bold": True}),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), {"italic": True}),
    **dict.fromkeys(("s", "strike", "del"), {"strike": True}),
    "u": {"underline": True},
    "sup": {"script": "sup"},
    "sub": {"script": "sub"},
    "center": {"align": "center"},
    "pre": {"lines": True},
}
_INHERITED = (
    "bold",
    "italic",
    "underline",
    "strike",
    "script",
    "align",
    "font",
    "lines",
)


def compute_style(element, sheet):
    """Returns the style of an element whose parent has its own: what is declared of it
    (`margin-left`), and under the names above what that means and is inherited."""
    above = element.parent.style if element.parent else {}
    style = {name: above[name] for name in _INHERITED if name in above}
    if element.tag == "table":  # a table is not centred text
        style.pop("align", None)
    if element.attributes:
        style |= _of_attributes(element)
    elif element.tag in _BY_TAG:
        style |= _BY_TAG[element.tag]
    if declared := sheet.declarations(element):
        style |= declared
        style |= _meaning(declared)
    if own := element.attributes.get("style"):
        style |= _read_style(own)
    return style


def _of_attributes(element):
    found = dict(_BY_TAG.get(element.tag, {}))
    align = element.attributes.get("align", "").strip().lower()
    if align in _ALIGNMENTS and element.tag not in ("img", "table", "hr", "font"):
        found["align"] = _ALIGNMENTS[align]
    for own in _OWN_ALIGNMENT.findall(element.attributes.get("class", "")):
        found["align"] = own
    if element.tag == "font" and (face := element.attributes.get("face")):
        found["font"] = _first_family(face)
    return found


@lru_cache(maxsize=4096)
def _read_style(text):
    declared = read_declarations(text)
    return declared | _meaning(declared)


def _meaning(declared):
    """Returns what the declared properties say in the names of `_INHERITED`."""
    found = {}
    if font := declared.get("font"):
        found |= _of_shorthand(font)
    if (bold := _is_bold(declared.get("font-weight", ""))) is not None:
        found["bold"] = bold
    if kind := declared.get("font-style"):
        found["italic"] = kind.lower().startswith(("italic", "oblique"))
    if family := declared.get("font-family"):
        found["font"] = _first_family(family)
    align = declared.get("text-align", "").lower()
    align = _ALIGNMENTS.get(align.removeprefix("-webkit-").removeprefix("-moz-"))
    if align:
        found["align"] = align
    decoration = " ".join(
        declared.get(name, "") for name in ("text-decoration", "text-decoration-line")
    )
    found |= {"strike": True} if "line-through" in decoration else {}
    found |= {"underline": True} if "underline" in decoration else {}
    script = declared.get("vertical-align", "").lower()
    if script in ("super", "sub"):
        found["script"] = {"super": "sup", "sub": "sub"}[script]
    if raised := _RAISED.match(declared.get("mso-text-raise", "")):
        found["script"] = "sub" if raised[1] else "sup"
    spaces = declared.get("white-space-collapse") or declared.get("white-space")
    if spaces:
        found["lines"] = spaces.lower().startswith(_KEEPS_LINES)
    return found


def _is_bold(weight):
    weight = weight.lower()
    if weight.isdigit() and len(weight) < 5:
        return int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def _of_shorthand(font):
    """Reads `font: italic bold 12px/1.5 'Times New Roman'`, as a Mac writes it."""
    before, _, family = font.partition(next(iter(re.findall(r"\S*\d\S*", font)), ""))
    weight = _WEIGHT.search(font.lower())
    found = {"bold": bool(weight and _is_bold(weight[1])), "italic": "italic" in font}
    return found | ({"font": _first_family(family)} if family.strip() else {})


def _first_family(families):
    return families.split(",")[0].strip().strip("\"'").strip()
