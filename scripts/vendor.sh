#!/bin/sh
# Copies the few front-end files that pages load from node_modules to static/vendor.
set -eu
target=$1
mkdir -p "$target"
cp node_modules/chart.js/dist/chart.umd.min.js \
   node_modules/chart.js/dist/chart.umd.min.js.map \
   node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2 \
   "$target/"
