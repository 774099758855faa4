// Gives blocks of code and citations a button that copies them: code without prompts, a citation with the day on which
// it was copied. The page is complete without. Where the browser refuses the clipboard, the text is selected.
const pattern = document.querySelector("template.copy-pattern");
const SHOWN = 2000; // milliseconds
const [button, status] = pattern?.content.cloneNode(true).children ?? [];

function written(text) {
  const accessed = text.querySelector(".accessed");
  if (accessed) accessed.textContent = `[${new Date().toLocaleDateString("sv")}]`; // Swedes write dates as ISO 8601 does
  const copy = text.cloneNode(true);
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
  for (const text of document.querySelectorAll(".to-copy")) text.after(button.cloneNode(true));
  addEventListener("click", ({ target }) => {
    const pressed = target.closest(".copy");
    const text = pressed?.closest("figure.code")?.querySelector("code") ?? pressed?.previousElementSibling;
    if (text) navigator.clipboard.writeText(written(text)).then(() => say(pressed), () => getSelection().selectAllChildren(text));
  });
}
