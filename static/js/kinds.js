/* While a public text is changed, the server is asked as what was typed is kept whether
   "Sửa nhỏ" is still true of the change; the form offers it only then. */
;(() => {
  "use strict"
  const TYPED = /^(title|lead|body|cover_(alt|caption|credit)|byline|source)$/

  document.addEventListener("DOMContentLoaded", () => {
    const small = document.querySelector('input[name="kind"][value=""][data-kinds]')
    small?.form.addEventListener("kept", () => judge(small).catch(() => {}))
  })

  async function judge(small) {
    const { form } = small, body = new FormData()
    for (const [name, [value]] of Object.entries(window.coopsite.formValues.read(form))) {
      if (TYPED.test(name)) body.append(name, value)
    }
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }
    const answer = await fetch(small.dataset.kinds, { method: "POST", redirect: "manual", headers, body })
    if (!answer.ok) return // whoever publishes is refused, with the reason
    const { is_small: isSmall, help } = await answer.json()
    small.disabled = !isSmall
    if (!isSmall) small.checked = false
    const place = small.closest(".form-row").querySelector(".help")
    if (place.textContent.trim() !== help) (place.firstElementChild ?? place).textContent = help
  }
})()
