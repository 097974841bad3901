/* Where a list stands as cards for want of room, each value says what it is: the heading
   of its column. */
;(() => {
  "use strict"
  const headings = [...document.querySelectorAll("#result_list thead th")].map(
    (heading) => heading.querySelector(".text")?.textContent.trim()
  )
  for (const row of document.querySelectorAll("#result_list tbody tr")) {
    for (const [place, cell] of [...row.cells].entries()) {
      if (headings[place]) cell.dataset.label = headings[place]
    }
  }
})()
