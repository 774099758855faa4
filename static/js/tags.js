// Suggests existing tags for the one being typed, in a line that holds several. It never writes to the line itself, so
// input methods and undo are left in peace. The form works without it.
const SEPARATORS = /[,，、;；]/g;
const MOST = 20;

for (const input of document.querySelectorAll("input[list$='-suggestions']")) {
  const list = input.list;
  const names = Array.from(list.options, (option) => option.value);

  function suggest() {
    const last = Math.max(-1, ...Array.from(input.value.matchAll(SEPARATORS), (match) => match.index));
    const before = input.value.slice(0, last + 1);
    const typed = input.value.slice(last + 1).trim().toLowerCase();
    const chosen = new Set(before.split(SEPARATORS).map((part) => part.trim().toLowerCase()));
    const fitting = names.filter((name) => name.toLowerCase().includes(typed) && !chosen.has(name.toLowerCase()));
    list.replaceChildren(...fitting.slice(0, MOST).map((name) => new Option("", before ? `${before} ${name}` : name)));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) suggest(); });
  input.addEventListener("compositionend", suggest);
  suggest();
}
