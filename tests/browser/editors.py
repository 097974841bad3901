"""Waits for the editor, which goes on building itself after the page has loaded; sends
a picture by the library's dialog."""

# The button that opens the library of pictures.
PICTURES = "Chọn hoặc tải ảnh lên…"
READY = """() => !window.CKEDITOR
    || Object.values(CKEDITOR.instances).every(one => one.status === 'ready')"""


def wait_for_editors(page):
    """Return once each editor on the page, if there is one, can be typed into."""
    page.wait_for_function(READY)


def upload_cover(page, file):
    """Send `file` to the library from the form of an article, and use it as cover."""
    page.get_by_role("button", name=PICTURES).click()
    dialog = page.get_by_role("dialog", name="Chọn ảnh")
    dialog.get_by_label("Tải ảnh từ máy").set_input_files(file)
    dialog.get_by_role("button", name="Dùng ảnh này").click()
