"""Two changes of one text are merged by paragraph, and no word of either is lost."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsite.core.blocks import join_blocks, split_blocks
from coopsite.core.merge import MAX_BLOCKS, merge, merge_lines
from coopsite.core.richtext import clean
from tests.factories.cases import few_now

WORDS = st.sampled_from(["an", "bình", "cần", "đủ", "606", "<b>hay</b>", "&lt;i&gt;"])
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ITEMS = st.lists(TEXTS.map("<li>{}</li>".format), min_size=1, max_size=3)
BLOCKS = st.one_of(
    TEXTS.map("<p>{}</p>".format),
    TEXTS.map("<h2>{}</h2>".format),
    ITEMS.map("".join).map("<ul>{}</ul>".format),
    TEXTS.map("<blockquote><p>{}</p></blockquote>".format),
    TEXTS.map("<table><tbody><tr><td>{}</td></tr></tbody></table>".format),
    st.sampled_from(
        ["<hr>", '<img src="/media/a.jpg" alt="Lúa &gt; ngô">', "lời trần <b>x</b>"]
    ),
)
GAPS = st.sampled_from(["", "\n", "\n\n"])


def joined(blocks_and_gaps):
    return clean("".join(block + gap for block, gap in blocks_and_gaps))


RICH = st.lists(st.tuples(BLOCKS, GAPS), max_size=7).map(joined)


@st.composite
def three(draw):
    """Two texts that began as one: blocks changed, taken out, put in and moved."""
    base = draw(st.lists(BLOCKS, max_size=6))

    def change():
        blocks = list(base)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(blocks)))
            what = draw(st.sampled_from(["put", "take", "write", "swap"]))
            if what == "put":
                blocks.insert(at, draw(BLOCKS))
            elif what == "take":
                del blocks[at : at + 1]
            elif what == "write":
                blocks[at : at + 1] = [
                    re.sub("an|606", draw(WORDS), b) for b in blocks[at : at + 1]
                ]
            else:
                blocks[at : at + 2] = blocks[at : at + 2][::-1]
        return clean(draw(GAPS).join(blocks))

    return clean("".join(base)), change(), change()


def words(html):
    return set(re.findall(r"[^\W_]+", re.sub(r"<[^>]*>", " ", html)))


def tagged(html, mark):
    """Returns `html` with a word in each block that no other text has."""
    numbers = iter(range(999))
    return re.sub(
        r"(<(?:p|h2|li|td)>)", lambda tag: f"{tag[1]}{mark}{next(numbers)}x ", html
    )


class TestAlways:
    @given(RICH, RICH)
    def test_a_change_of_one_alone_is_the_result(self, base, other):
        assert merge(base, base, other).text == other
        assert merge(base, other, base).text == other
        assert merge(base, other, other).text == other
        for texts in ((base, base, other), (base, other, base), (base, other, other)):
            assert merge(*texts).conflicts == []

    @given(three())
    def test_the_result_is_clean_and_has_all_words(self, texts):
        base, mine, theirs = texts
        merged = merge(base, mine, theirs)
        assert clean(merged.text) == merged.text
        told = "".join(conflict.theirs for conflict in merged.conflicts)
        before = words(base)
        assert words(mine) - before <= words(merged.text)
        assert words(theirs) - before <= words(merged.text + told)

    @given(three())
    def test_each_new_block_of_either_is_there(self, texts):
        base, mine, theirs = texts
        mine, theirs = tagged(mine, "toi"), tagged(theirs, "ho")
        merged = merge(base, mine, theirs)
        assert set(re.findall(r"toi\d+x", mine)) <= set(words(merged.text))
        told = "".join(conflict.theirs for conflict in merged.conflicts)
        assert set(re.findall(r"ho\d+x", theirs)) <= set(words(merged.text + told))

    @given(RICH)
    def test_blocks_joined_are_the_text(self, html):
        assert "".join(split_blocks(html)) == html

    @given(*[st.lists(st.sampled_from(["a", "b", "", " c"])).map("\n".join)] * 3)
    def test_lines(self, base, mine, theirs):
        assert merge_lines(base, base, theirs).text == theirs
        assert merge_lines(base, mine, base).text == mine
        assert merge_lines(base, mine, mine).text == mine
        merged = merge_lines(base, mine, theirs)
        told = "\n".join(conflict.theirs for conflict in merged.conflicts)
        assert words(mine) - words(base) <= words(merged.text)
        assert words(theirs) - words(base) <= words(f"{merged.text}\n{told}")


def paragraphs(text):
    """Returns the HTML of a text in which "/" parts paragraphs."""
    return "".join(f"<p>{part}</p>" for part in text.split("/") if part)


class TestByParagraph:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "merged"),
        [
            ("một an/hai/ba", "một AN/hai/ba", "một an/hai/BA", "một AN/hai/BA"),
            # Neighbours, too.
            ("a một/a hai", "a MỘT/a hai", "a một/a HAI", "a MỘT/a HAI"),
            ("a/b/c", "a/x/b/c", "a/b/y/c", "a/x/b/y/c"),
            ("a/b/c", "b/c", "a/b", "b"),
            ("a/b/c", "a/b/mới/mới nữa/c", "a/b/c sửa", "a/b/mới/mới nữa/c sửa"),
            ("a một/b", "a một hai/thêm/b", "a một/B", "a một hai/thêm/B"),
            ("a/b", "a sửa/b", "a sửa/b", "a sửa/b"),
            ("", "a", "", "a"),
            ("a", "", "a", ""),
        ],
    )
    def test_what_only_one_changed_is_taken(self, base, mine, theirs, merged):
        result = merge(*map(paragraphs, (base, mine, theirs)))
        assert (result.text, result.conflicts) == (paragraphs(merged), [])

    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "told"),
        [
            ("a/có 606 nhà/c", "a/có 607 nhà/c", "a/có 608 nhà/c", "có 608 nhà"),
            ("a/có 606 nhà/c", "a/c", "a/có 608 nhà/c", "có 608 nhà"),
            ("a/có 606 nhà/c", "a/có 608 nhà/c", "a/c", ""),
            ("a/c", "a/tôi/c", "a/họ/c", "họ"),
            # Cut in two, made one, moved: no half is taken alone.
            ("a/b c d e/f", "a/b c x e/f", "a/b c d/e/f", "b c d/e"),
            ("a/b c d/b e/f", "a/b x d/b e/f", "a/b c d b e/f", "b c d b e"),
        ],
    )
    def test_what_both_changed_is_mine_and_told(self, base, mine, theirs, told):
        result = merge(*map(paragraphs, (base, mine, theirs)))
        assert result.text == paragraphs(mine)
        [conflict] = result.conflicts
        assert conflict.theirs == paragraphs(told)

    def test_a_conflict_beside_others_is_told_alone(self):
        base = paragraphs("một an/có 606 nhà/ba an")
        mine = paragraphs("một an/có 607 nhà/ba AN/bốn")
        theirs = paragraphs("một ANH/có 608 nhà/ba an")
        result = merge(base, mine, theirs)
        assert result.text == paragraphs("một ANH/có 607 nhà/ba AN/bốn")
        [taken], [conflict] = result.taken, result.conflicts
        assert (taken.mine, taken.theirs) == ("<p>một an</p>", "<p>một ANH</p>")
        assert conflict.base == "<p>có 606 nhà</p>"
        assert (conflict.mine, conflict.theirs) == (
            "<p>có 607 nhà</p>",
            "<p>có 608 nhà</p>",
        )

    def test_a_list_is_merged_by_its_items(self):
        base = "<ul><li>một a</li><li>hai a</li><li>ba a</li></ul>"
        mine = base.replace("một a", "MỘT a").replace("ba a", "BA a")
        theirs = base.replace("hai a", "HAI a").replace("ba a", "Ba a")
        result = merge(base, mine, theirs)
        assert result.text == mine.replace("hai a", "HAI a")
        assert [conflict.theirs for conflict in result.conflicts] == ["<li>Ba a</li>"]

    def test_a_note_is_merged_by_its_paragraphs(self):
        base = '<aside class="note"><p>một a</p><p>hai a</p></aside>'
        mine, theirs = base.replace("một", "MỘT"), base.replace("hai", "HAI")
        result = merge(base, mine, theirs)
        assert result.text == mine.replace("hai", "HAI")
        assert result.conflicts == []

    def test_a_table_is_one_block(self):
        rows = "<tr><td>a</td></tr><tr><td>b</td></tr>"
        base = f"<table><tbody>{rows}</tbody></table>"
        mine, theirs = base.replace("a<", "a 1<"), base.replace("b<", "b 1<")
        result = merge(base, mine, theirs)
        assert result.text == mine
        assert [conflict.theirs for conflict in result.conflicts] == [theirs]

    def test_breaks_that_the_editor_puts_are_no_change(self):
        base = "<p>một a</p><ul><li>b</li></ul>"
        mine = "<p>một a</p>\n\n<ul>\n<li>b</li>\n</ul>\n\n<p>c</p>"
        result = merge(base, mine, "<p>MỘT a</p><ul><li>b</li></ul>")
        assert result.conflicts == []
        assert join_blocks(result.text) == join_blocks(mine.replace("một", "MỘT"))

    def test_words_in_no_block_stay_apart(self):
        result = merge("<p>a</p>", "x<p>a</p>", "y")
        assert result.text == "x<p>y</p>"

    def test_lines(self):
        result = merge_lines("một a\nhai", "MỘT a\nhai", "một a\nHAI\nba")
        assert (result.text, result.conflicts) == ("MỘT a\nHAI\nba", [])
        [conflict] = merge_lines("606", "607", "608").conflicts
        assert (conflict.base, conflict.mine, conflict.theirs) == ("606", "607", "608")


@pytest.mark.parametrize(
    "change",
    [
        lambda blocks: blocks[::-1],
        lambda blocks: [block.replace("a", "b") for block in blocks],
        lambda blocks: ["<p>x</p>", *blocks[1::2], "<p>y</p>", "<p>a</p>"],
    ],
    ids=["turned", "written", "thinned"],
)
@pytest.mark.parametrize("size", few_now([99, MAX_BLOCKS, 8 * MAX_BLOCKS], 0, 1))
def test_the_work_is_bounded(change, size):
    blocks = [f"<p>a {n % 7} {n}</p>" if n % 3 else "<p>a</p>" for n in range(size)]
    base, other = "".join(blocks), "".join(change(blocks))
    began = perf_counter()
    assert merge(base, other, other).text == other
    merge(base, other, base + "<p>z</p>")
    assert perf_counter() - began < 5
