"""Compares article HTML made of a paste or import with the HTML that is right.

`compare(result_html, expected_html, options) -> [Finding(severity, kind, text)]`, the
options being those of the case in cases.json.

Always tolerated, silently
  white space, line ends and no-break spaces; indentation; the order of attributes; Unicode form of the
    expected file (the result must be NFC itself: note)
  b = strong, i = em, del/strike = s; marks on white space or on punctuation only
  strong/em round a whole th, heading, caption or figcaption; u inside a link
  p inside li, td, th, figcaption, blockquote or none when it is the only text there
  a trailing or leading br in a block; thead/tbody/tfoot; colgroup
  class image/image-left/image-right of figure; width, height, srcset, title, rel, target, id
  any src below /media/ or /static/ equals any other (file names are the library's)
  type of ol; names of ids: a link to "#x" is compared by where it leads (text of the target); the way back
    of a footnote (a link at the end of its li) and the marker's form (1, [1], with sup or without)
  query parameters __cft__, __tn__, __eep__, utm_*, fbclid, and host of our own site (option own_host)

Noted, not failed (severity "note")
  heading one level off; a paragraph that is wholly strong against a heading; scope or th missing where the
  expected has them; align-center missing or added; u missing; nbsp or non-NFC letters left; alt differing
  only in being empty; unknown class or attribute left (style, class, width … are the cleaner's matter)

Failed: words lost, added, merged, split or in another order; a block, cell, list level, list start, span,
  mark (strong, em, s, sub, sup), align-right, link or picture that differs; empty paragraphs; links or
  pictures to file:, cid:, blob:, javascript: or data:; anything matching the case's "forbid".

Options of a case
  may_lack, may_have: [regex]  blocks that may be missing from / be extra in the result
  may_kind: {regex: [kinds]}   kinds this block may have instead (p h2 h3 h4 li th td caption figcaption blockquote)
  forbid: [text]               must not occur in the result's markup or text
  br_or_p                      br and paragraph break are the same
  free_breaks                  only words and their order count (lines of a PDF)
  dash_list                    "- text" or "+ text" as paragraph = list item
  unroll_table                 a table may be paragraphs in reading order, or the reverse
  may_align                    alignment is not compared
  order_free: [regex]          this block may stand elsewhere
  link_may_lack: [regex]       text of links that need not stay links
  synonyms: [[a, b]]           a and b are the same text
  own_host                     absolute addresses of this host = root-relative ones
  encoding                     expected holds after the writer accepted the conversion (tcvn3, vni), or None = no offer
"""

import difflib
import re
import unicodedata
from collections import namedtuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Doctype, NavigableString

Finding = namedtuple("Finding", "severity kind text")
PARSER = "html.parser"  # reads tags as written; lxml closes a b before a p, which browsers do not
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = {
    "p",
    "div",
    "li",
    "td",
    "th",
    "figcaption",
    "caption",
    "blockquote",
    "figure",
    "ul",
    "ol",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "hr",
    "section",
    "article",
    "dl",
    "dt",
    "dd",
    "pre",
    "center",
    *HEADINGS,
}
MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "s": "s",
    "del": "s",
    "strike": "s",
    "u": "u",
    "sub": "sub",
    "sup": "sup",
}
KNOWN_CLASSES = {
    "align-left",
    "align-center",
    "align-right",
    "align-justify",
    "image",
    "image-left",
    "image-right",
    "footnotes",
}
KNOWN_ATTRS = {
    "href",
    "title",
    "src",
    "alt",
    "width",
    "height",
    "colspan",
    "rowspan",
    "scope",
    "start",
    "class",
    "id",
    "rel",
    "type",
    "srcset",
    "sizes",
    "loading",
    "role",
    "aria-label",
    "tabindex",
    "target",
}
TRACKING = re.compile(r"^(__cft__.*|__tn__|__eep__|utm_.*|fbclid)$")


class Block:
    def __init__(self, kind, attrs):
        self.kind, self.attrs, self.chars = kind, attrs, []

    @property
    def text(self):
        return "".join(c for c, _ in self.chars)

    @property
    def key(self):
        return re.sub(r"\s+", "", self.text).casefold()

    def tidy(self):
        out = []
        for c, m in self.chars:
            if c == "\n":
                while out and out[-1][0] == " ":
                    out.pop()
                out.append((c, m))
            elif c.isspace():
                if out and out[-1][0] not in " \n":
                    out.append((" ", m))
            else:
                out.append((c, m))
        while out and out[0][0] in " \n":
            out.pop(0)
        while out and out[-1][0] in " \n":
            out.pop()
        self.chars = out
        return self


