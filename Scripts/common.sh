# shellcheck shell=bash
# Sourced by the scripts beside it: strict mode, the root of the checkout as working folder, one-line errors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

# The programs that are installed; each is a product of Package.swift.
# shellcheck disable=SC2034  # used by the scripts that source this
programs=(rogue-agent rogue-export rogue-forward rogue-keycounter)

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# A Python that has psutil, in a virtual environment of our own, made once; the version is what is compared with.
# shellcheck disable=SC2034
psutil=psutil==7.2.2
psutil_python() {
    local venv=${XDG_CACHE_HOME:-$HOME/.cache}/rogue-bench
    "$venv/bin/python" -c "import psutil; assert '$psutil'.endswith(psutil.__version__)" 2>/dev/null || {
        /usr/bin/python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check "$psutil"
    } >&2 || die "cannot install $psutil into $venv"
    echo "$venv/bin/python"
}
