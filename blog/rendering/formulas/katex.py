"""KaTeX's script, an npm package that is pinned exactly: where it lies, its version, and what is changed in it."""

import functools
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3] / "node_modules" / "katex" / "dist"
SCRIPT = PACKAGE / "katex.min.js"
CHEMISTRY_SCRIPT = PACKAGE / "contrib" / "mhchem.min.js"  # 34 kB

# KaTeX joins neighbouring letters into one box. It keeps the width of the first letter only; the new text adds up the
# others. It also takes each joined letter out of the list at once, for which QuickJS moves all letters behind it: 8,000
# letters took 3 s. The new text closes the gaps at the end: 0.3 s.
JOINING = re.compile(
    r"(?P<first>\w)\.text\+=(?P<next>\w)\.text,(?P<edges>[^{}]*),"
    r"(?P<nodes>\w)\.splice\((?P<at>\w)\+1,1\),(?P=at)--\)\}return (?P=nodes)\}"
)
JOINING_MENDED = (
    r"\g<first>.text+=\g<next>.text,\g<first>.width+=\g<next>.width,\g<edges>,"
    r"\g<nodes>[\g<at>+1]=\g<first>,\g<nodes>[\g<at>]=null)}"
    r"let kept=0;for(const node of \g<nodes>)if(node)\g<nodes>[kept++]=node;\g<nodes>.length=kept;return \g<nodes>}"
)
# KaTeX 0.19.1 begins a path of tall floor and ceiling brackets with a doubled sign, which browsers report as an error.
DOUBLED_MOVES = re.compile(r"MM(?=319 )")


class EngineError(RuntimeError):
    """KaTeX cannot be run at all."""


@functools.cache
def version() -> str:
    """The installed KaTeX's version.

    Raises:
        EngineError: it is not installed.
    """
    match = re.search(r'\bversion:"(?P<version>[0-9.]+)"', _installed())
    if not match:
        raise EngineError(f"{SCRIPT} does not say its version; is it KaTeX? Run `npm ci`.")
    return match["version"]


@functools.cache
def script() -> str:
    """The script to run, mended.

    Raises:
        EngineError: it is not installed, or not as it was when this was written.
    """
    mended, changes = JOINING.subn(JOINING_MENDED, DOUBLED_MOVES.sub("M", _installed()))
    if changes != 1:
        raise EngineError(f"KaTeX {version()} joins letters in another way; adapt JOINING in {__name__}.")
    return mended


@functools.cache
def _installed() -> str:
    try:
        return SCRIPT.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EngineError(f"KaTeX is not installed: {SCRIPT} is missing. Run `npm ci`, or `make run`.") from error
