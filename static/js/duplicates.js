/* Tells of records that look like the one being typed in: the same code, or the same
   name in the same place. The server says so again when the form is saved. */
;(() => {
  "use strict"
  const NAMES = ["name", "tax_code", "certificate_number", "area"]
  const PAUSE = 500 // milliseconds without a key before the server is asked

  function start(place) {
    const fields = NAMES.map((name) => document.getElementById(`id_${name}`)).filter(Boolean)
    let timer, last = ask()

    function ask() {
      const query = new URLSearchParams()
      for (const field of fields) query.set(field.name, field.value.trim())
      if (place.dataset.known) query.set("known", place.dataset.known)
      return query.toString()
    }

    async function look() {
      const query = ask()
      if (query === last) return
      last = query
      const answer = await fetch(`${place.dataset.address}?${query}`).catch(() => null)
      if (!answer?.ok || query !== last) return
      show((await answer.json()).found)
    }

    function show(found) {
      place.replaceChildren()
      if (!found.length) return
      const title = document.createElement("h2")
      title.textContent = "Có thể đã có hồ sơ"
      const list = document.createElement("ul")
      for (const one of found) {
        const item = document.createElement("li")
        const link = document.createElement("a")
        link.href = one.address
        link.target = "_blank"
        link.textContent = one.name
        item.append(link, `: ${one.why}`)
        list.append(item)
      }
      place.append(title, list)
    }

    function wait() {
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    }
    for (const field of fields) field.addEventListener("input", wait)
    // The search box of areas tells jQuery only.
    window.django?.jQuery?.("#id_area").on("change", wait)
    fields[0].closest("fieldset").append(place)
  }

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("duplicates")
    if (place && document.getElementById("id_name")) start(place)
  })
})()
