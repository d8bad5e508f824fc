#!/bin/sh
# Puts the few front-end files that pages load into static/vendor: font, libraries, and one script
# for dashboard and list, put together from its parts so that a visit takes few requests.
set -eu
target=$1
mkdir -p "$target"
rm -f "$target"/*.js "$target"/*.map
cp node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2 "$target/"
for file in \
    node_modules/chart.js/dist/chart.umd.min.js \
    node_modules/htmx.org/dist/htmx.min.js \
    static/js/palette.js static/js/labels.js \
    static/js/strip-marks.js static/js/strip-frame.js static/js/strip.js \
    static/js/columns.js static/js/bars.js static/js/lag.js \
    static/js/charts.js static/js/live.js static/js/share.js
do
    sed '/^\/\/# sourceMappingURL=/d' "$file"
    echo ';'
done > "$target/overview.js"
