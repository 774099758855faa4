// Suggests existing tags for the one being typed, in a line that holds several. It never writes to the line itself, so
// input methods and undo are left in peace. The form works without it.
const SEPARATOR = /[,，、;；]/;
const MOST = 20;

for (const input of document.querySelectorAll("input[list$='-suggestions']")) {
  const list = input.list;
  const names = Array.from(list.options, (option) => option.value);

  function suggest() {
    const parts = input.value.split(SEPARATOR);
    const typed = parts.pop().trim().toLowerCase();
    const before = input.value.slice(0, input.value.length - typed.length).trimEnd();
    const chosen = new Set(parts.map((part) => part.trim().toLowerCase()));
    const fitting = names.filter((name) => name.toLowerCase().includes(typed) && !chosen.has(name.toLowerCase()));
    list.replaceChildren(...fitting.slice(0, MOST).map((name) => new Option("", before ? `${before} ${name}` : name)));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) suggest(); });
  input.addEventListener("compositionend", suggest);
  suggest();
}
