/* What stands in a text beside its paragraphs: words that somebody said, and notes.
   Each is plain HTML (figure with blockquote, aside); here it is a widget, which is
   typed into, moved and deleted as one thing. */
;(() => {
  "use strict"
  const { CKEDITOR } = window
  const WORDS = "strong em u s sub sup br; a[!href,rel,title]"

  // The last thing in a text leaves no line to go on in.
  function keepLastLine(editor) {
    const last = editor.editable()?.getLast((node) => node.type === CKEDITOR.NODE_ELEMENT)
    if (!last?.hasClass("cke_widget_wrapper")) return
    const line = new CKEDITOR.dom.element("p")
    line.appendBogus()
    editor.editable().append(line)
  }

  function addWidget(editor, button, { label, ...definition }) {
    const name = button.toLowerCase()
    editor.widgets.add(name, definition)
    editor.ui.addButton(button, { label, command: name, toolbar: "insert" })
  }

  // One goes on typing inside of what was put in, and below it.
  function goInside(editor, { name }) {
    const widget = editor.widgets.focused
    if (widget?.name !== name) return
    keepLastLine(editor)
    const words = widget.editables.words
    if (!words) return
    const range = editor.createRange()
    words.focus()
    range.moveToElementEditStart(words)
    range.select()
  }

  const quote = {
    label: "Trích lời, có tên người nói",
    template: '<figure class="quote"><blockquote><p></p></blockquote><figcaption></figcaption></figure>',
    editables: {
      words: { selector: "blockquote", allowedContent: `p ${WORDS}` },
      speaker: { selector: "figcaption", allowedContent: "strong em" },
    },
    upcast: (element) => element.name === "figure" && element.hasClass("quote"),
  }

  // A widget's own element cannot be typed into, so in the editor a note has one inside.
  const note = {
    label: "Hộp ghi chú",
    template: '<aside class="note"><div class="note-text"><p></p></div></aside>',
    editables: {
      words: { selector: ".note-text", allowedContent: `p ul ol li h3 h4 ${WORDS}` },
    },
    upcast(element) {
      if (element.name !== "aside" || !element.hasClass("note")) return false
      const inside = new CKEDITOR.htmlParser.element("div", { class: "note-text" })
      for (const child of element.children.slice()) {
        child.remove()
        inside.add(child)
      }
      element.add(inside)
      return true
    },
    downcast(element) {
      const inside = element.getFirst((child) => child.hasClass?.("note-text"))
      inside?.replaceWithChildren()
      return element
    },
  }

  CKEDITOR.plugins.add("blocks", {
    requires: "widget",
    init(editor) {
      addWidget(editor, "Quote", quote)
      addWidget(editor, "Note", note)
      editor.on("dataReady", () => keepLastLine(editor))
      editor.on("afterCommandExec", ({ data }) => goInside(editor, data))
    },
  })
})()