def _address(url, options):
    url = (url or "").strip()
    if url.startswith("#"):
        return url
    p = urlsplit(url)
    q = urlencode(
        [
            (k, v)
            for k, v in parse_qsl(p.query, keep_blank_values=True)
            if not TRACKING.match(k)
        ]
    )
    host = p.netloc
    if host and host == options.get("own_host"):
        return urlunsplit(("", "", p.path, q, p.fragment))
    path = p.path or ("/" if host else "")
    return urlunsplit((p.scheme, host, path, q, p.fragment))


def _align(tag):
    for c in tag.get("class") or []:
        if c.startswith("align-"):
            return c[6:]
    return None


class Reader:
    def __init__(self, html, options):
        self.o, self.blocks, self.images = options, [], []
        self.findings = []
        soup = BeautifulSoup(f"<body>{html}</body>", PARSER)
        self.targets = {
            t.get("id") or t.get("name"): t for t in soup.find_all(attrs={"id": True})
        }
        for t in soup.find_all("a", attrs={"name": True}):
            self.targets.setdefault(t["name"], t)
        self.cur = None
        self.walk(soup.body, "p", {}, frozenset(), None)
        self.flush()
        self.blocks = [
            b for b in self.blocks if b.key or b.kind in ("img", "hr", "td", "th")
        ]

    # -- building
    def open(self, kind, attrs):
        self.flush()
        self.cur = Block(kind, attrs)

    def flush(self):
        if self.cur is not None:
            self.blocks.append(self.cur.tidy())
        self.cur = None

    def put(self, text, marks, kind, attrs):
        if self.cur is None:
            if not text.strip():
                return
            self.cur = Block(kind, dict(attrs))
        self.cur.chars += [(c, marks) for c in text]

    def target(self, href):
        t = self.targets.get(href[1:])
        if t is None:
            return "#nowhere"
        holder = (
            t
            if t.name in ("li", "p")
            else t.find_parent(["li", "p", "td", "h2", "h3", "h4"]) or t
        )
        words = re.sub(r"[\s↩↑^\[\]]+", " ", holder.get_text(" ")).strip()
        return "#→" + re.sub(r"\W+", "", words)[:40].casefold()

    def walk(self, node, kind, attrs, marks, lists):
        for child in node.children:
            if isinstance(child, (Comment, Doctype)):
                continue
            if isinstance(child, NavigableString):
                self.put(str(child).replace("\n", " "), marks, kind, attrs)
                continue
            n = child.name
            if n in ("script", "style", "title", "meta", "head"):
                continue
            if n == "br":
                self.put("\n", marks, kind, attrs)
            elif n == "hr":
                self.flush()
                self.blocks.append(Block("hr", {}))
            elif n == "img":
                self.flush_inline_image(child)
            elif n == "a":
                href = child.get("href")
                m = marks
                if href:
                    h = _address(href, self.o)
                    if h.startswith("#"):
                        h = self.target(h)
                    m = frozenset(
                        x
                        for x in marks
                        if x not in ("u",) and not (h.startswith("#") and x == "sup")
                    ) | {("a", h)}
                    if h.startswith("#") and self.is_back_link(child):
                        continue
                    mark = re.fullmatch(
                        r"\s*[\[(]?(\w{1,5})[\])]?\s*", child.get_text()
                    )
                    if h.startswith("#") and mark:
                        self.put(mark[1], m, kind, attrs)
                        continue
                self.walk(child, kind, attrs, m, lists)
            elif n in MARKS:
                if n == "u" and any(isinstance(x, tuple) for x in marks):
                    self.walk(child, kind, attrs, marks, lists)
                else:
                    only = [c for c in child.children if str(c).strip()]
                    fn = (
                        n == "sup"
                        and len(only) == 1
                        and getattr(only[0], "name", "") == "a"
                        and (only[0].get("href") or "").startswith("#")
                    )
                    self.walk(
                        child, kind, attrs, marks if fn else marks | {MARKS[n]}, lists
                    )
            elif n in HEADINGS or n in (
                "p",
                "div",
                "center",
                "pre",
                "section",
                "article",
                "dt",
                "dd",
            ):
                self.block(child, n, kind, attrs, marks, lists)
            elif n in ("ul", "ol"):
                self.list(child, marks, lists)
            elif n == "table":
                self.flush()
                self.table(child, marks)
                self.flush()
            elif n in ("blockquote",):
                self.flush()
                self.walk(child, "blockquote", {}, marks, None)
                self.flush()
            elif n in ("figcaption", "caption"):
                self.open(n, {})
                self.walk(child, n, {}, marks, None)
                self.flush()
            elif n == "figure":
                self.flush()
                self.walk(child, "p", {}, marks, None)
                self.flush()
            else:
                self.walk(child, kind, attrs, marks, lists)

    def is_back_link(self, a):
        li = a.find_parent("li")
        return (
            li is not None
            and re.sub(r"\W", "", a.get_text()) == ""
            or (
                li is not None
                and li.get_text().rstrip().endswith(a.get_text().strip())
                and re.fullmatch(r"[\W\d]*", a.get_text())
                and a.get_text().strip() != ""
            )
        )

    def block(self, tag, n, kind, attrs, marks, lists):
        inside = (
            kind
            if kind in ("li", "td", "th", "figcaption", "caption", "blockquote")
            else None
        )
        al = _align(tag)
        if n in HEADINGS:
            self.open(n, {"align": al} if al else {})
            self.walk(tag, n, {}, marks, None)
            self.flush()
            return
        k = inside or "p"
        a = dict(attrs)
        if al:
            a["align"] = al
        if inside in ("td", "th") and self.cur is not None and self.cur.kind == inside:
            if self.cur.text.strip():
                self.cur.chars.append(
                    ("\n", marks)
                )  # paragraphs in a cell: one block, lines apart
            if al:
                self.cur.attrs["align"] = al
            self.walk(tag, k, self.cur.attrs, marks, lists)
            if self.cur is not None:
                self.cur.chars.append(("\n", marks))
            return
        if (
            inside == "li"
            and self.cur is not None
            and self.cur.kind == "li"
            and not self.cur.text.strip()
        ):
            self.walk(tag, k, self.cur.attrs, marks, lists)
            self.flush()
            return
        if inside == "li":
            a = {"depth": attrs.get("depth"), "more": True}
        self.flush()
        self.cur = Block(k, a)
        self.walk(tag, k, a, marks, lists)
        self.flush()

    def list(self, tag, marks, lists):
        in_cell = self.cur is not None and self.cur.kind in ("td", "th")
        self.flush()
        depth = (lists or ()) + (tag.name,)
        try:
            n = int(tag.get("start") or 1)
        except ValueError:
            n = 1
        for li in tag.find_all(["li", "ul", "ol"], recursive=False):
            if li.name != "li":
                self.findings.append(
                    Finding(
                        "FAIL",
                        "structure",
                        f"a list lies directly in a list: {li.get_text()[:40]!r}",
                    )
                )
                self.list(li, marks, depth)
                continue
            a = {"depth": depth}
            if tag.name == "ol":
                a["n"] = int(li["value"]) if str(li.get("value", "")).isdigit() else n
                n = a["n"] + 1
            self.open("li", a)
            self.walk(li, "li", a, marks, depth)
            self.flush()

    def table(self, tag, marks):
        for cap in tag.find_all("caption", recursive=False):
            self.open("caption", {})
            self.walk(cap, "caption", {}, marks, None)
            self.flush()
        taken = {}
        for r, tr in enumerate(
            t for t in tag.find_all("tr") if t.find_parent("table") is tag
        ):
            c, first = 0, True
            for cell in tr.find_all(["td", "th"], recursive=False):
                while taken.get((r, c)):
                    c += 1
                cs = (
                    int(cell.get("colspan") or 1)
                    if str(cell.get("colspan") or 1).isdigit()
                    else 1
                )
                rs = (
                    int(cell.get("rowspan") or 1)
                    if str(cell.get("rowspan") or 1).isdigit()
                    else 1
                )
                for i in range(rs):
                    for j in range(cs):
                        taken[r + i, c + j] = True
                a = {
                    "col": c,
                    "colspan": cs,
                    "rowspan": rs,
                    "first": first,
                    "scope": cell.get("scope"),
                }
                if _align(cell):
                    a["align"] = _align(cell)
                self.open(cell.name, a)
                self.walk(cell, cell.name, a, marks, None)
                self.flush()
                c += cs
                first = False

    def flush_inline_image(self, img):
        src = _address(img.get("src"), self.o)
        keep = self.cur
        self.flush()
        own = src.startswith(("/media/", "/static/"))
        b = Block(
            "img", {"src": "own" if own else src, "alt": (img.get("alt") or "").strip()}
        )
        b.raw = src
        self.blocks.append(b)
        if keep is not None:
            self.cur = Block(
                keep.kind,
                dict(keep.attrs, more=True) if keep.kind == "li" else keep.attrs,
            )


