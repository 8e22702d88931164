#!/bin/sh
# Install Debian's Chromium for the browser tests, or say plainly why that was not possible.
set -u
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium, and no apt-get to install it: the browser tests cannot run here." >&2
    exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "No Chromium, and no right to install it (apt-get install chromium): the browser tests cannot run here." >&2
        exit 0
    fi
    as_root="sudo -n"
fi
echo "Installing Chromium for the browser tests …"
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; then
    echo "Chromium could not be installed: the browser tests cannot run here." >&2
fi
exit 0
