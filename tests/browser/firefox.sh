# Sees to a Firefox for the browser tests: FIREFOX, else the system's, else Debian's ESR through apt where that is allowed.
set -eu
firefox=${FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}
[ -n "$firefox" ] && exit 0
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
  echo "Installing Debian's firefox-esr ..."
  as_root=$([ "$(id -u)" = 0 ] || echo "sudo -n")
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null
  exit 0
fi
echo "The browser tests need Firefox, too, and it cannot be installed from here: 'sudo apt install firefox-esr'," >&2
echo "or set FIREFOX to the path of one. Everything else can be tested with '.venv/bin/pytest -m \"not browser\"'." >&2
exit 1
