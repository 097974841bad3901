/* Signs in without leaving the page, when the session has ended over an unsaved form.
   `coopsite.signInAgain(box)` answers true once the same person is signed in. */
;(() => {
  "use strict"
  const page = (text) => new DOMParser().parseFromString(text, "text/html")

  function makeDialog() {
    const dialog = document.createElement("dialog")
    dialog.className = "sign-in-again"
    dialog.setAttribute("aria-labelledby", "sign-in-title")
    dialog.innerHTML = `<form method="dialog">
      <h2 id="sign-in-title">Phiên làm việc đã hết</h2>
      <p>Chữ bạn gõ vẫn còn trên trang này. Hãy đăng nhập lại để lưu.</p>
      <p class="errornote" role="alert" hidden></p>
      <p><label>Tên đăng nhập <input name="username" autocomplete="username" required></label></p>
      <p><label>Mật khẩu <input name="password" type="password" autocomplete="current-password" required></label></p>
      <p class="sign-in-buttons"><button class="button default">Đăng nhập</button>
        <button type="button" class="button" data-close>Để sau</button></p>
    </form>`
    document.body.append(dialog)
    return dialog
  }

  // The sign-in page's own form is sent, so its rules (throttle, groups) hold here too.
  async function signIn(box, username, password) {
    const door = box.dataset.signIn
    const form = page(await (await fetch(door)).text()).querySelector("form")
    if (!form) return "" // signed in already, in another window
    const sent = new FormData(form)
    sent.set("username", username)
    sent.set("password", password)
    sent.set("next", box.dataset.session)
    const answer = await fetch(door, { method: "POST", body: sent })
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return ""
    const note = page(await answer.text()).querySelector(".errornote, .errorlist, main p")
    return note?.textContent.trim() || "Chưa đăng nhập được. Hãy thử lại."
  }

  // Each form on the page has a token of the former session.
  async function renew(box) {
    const answer = await fetch(box.dataset.session, { redirect: "manual" })
    if (!answer.ok) return "Chưa đăng nhập được. Hãy thử lại."
    const { csrf, user } = await answer.json()
    if (String(user) !== box.dataset.user) {
      return `Trang này do ${box.dataset.username} mở: hãy đăng nhập bằng tên ấy.`
    }
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = csrf
    return ""
  }

  function signInAgain(box) {
    const dialog = makeDialog(), form = dialog.querySelector("form")
    const error = dialog.querySelector(".errornote")
    form.elements.username.value = box.dataset.username
    return new Promise((resolve) => {
      form.addEventListener("submit", async (event) => {
        event.preventDefault()
        error.hidden = true
        const { username, password } = form.elements
        const refusal = await signIn(box, username.value, password.value)
          .then((said) => said || renew(box))
          .catch(() => "Không tới được máy chủ. Hãy thử lại khi có mạng.")
        if (!refusal) return dialog.close("in")
        error.textContent = refusal
        error.hidden = false
        password.select()
      })
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close())
      dialog.addEventListener("close", () => {
        dialog.remove()
        resolve(dialog.returnValue === "in")
      })
      dialog.showModal()
      form.elements.password.focus()
    })
  }

  window.coopsite = Object.assign(window.coopsite ?? {}, { signInAgain, renewSession: renew })
})()
