"""Says in words what a browser says of itself: "Chrome trên Windows"."""

# The first that fits: most browsers name those that they imitate after themselves.
_BROWSERS = [
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
_SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


def describe_agent(agent):
    browser = _find(_BROWSERS, agent) or "Trình duyệt khác"
    system = _find(_SYSTEMS, agent)
    return f"{browser} trên {system}" if system else browser


def _find(names, agent):
    return next((name for mark, name in names if mark in agent), None)
