/* Names the search boxes that Django's autocomplete draws, now and in rows added
   later: a screen reader would meet them without a label. And says of the signs of its
   double lists that they are pictures, for only those may have a label. */
;(() => {
  "use strict"
  function nameBoxes() {
    for (const sign of document.querySelectorAll(".help-tooltip[aria-label]:not([role])")) sign.setAttribute("role", "img")
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const label = document.querySelector(`label[for="${select.id}"]`)
      const box = select.parentElement.querySelector("[role=combobox]:not([aria-label])")
      if (!label || !box) continue
      const name = label.textContent.trim().replace(/:$/, "")
      box.removeAttribute("aria-labelledby") // it names the box by its value
      box.setAttribute("aria-label", name)
      box.querySelector("[role=textbox], input")?.setAttribute("aria-label", name)
    }
  }
  new MutationObserver(nameBoxes).observe(document.documentElement, {
    childList: true,
    subtree: true,
  })
})()
