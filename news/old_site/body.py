"""Writes the body of an old page as the HTML that the editor reads and keeps.

Blank lines and the order of attributes are the editor's own, so that a form saved
without a change in the text leaves the body as the import wrote it.
"""

from html import escape

from .parsing import Caption

# The dump has no pictures: each caption stands under this one until an editor puts
# the real picture in its place (a double click in the editor).
SLOT_PICTURE = "/static/img/anh-chua-co.svg"
_SLOT = (
    f'<figure class="image"><img alt="" height="900" src="{SLOT_PICTURE}" '
    'width="1600">\n<figcaption>{}</figcaption>\n</figure>'
)
_PARAGRAPH = "<p>{}</p>"


def body_html(page):
    """Returns the HTML of `page.body`; it still passes the cleaner when saved."""
    return "\n\n".join(
        (_SLOT if isinstance(block, Caption) else _PARAGRAPH).format(
            escape(block.text, quote=False)
        )
        for block in page.body
    )
