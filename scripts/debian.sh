#!/bin/sh
# Install a package of Debian's that tests need, or say plainly why that was not possible.
#   debian.sh COMMAND PACKAGE "the tests of …"
set -u
command=$1 package=$2 tests=$3
if command -v "$command" >/dev/null 2>&1; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No $command, and no apt-get to install it: $tests cannot run here." >&2
    exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "No $command, and no right to install it (apt-get install $package): $tests cannot run here." >&2
        exit 0
    fi
    as_root="sudo -n"
fi
echo "Installing $package for $tests …"
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "$package"; } >/dev/null 2>&1; then
    echo "$package could not be installed: $tests cannot run here." >&2
fi
exit 0
