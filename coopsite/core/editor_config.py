"""The editor's buttons and settings, as CKEditor 4 reads them."""

from .richtext_rules import editor_rules
from .richtext_shape import ALIGNED, CENTRED_PICTURE

TOOLBAR = [
    ["Undo", "Redo"],
    ["Format"],
    ["Bold", "Italic", "Underline", "Strike", "Subscript", "Superscript"],
    ["RemoveFormat"],
    ["NumberedList", "BulletedList", "Outdent", "Indent", "Blockquote"],
    ["JustifyLeft", "JustifyCenter", "JustifyRight"],
    ["Link", "Unlink"],
    ["Image", "Gallery", "Clip", "Quote", "Note"],
    ["Table", "HorizontalRule", "SpecialChar"],
    ["Find", "Maximize", "Source"],
]
SCRIPTS = [
    f"js/{name}.js"
    for name in (
        "chooser",
        "pictures",
        "gallery",
        "editor",
        "editor-pictures",
        "editor-blocks",
        "typing",
        "paste",
        "word",
    )
]
STYLES = [f"css/{name}.css" for name in ("tokens", "article", "chooser", "editor")]
CONFIG = {
    "skin": "moono-lisa",
    "toolbar": TOOLBAR,
    "width": "100%",
    "height": 480,
    "language": "vi",
    "versionCheck": False,
    # Not what the plugins guess, but what the cleaner keeps.
    "allowedContent": editor_rules(),
    # Of a picture on its way to the library, which the editor itself takes off again.
    "extraAllowedContent": "img[data-widget,data-cke-upload-id]",
    # divarea edits inside the page, so no inline frame needs a policy of its own;
    # the plugins removed could send drafts to other companies or store a full page.
    "extraPlugins": "divarea,image2,uploadimage,tableresize,blocks",
    "removePlugins": "image,exportpdf,scayt,wsc,iframe,flash,forms,docprops,preview,"
    "print,save,newpage,templates,smiley,language,about,magicline,elementspath,"
    # What these write, the cleaner would take away.
    "bidi,div,pagebreak,colorbutton,colordialog,font,stylescombo,copyformatting",
    "format_tags": "p;h2;h3;h4",
    "justifyClasses": [*ALIGNED, "align-justify"],
    "image2_captionedClass": "image",
    "image2_alignClasses": ["image-left", CENTRED_PICTURE, "image-right"],
    "clipboard_handleImages": False,  # `uploadimage` sends them to the library
    "image2_disableResizer": True,
    "image2_altRequired": True,
    "disableNativeSpellChecker": False,
    "entities": False,
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
}
