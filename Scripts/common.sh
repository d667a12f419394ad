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
