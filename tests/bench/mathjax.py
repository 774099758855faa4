"""The same article of 200 formulas as our page and as one that MathJax 4 sets in the browser: when does it stand still?

`python -m tests.bench.mathjax FOLDER`: the folder in which `npm install mathjax@4` was run, which is no part of the
project. All is served from this machine, so that MathJax's megabyte of script costs no transfer: on a real line it
takes longer.
"""

import argparse
import gzip
import re
import statistics
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import SWITCHES, chromium_path, serving
from tests.rendering import corpus
from tests.rendering.sketching import has_class, local_name

DISPLAYS, INLINE = 32, 168  # as in a textbook companion: 853 of 5,342 formulas were displays
ROUNDS = 5
QUIET = 700  # ms without any change, after which a page stands still
SCRIPT = """<script>MathJax = {{tex: {{inlineMath: [['\\\\(', '\\\\)']], tags: 'ams'}}, {options}
  output: {{fontPath: '/node_modules/@mathjax/%%FONT%%-font'}}}};</script>
<script defer src="/node_modules/mathjax/tex-chtml.js"></script></head>"""
PLAIN = "options: {enableMenu: false, enableEnrichment: false, enableSpeech: false, enableBraille: false},"

# Notes the time of each change of the layout: sizes, shifts, fonts.
WATCH = """
window.changes = [0];
const note = () => changes.push(performance.now());
new PerformanceObserver((list) => list.getEntries().forEach((entry) => changes.push(entry.startTime)))
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('DOMContentLoaded', () => {
  const sizes = new ResizeObserver(note);
  document.querySelectorAll('body, main, .prose, .prose > *').forEach((element) => sizes.observe(element));
});
document.fonts.addEventListener('loadingdone', note);
"""
SETTLED = """async (quiet) => {
  await window.MathJax?.startup?.promise;
  await document.fonts.ready;
  while (performance.now() - Math.max(...changes) < quiet) await new Promise((done) => setTimeout(done, 50));
  const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const count = (selector) => document.querySelectorAll(selector).length;
  return [Math.max(paint, ...changes), count('mjx-container, main .math, main .eq') - count('mjx-merror, .tex-error')];
}"""


def article() -> str:
    """Entries of the corpus with about INLINE inline formulas and DISPLAYS displays, spread over all its files."""
    entries = [entry for those in corpus.entries().values() for entry in those]
    sound = [entry for entry in entries if not (entry.warnings or entry.reason)]
    lines = [f"\n{entry.expected}" for entry in sound]
    displays = [text.count("\ndisplay") for text in lines]
    inline = [text.count("\ninline") for text in lines]
    chosen = spread([n if not displays[n] else -1 for n in range(len(sound))], inline, INLINE)
    chosen += spread([n if displays[n] and not inline[n] else -1 for n in range(len(sound))], displays, DISPLAYS)
    return "\n\n".join(f"## {sound[n].name}\n\n{sound[n].source}" for n in sorted(chosen))


def spread(candidates: list[int], weights: list[int], total: int) -> list[int]:
    """Candidates at even distances whose weights add up to about a total; -1 is none."""
    able = [n for n in candidates if n >= 0]
    step = max(sum(weights[n] for n in able) / total, 1.0)
    chosen, reached, sought = [], 0, 0.0
    for n in able:
        reached += weights[n]
        if reached >= sought:
            chosen.append(n)
            sought += weights[n] * step
    return chosen


def with_sources(page: str, options: str) -> str:
    """The page with the TeX of each formula in the place of its drawing, and MathJax in its head."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for parent in list(root.iter()):
        for child in list(parent):
            if has_class(child, "math") or has_class(child, "eq"):
                _replace(parent, child)
    text = html5lib.serialize(root, tree="etree", omit_optional_tags=False, quote_attr_values="always")
    return f"<!doctype html>{text.replace('</head>', SCRIPT.format(options=options), 1)}"


def _replace(parent: Element, child: Element) -> None:
    tex = next("".join(part.itertext()) for part in child.iter() if local_name(part) == "annotation")
    source = tex if tex.startswith(r"\begin{") else rf"\[{tex}\]"
    place = Element("div" if has_class(child, "eq") else "span")
    marks = "".join(part or "" for part in [child.text]), "".join(part.tail or "" for part in child)
    place.text = source if place.tag == "div" else rf"{marks[0]}\({tex}\){marks[1]}"
    place.tail = child.tail
    parent[list(parent).index(child)] = place


@contextmanager
def served(*folders: Path) -> Iterator[str]:
    """The files of several folders, the first that has it, from one origin."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            places = [folder / path.partition("?")[0].lstrip("/") for folder in folders]
            return str(next((place for place in places if place.is_file()), places[0]))

        def log_message(self, *_arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def settled(browser: Browser, url: str, throttle: float) -> tuple[float, int]:
    """Milliseconds until a page stands still, in a window without anything cached, and how many formulas it shows."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(WATCH)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.goto(url)
    time, drawn = page.evaluate(SETTLED, QUIET)
    context.close()
    return time, drawn


def measure(urls: dict[str, str], throttle: float) -> None:
    """Open all pages in turn, several times, and print medians and their ratios to the first."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=SWITCHES)
        rounds = [{name: settled(browser, url, throttle) for name, url in urls.items()} for _ in range(ROUNDS)]
        browser.close()
    first = next(iter(urls))
    for name in urls:
        times = [one[name][0] for one in rounds]
        ratio = statistics.median(one[first][0] / one[name][0] for one in rounds)
        limits = f"[{min(times):.0f}, {max(times):.0f}]"
        median, drawn = statistics.median(times), rounds[0][name][1]
        print(f"  {name:30} {median:7.0f} ms {limits:16} {first}: {ratio:.2f} of it; {drawn} formulas")


def main() -> None:
    """Write the pages, serve them, measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("mathjax", type=Path, help="folder whose node_modules hold mathjax")
    parser.add_argument("--throttle", type=float, default=1, help="how many times slower the processor seems")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as pages:
        head = "---\ntitle: Formulas\nslug: formulas\ndate: 2026-01-01\n---\n"
        Path(pages, "formulas.md").write_text(head + article(), encoding="utf-8")
        with serving(Path(data), Path(pages), with_demo=False) as site:
            page = urllib.request.urlopen(f"{site.url}/posts/formulas/").read().decode()
            _report_size(page)
            versions = {"ours": page, "MathJax 4 as delivered": with_sources(page, "")}
            versions["MathJax 4, no menu, no speech"] = with_sources(page, PLAIN)
            for index, text in enumerate(versions.values()):
                Path(pages, f"{index}.html").write_text(text, encoding="utf-8")
            with served(Path(pages), Path(data), options.mathjax.resolve()) as url:
                measure({name: f"{url}/{index}.html" for index, name in enumerate(versions)}, options.throttle)


def _report_size(page: str) -> None:
    formulas, displays = (len(re.findall(rf'class="{name}[ "]', page)) for name in ("math", "eq"))
    size = len(gzip.compress(page.encode(), 6))
    print(f"{formulas} inline formulas, {displays} displays; HTML {len(page) / 1000:.0f} kB, {size / 1000:.1f} kB gzip")


if __name__ == "__main__":
    main()
