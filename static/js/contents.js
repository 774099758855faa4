// Marks the section that is being read in the table of contents, and keeps the mark in view there. Without, browsers that
// know :target-current mark it themselves.
const contents = document.querySelector(".contents");
const links = new Map();
for (const link of contents?.querySelectorAll("a") ?? []) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}
const EDGE = 4; // rem below the window's upper edge: an address with a fragment leaves three above its heading
let marked = null, isWaiting = false;

function current() {
  const edge = EDGE * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const passed = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top <= edge);
  return links.get(passed.at(-1)) ?? null;
}

function bringIntoView(link) {
  const { top, bottom } = link.getBoundingClientRect(), box = contents.getBoundingClientRect();
  if (top < box.top) contents.scrollTop -= box.top - top;
  if (bottom > box.bottom) contents.scrollTop += bottom - box.bottom;
}

function mark() {
  isWaiting = false;
  const link = current();
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  marked = link;
  if (link) bringIntoView(link);
}

function later() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(mark);
}

if (links.size) {
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  later();
}
