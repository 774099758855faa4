# Sees to a Chromium for the browser tests: CHROMIUM, else the system's, else Debian's through apt where that is allowed.
set -eu
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
[ -n "$chromium" ] && exit 0
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
  echo "Installing Debian's chromium ..."
  as_root=$([ "$(id -u)" = 0 ] || echo "sudo -n")
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
  exit 0
fi
echo "The browser tests need Chromium, and it cannot be installed from here: 'sudo apt install chromium'," >&2
echo "or set CHROMIUM to the path of one. Everything else can be tested with '.venv/bin/pytest -m \"not browser\"'." >&2
exit 1