def _plain(t, options):
    t = unicodedata.normalize("NFC", t.replace("\u00a0", " "))
    for a, b in options.get("synonyms", []):
        t = t.replace(a, b)
    return t


def _words(blocks, options):
    out = []
    for b in blocks:
        out += _plain(b.text, options).split()
    return out


def _match(patterns, b):
    t = " ".join(b.text.split())
    return any(re.search(p, t) for p in patterns or [])


def _split_lines(blocks):
    out = []
    for b in blocks:
        if b.kind in ("p", "blockquote", "li") and "\n" in b.text:
            piece = Block(b.kind, b.attrs)
            for c in b.chars + [("\n", frozenset())]:
                if c[0] == "\n":
                    if piece.tidy().key:
                        out.append(piece)
                    piece = Block(b.kind, b.attrs)
                else:
                    piece.chars.append(c)
        else:
            out.append(b)
    return out


def _dash(blocks):
    for b in blocks:
        if b.kind in ("p", "blockquote") and re.match(r"^[-–+•] ?", b.text):
            cut = re.match(r"^[-–+•] ?", b.text).end()
            b.chars, b.kind, b.attrs = b.chars[cut:], "li", {"depth": ("any",)}
        elif b.kind == "li":
            b.attrs = {"depth": ("any",)}
    return blocks


