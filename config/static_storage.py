"""Stores static files under hashed names, compressed, and each sheet or script that imports others as one file.

A page then waits for one sheet instead of ten, and fetches one script instead of six. A sheet may begin with
`@import url("beside.css");` lines, and a script with `import "./beside.js";` lines; in debug mode they
stand as they are, and the browser follows them. The comments stay behind: a sixth of the sheet, on the way to a phone.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = {
    ".css": re.compile(r'^@import url\("(?P<path>[^"]+)"\);\n', re.MULTILINE),
    ".js": re.compile(r'^import "\./(?P<path>[^"]+)";\n', re.MULTILINE),
}
COMMENTS = {  # or a text between quotation marks, which may look like one; `/*!` says whose a file is
    ".css": re.compile(r"""(?P<kept>"[^"]*"|'[^']*')|[ ]*/\*(?!!).*?\*/""", re.DOTALL),
    ".js": re.compile(r"(?P<kept>`[^`]*`)|^[ ]*//.*\n", re.MULTILINE),
}
ADDRESS = re.compile(r"url\((?P<path>(?!data:|/|[a-z]+:|[\"'#])[^)]+)\)")


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which gets the files that import others with their imports put in."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        bundles = InMemoryStorage()
        for name in [] if dry_run else list(paths):
            pattern = IMPORTS.get(posixpath.splitext(name)[1])
            text = self._read(paths, name) if pattern else ""
            if pattern and pattern.search(text):
                bundle = pattern.sub(lambda match, name=name: self._imported(paths, name, match), text)
                bundle = COMMENTS[posixpath.splitext(name)[1]].sub(lambda match: match["kept"] or "", bundle)
                bundles.save(name, ContentFile(bundle.encode()))
                paths[name] = (bundles, name)
        yield from super().post_process(paths, dry_run, **options)

    def _imported(self, paths: dict[str, Any], name: str, match: re.Match[str]) -> str:
        """The text of a file, as it stands in the file that imports it."""
        address = match["path"]
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        if imported not in paths:
            raise ValueError(f"{name} imports {address}, which is no static file.")
        text = self._read(paths, imported)
        if name.endswith(".js"):
            return f"{{\n{text}}}\n"  # the names of a module are its own, and a block keeps them so
        folder = posixpath.dirname(address)
        return ADDRESS.sub(lambda url: f"url({posixpath.normpath(posixpath.join(folder, url['path']))})", text)

    def _read(self, paths: dict[str, Any], name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()
