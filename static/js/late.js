// The faces of formulas far below (`noscript[data-late]`: a page without scripts asks for them at once) come when all else
// is there: what is read first does not wait for them, and paper has them, on which a face that is missing leaves a blank.
function ask() {
  for (const late of document.querySelectorAll("noscript[data-late]")) {
    const links = new DOMParser().parseFromString(late.textContent, "text/html").querySelectorAll("link");
    for (const { dataset } of links) document.fonts.load(dataset.font, dataset.sign).catch(() => {}); // offline: as without
  }
}

const afterFrame = () => requestAnimationFrame(() => setTimeout(ask));

if (document.readyState === "complete") afterFrame();
else addEventListener("load", afterFrame, { once: true });
