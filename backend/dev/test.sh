#!/usr/bin/env bash
# Everything that must hold before a change lands: `make test`.
#
#   test.sh [frontend|backend|browser]..    all three without arguments
#
# Steps go on after a failed one, so that one run tells all there is to mend.
# TEST_DATABASE_URL names an existing server (a superuser's address) instead of a throwaway one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$(pwd -P)
[ ! -d "$HOME/.cargo/bin" ] || PATH=$PATH:$HOME/.cargo/bin
# The frontend first: the backend compiles it in.
[ $# -gt 0 ] || set -- frontend backend browser

# The developer's own settings are not the tests'. Above all no test may meet a real database.
for name in ${!HOMEROOM_*} DATABASE_URL; do
  [ "$name" = HOMEROOM_POSTGRES_BIN ] || unset "$name"
done
export HOMEROOM_POSTGRES_SH=$root/backend/dev/postgres.sh

scratch=
clean_up() { [ -z "$scratch" ] || "$HOMEROOM_POSTGRES_SH" stop "$scratch" || true; }
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

passed=0 failed=0 report='' server_is_built=''
step() {
  local name=$1 verdict=ok begun=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then passed=$((passed + 1)); else verdict=FAILED failed=$((failed + 1)); fi
  report+=$(printf '%-7s %4ds  %s' "$verdict" $((SECONDS - begun)) "$name")$'\n'
  [ "$verdict" = ok ]
}

cargo_test() {
  if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace ${CI:+--locked --profile ci}
  else cargo test --workspace ${CI:+--locked}; fi
}

backend() {
  if [ -z "${TEST_DATABASE_URL:-}" ]; then
    scratch=$("$HOMEROOM_POSTGRES_SH" scratch $$)
    "$HOMEROOM_POSTGRES_SH" start "$scratch" --throwaway
    TEST_DATABASE_URL=$("$HOMEROOM_POSTGRES_SH" url "$scratch" postgres)
    export TEST_DATABASE_URL
  fi
  step 'backend: format' cargo fmt --all --check || true
  step 'backend: clippy' cargo clippy --quiet --workspace --all-targets ${CI:+--locked} -- -D warnings || true
  step 'backend: tests' cargo_test && server_is_built=yes || true
}

frontend() {
  step 'frontend: install' make --no-print-directory frontend/node_modules/.package-lock.json || return 0
  for script in check test build size; do
    step "frontend: $script" npm --prefix frontend run --silent $script || true
  done
}

browser() {
  local parts=(frontend/dist/index.html e2e/node_modules/.package-lock.json)
  # After the tests the server is there; `cargo build` alone would make half of it again, as it asks
  # the libraries for fewer features.
  [ -n "$server_is_built" ] || parts+=(server)
  step 'browser: build' make --no-print-directory "${parts[@]}" || return 0
  step 'browser: check' npm --prefix e2e run --silent check || true
  step 'browser: journeys' npm --prefix e2e test --silent || true
}

backend/dev/check-tools.sh test
"$HOMEROOM_POSTGRES_SH" install
for part in "$@"; do
  case $part in
    backend | frontend | browser) $part ;;
    *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done

printf '\n%s\nsteps: %d passed, %d failed\n' "$report" "$passed" "$failed"
[ "$failed" = 0 ]
