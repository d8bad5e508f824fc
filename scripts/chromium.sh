#!/bin/sh
# Browser tests need Chromium: from PATH or CHROMIUM_PATH, else Debian's package when root.
set -eu
[ -n "${CHROMIUM_PATH:-}" ] && exit 0
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium (once) …"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "No Chromium found: browser tests will be skipped. Install it or set CHROMIUM_PATH."
fi
