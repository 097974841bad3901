"""Makes HTML that runs a script where nothing cleans it: families times their variants.

Each payload tells the topmost page its number. Which of them do so in this Chromium is
for the browser to say (test_payloads.py); what does not run raw proves nothing.
"""

import base64
from functools import partial
from html import escape
from itertools import count, product
from urllib.parse import quote

from .payload_parts import (
    ADDRESSES,
    BEARERS,
    EDITOR_S_OWN,
    ENDS,
    EVENTS,
    MUTATIONS,
    SPELLINGS,
    STARTERS,
    WORDS,
)


def script_of(number):
    """Returns the script that tells; from a frame of a foreign origin, too."""
    return f"top.postMessage({number},'*')"


def make_payloads():
    """Returns {number: (family, HTML)}."""
    numbers = count(1)
    made = {}
    for family, make in FAMILIES.items():
        for pattern in make():
            number = next(numbers)
            made[number] = family, pattern(script_of(number))
    return made


def _handlers():
    for event, bearer in product(EVENTS.split(), BEARERS):
        yield lambda s, e=event, b=bearer: b.format(f'on{e}="{s}"')


def _spellings():
    for start, spelling in product(STARTERS, SPELLINGS):
        yield partial(_spell, start, spelling, str)
        yield partial(_spell, start, spelling, _mix)


def _spell(start, spelling, write, script):
    before, name, after = start
    return before + spelling.format(write(name), script) + after


def _encodings():
    for (before, name, after), encode in product(STARTERS, ENCODINGS):
        yield lambda s, b=before, n=name, a=after, e=encode: f'{b}{n}="{e(s)}"{a}'


def _addresses():
    for frame, scheme in product(ADDRESSES, SCHEMES):
        yield lambda s, f=frame, c=scheme: f.format(c(s))


def _scripts():
    for frame in (
        "<script>{}</script>",
        "<SCRIPT>{}</SCRIPT>",
        "<script/x>{}</script\n>",
        "<script type=module>{}</script>",
        "<script type='text/javascript'>{}</script>",
        "<svg><script>{}</script></svg>",
        "<math><script>{}</script></math>",
        "<svg><script><![CDATA[{}]]></script></svg>",
        "<p><script>{}</script></p>",
        "<script><!--\n{}\n--></script>",
        "<table><script>{}</script></table>",
        "<script language=javascript>{}</script>",
        "<script\t>{}</script >",
    ):
        yield lambda s, f=frame: f.format(s)
    for frame in (
        '<script src="{}"></script>',
        '<svg><script href="{}"></script></svg>',
        '<svg><script xlink:href="{}"></script></svg>',
    ):
        yield lambda s, f=frame: f.format(f"data:text/javascript,{quote(s)}")


def _frames():
    frames = (
        '<iframe src="{}"></iframe>',
        '<embed src="{}">',
        '<object data="{}"></object>',
        '<iframe src="{}" sandbox=allow-scripts></iframe>',
        '<p><iframe src="{}">x</iframe></p>',
    )
    for frame, start in product(frames, STARTERS[:3]):
        yield lambda s, f=frame, x=start: f.format(
            f"data:text/html,{quote(_started(x, s))}"
        )
        yield lambda s, f=frame, x=start: f.format(
            "data:text/html;base64,"
            + base64.b64encode(_started(x, s).encode()).decode()
        )
    for start in STARTERS:
        for frame in (
            '<iframe srcdoc="{}"></iframe>',
            '<p><iframe SRCDOC="{}">x</iframe>',
        ):
            yield lambda s, f=frame, x=start: f.format(escape(_started(x, s)))


def _words():
    for word, start in product(WORDS, STARTERS[:4]):
        ends = ENDS.get(word, (f"</{word[1:]}", f"</{word[1:-1].upper()} x>"))
        for end in ends:
            yield lambda s, w=word, e=end, x=start: f"<p>{w}{e}{_started(x, s)}"


def _mutations():
    for frame, start in product(MUTATIONS, STARTERS[:4]):
        yield (
            lambda s, f=frame, x=start: (
                f.replace("{e}", escape(_started(x, s)))
                .replace("{q}", "x")
                .replace("{}", _started(x, s).replace('"', ""))
            )
        )


def _editor_s_own():
    for frame in EDITOR_S_OWN:
        yield lambda s, f=frame: f.format(
            s=s,
            p=quote(f"<img src=x onerror={s}>"),
            e=escape(f"<img src=x onerror={s}>"),
        )


def _started(start, script):
    before, name, after = start
    return f'{before}{name}="{script}"{after}'


def _mix(name):
    return "".join(c.upper() if at % 2 else c for at, c in enumerate(name))


ENCODINGS = (
    lambda s: "".join(f"&#{ord(c)};" for c in s),
    lambda s: "".join(f"&#x{ord(c):x};" for c in s),
    lambda s: "".join(f"&#{ord(c):07}" for c in s) + ";",
    lambda s: "".join(f"&#X{ord(c):06X};" for c in s),
    lambda s: s.replace("(", "&lpar;").replace(")", "&rpar;").replace(".", "&period;"),
    lambda s: f"/*--&gt;*/{s}//&#10;",
    lambda s: f"\n\t {s}\n",
    lambda s: s.replace("top", "\\u0074op"),
    lambda s: s.replace("top.postMessage", "top[`postMessage`]"),
    lambda s: s.replace("top.postMessage", "(0,eval)(`top`).postMessage"),
)
SCHEMES = (
    lambda s: f"javascript:{s}",
    lambda s: f"JaVaScRiPt:{s}",
    lambda s: f"\x01javascript:{s}",
    lambda s: f" \n javascript:{s}",
    lambda s: f"java\tscript:{s}",
    lambda s: f"java\nscript:{s}",
    lambda s: f"java&Tab;script:{s}",
    lambda s: f"javascript&colon;{s}",
    lambda s: f"javascript\r:{s}",
    lambda s: "".join(f"&#{ord(c)};" for c in f"javascript:{s}"),
    lambda s: "".join(f"&#x{ord(c):04x}" for c in f"javascript:{s}"),
    lambda s: f"javascript:{quote(s)}",
    lambda s: f"javascript://x%0a{s}",
    lambda s: f"javascript:/*http://x.vn*/{s}",
    lambda s: f"&#1;java&NewLine;script&#58;{s}",
)
FAMILIES = {
    "handlers": _handlers,
    "spellings": _spellings,
    "encodings": _encodings,
    "addresses": _addresses,
    "scripts": _scripts,
    "frames": _frames,
    "words": _words,
    "mutations": _mutations,
    "of the editor": _editor_s_own,
}
