// Shows what a reference names (an equation, a theorem, a figure, a table) beside it: on hover, on focus, and on a first tap, with a link to it.
// Escape closes it; it stays while pointer or focus is in it. Without, a reference is a plain link.
const pattern = document.querySelector("template.preview-pattern");
const OPEN_AFTER = 150, CLOSE_AFTER = 300; // milliseconds: pointers pass over references, and need time to the box
const GAP = 4, EDGE = 8; // pixels
let reference = null, box, timer, isTouch;
const sizes = new ResizeObserver(() => place()); // what is above gets its true height only when it comes near

const referenceAt = (node) => node.closest("a.eq-ref");
const holds = (node) => box?.contains(node);

function later(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

async function shown({ href, pathname, hash }) {
  const anchor = decodeURIComponent(hash.slice(1));
  const here = href.startsWith(location.href.split("#")[0] + "#") && document.getElementById(anchor);
  if (here) return here.closest(".eq, .statement, .picture, .panels > *, .table").outerHTML;
  const answer = await fetch(`${pathname}previews/${anchor}/`);
  return answer.ok ? answer.text() : "";
}

function place() {
  if (!box) return;
  const lines = [...reference.getClientRects()], needed = box.offsetHeight + GAP;
  const { left, top } = lines[0], { bottom } = lines.at(-1);
  const isAbove = bottom + needed > innerHeight && top > needed;
  const room = document.documentElement.clientWidth - box.offsetWidth - EDGE;
  box.style.top = `${scrollY + (isAbove ? top - needed : bottom + GAP)}px`;
  box.style.left = `${scrollX + Math.max(Math.min(left - EDGE, room), EDGE)}px`;
}

function hide() {
  clearTimeout(timer);
  box?.remove();
  reference?.removeAttribute("aria-details");
  reference = box = null;
}

async function show(chosen) {
  clearTimeout(timer);
  if (chosen === reference) return;
  hide();
  reference = chosen;
  const html = await shown(chosen).catch(() => "");
  if (reference !== chosen || !html) return;
  box = pattern.content.firstElementChild.cloneNode(true);
  box.firstElementChild.innerHTML = html;
  for (const element of box.querySelectorAll("[id]")) element.removeAttribute("id");
  box.querySelector(".preview-way").href = chosen.href;
  chosen.setAttribute("aria-details", box.id);
  chosen.after(box); // so that Tab leads into it
  box.showPopover();
  place();
  sizes.observe(box);
}

if (pattern && "showPopover" in pattern) {
  addEventListener("pointerover", ({ target, pointerType }) => {
    const chosen = referenceAt(target), isFocused = reference?.matches(":focus-visible") || holds(document.activeElement);
    if (pointerType === "touch") return;
    if (chosen && chosen !== reference) later(() => show(chosen), OPEN_AFTER);
    else if (chosen || holds(target)) clearTimeout(timer);
    else if (!isFocused) later(hide, CLOSE_AFTER);
  });
  addEventListener("focusin", ({ target }) => {
    const chosen = referenceAt(target);
    if (chosen?.matches(":focus-visible")) show(chosen);
    else if (chosen !== reference && !holds(target)) hide();
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box) return;
    if (holds(document.activeElement)) reference.focus();
    hide();
  });
  addEventListener("pointerdown", ({ pointerType }) => { isTouch = pointerType === "touch"; });
  addEventListener("pointerup", ({ target }) => { if (referenceAt(target) !== reference && !holds(target)) hide(); });
  addEventListener("click", (event) => {
    const chosen = referenceAt(event.target);
    if (isTouch && event.detail && chosen && chosen !== reference) {
      event.preventDefault();
      show(chosen).then(() => { if (chosen === reference && !box) location = chosen.href; });
    } else if (event.target.closest("a")) setTimeout(hide); // a link that is gone leads nowhere
  });
  addEventListener("resize", place);
  sizes.observe(document.body);
}
