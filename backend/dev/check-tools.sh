#!/usr/bin/env bash
# Says what this machine lacks and how to get it; as root on Debian or Ubuntu, gets it.
#
#   check-tools.sh build       what `make run` needs
#   check-tools.sh test        what `make test` needs besides: rustfmt, clippy and a Chromium
#   check-tools.sh chromium    print the path of a Chromium that runs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

missing=()
lacks() { missing+=("$1"); }
have() { command -v "$1" >/dev/null 2>&1; }
can_apt() { [ "$(id -u)" = 0 ] && have apt-get; }

# Package lists are fetched once; both are silent when they work, and speak when they do not.
refreshed=
refresh() {
  [ -n "$refreshed" ] || quietly apt-get update || return 1
  refreshed=yes
}

apt_get() {
  printf 'tools: installing %s\n' "$*" >&2
  refresh && DEBIAN_FRONTEND=noninteractive \
    quietly apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then rm -f "$log"; else tail -n 15 "$log" >&2; rm -f "$log"; return 1; fi
}

# at_least WANTED FOUND: both like 1.90 or 20
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$1" ]; }

find_chromium() {
  local candidate cache=${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" "$cache"/chromium-*/chrome-*/chrome \
    "$HOME/Library/Caches/ms-playwright"/chromium-*/chrome-*/*.app/Contents/MacOS/*; do
    candidate=$(command -v "$candidate" 2>/dev/null) || continue
    # Asked, not trusted: Ubuntu's `chromium-browser` is only a note that one should use snap.
    if "$candidate" --version >/dev/null 2>&1; then printf '%s\n' "$candidate"; return; fi
  done
  return 1
}

check_c() {
  local packages=()
  # libc6-dev is only recommended by gcc, yet without it nothing links.
  { have gcc || have cc || have clang; } && echo '#include <stdlib.h>' | cc -E - >/dev/null 2>&1 || packages+=(gcc libc6-dev)
  python3 -m pip --version >/dev/null 2>&1 || packages+=(python3-pip)
  if [ ${#packages[@]} -gt 0 ] && can_apt; then apt_get "${packages[@]}" || true; fi
  have cc || lacks "a C compiler (Debian, Ubuntu: apt-get install gcc libc6-dev; macOS: xcode-select --install)"
  # Without pip, postgres.sh knows other ways and says so itself.
}

check_rust() {
  local wanted how="install Rust from https://rustup.rs, or: rustup update stable"
  wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml)
  # A login shell adds this to PATH; a script under sudo or cron has to look itself.
  if ! have cargo; then lacks "cargo: $how"
  elif ! at_least "$wanted" "$(rustc --version | awk '{print $2}')"; then
    lacks "Rust $wanted or newer, this is $(rustc --version | awk '{print $2}'): $how"
  elif [ "$1" = test ]; then
    cargo fmt --version >/dev/null 2>&1 || lacks "rustfmt: rustup component add rustfmt"
    cargo clippy --version >/dev/null 2>&1 || lacks "clippy: rustup component add clippy"
  fi
}

node_is_new_enough() { have node && have npm && at_least 20.19 "$(node -p 'process.versions.node')"; }

check_node() {
  # Older Debians only have an older one: better none than that.
  if ! have node && can_apt && refresh && at_least 20.19 "$(apt-cache policy nodejs | sed -n 's/ *Candidate: *//p')"; then
    apt_get nodejs npm || true
  fi
  node_is_new_enough || lacks "Node.js 20.19 or newer with npm, from https://nodejs.org or your system's packages"
}

check_chromium() {
  find_chromium >/dev/null && return
  if can_apt; then apt_get chromium || true; fi
  find_chromium >/dev/null || lacks "a Chromium or Chrome for the browser tests. Any one of these helps:
      Debian: apt-get install chromium (as root)
      any system: (cd e2e && npm ci && npx playwright install chromium)
      one that is already there: CHROMIUM=/path/to/chrome make test"
}

case ${1:-} in
  chromium) find_chromium; exit ;;
  build | test)
    [ ! -d "$HOME/.cargo/bin" ] || PATH=$PATH:$HOME/.cargo/bin
    check_c
    check_rust "$1"
    check_node
    if [ "$1" = test ]; then check_chromium; fi
    ;;
  *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac

if [ ${#missing[@]} -gt 0 ]; then
  echo "Homeroom cannot be built here yet. This machine lacks:" >&2
  printf '  * %s\n' "${missing[@]}" >&2
  exit 1
fi
