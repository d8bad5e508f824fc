"""The words of a language for days, and the forms in which it writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from incidents.coding.lexicon import words
from incidents.records import PartialDate

FIRST, LAST = 1995, 2100  # years that news of cyberattacks speaks of
COMING = timedelta(days=60)  # nobody leaves the year away for what was ten months ago
Forms = dict[str, str]  # name -> regular expression over folded text

JOINT = r"-|/|auf den|auf|und|et|e|and|bis|au|a|al|to|zum"
NTH = r"(?:\.|er|st|nd|rd|th|°|º)?"
THE = r"(?:(?:den|dem|le|il|the) |l')?"
ARTICLE = r"(?:(?:den|dem|der|le|la|il|the) |l')?"
OF = r"(?:de |di |of )?"
YEAR = r",? (?:de |del |des jahres |of )?(?P<y>(?:19|20)\d\d)\b"
OF_YEAR = r"im jahr|des jahres|in|en|nel|im|annee|jahr|anno|of|dal|de|del|seit|depuis|since"
BEFORE_MONTH = (
    r"im|in|en|au mois de|a|nel mese di|nel|seit|last|de|von|since|from|depuis|da|dal"
    r"|di|dello scorso|des|courant|durant|course of|corso di|during|lo scorso"
    r"|mois de|month of|semaine de|weeks? of|days of"
    r"|(?:letzte|vergangene|vorige)[nmrs]?"
)
AFTER_MONTH = "dernier|passe|ecoule|scorso|passato"
THIS = r"diese[nsmr]?|in diesem|ce|cet|cette|this|questa|quest'"
DAYTIME = "morgen|vormittag|nachmittag|abend|nacht|mittag|fruh"
DAY_PART = r"(?: (?:morning|afternoon|evening|night|matin|soir|mattina|mattino|sera|notte))?"
WEEKEND = "wochenende|week-?end|fin de semaine|fine settimana"
IN_MONTH = r"(?:im|in|des|de|di|of|d') ?"

WHOLE = (  # expressions of the word lists that are forms as they stand
    *("weekend", "before_yesterday", "yesterday", "tonight", "today"),
    *("fortnight_ago", "this_week", "last_week", "this_month", "last_month"),
    *("last_year", "this_year"),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Numbers of months, days and numerals by their words, and how days are written."""

    months: dict[str, int]
    days: dict[str, int]
    numbers: dict[str, int]
    units: tuple[str, ...]
    weekend: str
    at_night: str
    feasts: tuple[str, ...]  # rules of feasts.py, in the order of the form's groups
    signs: dict[str, re.Pattern[str]]  # groups of the forms: what a text must have for them
    expressions: tuple[tuple[str, re.Pattern[str]], ...]  # what comes first wins a place

    def expected(self, folded: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """The expressions that a text has the signs of: figures, months, weekdays or feasts."""
        absent = [sign for sign, form in self.signs.items() if not form.search(folded)]
        for name, form in self.expressions:
            if not any(sign in form.groupindex for sign in absent):
                yield name, form

    def count(self, numeral: str | None) -> int:
        """A numeral in figures or words as a number; 0 for any other word and for none."""
        if numeral and numeral.isdecimal():
            return int(numeral)
        return self.numbers.get(numeral or "", 0)


@cache
def calendar(language: str) -> Calendar:
    """The calendar of de, fr, it or en."""
    found: dict[str, Any] = words("calendar")[language]

    def numbered(key: str) -> dict[str, int]:
        return {w: i for i, ws in enumerate(found[key], 1) for w in ws.split("|")}

    seasons = "|".join(f"(?P<s{i}>{season})" for i, season in enumerate(found["seasons"]))
    year = (
        rf"(?:{YEAR}|,? (?:de |des |of )?(?:(?P<back>{found['last_year']})|{found['years_ago']}))"
    )
    signs = {
        "d": r"\d",
        "month": "|".join(found["months"]),
        "wd": "|".join(found["days"]),
        "f0": rf"(?<!\w)(?:{'|'.join(found['feasts'].values())})",
    }
    forms = _written_out(found, seasons, year) | _counted(found, seasons, year)
    return Calendar(
        *(numbered("months"), numbered("days"), numbered("numbers")),
        tuple(found["units"]),
        str(found["weekend"]),
        str(found["at_night"]),
        tuple(found["feasts"]),
        {sign: re.compile(form) for sign, form in signs.items()},
        tuple((name, re.compile(rf"(?<!\w)(?:{form})(?!\w)")) for name, form in forms.items()),
    )


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_of(m: re.Match[str], year: int) -> PartialDate:
    """Three months; winter, which has parts of two years, is the year."""
    season = next(i for i in range(4) if m[f"s{i}"])
    if season == 3:
        return PartialDate.parse(str(year))
    first = date(year, 3 + 3 * season, 1)
    return PartialDate(first, PartialDate.of_month(year, 5 + 3 * season).last)


def year_of(m: re.Match[str], tables: Calendar, published: date | None) -> int | None:
    """The year that stands beside a day: `2024`, of last year, two years ago.

    Raises ValueError for years outside FIRST to LAST.
    """
    groups = m.groupdict()
    year = None
    if groups.get("y"):
        year = int(groups["y"])
        year += 2000 if year < 100 else 0
    elif published and groups.get("back"):
        year = published.year - 1
    elif published and groups.get("years"):
        count = tables.count(groups["years"])
        year = published.year - count if count else None
    if year is not None and not FIRST <= year <= LAST:
        raise ValueError(f"{year} is before {FIRST} or after {LAST}")
    return year


def _written_out(found: dict[str, Any], seasons: str, year: str) -> Forms:
    """Days, months and seasons by their number or name."""
    days = "|".join(found["days"])
    months = "|".join(sorted("|".join(found["months"]).split("|"), key=len, reverse=True))
    named = rf"(?P<month>{months})s?\b"
    weekday = rf"(?:(?:{days}),? {THE})?"
    day = rf"{weekday}(?P<d>\d{{1,2}}){NTH} ?{OF}{named}\.?{year}?"
    nth = "|".join(f"(?P<nth{i}>{word})" for i, word in enumerate(found["nth"]))
    part = f"(?P<early>{found['early']})|(?P<middle>{found['middle']})|(?P<late>{found['late']})"
    return {
        "iso": r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        "dotted": r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:20)?\d\d)?(?!\d)",
        "slashed": r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)",
        "day_to": rf"{day},? (?:{JOINT}) {THE}"
        rf"(?:{weekday}(?P<d2>\d{{1,2}}){NTH} ?{OF}(?P<month2>{months})|(?P<wd2>{days}))\b",
        "span": rf"{weekday}(?P<d>\d{{1,2}}){NTH},? ?(?:{JOINT}) ?{THE}"
        rf"{weekday}(?P<d2>\d{{1,2}}){NTH} {OF}{named}\.?{year}?",
        "day_beside": rf"(?:(?P<eve>{found['eve']})|(?P<next>{found['next']})) ?{ARTICLE}{day}",
        "day": day,
        "day_after": rf"(?P<month>{months})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?!\d|:|\.\d| (?:uhr|h\b|franken)){year}?",
        "nth_weekday": rf"(?:{nth}) (?P<wd>{days}) (?:{IN_MONTH})?{named}\.?{year}?",
        "nth_weekday_joined": rf"(?:{nth}) (?P<month>{months})(?P<wd>{days}){year}?",
        "nth_weekend": rf"(?:{nth}) (?:{WEEKEND}) {IN_MONTH}{named}\.?{year}?",
        "nth_weekend_joined": rf"(?:{nth}) (?P<month>{months})wochenende\b{year}?",
        "weekday_of_month": rf"(?:{days})(?:{DAYTIME})?{DAY_PART} {IN_MONTH}{named}\.?{year}?",
        "month_part": rf"(?:{part})[- ]?{named}{year}?",
        "month": rf"{named}\.?{year}",
        "month_joined": rf"(?P<month>{months})(?:tag(?:en?)?|wochen?|wochenende|halfte|{DAYTIME}"
        rf"|{days})\b{year}?",
        "month_alone": rf"(?:(?:{BEFORE_MONTH}) (?:monat )?|(?<!primo )d'){named}(?! \d)",
        "month_gone": rf"{named} (?:{AFTER_MONTH})(?! \d)",
        "season": rf"(?:{seasons}) (?:de |del |of )?(?P<y>20\d\d)\b",
    }


