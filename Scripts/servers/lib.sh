# shellcheck shell=bash
# Sourced by the servers beside it: everything that is not one server's own.
#
#   NAME install              installs what it needs (Scripts/setup --test, or what its `packages` says)
#   NAME start DIR [PORT]     starts it on 127.0.0.1, its ports from PORT on (default: free ones); its data goes to DIR
#   NAME wait DIR [SECONDS]   until it serves (default: 30 seconds at most)
#   NAME ports DIR            a line "NAME PORT" for each of its ports
#   NAME query DIR ...        what it holds: a line "METRIC TIME VALUE" for each point (what may follow: see there)
#   NAME stop DIR             ends it, with everything written; its data stays, and start goes on with it
#
# A server defines: ports=(name ...), the first of PORT, the next of PORT + 1, and so on; serve DIR, which runs it in the
# foreground; answers, true once it serves; ask DIR ...; and, where there is a need, flush DIR.
# Only the process that DIR/pid names is ever ended, and only if it is still the one that was started.
set -euo pipefail
export LC_ALL=C.UTF-8
host=127.0.0.1
ports=()
packages=--test

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# Clock ticks from boot to the start of a process: with its pid, its identity. Nothing for one that has ended.
born() { sed -n 's/^.*) //p' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'; }

running() { # DIR
    local pid start
    [ -s "$1/pid" ] && read -r pid start <"$1/pid" && [ "$(born "$pid")" = "$start" ]
}

listening() { (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null; }

within() { # SECONDS COMMAND...: true as soon as the command is
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt "$end" ] || return 1
        sleep 0.1
    done
}

free_ports() { # below the range from which the kernel takes ports of its own accord
    local base i
    while true; do
        base=$((20000 + RANDOM % 1200 * 10))
        for i in "${!ports[@]}"; do
            ! listening $((base + i)) || continue 2
        done
        echo $base
        return
    done
}

port() { # NAME: its number, once DIR/port has been read
    local i
    for i in "${!ports[@]}"; do
        [ "${ports[i]}" != "$1" ] || echo $((base + i))
    done
}

start() { # DIR [PORT]
    ! running "$1" || die "$1: already running"
    mkdir -p "$1"
    if [ $# -gt 1 ]; then base=$2; elif [ -s "$1/port" ]; then base=$(<"$1/port"); else base=$(free_ports); fi
    echo "$base" >"$1/port"
    (serve "$1") >>"$1/log" 2>&1 </dev/null &
    local pid=$!
    echo "$pid $(born $pid)" >"$1/pid"
}

wait_for() { # DIR [SECONDS]
    # shellcheck disable=SC2317  # called by within
    serving() { answers || ! running "$dir"; }
    local dir=$1
    within "${2:-30}" serving || die "$1: not ready in time: $(tail -n1 "$1/log")"
    running "$1" || die "$1: it has ended: $(tail -n1 "$1/log")"
}

ended() { ! running "$1"; }

stop() { # DIR
    local pid
    running "$1" || return 0
    read -r pid _ <"$1/pid"
    flush "$1"
    kill -TERM "$pid" 2>/dev/null || true
    if ! within 15 ended "$1"; then
        kill -KILL "$pid" 2>/dev/null || true
        within 5 ended "$1" || die "$1: process $pid does not end"
        echo "${0##*/}: $1: had to be killed" >&2
    fi
    rm -f "$1/pid"
}

flush() { :; }

main() { # VERB DIR ...
    local verb=${1:-} dir name
    [ "$verb" != install ] || exec "$(dirname "$0")/../setup" "$packages"
    [ $# -ge 2 ] || die "usage: install | start DIR [PORT] | wait DIR [SECONDS] | ports DIR | query DIR ... | stop DIR"
    dir=$(realpath -m "$2")
    shift 2
    [ "$verb" = start ] || [ -s "$dir/port" ] || die "$dir: no server was started there"
    [ ! -s "$dir/port" ] || base=$(<"$dir/port")
    case $verb in
        start) start "$dir" "$@" ;;
        wait) wait_for "$dir" "$@" ;;
        ports) for name in "${ports[@]}"; do echo "$name $(port "$name")"; done ;;
        query) ask "$dir" "$@" ;;
        stop) stop "$dir" ;;
        *) die "unknown verb '$verb'" ;;
    esac
}