def _whole(b, mark):
    return all(mark in m for c, m in b.chars if c.isalnum()) and b.key


def _show(t, n=48):
    t = " ".join(t.split())
    return repr(t if len(t) <= n else t[: n - 1] + "…")


def compare(result, expected, options=None):
    o = dict(options or {})
    F = []
    fail = lambda k, t: F.append(Finding("FAIL", k, t))
    note = lambda k, t: F.append(Finding("note", k, t))
    raw = result
    if unicodedata.normalize("NFC", raw) != raw:
        note("letters", "not NFC")
    if "\u00a0" in raw or "&nbsp;" in raw:
        note("letters", "no-break spaces left")
    for word in o.get("forbid", []):
        if word in raw:
            fail("forbidden", f"{word!r} is in the result")
    for m in re.finditer(
        r"(?:src|href)\s*=\s*[\"']?((?:file|cid|blob|javascript|data|webkit-fake-url):[^\"'> ]{0,40})",
        raw,
        re.I,
    ):
        fail("address", m.group(1))
    soup = BeautifulSoup(f"<body>{raw}</body>", PARSER)
    for t in soup.body.find_all(True):
        for a in t.attrs:
            if a not in KNOWN_ATTRS and not a.startswith("data-"):
                note("attribute", f"{a} on {t.name}")
        for c in t.get("class") or []:
            if c not in KNOWN_CLASSES:
                note("class", f"{c} on {t.name}")
        if t.name in (
            "font",
            "center",
            "span",
            "div",
            "o:p",
            "h1",
            "h5",
            "h6",
            "marquee",
            "iframe",
        ):
            note("element", f"{t.name} left")
        if t.name == "p" and not t.get_text().strip() and not t.find(["img", "a"]):
            fail("empty", "an empty paragraph")
    R, X = Reader(result, o), Reader(expected, o)
    F += R.findings
    rb, xb = R.blocks, X.blocks
    # blocks that may be away or added
    rkeys = {b.key for b in rb}
    whole = "".join(b.key for b in rb)
    here = (lambda k: k in whole) if o.get("free_breaks") else (lambda k: k in rkeys)
    xb = [b for b in xb if not (_match(o.get("may_lack"), b) and not here(b.key))]
    xkeys = {b.key for b in xb}
    rb = [
        b
        for b in rb
        if not (
            _match(o.get("may_have"), b)
            and (
                b.key not in xkeys
                or sum(y.key == b.key for y in rb) > sum(y.key == b.key for y in xb)
                and rb.index(b) == next(i for i, y in enumerate(rb) if y.key == b.key)
            )
        )
    ]
    if o.get("br_or_p"):
        rb, xb = _split_lines(rb), _split_lines(xb)
    if o.get("dash_list"):
        rb, xb = _dash(rb), _dash(xb)
    if o.get("unroll_table"):
        for bs in (rb, xb):
            for b in bs:
                if b.kind in ("td", "th"):
                    b.kind = "p"
                    b.attrs = {k: v for k, v in b.attrs.items() if k == "align"}
        rb, xb = (
            _split_lines([b for b in rb if b.key or b.kind in ("img", "hr")]),
            _split_lines([b for b in xb if b.key or b.kind in ("img", "hr")]),
        )
    for pat in o.get("order_free", []):
        for bs in (rb, xb):
            bs.sort(key=lambda b: bool(re.search(pat, " ".join(b.text.split()))))
    # 1. words
    rw, xw = _words(rb, o), _words(xb, o)
    bad_words = False
    for op, a, b, c, d in difflib.SequenceMatcher(
        None, xw, rw, autojunk=False
    ).get_opcodes():
        if op == "equal":
            continue
        bad_words = True
        was, now = xw[a:b], rw[c:d]
        if "".join(was) == "".join(now):
            fail(
                "words",
                f"{'merged' if len(now) < len(was) else 'split'}: {_show(' '.join(was))} → {_show(' '.join(now))}",
            )
        elif not now:
            fail(
                "words",
                f"lost: {_show(' '.join(was), 90)} (after {_show(' '.join(xw[max(0, a - 3) : a]), 30)})",
            )
        elif not was:
            fail(
                "words",
                f"added: {_show(' '.join(now), 90)} (after {_show(' '.join(rw[max(0, c - 3) : c]), 30)})",
            )
        else:
            fail("words", f"changed: {_show(' '.join(was))} → {_show(' '.join(now))}")
    if o.get("free_breaks"):
        return F
    # 2. blocks
    sig = lambda b: (
        ("img", "")
        if b.kind == "img"
        else ("hr", "")
        if b.kind == "hr"
        else ("t", re.sub(r"\s+", "", _plain(b.text, o)).casefold())
    )
    xs, rs = [sig(b) for b in xb], [sig(b) for b in rb]
    pairs = []
    for op, a, b, c, d in difflib.SequenceMatcher(
        None, xs, rs, autojunk=False
    ).get_opcodes():
        if op == "equal":
            pairs += zip(xb[a:b], rb[c:d])
            continue
        was, now = xb[a:b], rb[c:d]
        if "".join(s for _, s in xs[a:b]) == "".join(s for _, s in rs[c:d]) and not any(
            x.kind == "img" for x in was + now
        ):
            gone = [x for x in was if not x.key]
            if gone or any(not x.key for x in now):
                fail(
                    "cells",
                    f"{len(was)} cells became {len(now)} near {_show(' '.join(x.text for x in was + now))}",
                )
            else:
                fail(
                    "blocks",
                    f"{len(was)} blocks became {len(now)}: {_show(' | '.join(x.kind + ' ' + x.text for x in was), 70)}",
                )
        else:
            for x in was:
                if x.kind == "img":
                    fail("picture", f"missing: alt {x.attrs['alt']!r}")
            for x in now:
                if x.kind == "img":
                    fail("picture", f"extra: {x.raw[:60]!r}")
            was, now = (
                [x for x in was if x.kind != "img"],
                [x for x in now if x.kind != "img"],
            )
            if len(was) == len(now):
                pairs += zip(was, now)
            elif not bad_words:
                fail(
                    "blocks",
                    f"order or shape: {_show(' | '.join(x.kind + ' ' + x.text for x in was), 60)} → {_show(' | '.join(x.kind + ' ' + x.text for x in now), 60)}",
                )
    for x, r in pairs:
        _pair(x, r, o, fail, note)
    return F


