/* Lets the boxes that search areas offer only what may be chosen: the areas of the day
   that is typed beside them, the units that the chosen area became. The server checks
   both again when the form is saved. */
;(() => {
  "use strict"
  const ASKS = /(^|&)field_name=(area|unit)(&|$)/
  const BESIDE = { area: ["ngay", "id_effective_from"], unit: ["area", "id_area"] }

  function ask(options) {
    const field = typeof options.data === "string" && options.data.match(ASKS)?.[2]
    if (!field) return
    const [name, id] = BESIDE[field]
    const value = document.getElementById(id)?.value.trim()
    if (value) options.data += `&${name}=${encodeURIComponent(value)}`
  }

  document.addEventListener("DOMContentLoaded", () => window.django?.jQuery?.ajaxPrefilter(ask))
})()
