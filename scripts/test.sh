#!/bin/sh
# All tests on PostgreSQL, then the data-layer tests once more on SQLite; then coverage of both.
set -eu
bin=.venv/bin
rm -f .coverage .coverage.*
$bin/python -m pytest --cov --cov-report= -q
TEST_DATABASE=sqlite $bin/python -m pytest --cov --cov-append --cov-report= -q -m data
$bin/coverage report --skip-covered --sort=cover | tail -n 25
