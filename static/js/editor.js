/* Fits CKEditor to this portal: a picture goes to the library with the form's token,
   by a button in the picture dialog, by drag and drop, or by pasting. */
;(() => {
  "use strict"
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value

  async function send(editor, file) {
    const body = new FormData()
    body.append("upload", file)
    const response = await fetch(editor.config.imageUploadUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      body,
    })
    const answer = await response.json()
    if (!answer.uploaded) throw new Error(answer.error.message)
    return answer.url
  }

  function chooseFile(onChosen) {
    const input = document.createElement("input")
    input.type = "file"
    input.accept = "image/*"
    input.addEventListener("change", () => onChosen(input.files[0]))
    input.click()
  }

  const uploadButton = (editor) => ({
    type: "button",
    id: "upload",
    label: "Tải ảnh từ máy…",
    onClick() {
      const dialog = this.getDialog()
      chooseFile(async (file) => {
        this.disable()
        try {
          dialog.setValueOf("info", "src", await send(editor, file))
        } catch (error) {
          window.alert(error.message || "Chưa tải được ảnh. Hãy thử lại.")
        }
        this.enable()
      })
    },
  })

  window.CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("configLoaded", () => {
      editor.config.fileTools_requestHeaders = { "X-CSRFToken": token() }
    })
  })
  window.CKEDITOR.on("dialogDefinition", ({ editor, data }) => {
    if (data.name !== "image2") return
    data.definition.removeContents("Upload") // its frame needs an inline script
    const info = data.definition.getContents("info")
    info.get("src").label = "Địa chỉ ảnh (tự điền khi tải lên)"
    info.get("alt").label = "Mô tả ảnh cho người không nhìn thấy"
    info.elements.unshift(uploadButton(editor))
    info.get("hasCaption").setup = function (widget) {
      this.setValue(!widget.data.src || widget.data.hasCaption) // a new one has it
    }
  })
})()
