"""Waits for the editor, which goes on building itself after the page has loaded."""

READY = """() => !window.CKEDITOR
    || Object.values(CKEDITOR.instances).every(one => one.status === 'ready')"""


def wait_for_editors(page):
    """Return once each editor on the page, if there is one, can be typed into."""
    page.wait_for_function(READY)
