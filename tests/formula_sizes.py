"""Writes the sheet of the classes that stand in drawn formulas in place of style attributes.

`make styles` runs it after a rule was added or changed; a test sees that the file is up to date.
"""

from pathlib import Path

from blog.rendering.formulas.styles import sheet

SHEET = Path(__file__).resolve().parent.parent / "static" / "css" / "formula-sizes.css"

if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
