/* The form of a change: a typed day fills in how the organisation stood on it, and what
   a save would change is told while one fills in. Both are the form's own pages, asked
   again; without this script the buttons "Xem hiện trạng" and "Xem trước" show them. */
;(() => {
  "use strict"
  const AXES = ["operating_status", "legal_status", "sector", "area", "unit", "union"]
  const START = "_started_from"
  const DAY = /^\d{1,2}\/\d{1,2}\/\d{4}$/
  const PAUSE = 400 // milliseconds without a key before the server is asked

  function start(form) {
    const day = form.elements.effective_from
    const fields = AXES.map((name) => form.elements[name]).filter(Boolean)
    // As the page came: one may have begun to type before this script was there.
    const shown = new Map(fields.map((field) => [field.name, asItCame(field)]))
    let lastDay = day.defaultValue.trim(), asked = 0, timer

    // --- the typed day ---------------------------------------------------------------

    async function fillIn() {
      const typed = day.value.trim()
      if (typed === lastDay || !DAY.test(typed)) return
      lastDay = typed
      const query = new URLSearchParams({ effective_from: typed })
      const page = await read(`${location.pathname}?${query}`)
      if (page && typed === lastDay) startFrom(page)
    }

    function startFrom(page) {
      const other = page.getElementById(form.id)
      const start = form.elements[START], next = other.elements[START].value
      start.value = isBegun() ? getOlder(start.value, next) : next
      for (const field of fields) {
        const now = other.elements[field.name]
        if (isUntouched(field)) show(field, now)
        shown.set(field.name, now.value)
      }
      const place = document.getElementById("hien-trang")
      place.replaceWith(page.getElementById("hien-trang"))
      document.getElementById("hien-trang").setAttribute("role", "status")
      look()
    }

    // Whoever has begun goes on from what was known then: what others have recorded
    // since is to stop the save, and not to be taken for seen.
    function isBegun() {
      const ticked = form.querySelector("[name^=xac_nhan_]:checked")
      return ticked !== null || !fields.every(isUntouched)
    }

    function getOlder(start, next) {
      return `${next.split("|")[0]}|${start.split("|")[1]}`
    }

    function isUntouched(field) {
      return field.value === shown.get(field.name)
    }

    function asItCame(field) {
      const chosen = [...field.options].find((option) => option.defaultSelected)
      return (chosen ?? field.options[0])?.value ?? ""
    }

    function show(field, other) {
      if (field.classList.contains("admin-autocomplete")) {
        field.replaceChildren(...[...other.options].map((o) => o.cloneNode(true)))
      }
      field.value = other.value
      redraw(field)
    }

    function empty(field) {
      field.value = ""
      redraw(field)
    }

    // The search boxes draw what is chosen themselves.
    function redraw(field) {
      window.django?.jQuery?.(field).trigger("change.select2")
    }

    // --- what a save would change ----------------------------------------------------

    async function look() {
      const mine = ++asked
      const sent = new FormData(form)
      sent.delete("document")
      sent.set("buoc", "xem")
      const page = await read(location.href, { method: "POST", body: sent })
      const panel = page?.getElementById("xem-truoc")
      if (panel && mine === asked) {
        document.getElementById("xem-truoc").replaceChildren(...panel.childNodes)
      }
    }

    async function read(address, options = {}) {
      const answer = await fetch(address, options).catch(() => null)
      if (!answer || answer.status >= 500 || answer.redirected) return null
      return new DOMParser().parseFromString(await answer.text(), "text/html")
    }

    function wait() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (form.hasAttribute("data-refills") && day.value.trim() !== lastDay) fillIn()
        if (day.value.trim()) look()
      }, PAUSE)
    }

    function askIfChanged() {
      if (day.value.trim() !== lastDay) wait()
    }

    function onChange(event) {
      const { area, unit } = form.elements
      if (event.target === area && unit?.value && isUntouched(unit)) empty(unit)
      if (event.target.name !== "reason") wait()
    }
    // A page that comes back has lost the chosen scan: so this one stays.
    function onSubmit(event) {
      if (event.submitter?.value !== "xem" || !form.elements.document?.value) return
      event.preventDefault()
      look().then(() => document.getElementById("xem-truoc").focus())
    }
    form.addEventListener("submit", onSubmit)
    form.addEventListener("input", onChange)
    form.addEventListener("change", onChange)
    // The search boxes tell jQuery only; the calendar tells nobody, and leaves.
    window.django?.jQuery?.(form).on("change", "select.admin-autocomplete", onChange)
    day.addEventListener("focus", askIfChanged)
    askIfChanged()
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("moc-moi")
    if (form) start(form)
  })
})()
