/**
 * Keeps the large text on from page to page: on the device, without a cookie.
 *
 * Without a script the switch works as an address of the page (#elder), for that page.
 */

const KEPT = "large-text"
const ADDRESS = "#elder"

/** Work with what the device keeps, where it may: some browsers forbid it by throwing. */
function kept(work) {
  try {
    return work(localStorage)
  } catch {
    return null
  }
}

/** Turn large text on or off, here and on the pages to come. */
function turn(on) {
  document.documentElement.toggleAttribute("data-elder", on)
  kept((device) => (on ? device.setItem(KEPT, "1") : device.removeItem(KEPT)))
}

/** A press of one switch hides it, so that the other takes its focus. */
function pressed(on, other) {
  return (event) => {
    event.preventDefault()
    // Else the address would keep it on, whatever is pressed.
    if (location.hash === ADDRESS) location.hash = ""
    turn(on)
    if (other) other.focus()
  }
}

/** Take up what was chosen before, and follow the switches of the page. */
export function watchElder() {
  const [on, off] = ["on", "off"].map((way) => document.querySelector(`[data-elder-${way}]`))
  if (location.hash === ADDRESS || kept((device) => device.getItem(KEPT))) turn(true)
  // The way back leads to a page as it was left; on the page after it another size may have been chosen.
  addEventListener("pageshow", (event) => {
    if (event.persisted) kept((device) => turn(device.getItem(KEPT) !== null))
  })
  if (on) on.addEventListener("click", pressed(true, off))
  if (off) off.addEventListener("click", pressed(false, on))
}
