/* A double click saves once: a form that is on its way is not sent again. One whose
   sending was stopped or broke off is free again after a while. */
;(() => {
  "use strict"
  const WHILE = 5_000 // milliseconds
  const sent = new WeakSet()
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    if (sent.has(event.target)) event.preventDefault()
    sent.add(event.target)
    setTimeout(() => sent.delete(event.target), WHILE)
  })
  // Coming back with the browser's button, the form may be sent anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload()
  })
})()
