"""CSV: one clean table, streamed. UTF-8, comma, CRLF, as RFC 4180 has it."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from incidents.exports.columns import COLUMNS, for_export, row

CHUNK = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet shows and never runs: formulas get an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def lines(incidents: Any) -> Iterator[str]:
    """The table line by line, header first, in constant memory."""
    writer = csv.writer(_Line())
    yield writer.writerow([column.name for column in COLUMNS])
    found = for_export(incidents)
    for incident in found if isinstance(found, list) else found.iterator(chunk_size=CHUNK):
        yield writer.writerow(_cells(row(incident).values()))


def _cells(values: Iterable[Any]) -> list[Any]:
    return [harmless(value) for value in values]
