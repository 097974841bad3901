"""Nothing that runs a script raw does so once it was cleaned, pasted or set into the
editor. The browser shows each in a frame of its own, without any policy in the way, and
touches all that is in it; what ran has told its number."""

import pytest

from coopsite.core.richtext import as_safe, clean
from news.pasting.converting import convert

from .editors import wait_for_editors
from .payloads import make_payloads

pytestmark = [pytest.mark.browser, pytest.mark.proof]
PAYLOADS = make_payloads()
LISTEN = """() => {
  window.fired = new Set()
  addEventListener('message', ({ data }) => fired.add(data))
  window.pause = (ms) => new Promise((done) => setTimeout(done, ms))
  // Every handler there is, every link and button; then all is parsed once more.
  window.touch = (root) => {
    for (const one of root.querySelectorAll('*')) {
      for (const name of one.getAttributeNames()) {
        if (/^on/i.test(name)) one.dispatchEvent(new Event(name.slice(2).toLowerCase()))
      }
      if (one.shadowRoot) touch(one.shadowRoot)
      if (!/^(a|area|button|input)$/i.test(one.localName)) continue
      one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
  }
  window.show = async (htmls) => {
    const frames = htmls.map((html) => {
      const frame = document.createElement('iframe')
      frame.srcdoc = html
      return frame
    })
    const loaded = frames.map((frame) => new Promise((done) => (frame.onload = done)))
    document.body.append(...frames)
    await Promise.race([Promise.all(loaded), pause(1500)])
    for (const again of [false, true]) {
      for (const { contentDocument: page } of frames) {
        if (again && page?.body) page.body.innerHTML = page.body.innerHTML
        if (page) touch(page)
      }
      await pause(150)
    }
    frames.forEach((frame) => frame.remove())
    return [...fired]
  }
}"""
SET = """async (htmls) => {
  const [editor] = Object.values(CKEDITOR.instances)
  for (const html of htmls) {
    try {
      editor.setData(html, { noSnapshot: true })
    } catch { /* what it cannot read it does not show */ }
    touch(editor.editable().$)
  }
  await pause(500)
  return [...fired]
}"""
PASTE = """async (htmls) => {
  const editable = document.querySelector('.cke_wysiwyg_div')
  for (const html of htmls) {
    const data = new DataTransfer()
    data.setData('text/html', html)
    const options = { clipboardData: data, bubbles: true, cancelable: true }
    editable.dispatchEvent(new ClipboardEvent('paste', options))
    while (coopsite.pending.size) await pause(20)
    touch(editable)
  }
  await pause(500)
  return [...fired]
}"""


def in_parts(values, size=250):
    values = list(values)
    return [values[at : at + size] for at in range(0, len(values), size)]


@pytest.fixture
def bare_page(chromium):
    """A page that no policy guards; it listens to what tells its number."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content("<!doctype html><body></body>")
    page.evaluate(LISTEN)
    yield page
    context.close()


@pytest.fixture
def bare_editor(chromium, portal, signed_in):
    """The editor of a new article, without the policy of its page."""
    context = chromium.new_context(base_url=portal.url, bypass_csp=True)
    context.add_cookies(signed_in)
    page = context.new_page()
    page.goto("/quan-tri/news/article/add/")
    wait_for_editors(page)
    page.evaluate(LISTEN)
    page.locator(".cke_wysiwyg_div").click()
    yield page
    context.close()


def fired(page, htmls):
    """Return the numbers told by pages of each HTML; what is the same is shown once."""
    for part in in_parts(dict.fromkeys(htmls)):
        numbers = page.evaluate("(htmls) => show(htmls)", part)
    return set(numbers)


def as_article(html):
    return f'<!doctype html><article class="prose">{as_safe(html)}</article>'


def test_a_thousand_run_raw_and_none_once_cleaned(bare_page):
    raw = {number: html for number, (_, html) in PAYLOADS.items()}
    assert fired(bare_page, [as_article(clean(html)) for html in raw.values()]) == set()
    assert len(fired(bare_page, raw.values()) & set(raw)) >= 1000


def test_none_runs_once_pasted(bare_page):
    pasted = [convert(html, by=None).html for _, html in PAYLOADS.values()]
    assert fired(bare_page, [as_article(html) for html in pasted]) == set()


def test_none_runs_in_the_editor(bare_editor):
    """Set as what was stored, and, a sample, pasted by keys."""
    for part in in_parts(html for _, html in PAYLOADS.values()):
        numbers = bare_editor.evaluate(SET, part)
    assert numbers == []
    sample = [html for number, (_, html) in PAYLOADS.items() if number % 50 == 0]
    assert bare_editor.evaluate(PASTE, sample) == []
