/* A double click saves once: a form that is on its way is not sent again. */
;(() => {
  "use strict"
  const sent = new WeakSet()
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    if (sent.has(event.target)) event.preventDefault()
    sent.add(event.target)
  })
  // Coming back with the browser's button, the form may be sent anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload()
  })
})()
