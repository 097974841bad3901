"""Reads the invented texts and names, which are data: `texts/*.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(__file__).parent / "texts"


@cache
def read(name):
    """Returns the file `name`.toml as a dict."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def common():
    """Returns what articles of every topic draw on: places, people, roles, closings."""
    return SimpleNamespace(**read("topics")["common"])


def topics():
    """Returns {key: topic}; a topic has titles, leads, paragraphs, points and so on."""
    read_topics = read("topics")["topics"]
    return {key: SimpleNamespace(**topic) for key, topic in read_topics.items()}
