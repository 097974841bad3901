/* What stands in a form, as {name: [values]}, and how to put it there again: fields,
   search boxes, rows added below, and the editor. Files cannot be kept. */
;(() => {
  "use strict"
  const OWN = new Set(["csrfmiddlewaretoken", "_form_token"])
  const LABELS = "label:" // before a name: the words of what its search box chose

  const getEditors = (form) =>
    Object.values(window.CKEDITOR?.instances ?? {}).filter((one) => form.contains(one.element.$))

  function read(form) {
    for (const editor of getEditors(form)) if (editor.status === "ready") editor.updateElement()
    const values = {}
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !OWN.has(name)) (values[name] ??= []).push(value)
    }
    for (const box of form.querySelectorAll("select.admin-autocomplete")) {
      const labels = [...box.selectedOptions].map((option) => option.textContent)
      if (labels.length && box.value) values[LABELS + box.name] = labels
    }
    return values
  }

  function write(form, values) {
    addRows(form, values)
    for (const field of form.elements) {
      if (!field.name || OWN.has(field.name) || ["file", "submit", "button"].includes(field.type)) continue
      put(form, field, values[field.name] ?? [], values)
    }
  }

  function put(form, field, wanted, values) {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = wanted.includes(field.value)
    } else if (field.tagName === "SELECT") {
      choose(field, wanted, values[LABELS + field.name] ?? [])
    } else if (wanted.length) {
      const editor = getEditors(form).find((one) => one.element.$ === field)
      field.value = wanted[0]
      editor?.setData(wanted[0])
    }
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  function choose(select, wanted, labels) {
    wanted.forEach((value, place) => {
      const isThere = [...select.options].some((option) => option.value === value)
      if (!isThere && value) select.add(new Option(labels[place] ?? value, value))
    })
    for (const option of select.options) option.selected = wanted.includes(option.value)
    window.django?.jQuery?.(select).trigger("change.select2")
  }

  function addRows(form, values) {
    for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
      const wanted = Number(values[total.name]?.[0] ?? 0)
      const more = document.querySelector(`#${total.name.replace(/-TOTAL_FORMS$/, "")}-group .add-row a`)
      for (let count = Number(total.value); more && count < wanted; count++) more.click()
    }
  }

  window.coopsite = Object.assign(window.coopsite ?? {}, { formValues: { read, write, getEditors } })
})()
