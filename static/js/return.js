// Readers who go back into an article, or load it anew, find the block where they were. Browsers remember how far down that
// was, and on phones this leads elsewhere as long as what is above has not its true height (skipping.css).
const blocks = [...document.querySelectorAll(".text > *, .article-end")];
const place = history.state?.place; // { index, top }: which block came first in the window, and how far below its edge
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

function leave() {
  const tops = blocks.map((block) => block.getBoundingClientRect());
  const index = tops.findIndex(({ bottom }) => bottom > 0);
  history.replaceState({ ...history.state, place: index < 0 ? null : { index, top: tops[index].top } }, "");
}

function comeBack() {
  const block = blocks[place.index];
  if (block && scrollY) scrollBy({ top: block.getBoundingClientRect().top - place.top, behavior: "instant" });
}

if (blocks.length) addEventListener("pagehide", leave);
if (place) {
  const waiting = new AbortController(), { signal } = waiting; // until all is there, or until the reader moves on
  for (const move of MOVES) addEventListener(move, () => waiting.abort(), { passive: true, signal });
  // Behind a frame, in which browsers move the page themselves; twice, for what comes near gets its true height only then.
  const comeBackIn = (frames) => requestAnimationFrame(() => setTimeout(() => {
    if (signal.aborted) return;
    comeBack();
    if (frames > 1) comeBackIn(frames - 1);
  }));
  comeBackIn(2);
  addEventListener("load", () => comeBackIn(2), { signal });
}
