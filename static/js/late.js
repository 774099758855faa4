// The faces of formulas far below (`noscript[data-late]`: a page without scripts asks for them at once) are fetched when all
// else is there, and wait for paper: what is not laid out yet has not asked for them, and browsers print at once, with a
// blank for a sign whose face is missing. Given earlier, they would have all formulas of the window laid out again.
const faces = [];

async function fetchFace({ href, dataset: { family, weight, style } }) {
  const answer = await fetch(href);
  if (answer.ok) faces.push(new FontFace(family, await answer.arrayBuffer(), { weight, style }));
}

function fetchFaces() {
  for (const late of document.querySelectorAll("noscript[data-late]")) {
    const links = new DOMParser().parseFromString(late.textContent, "text/html").querySelectorAll("link");
    for (const link of links) fetchFace(link).catch(() => {}); // offline: the page is as without scripts
  }
}

const afterFrame = () => requestAnimationFrame(() => setTimeout(fetchFaces));

if (document.readyState === "complete") afterFrame();
else addEventListener("load", afterFrame, { once: true });
addEventListener("beforeprint", () => faces.splice(0).forEach((face) => document.fonts.add(face)));
