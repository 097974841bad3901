/* Sends what is pasted from Word, Excel, a web page … to the server, which makes the
   HTML of an article of it, and puts that where the caret was. Text alone, pictures
   alone and what the editor copies itself go the editor's own way. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})
  // What a save has to wait for: promises, each of which takes itself away.
  const pending = (coopsite.pending = coopsite.pending || new Set())
  const MAX_BYTES = 40 * 1024 * 1024
  const WAIT = 120000
  const UNREACHED =
    "Chưa kết nối được máy chủ nên đã dán theo cách đơn giản: ảnh trong văn bản và một số định dạng có thể mất. Hãy xem lại."

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value

  // Word puts its pictures into the RTF only; beside each stands a copy that no page shows.
  function rtfOf(transfer, html) {
    if (!/<img[^>]+src\s*=\s*["']?file:/i.test(html)) return ""
    const rtf = transfer.getData("text/rtf") || ""
    return rtf.replace(/\{\\nonshppict\s*\{\\pict(?:[^{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\}\s*\}/g, "")
  }

  function bodyOf(html, rtf) {
    const body = new FormData()
    body.append("html", new Blob([html]), "dan.html")
    if (rtf && rtf.length < MAX_BYTES) body.append("rtf", new Blob([rtf]), "dan.rtf")
    return body
  }

  const send = (address, body) =>
    fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      body,
      redirect: "manual", // to the page of signing in
      signal: AbortSignal.timeout(WAIT),
    })

  const isAnswer = ({ headers }) => (headers.get("Content-Type") || "").startsWith("application/json")

  // Sends a text that comes into the editor; signs in anew where the session has ended.
  async function ask(editor, address, body) {
    body.append("first_note", String(notesIn(editor.editable().$) + 1))
    let answer = await send(address, body)
    const hasEnded = answer.type === "opaqueredirect" || (answer.status === 403 && !isAnswer(answer))
    if (hasEnded && (await coopsite.autosave?.signInAgain())) answer = await send(address, body)
    if (!isAnswer(answer)) throw new Error()
    return answer.json()
  }

  // --- footnotes of several pastes: one list at the end, numbered as they are read

  const isNote = (name) => /^#?(goi-)?chu-thich-\d+$/.test(name || "")
  const numberOf = (name) => Number(name.match(/\d+$/)[0])
  const notesIn = (root) =>
    Math.max(0, ...[...root.querySelectorAll("li[id], a[id]")].filter((one) => isNote(one.id)).map((one) => numberOf(one.id)))

  function leadTo(link, place) {
    link.setAttribute("href", place)
    link.setAttribute("data-cke-saved-href", place)
  }

  function tidyNotes(root) {
    const lists = [...root.querySelectorAll("ol.footnotes")]
    if (!lists.length) return
    const items = lists.flatMap((list) => [...list.children])
    const links = [...root.querySelectorAll("a[href^='#chu-thich-']")]
    const place = (item) => {
      const at = links.findIndex((link) => link.getAttribute("href") === `#${item.id}`)
      return at < 0 ? links.length : at
    }
    items.sort((one, other) => place(one) - place(other))
    const marks = items.map((item) => links.filter((link) => item.id && link.getAttribute("href") === `#${item.id}`))
    const backs = items.map((item) => [...item.querySelectorAll("a[href^='#goi-chu-thich-']")])
    lists[0].removeAttribute("start")
    root.append(lists[0])
    items.forEach((item, at) => {
      const number = at + 1
      lists[0].append(item)
      item.id = `chu-thich-${number}`
      for (const link of marks[at]) {
        leadTo(link, `#${item.id}`)
        if (link.id) link.id = `goi-chu-thich-${number}`
        link.textContent = number
      }
      for (const link of backs[at]) leadTo(link, `#goi-chu-thich-${number}`)
    })
    for (const list of lists.slice(1)) list.remove()
  }

  // --- the caret: a live range moves along when something is typed meanwhile

  function remember(editor, given) {
    const range = given || (editor.getSelection() && editor.getSelection().getRanges()[0])
    if (!range) return null
    const live = document.createRange()
    live.setStart(range.startContainer.$, range.startOffset)
    live.setEnd(range.endContainer.$, range.endOffset)
    return live
  }

  function rangeAt(editor, live) {
    const range = editor.createRange()
    const root = editor.editable()
    if (!live || !root.$.contains(live.startContainer) || !root.$.contains(live.endContainer)) {
      range.moveToElementEditEnd(root)
      return range
    }
    range.setStart(new window.CKEDITOR.dom.node(live.startContainer), live.startOffset)
    range.setEnd(new window.CKEDITOR.dom.node(live.endContainer), live.endOffset)
    return range
  }

  // One paragraph alone goes into the line, the cell or the item that the caret is in.
  function withoutParagraph(html, range) {
    const found = /^<p( class="[^"]*")?>((?:(?!<p\b)[\s\S])*)<\/p>$/.exec(html)
    if (!found) return html
    const inside = range.startPath().contains(["td", "th", "li", "figcaption"])
    return inside || !found[1] ? found[2] : html
  }

  function insert(editor, html, live) {
    if (!html) return
    const range = rangeAt(editor, live)
    editor.focus()
    range.select()
    const page = new DOMParser().parseFromString(html, "text/html")
    const notes = [...page.querySelectorAll("ol.footnotes")]
    for (const list of notes) list.remove() // in a list they would become its items
    editor.fire("saveSnapshot")
    editor.fire("lockSnapshot", { dontUpdate: true })
    editor.insertHtml(withoutParagraph(page.body.innerHTML.trim(), range), "html")
    editor.editable().$.append(...notes)
    tidyNotes(editor.editable().$)
    editor.fire("unlockSnapshot")
    editor.fire("saveSnapshot") // one step back takes all of it away
    editor.fire("afterPaste")
  }

  // --- what is told beside the editor

  const make = (tag, facts, ...children) => {
    const element = Object.assign(document.createElement(tag), facts)
    element.append(...children)
    return element
  }

  function placeOf(editor) {
    if (!editor.pasteNotes) {
      editor.pasteNotes = make("div", { className: "paste-notes" })
      editor.pasteNotes.setAttribute("role", "status")
      editor.container.$.before(editor.pasteNotes)
    }
    return editor.pasteNotes
  }

  function tell(editor, sentences) {
    const place = placeOf(editor)
    place.replaceChildren()
    if (!sentences.length) return
    const close = make("button", { type: "button", textContent: "Đóng" })
    close.addEventListener("click", () => {
      place.replaceChildren()
      editor.focus()
    })
    place.append(make("p", { textContent: sentences.join(" ") }), close)
    place.scrollIntoView({ block: "nearest" })
  }

  // Shows a text in an old encoding before and after; returns what the writer chooses.
  function choose(editor, answer) {
    const { offer } = answer
    const question = make("p", {
      textContent: `Chữ trong phần vừa chép thuộc bảng mã cũ ${offer.encoding}. Chuyển sang Unicode để đọc được?`,
    })
    const sample = make(
      "dl",
      {},
      make("dt", { textContent: "Đang là" }),
      make("dd", { textContent: offer.before }),
      make("dt", { textContent: "Sẽ thành" }),
      make("dd", { textContent: offer.after }),
    )
    const convert = make("button", { type: "button", className: "first", textContent: "Chuyển sang Unicode" })
    const keep = make("button", { type: "button", textContent: "Giữ nguyên" })
    placeOf(editor).replaceChildren(question, sample, convert, keep)
    placeOf(editor).scrollIntoView({ block: "nearest" })
    convert.focus()
    return new Promise((resolve) => {
      convert.addEventListener("click", () => resolve(offer.html))
      keep.addEventListener("click", () => resolve(answer.html))
    })
  }

  async function paste(editor, data, html, rtf, live) {
    tell(editor, [])
    placeOf(editor).append(make("p", { textContent: "Đang dán…" }))
    let answer
    try {
      answer = await ask(editor, editor.config.pasteUrl, bodyOf(html, rtf))
    } catch {
      data.isOurs = false
      data.range = rangeAt(editor, live)
      editor.fire("paste", data)
      tell(editor, [UNREACHED])
      return
    }
    await take(editor, answer, live)
  }

  // Puts what the server made of a paste or of a file where the caret was.
  async function take(editor, answer, live) {
    if (answer.error) return void tell(editor, [answer.error])
    insert(editor, answer.offer ? await choose(editor, answer) : answer.html, live)
    tell(editor, answer.notes)
  }

  // "Copy picture" in a browser: its address elsewhere, and beside it the picture itself.
  function isOnePicture(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    const pictures = [...body.querySelectorAll("img")]
    const isElsewhere = (one) => /^https?:/.test(one.src) && new URL(one.src).origin !== location.origin
    return pictures.length === 1 && isElsewhere(pictures[0]) && !body.textContent.trim()
  }

  coopsite.pasting = { ask, take, tell }

  const isExternal = (editor, transfer) =>
    transfer.getTransferType(editor) === window.CKEDITOR.DATA_TRANSFER_EXTERNAL

  window.CKEDITOR.on("instanceCreated", ({ editor }) => {
    let last = Promise.resolve() // one paste after the other
    // Before the editor's own readers of Word and Google Docs (3).
    editor.on("paste", (event) => {
      const { data } = event
      const asText = editor._.nextPasteType === "text" || data.type === "text"
      if (!editor.config.pasteUrl || data.isOurs === false || asText) return
      if (!data.dataTransfer || !isExternal(editor, data.dataTransfer)) return
      const html = data.dataTransfer.getData("text/html", true)
      if (!html) return
      if (data.dataTransfer.getFilesCount() === 1 && isOnePicture(html)) {
        data.dataValue = "" // the picture itself is sent to the library
        return
      }
      event.stop()
      data.dataTransfer.cacheData() // the browser takes the clipboard back
      const rtf = rtfOf(data.dataTransfer, html)
      const live = remember(editor, data.range)
      const work = last.then(() => paste(editor, data, html, rtf, live))
      last = work.catch(() => {})
      pending.add(work)
      work.finally(() => pending.delete(work)).catch(() => {})
    }, null, null, 2)
  })
})()
