// Filters the items of a list by words typed above it, and says how many match. The input's `data-filter` selects the
// items; what bears `data-group` goes when all of its items do, and so does a link of a `data-index` to what is gone.
// Numbers beside a name (`count`) match nothing. An address on the page stays reachable: it empties the field. Without
// this script there is no field.
const folded = (text) => text.normalize("NFKC").toLowerCase();
const named = (node) => (node.className === "count" ? "" : node.textContent);

for (const input of document.querySelectorAll("input[data-filter]")) {
  const selector = input.dataset.filter;
  const box = input.closest(".filter");
  const status = box.querySelector("[role=status]");
  const text = (element) => folded(Array.from(element.childNodes, named).join(" "));
  const items = Array.from(document.querySelectorAll(selector), (element) => [element, text(element)]);
  const groups = document.querySelectorAll("[data-group]");
  const links = document.querySelectorAll("[data-index] a[href^='#']");

  function filter() {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    let matches = 0;
    for (const [element, name] of items) {
      element.hidden = !words.every((word) => name.includes(word));
      if (!element.hidden) matches += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(`:is(${selector}):not([hidden])`);
    for (const link of links) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      (link.closest("li") ?? link).hidden = Boolean(target?.closest("[hidden]"));
    }
    const { none, one, many } = status.dataset;
    status.textContent = words.length ? [none, one][matches] ?? many.replace("{}", matches) : "";
  }

  function reveal() {
    const target = document.querySelector(":target");
    if (!target?.closest("[hidden]")) return;
    input.value = "";
    filter();
    target.scrollIntoView();
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) filter(); });
  input.addEventListener("compositionend", filter);
  addEventListener("hashchange", reveal);
  addEventListener("click", ({ target }) => {
    if (location.hash && target.closest?.("a")?.hash === location.hash) reveal(); // the same address once more
  });
  box.hidden = false;
  filter();
}
