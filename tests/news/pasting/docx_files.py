"""Makes .docx files as Word writes them, of nothing but the parts that matter."""

import io
import zipfile

from django.core.files.base import ContentFile

from news.pasting.docx import import_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = {
    "w": W,
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_ALL = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())


def part(name, inside):
    """Returns the XML of a part whose root is w:`name`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_ALL}>{inside}</w:{name}>'


def relations(rows):
    """Returns the XML of relations: (id, kind, target, whether outside)."""
    written = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode="External"' if outside else ''}/>"
        for key, kind, target, outside in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}">{written}</Relationships>'


def make_docx(body, *, main="word/document.xml", links=(), files=(), **parts):
    """Returns the bytes of a .docx. `parts` are styles, numbering, footnotes, endnotes
    by what stands in them; `links` more relations; `files` more files by path."""
    folder, _, name = main.rpartition("/")
    rows = [(f"own{key}", key, f"{key}.xml", False) for key in parts]
    written = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package'
        '/2006/content-types"/>',
        "_rels/.rels": relations([("rId1", "officeDocument", main, False)]),
        main: part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        f"{folder}/_rels/{name}.rels": relations([*rows, *links]),
    }
    written |= {f"{folder}/{key}.xml": part(key, text) for key, text in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (written | dict(files)).items():
            archive.writestr(path, content)
    return file.getvalue()


def p(inside, properties=""):
    """Returns a paragraph; text alone becomes a run."""
    inside = inside if inside.startswith("<") or not inside else t(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def t(text, properties=""):
    """Returns a run of text."""
    run = f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{run}</w:r>"


def styled(style):
    return f'<w:pStyle w:val="{style}"/>'


def style(key, name, inside="", *, based_on="", sort="paragraph", default=False):
    """Returns a style of w:styles."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    is_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{sort}" w:styleId="{key}"{is_default}>'
        f'<w:name w:val="{name}"/>{base}{inside}</w:style>'
    )


def numbered(list_id, level=0, extra=""):
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    return f"<w:numPr>{place}</w:numPr>{extra}"


def numbering(*lists):
    """Returns w:numbering of lists: (id, [(form, text)], more of the w:num)."""
    definitions, nums = [], []
    for list_id, levels, *more in lists:
        written = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (at + 1)}"/></w:pPr></w:lvl>'
            for at, (form, text) in enumerate(levels)
        )
        definitions.append(
            f'<w:abstractNum w:abstractNumId="{list_id}">{written}</w:abstractNum>'
        )
        nums.append(
            f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/>'
            f"{''.join(more)}</w:num>"
        )
    return "".join(definitions + nums)


def field(code, result, extra=""):
    """Returns the runs of a field: its code, and the text that it shows."""

    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return mark("begin") + instruction + extra + mark("separate") + result + mark("end")


def picture(key, words="", name="Picture 1"):
    """Returns a run with a picture in the line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
        f'<wp:docPr id="1" name="{name}" descr="{words}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(inside):
    """Returns a run with a text box as Word writes it, once more for old programs."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def cell(inside, properties=""):
    inside = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def imported(data, by=None):
    """Returns the `Pasted` made of the bytes of a .docx."""
    return import_docx(ContentFile(data, "bai.docx"), by=by)


def read(body, **parts):
    """Returns the article of a document with this body, each block on its line."""
    return imported(make_docx(body, **parts)).html.replace(' rel="noopener"', "")


def notes(body, **parts):
    """Returns what the writer is told of a document with this body."""
    return imported(make_docx(body, **parts)).notes
