"""Text that may stand in XML, which has no place for most control characters."""

import re
from xml.sax.saxutils import escape, quoteattr

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text):
    """Returns `text` without the characters that XML 1.0 does not know."""
    return _UNFIT.sub("", text)


def element(name, text, **attributes):
    """Returns an element that holds `text`."""
    told = "".join(
        f" {key}={quoteattr(fit_for_xml(value))}" for key, value in attributes.items()
    )
    return f"<{name}{told}>{escape(fit_for_xml(text))}</{name}>"
