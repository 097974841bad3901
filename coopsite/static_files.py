"""Leaves out of the served static files what CKEditor carries and we never load.

Its 60 languages and unused plugins are nine tenths of all files: collecting and
compressing them took half a minute. Those that could send a draft to another company
(spelling services, PDF export) are then not even served.
"""

from django.contrib.staticfiles import apps

UNUSED_PLUGINS = [
    "codesnippet",
    "codesnippetgeshi",
    "docprops",
    "embed",
    "embedsemantic",
    "exportpdf",
    "flash",
    "forms",
    "iframe",
    "iframedialog",
    "mathjax",
    "preview",
    "scayt",
    "smiley",
    "sourcedialog",
    "templates",
    "uicolor",
    "wsc",
]


class StaticFilesConfig(apps.StaticFilesConfig):
    ignore_patterns = [
        *apps.StaticFilesConfig.ignore_patterns,
        # Of the languages, Vietnamese is used and English is CKEditor's fallback.
        "ckeditor/*/lang/[!ev]*",
        "ckeditor/*/lang/e[!n]*",
        *(f"ckeditor/ckeditor/plugins/{name}/*" for name in UNUSED_PLUGINS),
        "ckeditor/galleriffic/*",
        "ckeditor/*.md",
    ]
