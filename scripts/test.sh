#!/bin/sh
# All tests on PostgreSQL, those that stop services by themselves and with services of their own;
# then the data-layer tests once more on SQLite; then coverage of all.
set -eu
bin=.venv/bin
rm -f .coverage .coverage.*
$bin/python -m pytest --cov --cov-report= -q --ignore tests/faults
$bin/python -m pytest --cov --cov-append --cov-report= -q tests/faults
TEST_DATABASE=sqlite $bin/python -m pytest --cov --cov-append --cov-report= -q -m data
$bin/coverage report --skip-covered --sort=cover | tail -n 25
