"""Vietnamese syllables: whether a word is spelled as one can be.

So an old encoding is told from French, German and signs: read in the right encoding,
words become syllables; read in a wrong one, hardly any does.
"""

import re
import unicodedata

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo
oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_OF_STOPPED = ("\u0301", "\u0323")
# Both "hoà" and "hòa" are written, and "thuý" and "thúy".
_TWO_WAYS = ("oa", "oe", "uy")


def _toned_letters(rime):
    """Returns the places in `rime` where its tone may be written."""
    vowels = re.match("[aăâeêioôơuưy]+", rime)[0]
    marked = [at for at, letter in enumerate(vowels) if letter in "ăâêôơ"]
    if marked:
        return [marked[-1]]
    if rime in _TWO_WAYS:
        return [0, 1]
    if len(vowels) == 3 or (len(vowels) == 2 and vowels != rime):
        return [1]
    return [0]


def _with_tones(rime):
    tones = _OF_STOPPED if _STOPPED.search(rime) else _TONES
    for at in _toned_letters(rime):
        for tone in tones:
            written = rime[: at + 1] + tone + rime[at + 1 :]
            yield unicodedata.normalize("NFC", written)


_WRITTEN_ONSETS = frozenset(_ONSETS.split())
_WRITTEN_RIMES = frozenset(
    form for rime in _RIMES.split() for form in _with_tones(rime)
)


def is_syllable(word):
    """Returns whether `word` (in NFC) is spelled as a Vietnamese syllable."""
    word = word.lower()
    if word in _WRITTEN_RIMES:
        return True
    return any(
        word[:length] in _WRITTEN_ONSETS and word[length:] in _WRITTEN_RIMES
        for length in (1, 2, 3)
    )
