"""What the cleaner lets stand in attributes: names of footnotes, kinds of lists."""

import pytest

from coopsite.core.richtext import clean

NOTE = (
    '<p>741 hợp tác xã<sup><a href="#chu-thich-1" id="goi-chu-thich-1" '
    'rel="noopener">1</a></sup>.</p>\n<ol class="footnotes">\n<li id="chu-thich-1">'
    'Số ước. <a href="#goi-chu-thich-1" rel="noopener">↩</a></li>\n</ol>'
)


def test_footnotes_stay_as_they_are():
    assert clean(NOTE) == NOTE


@pytest.mark.parametrize(
    "html",
    [
        '<p id="chu-thich-1">a</p>',
        '<p><a href="/x/" id="noi-dung" rel="noopener">a</a></p>',
        '<ol><li id="main">a</li></ol>',
        '<ol><li id="chu-thich-0">a</li></ol>',
        '<ol><li id="chu-thich-12345">a</li></ol>',
        '<ol><li id="chu-thich-1 ">a</li></ol>',
        '<ul class="footnotes"><li>a</li></ul>',
    ],
)
def test_no_other_element_has_a_name_or_class(html):
    assert "id=" not in clean(html)
    assert "footnotes" not in clean(html)


@pytest.mark.parametrize("place", ["#", "#noi-dung", "#chu-thich-", " #_ftn1"])
def test_no_link_leads_to_another_place_of_the_page(place):
    assert "href" not in clean(f'<p><a href="{place}">a</a></p>')


@pytest.mark.parametrize("kind", ["a", "A", "i", "I", "1"])
def test_a_list_keeps_its_kind_of_numbers(kind):
    html = f'<ol type="{kind}"><li>x</li></ol>'
    assert clean(html) == html


def test_a_list_has_no_other_kind():
    assert clean('<ol type="disc"><li>x</li></ol>') == "<ol><li>x</li></ol>"
