/* The dialog of a gallery: its pictures in order, each with what tells of it. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})
  const { element } = coopsite
  const FIELDS = [
    ["alt", "Mô tả cho người không nhìn thấy ảnh", 250],
    ["caption", "Chú thích", 300],
    ["credit", "Nguồn ảnh, người chụp", 120],
  ]
  // As the picture dialog of the editor marks it: there for its looks only.
  const DECORATION = "presentation"
  let count = 0

  function button(textContent, label, onClick) {
    const made = element("button", { type: "button", className: "button", textContent })
    if (label) made.setAttribute("aria-label", label)
    made.addEventListener("click", onClick)
    return made
  }

  function showPicture(picture, move) {
    const number = ++count
    const rows = FIELDS.map(([name, label, maxLength]) => {
      const input = element("input", { name, maxLength, id: `gallery-${number}-${name}`, value: picture[name] || "" })
      input.addEventListener("input", () => (picture[name] = input.value))
      return element("p", {}, element("label", { htmlFor: input.id, textContent: label }), input)
    })
    rows.splice(1, 0, markDecoration(picture, number, rows[0].querySelector("input")))
    const row = element("li", { className: "upload" })
    const step = (by) => (event) => move(row, by, event.currentTarget)
    const buttons = element("p", { className: "gallery-moves" },
      button("↑", "Đưa ảnh lên trước", step(-1)),
      button("↓", "Đưa ảnh xuống sau", step(1)),
      button("Bỏ ảnh", "", step(0)))
    const small = element("img", { src: picture.small || picture.url, alt: picture.alt || "", width: 120 })
    row.picture = picture
    row.append(element("div", {}, small), element("div", {}, ...rows, buttons))
    return row
  }

  // Returns the box that says it is there for its looks only: then it has no description.
  function markDecoration(picture, number, alt) {
    const box = element("input", { type: "checkbox", id: `gallery-${number}-role`, checked: picture.role === DECORATION })
    const look = () => {
      picture.role = box.checked ? DECORATION : ""
      picture.alt = box.checked ? "" : alt.value
      alt.disabled = box.checked
    }
    box.addEventListener("change", look)
    look()
    return element("p", { className: "gallery-mark" }, box, element("label", { htmlFor: box.id, textContent: "Ảnh chỉ để trang trí" }))
  }

  // Returns a promise of the pictures as they were left, null where nothing is to change.
  coopsite.editGallery = (pictures, [chooser, upload]) =>
    new Promise((resolve) => {
      let result = null
      const list = element("ol", { className: "uploads" })
      const said = element("p", { className: "help" })
      said.setAttribute("role", "status")
      const move = (row, by, pressed) => {
        if (by === 0) {
          const next = row.nextElementSibling || row.previousElementSibling
          row.remove()
          ;(next?.querySelector("input") || add).focus()
        } else {
          const other = by < 0 ? row.previousElementSibling : row.nextElementSibling
          if (by < 0) other?.before(row)
          else other?.after(row)
          pressed.focus()
        }
        tell()
      }
      const tell = () => (said.textContent = `Bộ ảnh có ${list.children.length} ảnh.`)
      const add = button("Thêm ảnh…", "", async () => {
        const picture = await coopsite.choosePicture(chooser, upload)
        if (!picture) return add.focus()
        const row = showPicture({ ...picture }, move)
        list.append(row)
        tell()
        row.querySelector("input").focus()
      })
      const finish = button("Xong", "", () => {
        const rows = [...list.children]
        const empty = rows.find(({ picture }) => !picture.alt?.trim() && picture.role !== DECORATION)
        if (empty) {
          said.textContent =
            "Có ảnh chưa có mô tả. Hãy tả bằng một câu ảnh cho thấy điều gì, hoặc đánh dấu “Ảnh chỉ để trang trí”."
          said.className = "errornote"
          return empty.querySelector("input").focus()
        }
        result = rows.map((row) => row.picture)
        dialog.close()
      })
      const cancel = button("Đóng", "", () => dialog.close())
      cancel.className = "chooser-close"
      const heading = element("h2", { textContent: "Bộ ảnh", id: "gallery-heading" })
      const head = element("header", { className: "chooser-head" }, heading, cancel)
      const dialog = element("dialog", { className: "chooser" }, head, said, list, element("p", { className: "gallery-moves" }, add, finish))
      dialog.setAttribute("aria-labelledby", heading.id)
      dialog.addEventListener("keydown", (event) => event.stopPropagation())
      dialog.addEventListener("close", () => {
        dialog.remove()
        resolve(result)
      })
      list.append(...pictures.map((picture) => showPicture({ ...picture }, move)))
      tell()
      document.body.append(dialog)
      dialog.showModal()
      if (!pictures.length) add.click()
    })
})()
