/**
 * Loads a page of the preview anew when the content has changed, and says when the preview has ended.
 */

const known = document.querySelector("[data-preview]").getAttribute("data-preview")
const gone = document.querySelector("[data-preview-gone]")
let source = null

function listen() {
  source = new EventSource("/@/changes")
  source.addEventListener("message", ({ data }) => {
    gone.hidden = true
    if (data !== known) location.reload()
  })
  // The browser tries again by itself.
  source.addEventListener("error", () => {
    gone.hidden = false
  })
}

/** Tabs that nobody looks at hold no connection: a browser has six for all of them. */
function settle() {
  if (document.hidden && source) {
    source.close()
    source = null
  }
  if (!document.hidden && !source) listen()
}

document.addEventListener("visibilitychange", settle)
settle()
