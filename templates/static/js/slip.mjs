/** The day on a slip that is printed: a page that does not change every day cannot have it by itself. */

/** A day as the page writes days; as it came where the page has no other way. */
function written(day, pattern) {
  if (!pattern) return day
  const [year, month, date] = day.split("-").map(Number)
  return pattern.replace("{year}", year).replace("{month}", month).replace("{day}", date)
}

/**
 * Date the slips of a page.
 * @param {string} day on which it is printed, YYYY-MM-DD
 * @param {string} asOf for which the release was made; empty if unknown
 */
export function dateSlips(day, asOf) {
  for (const slip of document.querySelectorAll("[data-record-slip]")) {
    const pattern = slip.getAttribute("data-label-day") || ""
    slip.querySelector("[data-slip-today]").textContent = written(day, pattern)
    if (asOf) slip.querySelector("[data-slip-as-of]").textContent = written(asOf.slice(0, 10), pattern)
  }
}

/** Show the buttons, which without a script could do nothing. */
export function watchSlips() {
  for (const button of document.querySelectorAll("[data-print-page]")) {
    button.hidden = false
    button.addEventListener("click", () => print())
  }
}
