/* The library of pictures in a dialog: choose one, or send several at once, each with its
   progress and what tells of it. What is typed of a picture is kept as soon as its field
   is left; a save of the form waits for that, and for files on their way. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})
  coopsite.pending ??= new Set()
  const { element } = coopsite
  const MAX_FILES = 20
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value
  const FIELDS = [
    ["title", "Tên ảnh", 200],
    ["alt", "Mô tả cho người không nhìn thấy ảnh", 250],
    ["caption", "Chú thích", 300],
    ["credit", "Nguồn ảnh, người chụp", 120],
  ]

  coopsite.waitFor = (promise) => {
    coopsite.pending.add(promise)
    const done = () => coopsite.pending.delete(promise)
    promise.then(done, done)
    return promise
  }

  // fetch tells nothing of its progress.
  coopsite.sendPicture = (address, file, onProgress = () => {}) =>
    coopsite.waitFor(
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest(), body = new FormData()
        body.append("upload", file)
        request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total))
        request.addEventListener("load", () => {
          const answer = readJson(request.responseText)
          if (answer?.uploaded) resolve(answer)
          else if (request.status === 507) reject(new Error("Máy chủ hết chỗ nên chưa nhận ảnh. Hãy báo người quản trị."))
          else if (request.status === 503) reject(new Error("Máy chủ tạm thời không nhận ảnh. Hãy thử lại sau vài phút."))
          else reject(new Error(answer?.error?.message || "Chưa tải được ảnh. Hãy thử lại."))
        })
        request.addEventListener("error", () => reject(new Error("Mất mạng nên chưa tải được ảnh. Hãy thử lại.")))
        request.open("POST", address)
        request.setRequestHeader("X-CSRFToken", token())
        request.send(body)
      }),
    )

  function readJson(text) {
    try {
      return JSON.parse(text)
    } catch {
      return null
    }
  }

  // --- one file on its way -----------------------------------------------------------

  let count = 0

  let queue = Promise.resolve()

  // One after the other: each is decoded while the next one is on its way.
  function sendInTurn(address, file, onProgress) {
    const sent = queue.then(() => coopsite.sendPicture(address, file, onProgress))
    queue = sent.catch(() => {})
    return coopsite.waitFor(sent)
  }

  function showFile(file, address, choose) {
    const number = ++count
    const bar = element("progress", { max: 1, value: 0 })
    bar.setAttribute("aria-label", `Đang tải ${file.name}`)
    const said = element("p", { className: "upload-said", textContent: "Đang tải lên…" })
    said.setAttribute("role", "status")
    const use = element("button", { type: "button", className: "button", textContent: "Dùng ảnh này", disabled: true })
    const fields = FIELDS.map(([name, label, maxLength]) => {
      const input = element("input", { name, maxLength, id: `upload-${number}-${name}`, type: "text" })
      return [input, element("label", { htmlFor: input.id, textContent: label })]
    })
    const thumb = element("img", { alt: "", width: 120 })
    const rows = fields.map(([input, label]) => element("p", {}, label, input))
    const row = element("li", { className: "upload" }, element("div", {}, thumb, bar), element("div", {}, element("strong", { textContent: file.name }), said, ...rows, use))
    let picture = null

    async function keep(input) {
      if (!picture || input.value === picture[input.name]) return
      const body = new FormData()
      body.append(input.name, input.value)
      const answer = await fetch(picture.words, { method: "POST", headers: { "X-CSRFToken": token() }, body })
      const kept = await answer.json().catch(() => ({}))
      if (answer.ok) picture = kept
      else said.textContent = kept.errors ? Object.values(kept.errors).flat().join(" ") : "Chưa ghi được lời về ảnh: bạn không được sửa ảnh này."
    }
    for (const [input] of fields) input.addEventListener("change", () => coopsite.waitFor(keep(input)))
    use.addEventListener("click", () => {
      const typed = Object.fromEntries(fields.map(([input]) => [input.name, input.value.trim()]))
      choose({ ...picture, ...typed })
    })

    sendInTurn(address, file, (part) => (bar.value = part)).then(
      async (answer) => {
        picture = answer
        bar.remove()
        thumb.src = answer.small
        said.textContent = answer.isKnown
          ? `Ảnh này đã có trong thư viện, tên “${answer.title}”.`
          : "Đã vào thư viện. Hãy ghi tên và mô tả ảnh."
        if (answer.error) said.textContent += ` ${answer.error.message}`
        use.disabled = false
        for (const [input] of fields) {
          if (input.value) await coopsite.waitFor(keep(input)) // typed meanwhile
          else input.value = answer[input.name]
        }
      },
      (error) => {
        bar.remove()
        said.textContent = error.message
        said.className = "upload-said errornote"
      },
    )
    return row
  }

  // --- the place where files are dropped ---------------------------------------------

  function uploadPart({ page, list, choose, dialog }, uploadAddress) {
    if (!page.dataset.mayAdd) return
    const input = element("input", { type: "file", accept: "image/*", multiple: true, id: "chooser-files" })
    const label = element("label", { htmlFor: input.id, textContent: "Tải ảnh từ máy: chọn một hay nhiều tệp, hoặc kéo thả vào đây" })
    const rows = element("ul", { className: "uploads" })
    const said = element("p", { className: "errornote", hidden: true })
    said.setAttribute("role", "alert")
    const zone = element("section", { className: "chooser-drop" }, label, input, said, rows)
    zone.setAttribute("aria-label", "Tải ảnh lên")
    const take = (files) => {
      const pictures = [...files].slice(0, MAX_FILES)
      said.hidden = files.length <= MAX_FILES
      said.textContent = `Mỗi lần nhận ${MAX_FILES} tệp: ${files.length - MAX_FILES} tệp cuối chưa được tải lên, hãy thả lại.`
      rows.prepend(...pictures.map((file) => showFile(file, uploadAddress, choose)))
      rows.querySelector("input")?.focus()
    }
    input.addEventListener("change", () => {
      take(input.files)
      input.value = ""
    })
    dialog.addEventListener("dragover", (event) => event.preventDefault())
    dialog.addEventListener("drop", (event) => {
      event.preventDefault()
      take(event.dataTransfer.files)
    })
    list.before(zone)
  }

  // Returns a promise of the picture that was chosen, or null.
  coopsite.choosePicture = (address, uploadAddress) =>
    coopsite.choose({
      title: "Chọn ảnh",
      address,
      addParts: (means) => uploadAddress && uploadPart(means, uploadAddress),
    })

  // --- the cover of a form: a hidden key, its picture, and a button ------------------

  async function readPicture(chooser, id) {
    const answer = await fetch(`${chooser}?id=${encodeURIComponent(id)}`)
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    return readJson(page.querySelector("[data-choice]")?.dataset.choice)
  }

  function startField(field) {
    const key = field.querySelector("input[type=hidden]")
    let shown = key.value
    const show = (picture) => {
      shown = key.value
      const image = field.querySelector("img")
      image.hidden = !picture
      image.src = picture?.small || ""
      field.querySelector("[data-picture-title]").textContent = picture?.title || "Chưa có ảnh"
      field.querySelector("[data-picture-clear]").hidden = !picture
    }
    const set = (picture) => {
      key.value = picture?.id || ""
      show(picture)
      key.dispatchEvent(new Event("input", { bubbles: true }))
      key.dispatchEvent(new Event("change", { bubbles: true }))
    }
    const fill = (picture) => {
      for (const name of ["alt", "caption", "credit"]) {
        const other = key.form.elements[`${key.name}_${name}`]
        if (!other || other.value || !picture[name]) continue
        other.value = picture[name]
        other.dispatchEvent(new Event("input", { bubbles: true }))
      }
    }
    field.querySelector("[data-picture-choose]").addEventListener("click", async (event) => {
      const { chooser, upload } = field.dataset
      const picture = await coopsite.choosePicture(chooser, upload)
      event.target.focus()
      if (!picture) return
      set(picture)
      fill(picture)
    })
    field.querySelector("[data-picture-clear]").addEventListener("click", () => set(null))
    // What was kept of the form is put back by its key alone.
    key.addEventListener("change", async () => {
      if (key.value !== shown) show(key.value ? await readPicture(field.dataset.chooser, key.value) : null)
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-picture-field]").forEach(startField)
  })
})()
