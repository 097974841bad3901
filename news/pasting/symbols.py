"""What letters of the fonts Wingdings and Symbol look like, as Unicode.

Word writes an arrow as the letter à in Wingdings; without the font it is a wrong one.
"""

_PRIVATE = 0xF000  # Word also numbers the letters of such fonts from here on
_WINGDINGS = {
    **dict(zip("()*+-.12<?@", "☎✆✉📬📬📭📄📄💾✍✍", strict=True)),
    **dict(zip("ABCDEFGHIJKL", "✌👌👍👎☜☞☝☟🖐☺😐☹", strict=True)),
    **dict(zip("QRST[]^_lmnopqrs", "✈☼💧❄☯☸♈♉●❍■□□❑❒◆", strict=True)),
    **dict(zip("tuvwxyz", "◆◆❖◆⌧⍓⌘", strict=True)),
    **dict(zip("\x9e\x9f¡¤§¨ªª«¬®¯²", "·•○◉▪□✦✦★✶✹✵✧", strict=True)),
    **dict(zip("×ØÙÚÛÜÝÞ", "⌫➢⮙⮛⮘⮚←→", strict=True)),
    **dict(zip("ßàáâãäåæèéêëìíîïðñòóô", "←→↑↓↖↗↙↘➔➔➔➔➔➔➔⇦⇨⇧⇩⇔⇕", strict=True)),
    **dict(zip("ûüýþ", "✗✓☒☑", strict=True)),
    "\xb7": "·",
}
_SYMBOL = {
    **dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
    **dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **dict(zip("\"$'@^`", "∀∃∋≅⊥‾", strict=True)),
    **dict(zip("¡¢£¤¥¦§¨©ª«¬®¯", "ϒ′≤⁄∞ƒ♣♦♥♠↔←→↓", strict=True)),
    **dict(zip("°±²³´µ¶·¸¹º»¼", "°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip("ÃÄÅÆÇÈÉÊËÌÍÎÏ", "ℑ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈", strict=True)),
    **dict(zip("ÑÒÓÔÕÖ×ØÙÚÛÜÝÞß", "∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip("åò", "∑∫", strict=True)),
}
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}


def show_symbols(text, font):
    """Returns `text` with the signs that it shows in a font of symbols, else itself."""
    signs = _FONTS.get(font.lower())
    return "".join(_sign(letter, signs) for letter in text) if signs else text


def _sign(letter, signs):
    if _PRIVATE < ord(letter) < _PRIVATE + 0x100:
        letter = chr(ord(letter) - _PRIVATE)
    return signs.get(letter, letter)
