"""Whatever is pasted: clean HTML comes out, soon, and the same when cleaned again."""

import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coopsite.core.richtext import clean
from news.pasting import convert, reading
from tests.factories.cases import few_now, in_proofs

from .compare import compare
from .corpus import CASES

pytestmark = pytest.mark.django_db

_TAGS = [
    *("p", "div", "span", "b", "i", "u", "s", "sup", "sub", "a", "ul", "ol", "li"),
    *("table", "thead", "tr", "td", "th", "caption", "br", "hr", "img", "h1", "h3"),
    *("h6", "blockquote", "figure", "figcaption", "center", "font", "o:p", "del"),
    *("ins", "pre", "body", "style", "title", "svg"),
]
_ATTRIBUTES = [
    "",
    " class=MsoListParagraph",
    " class=MsoTitle",
    " class=MsoToc1",
    " class=MsoCaption",
    " style='mso-list:l0 level2 lfo1;margin-left:36pt'",
    " style='mso-element:field-begin'",
    " style='mso-element:comment-list'",
    " style='font-weight:700;text-align:right'",
    " style='white-space:pre-wrap'",
    " style='display:none'",
    ' href="#_ftn1" name="_ftnref1"',
    ' href="#_ftnref1" name="_ftn1"',
    ' href="javascript:alert(1)"',
    ' href="https://htx.example/?a=1&utm_source=x"',
    ' id="chu-thich-1"',
    ' src="/media/anh/ab/c/400.webp" alt="Ruộng"',
    ' src="file:///C:/a.png"',
    ' src="data:image/png;base64,AAAA"',
    " colspan=3 rowspan=9",
    " colspan=0 rowspan=65535",
    " data-aria-level=3",
    " start=7 type=a",
    " role=presentation",
]
_PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(_TAGS)),
    st.sampled_from(
        [
            "<![if !supportLists]>",
            "<!--[if supportFields]>",
            "<!--[if gte vml 1]><v:textbox><p>hộp</p></v:textbox><![endif]-->",
            "<![endif]>",
            "-->",
            "<style>.a{font-weight:bold} td p{text-align:right",
            "1.&nbsp;&nbsp; ",
            "· \xa0 ",
            "Hîp t¸c x· ",
            "hợp tác xã ",
            "[1]",
            "\n",
            "\xad",
        ]
    ),
    st.text(max_size=8),
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_tags_become_clean_html(html):
    pasted = convert(html, by=None)
    assert clean(pasted.html) == pasted.html
    assert all(note.endswith(".") for note in pasted.notes)
    if pasted.offer:
        assert clean(pasted.offer.html) == pasted.offer.html


@given(st.text())
def test_any_text_becomes_clean_html(text):
    html = convert(text, by=None).html
    assert clean(html) == html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_pasted_again_stays_as_it_is(case):
    """What stands in the editor may go round by the clipboard of another program."""
    again = convert(case.expected, by=None, host="lienminh.htx.example").html
    found = compare(again, case.expected, case.options)
    assert [one for one in found if one.severity == "FAIL"] == []


_LONG = {
    "nested": "<b>" * 20_000 + "a",
    "nested lists": "<ul><li>a" * 2_000,
    "nested tables": "<table><tr><td>a" * 1_000,
    "nested quotes": "<blockquote>a" * 2_000,
    "open comments": "<!--[if supportFields]>" * 100_000,
    "conditions": "<p>" + "<![if !supportLists]>" * 20_000,
    "style sheet": "<style>" + "p.a,li.b{x:y}" * 50_000 + "</style><p>a</p>",
    "open rule": "<style>" + "a " * 500_000 + "</style><p>a</p>",
    "declarations": "<p style='" + 'a:"' * 200_000 + "'>a</p>",
    "classes": "<style>"
    + ".a .b .c .d{x:y}" * 3_000
    + "</style>"
    + "<i class=d>" * 5_000,
    "marks": '<a href="#n" name="m">1</a>' * 10_000 + '<p id="n"><a href="#m">1</a>a',
    "columns": "<table>" + "<tr>" + "<td colspan=999 rowspan=999>a" * 1_000,
    "rows": "<table>" + "<tr><td>a<td>b" * 2_000,
    "codes": "<p>" + "<span style='mso-element:field-begin'></span>a" * 8_000,
    "spaces": "<p>" + " \xa0" * 300_000 + "a",
    "breaks": "<p>" + "a<br>" * 10_000,
    "redirect": '<a href="' + "https://l.facebook.com/?u=" * 20_000 + '">a</a>',
    "marker": "<p class=MsoListParagraph>" + "1." * 100_000,
    "alt": '<img alt="' + "description " * 100_000 + '" src="x">',
    "data": '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">',
}


@pytest.mark.parametrize("kind", few_now(list(_LONG), *range(0, len(_LONG), 6)))
def test_a_long_paste_takes_a_bounded_time(kind):
    before = time.process_time()
    try:
        convert(_LONG[kind], by=None)
    except ValidationError as error:
        assert error.messages
    assert time.process_time() - before < 8


@pytest.mark.parametrize("most", [500, in_proofs(reading.MAX_NODES)])
def test_what_has_endless_tags_is_refused(most, monkeypatch):
    monkeypatch.setattr(reading, "MAX_NODES", most)
    with pytest.raises(ValidationError, match="Hãy chép từng phần"):
        convert("<b>" * (most + 1), by=None)
