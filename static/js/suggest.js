/* Suggests names below a search field while one types: an addition, the form works
   without. The field is a combobox with a listbox: arrows walk, Enter opens what is
   chosen or searches, Escape closes. */
;(() => {
  "use strict"
  const PAUSE = 200 // milliseconds without a key before the server is asked
  const SHORTEST = 2

  function start(form, number) {
    const field = form.querySelector("input[type=search]")
    const list = document.createElement("ul")
    const told = document.createElement("p")
    const answers = new Map()
    let options = [], chosen = -1, timer

    list.id = `goi-y-${number}`
    list.className = "suggestions"
    list.hidden = true
    list.setAttribute("role", "listbox")
    list.setAttribute("aria-label", "Gợi ý")
    told.className = "hide"
    told.setAttribute("role", "status")
    field.setAttribute("role", "combobox")
    field.setAttribute("aria-autocomplete", "list")
    field.setAttribute("aria-expanded", "false")
    field.setAttribute("aria-controls", list.id)
    form.append(list, told)

    function close() {
      list.hidden = true
      chosen = -1
      field.setAttribute("aria-expanded", "false")
      field.removeAttribute("aria-activedescendant")
    }

    function choose(place) {
      chosen = place
      for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", at === place)
      if (place < 0) return field.removeAttribute("aria-activedescendant")
      field.setAttribute("aria-activedescendant", list.children[place].id)
      list.children[place].scrollIntoView({ block: "nearest" })
    }

    function open(place) {
      location.assign(options[place].address)
    }

    function show(suggestions) {
      options = suggestions
      list.replaceChildren(...options.map(makeOption))
      told.textContent = options.length ? `${options.length} gợi ý` : ""
      close()
      list.hidden = !options.length
      field.setAttribute("aria-expanded", String(!list.hidden))
    }

    function makeOption({ title, kind }, at) {
      const option = document.createElement("li")
      const label = document.createElement("small")
      option.id = `${list.id}-${at}`
      option.setAttribute("role", "option")
      option.setAttribute("aria-selected", "false")
      label.textContent = kind
      option.append(title, label)
      return option
    }

    async function ask() {
      const typed = field.value.trim()
      if (typed.length < SHORTEST) return show([])
      if (!answers.has(typed)) {
        const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`
        const answer = await fetch(address).catch(() => null)
        if (!answer?.ok) return
        answers.set(typed, (await answer.json()).suggestions)
      }
      const isStill = field.value.trim() === typed && document.activeElement === field
      if (isStill) show(answers.get(typed))
    }

    field.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE)
    })
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault()
        close()
      }
      if (list.hidden || event.isComposing) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) {
        event.preventDefault()
        const count = options.length + 1 // the field itself is one of the places
        choose(((chosen + 1 + step + count) % count) - 1)
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault()
        open(chosen)
      }
    })
    // Before the field loses its focus, which closes the list.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault()
      const option = event.target.closest("[role=option]")
      if (option && event.button === 0) open([...list.children].indexOf(option))
    })
    field.addEventListener("blur", close)
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-suggestions]").forEach(start)
  })
})()