def _pair(x, r, o, fail, note):
    where = _show(x.text, 40) if x.kind != "img" else f"picture {x.attrs['alt']!r}"
    if x.kind == "img":
        if r.attrs["src"] != x.attrs["src"]:
            fail("picture", f"address {r.raw[:60]!r}")
        if r.attrs["alt"] != x.attrs["alt"]:
            (fail if r.attrs["alt"] and x.attrs["alt"] else note)(
                "picture", f"alt {x.attrs['alt']!r} → {r.attrs['alt']!r}"
            )
        return
    ok = next(
        (
            v
            for k, v in o.get("may_kind", {}).items()
            if re.search(k, " ".join(x.text.split()))
        ),
        [],
    )
    if r.kind != x.kind:
        if r.kind in ok:
            pass
        elif x.kind in HEADINGS and r.kind in HEADINGS:
            (
                note
                if abs(HEADINGS.index(x.kind) - HEADINGS.index(r.kind)) == 1
                else fail
            )("heading", f"{x.kind} → {r.kind} {where}")
        elif {x.kind, r.kind} == {"td", "th"}:
            note("table", f"{x.kind} → {r.kind} {where}")
        elif (x.kind in HEADINGS and r.kind == "p" and _whole(r, "strong")) or (
            x.kind == "p" and r.kind in HEADINGS and _whole(x, "strong")
        ):
            note("heading", f"{x.kind} → {r.kind} {where}")
        else:
            fail("kind", f"{x.kind} → {r.kind} {where}")
    xa, ra = x.attrs, r.attrs
    if x.kind == r.kind == "li":
        if xa.get("depth") != ra.get("depth"):
            fail(
                "list",
                f"{'/'.join(xa.get('depth') or ())} → {'/'.join(ra.get('depth') or ())} {where}",
            )
        elif xa.get("n") != ra.get("n") and not xa.get("more"):
            fail("list", f"number {xa.get('n')} → {ra.get('n')} {where}")
        if bool(xa.get("more")) != bool(ra.get("more")) and not ok:
            fail(
                "list",
                f"{'continuation became an item' if xa.get('more') else 'item became a continuation'} {where}",
            )
    if x.kind in ("td", "th") and r.kind in ("td", "th"):
        for k in ("col", "colspan", "rowspan", "first"):
            if xa.get(k) != ra.get(k):
                fail("cell", f"{k} {xa.get(k)} → {ra.get(k)} {where}")
        if xa.get("scope") and not ra.get("scope"):
            note("table", f"scope missing {where}")
    if not o.get("may_align") and x.kind == r.kind:
        xl, rl = (
            v if v in ("right", "center") else None
            for v in (xa.get("align"), ra.get("align"))
        )
        if xl != rl and x.kind != "th":
            (fail if "right" in (xl, rl) and x.key else note)(
                "align", f"{xl} → {rl} {where}"
            )
    # line breaks
    if x.text.count("\n") != r.text.count("\n") and x.key == r.key:
        fail("breaks", f"{x.text.count(chr(10))} br → {r.text.count(chr(10))} {where}")
    # marks
    xc = [(c, m) for c, m in x.chars if not c.isspace()]
    rc = [(c, m) for c, m in r.chars if not c.isspace()]
    if [unicodedata.normalize("NFC", c) for c, _ in xc] != [
        unicodedata.normalize("NFC", c) for c, _ in rc
    ]:
        return
    loose = (
        {"strong", "em"}
        if x.kind in ("th", "caption", "figcaption", *HEADINGS)
        or r.kind in ("th", "caption", "figcaption", *HEADINGS)
        else set()
    )

    def links(ms):
        return {m for m in ms if isinstance(m, tuple)}

    spans = {}
    for i, ((c, mx), (_, mr)) in enumerate(zip(xc, rc)):
        if not c.isalnum() and not links(mx ^ mr) and c not in "%‰°²³":
            continue
        for m in mx ^ mr:
            if m in loose:
                continue
            spans.setdefault((m, m in mx), []).append(i)
    for (m, lost), idx in spans.items():
        t = "".join(xc[i][0] for i in range(idx[0], idx[-1] + 1))
        name = f"a {m[1]}" if isinstance(m, tuple) else m
        if (
            isinstance(m, tuple)
            and lost
            and any(re.search(p, t) for p in o.get("link_may_lack", []))
        ):
            continue
        (note if m == "u" else fail)(
            "mark", f"{name} {'lost' if lost else 'added'} on {_show(t, 40)} in {where}"
        )
