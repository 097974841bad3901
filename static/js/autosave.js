/* Loses nothing that is typed into a form: it goes to the server every few seconds, and
   stays in this browser while the server cannot be reached. Leaving asks; saving waits
   for uploads, for the network, and for who was signed out. */
;(() => {
  "use strict"
  const TICK = 1000, PAUSE = 2000, LONGEST = 10_000, PING = 30_000 // milliseconds
  const STORED = "coopsite-autosave"
  const own = (window.coopsite = window.coopsite ?? {})
  own.pending ??= new Set() // promises: what has to arrive before a save
  const time = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })

  // --- what the browser keeps ---------------------------------------------------------

  class Copies {
    constructor(box) {
      this.start = [STORED, box.dataset.user, box.dataset.page, box.dataset.key, ""].join("|")
    }
    all() {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.start))
        .map((key) => ({ id: key.slice(this.start.length), ...JSON.parse(localStorage[key]) }))
    }
    put(id, copy) {
      try {
        localStorage[this.start + id] = JSON.stringify(copy)
      } catch {
        // A full or closed store: the server's copy is all there is.
      }
    }
    drop(id) {
      localStorage.removeItem(this.start + id)
    }
  }

  // --- the form -----------------------------------------------------------------------

  class Autosave {
    constructor(box) {
      this.box = box
      this.form = box.closest("form")
      this.copies = new Copies(box)
      this.id = box.dataset.id
      this.first = this.seen = this.sent = this.values()
      this.isUnsaved = box.hasAttribute("data-unsaved")
      this.mayHaveChanged = this.isLeaving = this.isSending = false
      this.changedAt = this.sentAt = 0
      this.nameAddress()
      this.listen()
      this.showCopies()
      this.send(null)
      setInterval(() => this.tick(), TICK)
      setInterval(() => document.hidden || this.send(null), PING)
    }

    values() {
      return JSON.stringify(own.formValues.read(this.form))
    }

    // The editor writes what it reads otherwise: that is no change of the writer's.
    takeEditor(editor) {
      const name = editor.element.$.name, now = own.formValues.read(this.form)[name]
      for (const which of ["first", "seen", "sent"]) {
        this[which] = JSON.stringify({ ...JSON.parse(this[which]), [name]: now })
      }
      editor.on("change", () => (this.mayHaveChanged = true))
    }

    get hasChanged() {
      return this.isUnsaved || this.values() !== this.first
    }

    // Of a new row: "Back" leads to this address again, and from it to what was saved.
    nameAddress() {
      const { inAddress, key } = this.box.dataset, address = new URL(location)
      if (key) address.searchParams.delete(inAddress)
      else address.searchParams.set(inAddress, this.id)
      if (address.href !== location.href) history.replaceState(history.state, "", address)
    }

    listen() {
      const look = () => (this.mayHaveChanged = true)
      for (const kind of ["input", "change", "click", "keyup"]) document.addEventListener(kind, look)
      for (const editor of own.formValues.getEditors(this.form)) {
        if (editor.status === "ready") this.takeEditor(editor)
      }
      window.CKEDITOR?.on("instanceReady", ({ editor }) => this.takeEditor(editor))
      this.form.addEventListener("submit", (event) => this.onSubmit(event))
      window.addEventListener("online", () => this.send(this.seen))
      window.addEventListener("pagehide", () => this.tick())
      window.addEventListener("beforeunload", (event) => {
        this.tick()
        if (!this.isLeaving && this.hasChanged) event.preventDefault()
      })
      this.box.addEventListener("click", ({ target }) => this.onClick(target))
    }

    tick() {
      const now = Date.now()
      if (this.mayHaveChanged) {
        this.mayHaveChanged = false
        const values = this.values()
        if (values !== this.seen) {
          if (this.seen === this.sent) this.sentAt ||= now - LONGEST // the first key
          this.seen = values
          this.changedAt = now
          this.copies.put(this.id, this.copy())
        }
      }
      const isDue = now - this.changedAt >= PAUSE || now - this.sentAt >= LONGEST
      if (this.seen !== this.sent && isDue) this.send(this.seen)
    }

    copy() {
      return { form: this.form.elements._form_token.value, at: Date.now(), fields: JSON.parse(this.seen) }
    }

    // --- to the server ----------------------------------------------------------------

    // Sends the values, or with null only that the form is open. Returns what stopped it:
    // "" for nothing, "network", "session", "server", or "saved" where this form was saved
    // already and the page is still here.
    async send(values) {
      if (this.isSending) return "busy"
      this.isSending = true
      this.sentAt = Date.now()
      const stopped = await this.post(values).catch(() => "network")
      this.isSending = false
      if (!stopped && values !== null) {
        this.sent = values
        if (this.sent === this.seen) this.copies.drop(this.id)
        this.say(`Đã tự lưu lúc ${time(Date.now())}, chưa phải bản chính thức.`)
        this.form.dispatchEvent(new Event("kept"))
      }
      this.warn(stopped)
      return stopped
    }

    async post(values) {
      const { title, name, _form_token: token } = this.form.elements
      const fields = values && JSON.parse(values)
      const answer = await fetch(this.box.dataset.address, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ form: token.value, fields, name: (title ?? name)?.value ?? "" }),
      })
      if (answer.type === "opaqueredirect") return "session"
      if (answer.status === 403) return (await own.renewSession(this.box)) ? "session" : "server"
      if (!answer.ok) return "server"
      const { others, is_saved: isSaved } = await answer.json()
      this.put(".autosave-others", others.join(" "))
      return isSaved && this.values() !== this.submitted ? "saved" : ""
    }

    // --- what the writer is told ------------------------------------------------------

    say(text) {
      this.put(".autosave-state", text)
    }

    put(selector, text) {
      const place = this.box.querySelector(selector)
      if (place.textContent !== text) place.textContent = text
    }

    warn(stopped) {
      const texts = {
        network: "Mất mạng: chưa lưu lên máy chủ được. Chữ bạn gõ được giữ trên máy này; có mạng lại sẽ tự lưu tiếp.",
        session: "Phiên làm việc đã hết. Chữ bạn gõ vẫn còn trên trang này.",
        saved: "Trang này đã lưu từ lần bấm trước. Chữ gõ thêm được giữ trên máy này; bấm lưu để lưu tiếp.",
        server: "Máy chủ chưa tự lưu được. Chữ bạn gõ được giữ trên máy này.",
      }
      if (stopped === "busy") return
      this.put(".autosave-warning", texts[stopped] ?? "")
      this.box.querySelector("[data-sign-in-again]").hidden = stopped !== "session"
    }

    // --- what was typed before --------------------------------------------------------

    showCopies() {
      const list = this.box.querySelector(".autosave-offers")
      for (const copy of this.copies.all()) {
        if (JSON.stringify(copy.fields) === this.first || copy.id === this.id) {
          this.copies.drop(copy.id)
          continue
        }
        const shown = list.querySelector(`[data-offer="${copy.id}"]`)
        if (shown && Number(shown.dataset.at) >= copy.at) this.copies.drop(copy.id)
        if (!shown) list.append(this.makeOffer(copy))
      }
      list.hidden = !list.children.length
    }

    makeOffer(copy) {
      const offer = document.getElementById("autosave-offer").content.firstElementChild.cloneNode(true)
      const { title, name } = copy.fields
      offer.dataset.offer = copy.id
      offer.querySelector("[data-when]").textContent = new Date(copy.at).toLocaleString("vi-VN")
      offer.querySelector("[data-what]").textContent = (title ?? name ?? [""])[0]
      return offer
    }

    async onClick(target) {
      const offer = target.closest("[data-offer]")
      if (target.matches("[data-sign-in-again]")) await this.signInAgain()
      if (target.matches("[data-restore]")) await this.restore(offer)
      if (target.matches("[data-discard]")) await this.discard(offer)
      const list = this.box.querySelector(".autosave-offers")
      list.hidden = !list.children.length
    }

    async restore(offer) {
      const id = offer.dataset.offer
      const local = this.copies.all().find((copy) => copy.id === id)
      const copy = local ?? (await this.fetchJson(`${this.box.dataset.address}${id}/`))
      if (!copy) return this.say("Chưa lấy lại được. Hãy thử lại.")
      this.id = id
      this.form.elements._form_token.value = copy.form
      own.formValues.write(this.form, copy.fields)
      this.isUnsaved = this.mayHaveChanged = true
      this.nameAddress()
      offer.remove()
      this.say("Đã đưa chữ gõ dở vào trang. Xem lại rồi bấm lưu.")
    }

    async discard(offer) {
      const id = offer.dataset.offer, token = this.form.elements.csrfmiddlewaretoken.value
      this.copies.drop(id)
      await this.fetchJson(`${this.box.dataset.address}${id}/bo/`, { method: "POST", headers: { "X-CSRFToken": token } })
      offer.remove()
    }

    async fetchJson(address, options = {}) {
      const answer = await fetch(address, { redirect: "manual", ...options }).catch(() => null)
      return answer?.ok ? answer.json() : null
    }

    async signInAgain() {
      const isIn = await own.signInAgain(this.box)
      if (isIn) await this.send(this.seen)
      return isIn
    }

    // --- saving -----------------------------------------------------------------------

    async onSubmit(event) {
      if (event.defaultPrevented || this.isReady || event.submitter?.value === "xem") return
      event.preventDefault()
      if (this.isWaiting) return
      this.isWaiting = true
      const isThrough = await this.prepareSave()
      this.isWaiting = false
      if (isThrough) this.submit(event.submitter)
    }

    submit(submitter) {
      this.isReady = this.isLeaving = true
      this.submitted = this.values()
      this.form.requestSubmit(submitter)
      this.isReady = false
      // A send that was stopped leaves this page here: it can be sent again.
      setTimeout(() => (this.isLeaving = false), LONGEST)
    }

    // Returns whether the form may be sent now.
    async prepareSave() {
      await this.waitForUploads()
      this.mayHaveChanged = true
      this.tick()
      while (this.isSending) await new Promise((resolve) => setTimeout(resolve, 100))
      const stopped = await this.send(this.seen)
      if (stopped === "session") return this.signInAgain()
      if (stopped === "network") this.box.scrollIntoView({ block: "center" })
      return stopped !== "network"
    }

    async waitForUploads() {
      for (let count; (count = this.countUploads()); ) {
        this.say(`Đang tải lên ${count} tệp. Xong sẽ lưu.`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }

    countUploads() {
      const loaders = own.formValues.getEditors(this.form).flatMap((one) => one.uploadRepository?.loaders ?? [])
      return own.pending.size + loaders.filter((one) => !one.isFinished()).length
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("autosave")
    if (box) own.autosave = new Autosave(box)
  })
})()
