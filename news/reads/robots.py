"""Who reads as a person, by what a browser says of itself.

A small rule that is honest about its limits: robots that name themselves are left out,
those that pass for a browser are counted.
"""

import re

# "Cubot" is a maker of telephones.
_NAMES_ITSELF = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|headless|lighthouse|inspection|https?:",
    re.I,
)


def is_person(agent):
    """Returns whether it says to be a browser, and names no robot."""
    return agent.startswith("Mozilla/") and not _NAMES_ITSELF.search(agent)
