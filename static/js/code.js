// Gives each block of code a button that copies it without prompts; numbers stand outside. The page is complete without.
// Where the browser refuses the clipboard, the code is selected, so that the reader can copy it.
const pattern = document.querySelector("template.copy-pattern");
const SHOWN = 2000; // milliseconds
const [button, status] = pattern?.content.cloneNode(true).children ?? [];

function written(code) {
  const copy = code.cloneNode(true);
  for (const prompt of copy.querySelectorAll(".gp")) prompt.remove();
  return copy.textContent;
}

function say(pressed) {
  status.textContent = pressed.textContent = button.dataset.copied;
  setTimeout(() => {
    pressed.textContent = button.textContent;
    status.textContent = "";
  }, SHOWN);
}

function headOf(figure) {
  const caption = figure.querySelector(":scope > figcaption");
  if (caption) return caption;
  const head = document.createElement("div");
  head.className = "code-head";
  figure.prepend(head);
  return head;
}

if (button && navigator.clipboard) {
  document.body.append(status);
  for (const figure of document.querySelectorAll("figure.code")) headOf(figure).append(button.cloneNode(true));
  addEventListener("click", ({ target }) => {
    const pressed = target.closest("figure.code .copy");
    const code = pressed?.closest("figure").querySelector("code");
    if (code) navigator.clipboard.writeText(written(code)).then(() => say(pressed), () => getSelection().selectAllChildren(code));
  });
}
