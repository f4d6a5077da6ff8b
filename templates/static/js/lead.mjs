/**
 * The search box on other pages than the search page: it leads there.
 */

const form = document.querySelector("form[role=search]")
const box = form.elements.namedItem("q")

// Who touches the box is about to ask: what the search page needs is on its way while he types.
box.addEventListener("focus", () => {
  for (const address of form.getAttribute("data-search-scripts").split(" ")) {
    const script = document.createElement("link")
    script.rel = "preload"
    script.as = "script"
    script.href = address
    document.head.append(script)
  }
}, { once: true })
form.addEventListener("submit", (event) => {
  event.preventDefault()
  const q = box.value.trim()
  location.href = form.getAttribute("data-search-page") + (q && `#${new URLSearchParams({ q })}`)
})
form.hidden = false
