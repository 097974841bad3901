/* Slips of typing: found by plain functions, shown in a list below the editor and below the
   fields marked data-typing, mended only where one asks for it. Nothing is ever changed unasked: 5,607 may be a decimal. */
;(() => {
  "use strict"
  const coopsite = (window.coopsite = window.coopsite || {})

  // --- what is found -------------------------------------------------------------------

  // Addresses are written as they are.
  const ADDRESSES = /(?:https?:\/\/|www\.)\S+|(?<!\S)[^\s@]+@\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)+\/\S*/g
  // Not within a code, a longer number or a date.
  const BEFORE = String.raw`(?<![\p{L}\p{N}_.,/:–-])`
  const AFTER = String.raw`(?![\p{L}\p{N}_/:–-]|[.,]\p{N})`
  const UNITS = "%|(?: ?(?:nghìn|triệu|tỷ|tỉ|đồng|ha|kg|tấn|tạ|km|m²|m2|m|người|điểm)(?![\\p{L}\\p{N}]))"

  const isDay = (day, month, year) => {
    const date = new Date(Date.UTC(year, month - 1, day))
    return date.getUTCDate() === Number(day) && date.getUTCMonth() === month - 1
  }
  const asDay = (day, month, year) =>
    isDay(day, month, year) ? `${String(day).padStart(2, "0")}/${String(month).padStart(2, "0")}/${year}` : null
  const swapMarks = (number) => number.replace(/[.,]/g, (mark) => (mark === "." ? "," : "."))

  const RULES = [
    ["Dấu cách trước dấu câu", /(?<=[\p{L}\p{N}”"’)%]) +([,.;:!?]+)(?=\s|$)(?! *[.…])/gu, (found) => found[1]],
    ["Nhiều dấu cách liền nhau", /(?<=\S) {2,}(?=\S)/g, () => " "],
    [
      "Ngày viết tháng trước",
      /(?<![\p{L}\p{N}_./-])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\p{L}\p{N}_/-])/gu,
      ([, month, day, year]) => (day > 12 ? asDay(day, month, year) : null),
    ],
    [
      "Ngày viết năm trước",
      /(?<![\p{L}\p{N}_./-])(\d{4})-(\d{2})-(\d{2})(?![\p{L}\p{N}_/-])/gu,
      ([, year, month, day]) => asDay(day, month, year),
    ],
    [
      "Số viết kiểu nước ngoài, nếu là hàng nghìn",
      new RegExp(`${BEFORE}[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?${AFTER}`, "gu"),
      ([number]) => swapMarks(number),
    ],
    [
      "Số lẻ viết kiểu nước ngoài",
      new RegExp(`${BEFORE}\\d{1,3}\\.\\d{1,2}(?=${UNITS})`, "gu"),
      ([number]) => swapMarks(number),
    ],
  ]

  // Returns the slips in a line of text, in its order: { start, end, old, better, why }.
  coopsite.findSlips = (line) => {
    const text = line.replace(/\u00a0/g, " ")
    const taken = [...text.matchAll(ADDRESSES)].map((found) => [found.index, found.index + found[0].length])
    const slips = []
    for (const [why, pattern, mend] of RULES) {
      for (const found of text.matchAll(pattern)) {
        const start = found.index, end = start + found[0].length
        const better = mend(found)
        if (better === null || taken.some(([from, to]) => start < to && from < end)) continue
        taken.push([start, end])
        slips.push({ start, end, old: found[0], better, why })
      }
    }
    return slips.sort((one, other) => one.start - other.start)
  }

  // --- where it stands in the editor ---------------------------------------------------

  const BLOCKS = "p,li,td,th,h2,h3,h4,caption,figcaption,blockquote,div"

  // Returns the lines of a text: the words of each block, and the nodes they stand in.
  function readLines(root) {
    const lines = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    let block = null, line = null
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node.nodeName === "BR") line = null
      if (node.nodeType !== Node.TEXT_NODE || !node.parentElement.isContentEditable) continue
      if (node.parentElement.closest("[data-cke-hidden-sel]")) continue
      const own = node.parentElement.closest(BLOCKS)
      if (!line || own !== block) {
        line = { text: "", parts: [] }
        lines.push(line)
      }
      block = own
      line.parts.push({ node, start: line.text.length })
      line.text += node.data
    }
    return lines
  }

  function replace({ parts }, { start, end, better }) {
    let words = better // they go where the old ones begin
    for (const part of parts) {
      const { node } = part
      const from = Math.max(0, start - part.start), to = Math.min(node.length, end - part.start)
      if (from >= to) continue
      node.replaceData(from, to - from, words)
      words = ""
    }
  }

  // A place where one types: what is read of it and what is done there. Each call of
  // `mend` is one step of "undo".
  const inEditor = (editor) => ({
    place: editor.container.$,
    name: "",
    focus: () => editor.focus(),
    watch: (look) => ["change", "dataReady", "mode"].forEach((name) => editor.on(name, look)),
    lines() {
      const root = editor.mode === "wysiwyg" && editor.editable()?.$
      return root ? readLines(root) : []
    },
    mend(entries) {
      editor.fire("saveSnapshot")
      for (const { line, slip } of entries.toReversed()) replace(line, slip) // from the end on
      editor.fire("saveSnapshot")
      editor.fire("change")
    },
  })

  const inField = (field) => ({
    place: field,
    name: field.labels[0].textContent.replace(":", "").trim(),
    focus: () => field.focus(),
    watch: (look) => ["input", "change"].forEach((name) => field.addEventListener(name, look)),
    lines() {
      let start = 0
      return field.value.split("\n").map((text) => {
        const line = { text, start }
        start += text.length + 1
        return line
      })
    },
    mend(entries) {
      const parts = entries.map(({ line, slip }) => [line.start + slip.start, line.start + slip.end, slip.better])
      const from = parts[0][0], to = parts.at(-1)[1]
      let words = "", at = from
      for (const [start, end, better] of parts) {
        words += field.value.slice(at, start) + better
        at = end
      }
      const length = field.value.length - (to - from) + words.length
      if (field.maxLength >= 0 && length > field.maxLength) return // it would be cut
      field.focus()
      field.setSelectionRange(from, to)
      document.execCommand("insertText", false, words) // what the browser takes back, too
    },
  })

  // --- the list below it -----------------------------------------------------------------

  const PAUSE = 900, MOST = 30, AROUND = 24

  function button(textContent, label, onClick) {
    const made = document.createElement("button")
    Object.assign(made, { type: "button", className: "button", textContent })
    if (label) made.setAttribute("aria-label", label)
    made.addEventListener("click", onClick)
    return made
  }

  function start(source) {
    const ignored = new Set()
    const panel = document.createElement("section"), said = document.createElement("p")
    const list = document.createElement("ul"), all = button("Sửa tất cả", "", () => fix(entries))
    let entries = [], timer
    panel.className = "typing-slips"
    if (!source.name) panel.setAttribute("aria-label", "Gợi ý sửa lỗi gõ")
    panel.hidden = true
    said.setAttribute("role", "status")
    said.tabIndex = -1
    panel.append(said, list, all)
    source.place.after(panel)

    const keyOf = ({ old, better }) => `${old}→${better}`

    function look() {
      entries = source.lines()
        .flatMap((line) => coopsite.findSlips(line.text).map((slip) => ({ line, slip })))
        .filter(({ slip }) => !ignored.has(keyOf(slip)))
      panel.hidden = entries.length === 0
      const has = source.name ? `${source.name} có` : "Có"
      const told = entries.length ? `${has} ${entries.length} chỗ nên xem lại.` : ""
      if (said.textContent !== told) said.textContent = told
      list.replaceChildren(...entries.slice(0, MOST).map(show))
      all.hidden = entries.length < 2
    }

    function show(entry) {
      const { line, slip } = entry
      const item = document.createElement("li")
      const why = document.createElement("span"), old = document.createElement("del"), better = document.createElement("ins")
      why.textContent = `${slip.why}: `
      old.textContent = slip.old.replace(/ /g, "␣")
      better.textContent = slip.better.replace(/ /g, "␣")
      const words = document.createElement("q")
      words.append(line.text.slice(Math.max(0, slip.start - AROUND), slip.start), old, " ", better, line.text.slice(slip.end, slip.end + AROUND))
      const name = `${slip.old.trim() || "dấu cách"} thành ${slip.better.trim() || "một dấu cách"}`
      item.append(why, words, " ",
        button("Sửa", `Sửa ${name}`, () => fix([entry])),
        button("Bỏ qua", `Bỏ qua ${name}`, () => ignore(slip)))
      return item
    }

    function fix(some) {
      source.mend(some)
      look()
      goOn()
    }

    function ignore(slip) {
      ignored.add(keyOf(slip))
      look()
      goOn()
    }

    const goOn = () => (panel.hidden ? source.focus() : (list.querySelector("button") || said).focus())

    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    }
    source.watch(wait)
    wait()
  }

  window.CKEDITOR?.on("instanceReady", ({ editor }) => start(inEditor(editor)))
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-typing]").forEach((field) => start(inField(field)))
  })
})()
