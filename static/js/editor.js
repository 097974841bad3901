/* Fits CKEditor to this portal: its dialogs offer what the page keeps, and its buttons
   say in everyday Vietnamese what the package's translation leaves in English or odd.
   Pictures are in editor-pictures.js, quotes, notes and the like in editor-blocks.js. */
;(() => {
  "use strict"
  const words = {
    undo: { undo: "Hoàn tác", redo: "Làm lại" },
    format: {
      label: "Kiểu chữ",
      panelTitle: "Kiểu chữ",
      tag_p: "Đoạn văn",
      tag_h2: "Đề mục lớn",
      tag_h3: "Đề mục vừa",
      tag_h4: "Đề mục nhỏ",
    },
    list: { numberedlist: "Danh sách đánh số", bulletedlist: "Danh sách gạch đầu dòng" },
    indent: { indent: "Thụt vào", outdent: "Thụt ra" },
    basicstyles: {
      strike: "Gạch ngang chữ",
      subscript: "Chỉ số dưới (H₂O)",
      superscript: "Chỉ số trên (m²)",
    },
    blockquote: { toolbar: "Đoạn trích dẫn, không ghi tên người" },
    table: { headers: "Hàng, cột đầu đề", caption: "Tên bảng" },
    maximize: { maximize: "Mở rộng hết màn hình", minimize: "Thu nhỏ lại" },
  }

  // The dialog of a cell reads and writes styles, the page has classes.
  const alignments = ["center", "right"]
  const toStyle = (cell) => {
    const found = alignments.find((one) => cell.hasClass(`align-${one}`))
    if (!found) return
    cell.removeClass(`align-${found}`)
    cell.attributes.style = `text-align:${found};${cell.attributes.style || ""}`
  }
  const toClass = (cell) => {
    const found = /text-align:\s*(center|right)/.exec(cell.attributes.style || "")
    if (!found) return
    delete cell.attributes.style
    cell.addClass(`align-${found[1]}`)
  }

  // An article's own title is the page's h1: where a copy has one, its headings all go
  // one level down, so that they keep their order.
  const shiftHeadings = (html) =>
    /<h1[\s>]/i.test(html)
      ? html.replace(/(<\/?h)([1-6])(?=[\s>])/gi, (_, start, level) => start + Math.min(Number(level) + 1, 4))
      : html.replace(/(<\/?h)[56](?=[\s>])/gi, "$14")

  // What these fields of the package's dialogs set, the page does not keep.
  const unkept = {
    table: ["txtWidth", "txtHeight", "txtBorder", "txtCellSpace", "txtCellPad", "cmbAlign", "txtSummary"],
    cellProperties: ["width", "widthType", "height", "heightType", "wordWrap", "vAlign",
      "bgColor", "bgColorChoose", "borderColor", "borderColorChoose"],
  }
  unkept.tableProperties = unkept.table
  unkept.numberedListStyle = ["type"]

  window.CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("langLoaded", () => {
      for (const [part, own] of Object.entries(words)) Object.assign(editor.lang[part], own)
      editor.lang.common.center = "Canh giữa"
    })
    // After the plugins that read Word (3), before the filter of what is allowed (6).
    editor.on("paste", ({ data }) => { data.dataValue = shiftHeadings(data.dataValue || "") }, null, null, 4)
    editor.on("contentDom", () => editor.editable().addClass("rich")) // article.css sets it
    editor.on("pluginsLoaded", () => {
      const { dataFilter, htmlFilter } = editor.dataProcessor
      dataFilter.addRules({ elements: { td: toStyle, th: toStyle } })
      htmlFilter.addRules({ elements: { td: toClass, th: toClass } })
      editor.removeMenuItem("bulletedlist") // its dialog sets nothing that stays
    })
  })
  window.CKEDITOR.on("dialogDefinition", ({ editor, data }) => {
    const fields = data.definition.getContents("info")
    for (const id of unkept[data.name] || []) fields.remove(id)
    if (data.name === "table" || data.name === "tableProperties") data.definition.removeContents("advanced")
    if (data.name === "cellProperties") fields.get("hAlign").items.pop() // justified
  })
})()
