/* The button above the editor that takes a Word document: the server makes of it what a
   paste would have become, and the editor puts that where the caret was. Nothing is saved. */
;(() => {
  "use strict"
  const { pending, pasting } = window.coopsite
  const MAX_BYTES = 40 * 1024 * 1024
  const ENDINGS = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  const TOO_LARGE =
    "Tệp lớn hơn 40 MB. Hãy mở bằng Word, nén ảnh trong tệp (Định dạng ảnh › Nén ảnh), lưu lại rồi chọn tệp ấy."
  const UNREACHED =
    "Chưa nhập được tệp: mất kết nối hoặc đã hết phiên đăng nhập. Bài đang viết vẫn còn nguyên; hãy thử lại."
  // The address of a new article ends so where it shall begin with a document.
  const ASKED = "#nhap-tu-word"

  // Where the document goes: to the caret, which stays known when the editor loses it; to
  // the end of the text without one; never among the footnotes.
  function placeIn(root, caret) {
    const notes = root.querySelector(":scope > ol.footnotes")
    const isInText = caret && root.contains(caret.startContainer)
    if (isInText && !(notes && notes.contains(caret.startContainer))) return caret
    const range = document.createRange()
    if (notes) range.setStartBefore(notes)
    else range.setStart(root, root.childNodes.length)
    range.collapse(true)
    return range
  }

  async function bring(editor, file, live) {
    pasting.tell(editor, [`Đang nhập ${file.name}…`])
    let answer
    try {
      const body = new FormData()
      body.append("file", file)
      const isTooLarge = file.size > MAX_BYTES
      answer = isTooLarge ? { error: TOO_LARGE } : await pasting.ask(editor, editor.config.wordUrl, body)
    } catch {
      answer = { error: UNREACHED }
    }
    await pasting.take(editor, answer, live)
  }

  function addButton(editor) {
    const root = editor.editable().$
    let caret = null
    document.addEventListener("selectionchange", () => {
      const { anchorNode } = document.getSelection()
      if (root.contains(anchorNode)) caret = document.getSelection().getRangeAt(0).cloneRange()
    })
    const button = document.createElement("button")
    button.type = "button"
    button.className = "word-import"
    button.textContent = "Nhập từ Word (.docx)…"
    const input = document.createElement("input")
    input.type = "file"
    input.accept = ENDINGS
    input.hidden = true
    button.addEventListener("click", () => input.click())
    input.addEventListener("change", async () => {
      const [file] = input.files
      if (!file) return
      button.disabled = true
      const work = bring(editor, file, placeIn(root, caret))
      pending.add(work)
      try {
        await work
      } finally {
        pending.delete(work)
        button.disabled = false
        input.value = "" // the same file may be chosen again
      }
    })
    editor.container.$.before(button, input)
    if (window.location.hash !== ASKED) return
    button.scrollIntoView({ block: "center" })
    button.focus()
  }

  window.CKEDITOR.on("instanceReady", ({ editor }) => {
    if (editor.config.wordUrl) addButton(editor)
  })
})()
