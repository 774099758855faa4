// Opens a picture as large as the window, or, on a small one, as large as it is, to be moved about. Escape and a press close
// it. Without, the page has all pictures, only not so large.
const pattern = document.querySelector("template.enlarging");
const [opener, dialog] = pattern?.content.cloneNode(true).children ?? [];
const WORTHWHILE = 1.15; // times as large as on the page: less is not worth a press
const DRAWING = 2; // windows that a drawing, which has no size of its own, is wide on a phone

const isDrawing = (image) => image.src.endsWith(".svg");

function widthOf(image) {
  const own = Number(image.getAttribute("width")) || image.naturalWidth;
  return isDrawing(image) ? Math.max(own, DRAWING * innerWidth) : own;
}

function open(image) {
  const large = dialog.querySelector("img"), shown = image.getBoundingClientRect(), width = widthOf(image);
  const caption = image.closest("figure").querySelector("figcaption");
  const fitting = Math.min(width, innerWidth, (innerHeight * shown.width) / shown.height);
  Object.assign(large, { src: image.src, alt: image.alt, width, height: (width * shown.height) / shown.width });
  large.className = fitting < shown.width * WORTHWHILE ? "whole" : "fitting";
  large.classList.toggle("photo", image.matches(".photo"));
  dialog.lastElementChild.replaceChildren(...(caption?.cloneNode(true).childNodes ?? []));
  for (const element of dialog.querySelectorAll("[id]")) element.removeAttribute("id");
  dialog.showModal();
}

const isWorthwhile = (image) => widthOf(image) >= image.getBoundingClientRect().width * WORTHWHILE;

function makeOpener(image) {
  const button = opener.cloneNode();
  button.setAttribute("aria-label", [opener.ariaLabel, image.alt].filter(Boolean).join(": "));
  image.replaceWith(button);
  button.append(image);
  button.addEventListener("click", () => open(image));
}

if (dialog?.showModal) {
  const images = [...document.querySelectorAll(".text figure img")].filter((image) => !image.closest("a, button"));
  // Measured behind the next frame, which lays out everything anyway, and before anything changes.
  requestAnimationFrame(() => setTimeout(() => images.filter(isWorthwhile).forEach(makeOpener)));
  document.body.append(dialog);
  dialog.addEventListener("click", ({ target }) => { if (!target.closest("a")) dialog.close(); });
}
