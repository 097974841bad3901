/* What stands in a text beside its paragraphs: words that somebody said, notes, clips and
   galleries. Each is plain HTML (figure, aside, list of figures); here it is a widget,
   which is typed into or edited in a dialog, moved and deleted as one thing. */
;(() => {
  "use strict"
  const { CKEDITOR, coopsite } = window
  const escape = CKEDITOR.tools.htmlEncodeAttr
  const WORDS = "strong em u s sub sup br; a[!href,rel,title]"

  // Not what holds the selection of a widget, which stands last.
  const isBlock = (node) =>
    node.type === CKEDITOR.NODE_ELEMENT && !node.hasAttribute("data-cke-hidden-sel")

  // The last thing in a text leaves no line to go on in.
  function keepLastLine(editor) {
    const last = editor.editable()?.getLast(isBlock)
    if (!last?.hasClass("cke_widget_wrapper")) return
    const line = new CKEDITOR.dom.element("p")
    line.appendBogus()
    line.insertAfter(last)
  }

  function addWidget(editor, button, { label, ...definition }) {
    const name = button.toLowerCase()
    editor.widgets.add(name, definition)
    editor.ui.addButton(button, { label, command: name, toolbar: "insert" })
  }

  // Puts in what was chosen, in the place of a widget or where the cursor is, and goes on
  // in the line below it.
  function putIn(editor, html, widget) {
    if (widget) widget.focus()
    editor.insertHtml(html)
    keepLastLine(editor)
    const newest = Object.values(editor.widgets.instances).at(-1)
    const next = newest.wrapper.getNext(isBlock)
    if (!next || next.hasClass("cke_widget_wrapper")) return
    const range = editor.createRange()
    range.moveToElementEditStart(next)
    range.select()
  }

  // One goes on typing inside of what was put in, and below it.
  function goInside(editor, { name }) {
    const widget = editor.widgets.focused
    if (widget?.name !== name) return
    keepLastLine(editor)
    const words = widget.editables.words
    if (!words) return
    const range = editor.createRange()
    words.focus()
    range.moveToElementEditStart(words)
    range.select()
  }

  const quote = {
    pathName: "Lời trích",
    label: "Trích lời",
    template: '<figure class="quote"><blockquote><p></p></blockquote><figcaption></figcaption></figure>',
    editables: {
      words: { selector: "blockquote", allowedContent: `p ${WORDS}` },
      speaker: { selector: "figcaption", allowedContent: "strong em" },
    },
    upcast: (element) => element.name === "figure" && element.hasClass("quote"),
  }

  // A widget's own element cannot be typed into, so in the editor a note has one inside.
  const note = {
    pathName: "Ghi chú",
    label: "Ghi chú",
    template: '<aside class="note"><div class="note-text"><p></p></div></aside>',
    editables: {
      words: { selector: ".note-text", allowedContent: `p ul ol li h3 h4 ${WORDS}` },
    },
    upcast(element) {
      if (element.name !== "aside" || !element.hasClass("note")) return false
      const inside = new CKEDITOR.htmlParser.element("div", { class: "note-text" })
      for (const child of element.children.slice()) {
        child.remove()
        inside.add(child)
      }
      element.add(inside)
      return true
    },
    downcast(element) {
      const inside = element.getFirst((child) => child.hasClass?.("note-text"))
      inside?.replaceWithChildren()
      return element
    },
  }

  const clip = {
    pathName: "Clip",
    editables: { caption: { selector: "figcaption", allowedContent: WORDS } },
    upcast(element) {
      if (element.name !== "figure" || !element.hasClass("clip")) return false
      if (!element.getFirst("figcaption")) element.add(new CKEDITOR.htmlParser.element("figcaption"))
      return true
    },
    downcast(element) {
      const caption = element.getFirst("figcaption")
      if (!hasWords(caption)) caption?.remove()
      return element
    },
  }

  function hasWords(element) {
    let found = false
    element?.forEach((text) => { found ||= text.value.replace(/&nbsp;|[\s\u200b]/g, "") !== "" }, CKEDITOR.NODE_TEXT)
    return found
  }

  async function putClip(editor) {
    const chosen = await coopsite.choose({ title: "Chọn clip", address: editor.config.clipChooserUrl })
    editor.focus()
    if (!chosen) return
    const link = `<a href="clip:${chosen.id}">${escape(chosen.title)}</a>`
    putIn(editor, `<figure class="clip">${link}</figure>`)
  }

  // --- galleries ---------------------------------------------------------------------

  const gallery = {
    pathName: "Bộ ảnh",
    upcast: (element) => element.name === "ul" && element.hasClass("gallery"),
    init() {
      this.on("edit", () => putGallery(this.editor, this))
    },
  }

  const readGallery = (list) =>
    [...list.querySelectorAll("img")].map((image) => {
      const caption = image.closest("li").querySelector("figcaption")?.cloneNode(true)
      const small = caption?.querySelector("small")
      const credit = coopsite.readCredit(small?.textContent)
      small?.remove()
      const { alt, width, height } = image
      const url = image.getAttribute("data-cke-saved-src") || image.getAttribute("src")
      const [w, h] = ["width", "height"].map((name) => image.getAttribute(name))
      const role = image.getAttribute("role")
      return { url, alt, role, credit, caption: caption?.textContent.trim() || "", width: w || width, height: h || height }
    })

  function writeGallery(pictures) {
    const items = pictures.map(({ url, alt, role, caption, credit, width, height }) => {
      const words = [caption && escape(caption), credit && `<small>(Ảnh: ${escape(credit)})</small>`]
      const said = words.filter(Boolean).join(" ")
      const mark = role && ` role="${escape(role)}"`
      const image = `<img alt="${escape(alt)}" height="${Number(height)}"${mark} src="${escape(url)}" width="${Number(width)}">`
      return `<li><figure class="image">${image}${said && `<figcaption>${said}</figcaption>`}</figure></li>`
    })
    return `<ul class="gallery">${items.join("")}</ul>`
  }

  async function putGallery(editor, widget) {
    const { pictureChooserUrl, imageUploadUrl } = editor.config
    const addresses = [pictureChooserUrl, imageUploadUrl]
    const pictures = await coopsite.editGallery(widget ? readGallery(widget.element.$) : [], addresses)
    editor.focus()
    if (!pictures) return
    if (pictures.length) putIn(editor, writeGallery(pictures), widget)
    else if (widget) editor.widgets.del(widget)
  }

  // A widget whose button opens a dialog of the house.
  function addChosen(editor, button, { label, put, ...definition }) {
    const name = button.toLowerCase()
    editor.widgets.add(name, definition)
    editor.addCommand(`put${name}`, { exec: (one) => void put(one) })
    editor.ui.addButton(button, { label, command: `put${name}`, toolbar: "insert" })
  }

  CKEDITOR.plugins.add("blocks", {
    requires: "widget",
    init(editor) {
      // Read aloud of each of them: the package's own keys, which nobody would guess.
      editor.lang.widget.label = "%1 (thêm dòng: Shift+Enter bên dưới, Shift+Alt+Enter bên trên)"
      addWidget(editor, "Quote", quote)
      addWidget(editor, "Note", note)
      if (editor.config.clipChooserUrl) addChosen(editor, "Clip", { label: "Clip", put: putClip, ...clip })
      else editor.widgets.add("clip", clip)
      if (editor.config.pictureChooserUrl) addChosen(editor, "Gallery", { label: "Bộ ảnh", put: putGallery, ...gallery })
      else editor.widgets.add("gallery", gallery)
      editor.on("dataReady", () => keepLastLine(editor))
      editor.on("afterCommandExec", ({ data }) => goInside(editor, data))
    },
  })
})()
