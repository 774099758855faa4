r"""Macros that KaTeX is given before any author's: commands of LaTeX packages and MathJax that it lacks.

They are TeX, in `predefined.tex`; here is only what teaches them to KaTeX. An author's definition of a name wins.
"""

import json
from pathlib import Path

MACROS = Path(__file__).with_name("predefined.tex")

# \@ifgroup looks at the next sign without taking it, as \@ifnextchar does, which cannot be told to wait for a brace.
SCRIPT = r"""
katex.__defineMacro('\\@ifgroup', function (context) {
  const [group, other] = context.consumeArgs(2);
  context.consumeSpaces();
  return {tokens: context.future().text === '{' ? group : other, numArgs: 0};
});
(function (definitions) {
  const learned = {};
  katex.renderToString(definitions, {macros: learned, globalGroup: true, strict: false, throwOnError: true});
  for (const name of Object.keys(learned)) katex.__defineMacro(name, learned[name]);
  katex.__defineMacro('\\color', '\\color@either');  // KaTeX forgets a \color that a formula defines
})(%s);
"""


def script() -> str:
    """JavaScript that teaches the macros to the KaTeX of its context; run once, behind KaTeX itself."""
    return SCRIPT % json.dumps(MACROS.read_text(encoding="utf-8"))
