"""Staff read the admin in Vietnamese: English leftovers and stale files are bugs."""

import ast
import re
from gettext import GNUTranslations
from importlib.util import find_spec
from pathlib import Path

import pytest

OURS = Path(__file__).resolve().parents[2] / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
TRANSLATED = [
    ("django.contrib.admin", "django"),
    ("django.contrib.admin", "djangojs"),
    ("django.contrib.auth", "django"),
    ("django.contrib.contenttypes", "django"),
    ("simple_history", "django"),
]
SAME_IN_BOTH_LANGUAGES = {
    ", ": "the comma between list items",
    "Email": "the usual Vietnamese word",
    "%(class_name)s %(instance)s": "placeholders only, in the same order",
}
FIELD = re.compile(
    r'^(msgctxt|msgid|msgid_plural|msgstr)(?:\[0\])? ((?:".*"\n?)+)', re.MULTILINE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]\b|\{\w*\}")


def read_entry(block):
    entry = {}
    for name, text in FIELD.findall(block):
        entry[name] = "".join(map(ast.literal_eval, text.splitlines()))
    return entry


def read_po(path):
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    entries = [read_entry(block) for block in blocks if "#, fuzzy" not in block]
    return [entry for entry in entries if entry.get("msgid")]


def catalogue_key(entry):
    context = f"{entry['msgctxt']}\x04" if "msgctxt" in entry else ""
    key = context + entry["msgid"]
    return (key, 0) if "msgid_plural" in entry else key


def read_mo(path):
    with path.open("rb") as compiled:
        catalogue = dict(GNUTranslations(compiled)._catalog)
    catalogue.pop("", None)
    return catalogue


def locale_files(package, language, name):
    root, *inner = package.split(".")
    folder = Path(find_spec(root).origin).parent.joinpath(*inner)
    return sorted(folder.glob(f"locale/{language}/LC_MESSAGES/{name}"))


def english_entries(package, domain):
    language = "*" if package == "simple_history" else "en"  # it ships no English file
    files = locale_files(package, language, f"{domain}.po")
    assert files, f"no source strings found for {package}"
    return [entry for path in files for entry in read_po(path)]


def vietnamese(package, domain):
    merged = {}
    for path in locale_files(package, "vi", f"{domain}.mo"):
        merged |= read_mo(path)
    return merged | read_mo(OURS / f"{domain}.mo")


def is_left_in_english(entry, catalogue):
    translation = catalogue.get(catalogue_key(entry), "")
    same = translation in ("", entry["msgid"])
    return same and entry["msgid"] not in SAME_IN_BOTH_LANGUAGES


@pytest.mark.parametrize(("package", "domain"), TRANSLATED)
def test_every_source_string_has_a_vietnamese_translation(package, domain):
    catalogue = vietnamese(package, domain)
    entries = english_entries(package, domain)
    missing = [entry for entry in entries if is_left_in_english(entry, catalogue)]
    assert missing == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_keep_the_placeholders_of_their_source(domain):
    for entry in read_po(OURS / f"{domain}.po"):
        expected = set(PLACEHOLDER.findall(entry["msgid"]))
        assert set(PLACEHOLDER.findall(entry["msgstr"])) == expected, entry["msgid"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_matches_its_source(domain):
    written = read_po(OURS / f"{domain}.po")
    expected = {catalogue_key(entry): entry["msgstr"] for entry in written}
    assert len(expected) == len(written), "the same string is translated twice"
    assert read_mo(OURS / f"{domain}.mo") == expected
