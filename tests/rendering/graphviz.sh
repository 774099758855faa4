# Sees to Graphviz for the tests of real drawings: the system's, else Debian's through apt where that is allowed.
set -eu
command -v dot >/dev/null && exit 0
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
  echo "Installing Debian's graphviz ..."
  as_root=$([ "$(id -u)" = 0 ] || echo "sudo -n")
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends graphviz >/dev/null
  exit 0
fi
echo "Without Graphviz the tests of real drawings are left out; 'sudo apt install graphviz' brings it." >&2
