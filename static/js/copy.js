// Gives copied formulas as the TeX that their author wrote, and never a part of one.
const BARE = /^\\begin\{(?!\w*ed)(equation|align|gather|multline|eqnarray|flalign|subeq)/;

function around(node) {
  const formula = (node.closest ? node : node.parentElement).closest(".katex");
  return formula?.closest(".eq") ?? formula;
}

function whole(range) {
  const first = around(range.startContainer);
  const last = around(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) {
    const part = range.cloneRange();
    part.setStartBefore(last);
    `${part}` ? range.setEndAfter(last) : range.setEndBefore(last);
  }
  return range.cloneContents();
}

function written(formula) {
  const math = formula.querySelector("math");
  const tex = math.querySelector("annotation").textContent;
  if (!formula.matches(".eq")) return `$${tex}$`;
  const line = document.createElement("p");
  line.style.whiteSpace = "pre-wrap";
  line.append(BARE.test(tex) ? tex : `$$${tex}$$`);
  if (!tex.includes("\\tag")) for (const number of math.querySelectorAll("[intent]")) line.append(" ", number.textContent);
  return line;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed) return;
  const box = document.createElement("div");
  box.className = "unseen";
  box.append(whole(selection.getRangeAt(0).cloneRange()));
  const formulas = box.querySelectorAll(".eq:has(annotation), .katex:not(.eq *)");
  if (!formulas.length) return;
  for (const formula of formulas) formula.replaceWith(written(formula));
  for (const beside of box.querySelectorAll(".gutter, .gp, .copy")) beside.remove(); // no part of the code
  for (const link of box.querySelectorAll("a")) link.href = link.href;
  document.body.append(box); // only what is laid out has lines
  event.clipboardData.setData("text/plain", box.innerText.trim());
  event.clipboardData.setData("text/html", box.innerHTML);
  box.remove();
  event.preventDefault();
});
