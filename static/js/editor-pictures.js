/* Pictures in the editor. A file goes to the library with the form's token, by a button
   in the picture dialog, by drag and drop, or by pasting. The dialog asks for what tells
   of the picture: its description, unless it is there for its looks only, and who took
   it, which stands in the caption. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})
  const DECORATION = "presentation"
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value

  function chooseFile(onChosen) {
    const input = document.createElement("input")
    input.type = "file"
    input.accept = "image/*"
    input.addEventListener("change", () => onChosen(input.files[0]))
    input.click()
  }

  // --- the picture dialog ------------------------------------------------------------

  // What the library knows of a picture fills in what is still empty.
  function fillIn(dialog, picture) {
    dialog.setValueOf("info", "src", picture.url)
    for (const id of ["alt", "credit"]) {
      if (picture[id] && !dialog.getValueOf("info", id)) dialog.setValueOf("info", id, picture[id])
    }
    dialog.libraryCaption = picture.caption
  }

  const uploadButton = (editor) => ({
    type: "button",
    id: "upload",
    label: "Tải ảnh từ máy…",
    onClick() {
      const dialog = this.getDialog()
      chooseFile(async (file) => {
        this.disable()
        try {
          fillIn(dialog, await coopsite.sendPicture(editor.config.imageUploadUrl, file))
        } catch (error) {
          window.alert(error.message || "Chưa tải được ảnh. Hãy thử lại.")
        }
        this.enable()
      })
    },
  })

  const libraryButton = (editor) => ({
    type: "button",
    id: "library",
    label: "Chọn trong thư viện ảnh…",
    async onClick() {
      const { pictureChooserUrl, imageUploadUrl } = editor.config
      const picture = await coopsite.choosePicture(pictureChooserUrl, imageUploadUrl)
      if (picture) fillIn(this.getDialog(), picture)
      this.focus()
    },
  })

  const decoration = {
    type: "checkbox",
    id: "decoration",
    label: "Ảnh chỉ để trang trí",
    setup(widget) {
      this.setValue(widget.parts.image.getAttribute("role") === DECORATION)
    },
    onChange() {
      const alt = this.getDialog().getContentElement("info", "alt")
      alt[this.getValue() ? "disable" : "enable"]()
    },
    commit(widget) {
      const isDecoration = this.getValue()
      if (isDecoration) widget.parts.image.setAttribute("role", DECORATION)
      else widget.parts.image.removeAttribute("role")
      if (isDecoration) widget.setData("alt", "")
    },
  }

  const credit = {
    type: "text",
    id: "credit",
    label: "Nguồn ảnh, người chụp",
    setup(widget) {
      this.setValue(readCredit(widget.parts.caption))
    },
    commit(widget) {
      if (this.getValue().trim()) widget.setData("hasCaption", true) // it stands there
    },
  }

  coopsite.readCredit = (words = "") =>
    words.trim().replace(/^\(?(?:Ảnh|Nguồn)\s*:\s*/i, "").replace(/\)$/, "")

  const readCredit = (caption) => coopsite.readCredit(caption?.findOne("small")?.getText())

  function writeCaption(image, credit, words) {
    const caption = image.getAscendant("figure")?.findOne("figcaption")
    if (!caption) return
    const old = caption.findOne("small")
    if (words && !caption.getText().trim()) caption.setText(words)
    if (readCredit(caption) === credit) return
    old?.remove()
    if (!credit) return
    caption.findOne("br:only-child")?.remove() // what holds an empty line open
    if (caption.getText().trim() && !/\s$/.test(caption.getText())) caption.appendText(" ")
    const small = new window.CKEDITOR.dom.element("small")
    small.setText(`(Ảnh: ${credit})`)
    caption.append(small)
  }

  function askForDescription() {
    const isDecoration = this.getDialog().getValueOf("info", "decoration")
    if (isDecoration || this.getValue().trim()) return true
    return (
      "Ảnh chưa có mô tả. Hãy tả bằng một câu ảnh cho thấy điều gì, để người không nhìn " +
      "thấy ảnh cũng hiểu; hoặc đánh dấu “Ảnh chỉ để trang trí”."
    )
  }

  // After the widget's own: it has put the picture into its figure by then.
  function onOk() {
    const credit = this.getValueOf("info", "credit").trim()
    writeCaption(this.shownImage, credit, this.libraryCaption)
    this.getParentEditor().fire("updateSnapshot")
  }

  // --- pictures that came by drag and drop or by pasting, of which nothing was asked ---

  function startReminder(editor) {
    const said = document.createElement("span"), ask = document.createElement("button")
    const note = document.createElement("p")
    said.setAttribute("role", "status")
    Object.assign(ask, { type: "button", className: "button", textContent: "Ghi mô tả" })
    note.className = "undescribed"
    note.hidden = true
    note.append(said, " ", ask)
    editor.container.$.after(note)
    const find = () =>
      Object.values(editor.widgets.instances).filter((widget) => {
        const image = widget.name === "image" && widget.parts.image
        return image && !image.getAttribute("alt")?.trim() && image.getAttribute("role") !== DECORATION
      })
    const look = () => {
      const count = editor.mode === "wysiwyg" ? find().length : 0
      const told = count ? `Có ${count} ảnh chưa có mô tả.` : ""
      note.hidden = !count
      if (said.textContent !== told) said.textContent = told
    }
    ask.addEventListener("click", () => {
      const [widget] = find()
      if (!widget) return look()
      widget.focus()
      widget.edit()
    })
    let timer
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(look, 500)
    }
    for (const event of ["change", "dataReady", "mode"]) editor.on(event, wait)
    wait()
  }

  window.CKEDITOR.on("instanceReady", ({ editor }) => startReminder(editor))

  window.CKEDITOR.on("dialogDefinition", ({ editor, data }) => {
    if (data.name !== "image2") return
    const { definition } = data
    definition.removeContents("Upload") // its frame needs an inline script
    const info = definition.getContents("info")
    info.get("src").label = "Địa chỉ ảnh (tự điền khi tải lên)"
    const alt = info.get("alt")
    alt.label = "Mô tả ảnh cho người không nhìn thấy"
    alt.validate = askForDescription
    const buttons = [uploadButton(editor)]
    if (editor.config.pictureChooserUrl) buttons.unshift(libraryButton(editor))
    info.elements.unshift({ type: "hbox", children: buttons })
    info.add(decoration, "alt")
    info.add(credit)
    // Above the description, `add` would put it; it belongs below.
    const at = info.elements.indexOf(alt)
    info.elements.splice(at - 1, 2, alt, decoration)
    info.get("hasCaption").setup = function (widget) {
      this.setValue(!widget.data.src || widget.data.hasCaption) // a new one has it
    }
    const { onShow, onLoad } = definition
    definition.onLoad = function () {
      onLoad?.call(this)
      this.on("ok", onOk, null, null, 100)
    }
    definition.onShow = function () {
      onShow?.call(this)
      this.shownImage = this.widget.parts.image
      this.libraryCaption = ""
    }
  })

  window.CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("configLoaded", () => {
      editor.config.fileTools_requestHeaders = { "X-CSRFToken": token() }
    })
    editor.on("pluginsLoaded", () => {
      editor.lang.image2.captionPlaceholder = "" // it would stay in the caption
    })
    editor.on("widgetDefinition", ({ data }) => {
      if (data.name !== "image") return
      data.pathName = "Ảnh"
      data.editables.caption.allowedContent = "br strong em u s sub sup small; a[!href,rel,title]"
    })
    editor.on("fileUploadRequest", ({ data }) => {
      const { fileLoader } = data
      coopsite.waitFor(new Promise((resolve) => {
        for (const end of ["uploaded", "error", "abort"]) fileLoader.on(end, resolve)
      }))
    })
  })
})()
