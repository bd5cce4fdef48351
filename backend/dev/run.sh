#!/usr/bin/env bash
# Runs Homeroom from this checkout on a database of its own.
#
#   run.sh serve    build everything, load the demo school, serve API and SPA on one port
#   run.sh dev      the same API, and Vite in front of it, which shows a changed screen at once
#   run.sh demo     only load the demo school and print its sign-ins
#
# DATABASE_URL names an existing PostgreSQL instead; then none is started. HOMEROOM_LISTEN changes the
# address, 127.0.0.1:8080.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export HOMEROOM_ENV=${HOMEROOM_ENV:-development} HOMEROOM_LISTEN=${HOMEROOM_LISTEN:-127.0.0.1:8080}
homeroom=${CARGO_TARGET_DIR:-target}/debug/homeroom
data=.homeroom/data
[ ! -d "$HOME/.cargo/bin" ] || PATH=$PATH:$HOME/.cargo/bin

# Listening everywhere is reached through the loopback address.
host=${HOMEROOM_LISTEN%:*} port=${HOMEROOM_LISTEN##*:}
case $host in 0.0.0.0 | '[::]' | '') host=127.0.0.1 ;; esac
answers() { (exec 3<>"/dev/tcp/${host//[\[\]]/}/${1:-$port}") 2>/dev/null; }

refuse_taken_port() {
  answers || return 0
  echo "Something is listening on $HOMEROOM_LISTEN already: another Homeroom perhaps, or another program." >&2
  echo "Stop it, or choose another port:  HOMEROOM_LISTEN=127.0.0.1:8090 make run" >&2
  exit 1
}

started=()
stop_everything() {
  trap '' INT TERM HUP
  for pid in ${started[@]+"${started[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
  wait
  if [ -n "${embedded:-}" ]; then backend/dev/postgres.sh stop "$data" --unless-used; fi
}

database() {
  [ -z "${DATABASE_URL:-}" ] || return 0
  embedded=yes
  backend/dev/postgres.sh start "$data"
  DATABASE_URL=$(backend/dev/postgres.sh url "$data" homeroom)
  export DATABASE_URL
}

greet() {
  until answers "${1:-$port}"; do kill -0 "${started[0]}" 2>/dev/null || return 0; sleep 0.1; done
  printf '\n%s\n\n  Homeroom is at  http://%s:%s\n  Ctrl-C stops it.\n\n' "$sign_ins" "$host" "${1:-$port}"
}

mode=${1:-}
case $mode in
  serve | dev) refuse_taken_port ;;
  demo) ;;
  *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac

case $mode in
  dev) make --no-print-directory server frontend/node_modules/.package-lock.json ;;
  *) make --no-print-directory build ;;
esac
trap stop_everything EXIT
trap 'echo; exit 0' INT # Ctrl-C is how one is meant to leave
trap 'exit 143' TERM HUP
database
"$homeroom" migrate
sign_ins=$("$homeroom" demo)
if [ "$mode" = demo ]; then printf '%s\n' "$sign_ins"; exit; fi

# A newcomer wants to keep the sign-ins in sight; a developer wants to see each request.
[ "$mode" = dev ] || export RUST_LOG=${RUST_LOG:-warn}
# Links in mail lead to where the screens are.
[ "$mode" != dev ] || export HOMEROOM_PUBLIC_URL=${HOMEROOM_PUBLIC_URL:-http://127.0.0.1:5173}
"$homeroom" serve &
started+=($!)
if [ "$mode" = dev ]; then
  HOMEROOM_BACKEND=http://$host:$port npm --prefix frontend run dev -- --clearScreen false &
  started+=($!)
  greet 5173
else
  greet
fi
# Ends with the first of them: an API without screens, or screens without an API, help nobody.
all_alive() { for pid in "${started[@]}"; do kill -0 "$pid" 2>/dev/null || return 1; done; }
while all_alive; do sleep 0.5; done
