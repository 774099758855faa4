"""Drives the system's Firefox by its own protocol, Marionette: JSON over a local socket, so that no driver is needed.

A message is its length in bytes, a colon, and `[0, number, command, parameters]`; its answer is `[1, number, error,
result]` in the same form (Firefox's source, remote/marionette/packets.sys.mjs).
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tests.browser.serving import free_port

SECONDS = 120  # that a busy machine may take for a start or a page
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",  # it asks its maker's hosts for nothing
    "ui.systemUsesDarkTheme": 0,
}


def firefox_path() -> str:
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert found, "no Firefox: see tests/browser/firefox.sh"
    return found


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._number = 0
        self._receive()  # it says what it is
        self._send("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()

    def go(self, url: str) -> None:
        """Open an address and wait until it has loaded, an error page as well."""
        self._send("WebDriver:Navigate", url=url)

    def resize(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels; no window is as narrow as a phone, so the page is narrowed in it."""
        self._send("WebDriver:SetWindowRect", width=max(width, 500), height=height)
        script = f"gBrowser.selectedBrowser.style.setProperty('max-width', '{width}px')"
        self._send("Marionette:SetContext", value="chrome")
        self._send("WebDriver:ExecuteScript", script=script, args=[])
        self._send("Marionette:SetContext", value="content")
        self.run("(width) => new Promise((done) => { const look = () => innerWidth === width ? done() "
                 ": requestAnimationFrame(look); look(); })", width)  # fmt: skip

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a function, called in the page."""
        return self._send("WebDriver:ExecuteScript", script=f"return ({script})(...arguments)", args=list(arguments))

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._send("WebDriver:TakeScreenshot", full=True)))

    def _send(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _kind, _number, error, result = self._receive()
        assert error is None, f"{command}: {error}"
        return result.get("value") if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) != b":":
            assert sign, "Firefox has gone"
            length += sign
        return json.loads(self._stream.read(int(length)))


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox without a screen, with a profile of its own, as long as the block runs."""
    port = free_port()
    lines = {**PREFERENCES, "marionette.port": port}
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines.items())
    )
    command = [
        firefox_path(),
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(profile),
    ]
    environment = {**os.environ, "HOME": str(profile)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(port) as connection, Firefox(connection) as browser:
            yield browser
    finally:
        process.terminate()
        process.wait(timeout=40)


def connect(port: int) -> socket.socket:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