def _counted(found: dict[str, Any], seasons: str, year: str) -> Forms:
    """Days counted from that of publication; a bare year comes last."""
    days = "|".join(found["days"])
    nth = "|".join(found["nth"][:4])
    habit = rf"(?P<habit>(?:{found['every']}) (?:(?:{nth}) )?|(?:{nth}) )?"  # means no single day
    return {
        "feast": _feast(found, days) + f"{year}?",
        "days_after": rf"(?:(?P<wd0>{days})\w*,? )?(?:{found['days_after']})",
        "weekday_ago": rf"(?P<wd>{days}),? (?:di |d'|of )?(?:{found['ago']})",
        "weekday_before_last": found["before_last"].replace("{day}", f"(?P<wd>{days})"),
        "weekday_last_week": rf"(?P<wd>{days})\w*,? (?:der |de |della |of )?(?:la )?"
        rf"(?:{found['last_week']})",
        "last_week_weekday": rf"(?:{found['last_week']}),? (?:am )?(?P<wd>{days})\b",
        "last_season": found["last_season"].replace("{season}", f"(?:{seasons})"),
        "this_season": rf"(?:{THIS}) ?(?:{seasons})\b",
        "to_the_day": found["to_the_day"].replace("{ago}", f"(?:{found['ago']})"),
        "night": rf"(?:{found['night']}){THE}(?P<wd>{days})\b",
        "weekday_numbered": rf"(?P<wd>{days}),? {THE}(?P<d>\d{{1,2}}){NTH}"
        rf"(?! ?[\d:/h%']|\.\d| (?:uhr|heures|ore|o'clock|am\b|pm\b|a\.m|p\.m))",
        "weekday": rf"{habit}(?P<wd>{days})(?:{DAYTIME})?",
        "whole": "|".join(f"(?P<{name}>{found[name]})" for name in WHOLE),
        "since": found["since"],
        "ago": found["ago"],
        "year": rf"(?:(?:{OF_YEAR}) |^)(?P<y>(?:19|20)\d\d)\b(?!\s?(?:franken|patient|person))",
    }


def _feast(found: dict[str, Any], days: str) -> str:
    """A feast, days before or after it, a weekday before or after it, or the time around it."""
    names = "|".join(f"(?P<f{i}>{name})" for i, name in enumerate(found["feasts"].values()))
    before, after = found["before"], found["after"]
    day, week = found["units"][:2]
    count = "|".join(found["numbers"])
    beside = rf"(?P<fwd>{days})\w* (?:(?P<till>{before})|{after}) "
    counted = (
        rf"(?P<far>\d\d?|{count}) (?:{day}|(?P<week>{week}))\w* (?:(?P<short>{before})|{after}) "
    )
    return (
        rf"(?:(?P<eve>{found['eve']}) ?|(?P<next>{found['next']}) ?|{beside}|{counted}"
        rf"|(?P<around>{before}|{after}) )?{ARTICLE}(?:{names})"
    )
