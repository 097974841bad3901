"""What stands on every page: the frame, which counts as a domain of its own.

The menu is the newsroom's, the notice of demonstration data the register's; yet a write
in the register must not make every article anew. So the token of the frame follows from
what the frame says, worked out once under the tokens of what it says it from.
"""

from hashlib import sha256

from .. import content_version
from ..content_version import DOMAINS, tokens_of

SITE = "site"
_parts = []
_kept = (None, "")


def on_every_page(function):
    """Registers a function whose answer, told by its `repr`, stands on every page."""
    _parts.append(function)
    return function


def with_frame(tokens):
    """Returns `tokens` and that of the frame under them."""
    global _kept  # one tuple, so that threads see it whole
    base = tokens_of(DOMAINS, tokens)
    kept_base, token = _kept
    if kept_base != base:
        with content_version.reading(tokens):
            answers = [function() for function in _parts]
        token = sha256(repr(answers).encode()).hexdigest()
        if tokens_of(DOMAINS, content_version.read_tokens()) == base:
            _kept = (base, token)
    return {**tokens, SITE: token}
