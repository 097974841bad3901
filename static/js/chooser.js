/* Chooses a row of a library in a dialog over the form: the pages are the server's own,
   without the desk's frame; searching and turning pages asks for the next. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})

  const element = (tag, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes)
    made.append(...children)
    return made
  }
  coopsite.element = element

  async function load(place, address, onLoaded) {
    place.setAttribute("aria-busy", "true")
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null)
    place.removeAttribute("aria-busy")
    if (!answer?.ok || answer.redirected) {
      const said = "Chưa mở được danh sách. Hãy thử lại, hoặc đăng nhập lại ở thẻ khác."
      place.replaceChildren(element("p", { className: "errornote", textContent: said }))
      return
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    place.replaceChildren(...page.body.childNodes)
    onLoaded?.(place.firstElementChild)
  }

  // Returns a promise of what was chosen, null where the dialog was closed. `parts` are
  // put above the list, and get the means to choose something themselves.
  coopsite.choose = ({ title, address, addParts }) =>
    new Promise((resolve) => {
      const list = element("div", { className: "chooser-page" })
      const close = element("button", { type: "button", className: "chooser-close", textContent: "Đóng" })
      const heading = element("h2", { textContent: title, id: "chooser-heading", tabIndex: -1 })
      const head = element("header", { className: "chooser-head" }, heading, close)
      const dialog = element("dialog", { className: "chooser" }, head, list)
      dialog.setAttribute("aria-labelledby", heading.id)
      let chosen = null

      const choose = (choice) => {
        chosen = choice
        dialog.close()
      }
      const show = (url) => load(list, url)
      list.addEventListener("click", (event) => {
        const choice = event.target.closest("[data-choice]")
        const link = event.target.closest("a[href]")
        if (choice) choose(JSON.parse(choice.dataset.choice))
        if (!link) return
        event.preventDefault()
        show(link.href).then(() => heading.focus())
      })
      list.addEventListener("submit", (event) => {
        event.preventDefault()
        const query = new URLSearchParams(new FormData(event.target))
        show(`${event.target.getAttribute("action")}?${query}`).then(() => list.querySelector("[type=search]")?.focus())
      })
      close.addEventListener("click", () => dialog.close())
      dialog.addEventListener("close", () => {
        dialog.remove()
        resolve(chosen)
      })
      // Keys are the dialog's, not the editor's below it.
      dialog.addEventListener("keydown", (event) => event.stopPropagation())
      document.body.append(dialog)
      dialog.showModal()
      load(list, address, (page) => addParts?.({ page, dialog, list, choose }))
    })
})()
