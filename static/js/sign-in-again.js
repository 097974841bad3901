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
      <fieldset name="who">
        <p><label>Tên đăng nhập <input name="username" autocomplete="username" required></label></p>
        <p><label>Mật khẩu <input name="password" type="password" autocomplete="current-password" required></label></p>
      </fieldset>
      <fieldset name="second" hidden disabled>
        <p><label>Mã xác nhận hoặc mã dự phòng <input name="code" autocomplete="one-time-code" maxlength="20" required></label></p>
      </fieldset>
      <p class="sign-in-buttons"><button class="button default">Đăng nhập</button>
        <button type="button" class="button" data-close>Để sau</button></p>
    </form>`
    document.body.append(dialog)
    return dialog
  }

  // The sign-in page's own form is sent, so its rules (throttle, groups) hold here too.
  // Returns the page of the second step where a code is asked for, and what was refused.
  async function send(box, form, door, values) {
    const sent = new FormData(form)
    for (const [name, value] of Object.entries(values)) sent.set(name, value)
    sent.set("next", box.dataset.session)
    const answer = await fetch(door, { method: "POST", body: sent })
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return {}
    const shown = page(await answer.text()), codeForm = shown.querySelector("#code-form")
    const note = shown.querySelector(codeForm ? ".errorlist" : ".errornote, .errorlist, main p")
    const refusal = note?.textContent.trim() || (codeForm ? "" : "Chưa đăng nhập được. Hãy thử lại.")
    return { refusal, second: codeForm && { form: codeForm, door: answer.url } }
  }

  async function sendPassword(box, username, password) {
    const door = box.dataset.signIn
    const form = page(await (await fetch(door)).text()).querySelector("#login-form")
    return form ? send(box, form, door, { username, password }) : {} // in already, in another window
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
    const { who, second: secondFields, username, password, code } = form.elements
    let second = null // the form of the code, once the password was right
    username.value = box.dataset.username
    const step = async () => {
      const answer = second
        ? await send(box, second.form, second.door, { code: code.value })
        : await sendPassword(box, username.value, password.value)
      second = answer.second
      return answer.refusal
    }
    const show = (refusal) => {
      who.hidden = who.disabled = Boolean(second)
      secondFields.hidden = secondFields.disabled = !second
      error.textContent = refusal
      error.hidden = !refusal
      ;(second ? code : password).focus()
      ;(second ? code : password).select()
    }
    return new Promise((resolve) => {
      form.addEventListener("submit", async (event) => {
        event.preventDefault()
        error.hidden = true
        const refusal = await step()
          .then((refused) => refused || (second ? "" : renew(box)))
          .catch(() => "Không tới được máy chủ. Hãy thử lại khi có mạng.")
        if (!refusal && !second) return dialog.close("in")
        show(refusal)
      })
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close())
      dialog.addEventListener("close", () => {
        dialog.remove()
        resolve(dialog.returnValue === "in")
      })
      dialog.showModal()
      password.focus()
    })
  }

  window.coopsite = Object.assign(window.coopsite ?? {}, { signInAgain, renewSession: renew })
})()
