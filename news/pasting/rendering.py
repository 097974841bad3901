"""Writes the parts of an article as its HTML."""

from django.utils.html import escape

from . import parts
from .inline import render_runs, without
from .parts import GALLERY, VIETNAMESE, Figure, Paragraph, Picture, Run


def render(blocks):
    """Returns the HTML of blocks, each on lines of its own."""
    return "\n".join(_RENDERERS[type(block)](block) for block in blocks)


def render_notes(notes, first):
    """Returns the list of footnotes, [(number, blocks)], each with its way back."""
    if not notes:
        return ""
    items = []
    for number, blocks in notes:
        back = f'<a href="#goi-chu-thich-{number}">↩</a>'
        html = _inner(blocks)
        html = (
            html[: -len("</p>")] + f" {back}</p>"
            if html.endswith("</p>")
            else (f"{html} {back}")
        )
        items.append(f'<li id="chu-thich-{number}">{html}</li>')
    start = f' start="{first}"' if first > 1 else ""
    return f'<ol class="footnotes"{start}>\n' + "\n".join(items) + "\n</ol>"


def _class(align):
    return f' class="align-{align}"' if align in ("center", "right") else ""


def _paragraph(block):
    runs = block.runs
    if block.tag != "p":
        runs = without(runs, "strong", *(["em"] if block.is_wholly("em") else []))
    return f"<{block.tag}{_class(block.align)}>{render_runs(runs)}</{block.tag}>"


def _inner(blocks):
    """Returns the HTML of what stands in an item or a cell: of one paragraph, its
    words alone."""
    paragraphs = sum(isinstance(block, Paragraph) for block in blocks)
    out = []
    for block in blocks:
        is_bare = isinstance(block, Paragraph) and paragraphs == 1 and block.tag == "p"
        if is_bare and block.align not in ("center", "right"):
            out.append(render_runs(block.runs))
        elif isinstance(block, Figure) and not block.caption:
            out.append(render_runs([block.picture]))
        else:
            out.append(render([block]))
    return "".join(out)


def _caption(runs):
    """Returns the words of a caption, of one look."""
    words = [run for run in runs if isinstance(run, Run) and run.text.strip()]
    marks = [mark for mark in ("strong", "em") if all(mark in w.marks for w in words)]
    runs = [run for run in runs if not isinstance(run, Picture)]
    return render_runs(without(runs, *marks))


def _figure(block):
    caption = (
        f"<figcaption>{_caption(block.caption)}</figcaption>" if block.caption else ""
    )
    side = f" image-{block.side}" if block.side else ""
    return (
        f'<figure class="image{side}">{render_runs([block.picture])}{caption}</figure>'
    )


def _listing(block):
    if block.kind == GALLERY:
        shown = "".join(f"<li>{render(blocks)}</li>" for blocks in block.items)
        return f'<ul class="gallery">{shown}</ul>'
    items = "".join(f"<li>{_inner(blocks)}</li>" for blocks in block.items)
    if not block.is_ordered:
        return f"<ul>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    kind = f' type="{block.kind}"' if block.kind else ""
    if block.kind == VIETNAMESE:
        kind = ' class="vietnamese"'
    return f"<ol{start}{kind}>{items}</ol>"


def _table(block):
    rows = ["".join(map(_cell, row)) for row in block.rows]
    rows = [f"<tr>{row}</tr>" for row in rows]
    head, body = rows[: block.header_rows], rows[block.header_rows :]
    out = ["<table>"]
    if block.caption:
        out.append(f"<caption>{_caption(block.caption)}</caption>")
    if head:
        out += ["<thead>", *head, "</thead>"]
    out += ["<tbody>", *body, "</tbody>", "</table>"]
    return "\n".join(out)


def _cell(cell):
    tag = "th" if cell.is_header else "td"
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value > 1
    )
    scope = f' scope="{escape(cell.scope)}"' if cell.scope and cell.is_header else ""
    blocks = cell.blocks
    if cell.is_header:
        for paragraph in cell.paragraphs:
            paragraph.runs = without(paragraph.runs, "strong")
    return f"<{tag}{_class(cell.align)}{spans}{scope}>{_inner(blocks)}</{tag}>"


def _quote(block):
    if not block.caption:
        return f"<blockquote>\n{render(block.blocks)}\n</blockquote>"
    words = f"<blockquote>{render(block.blocks)}</blockquote>"
    said_by = f"<figcaption>{_caption(block.caption)}</figcaption>"
    return f'<figure class="quote">{words}{said_by}</figure>'


def _aside(block):
    return f'<aside class="note">{render(block.blocks)}</aside>'


def _rule(block):
    return "<hr>"


_RENDERERS = {
    Paragraph: _paragraph,
    Figure: _figure,
    parts.Listing: _listing,
    parts.Table: _table,
    parts.Quote: _quote,
    parts.Aside: _aside,
    parts.Rule: _rule,
}
