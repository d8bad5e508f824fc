"""The words of a language for days, and the forms in which it writes them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from incidents.coding.lexicon import words

FIRST, LAST = 1995, 2100  # years that news of cyberattacks speaks of
COMING = timedelta(days=60)  # nobody leaves the year away for what was ten months ago
Forms = dict[str, str]  # name -> regular expression over folded text

JOINT = r"-|/|auf den|auf|und|et|e|and|bis|au|al|to|zum"
NTH = r"(?:\.|er|st|nd|rd|th|°|º)?"
THE = r"(?:(?:den|dem|le|il|the) |l')?"
ARTICLE = r"(?:(?:den|dem|der|le|la|il|the) |l')?"
OF = r"(?:de |di |of )?"
YEAR = r",? (?:de |del |des jahres |of )?(?P<y>(?:19|20)\d\d)\b"
OF_YEAR = r"im jahr|in|en|nel|im|annee|jahr|anno|of|dal|de|del|seit|depuis|since"
BEFORE_MONTH = (
    r"im|in|en|au mois de|a|nel mese di|nel|seit|last|de|von|since|from|depuis|da|dal"
    r"|settimane di|giorni di|dello scorso|des|courant|durant|course of|corso di|during"
)
THIS = r"diese[nsmr]?|in diesem|ce|cet|cette|this|questa|quest'"
EVERY = "un|a|ein|einem|einen|ogni|chaque|every|jeden|une"
NO_HABIT = "".join(rf"(?<!\b{word} )" for word in EVERY.split("|"))
DAYTIME = "morgen|vormittag|nachmittag|abend|nacht|mittag|fruh"

WHOLE = (  # expressions of the word lists that are forms as they stand
    *("weekend", "before_yesterday", "yesterday", "tonight", "today"),
    *("last_week", "last_month", "last_year", "this_year"),
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
    festive: re.Pattern[str]  # any feast, to be asked before the longer form
    expressions: tuple[tuple[str, re.Pattern[str]], ...]  # what comes first wins a place


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
    forms = _written_out(found, seasons, year) | _counted(found, seasons, year)
    return Calendar(
        *(numbered("months"), numbered("days"), numbered("numbers")),
        tuple(found["units"]),
        str(found["weekend"]),
        str(found["at_night"]),
        tuple(found["feasts"]),
        re.compile(rf"(?<!\w)(?:{'|'.join(found['feasts'].values())})"),
        tuple((name, re.compile(rf"(?<!\w)(?:{form})(?!\w)")) for name, form in forms.items()),
    )


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
        years = groups["years"]
        count = int(years) if years.isdigit() else tables.numbers.get(years, 0)
        year = published.year - count if count else None
    if year is not None and not FIRST <= year <= LAST:
        raise ValueError(f"{year} is before {FIRST} or after {LAST}")
    return year


def _written_out(found: dict[str, Any], seasons: str, year: str) -> Forms:
    """Days, months and seasons by their number or name."""
    days = "|".join(found["days"])
    months = "|".join(sorted("|".join(found["months"]).split("|"), key=len, reverse=True))
    named = rf"(?P<month>{months})s?\b"
    part = f"(?P<early>{found['early']})|(?P<middle>{found['middle']})|(?P<late>{found['late']})"
    return {
        "iso": r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        "dotted": r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:20)?\d\d)?(?!\d)",
        "slashed": r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)",
        "span": rf"(?:(?:{days}),? {THE})?(?P<d>\d{{1,2}}){NTH},? ?(?:{JOINT}) ?{THE}"
        rf"(?:(?:{days}),? {THE})?(?P<d2>\d{{1,2}}){NTH} {OF}{named}\.?{year}?",
        "day": rf"(?:(?P<wd>{days}),? {THE})?(?P<d>\d{{1,2}}){NTH} ?{OF}{named}\.?{year}?",
        "day_after": rf"(?P<month>{months})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?!\d|:|\.\d| (?:uhr|h\b|franken)){year}?",
        "month_part": rf"(?:{part})[- ]?{named}{year}?",
        "month": rf"{named}\.?{year}",
        "month_joined": rf"(?P<month>{months})(?:tagen?|wochen?|halfte)\b{year}?",
        "month_alone": rf"(?:{BEFORE_MONTH}) (?:monat )?{named}(?! \d)",
        "season": rf"(?:{seasons}) (?:de |del |of )?(?P<y>20\d\d)\b",
    }


def _counted(found: dict[str, Any], seasons: str, year: str) -> Forms:
    """Days counted from that of publication; a bare year comes last."""
    days = "|".join(found["days"])
    return {
        "feast": _feast(found, days) + f"{year}?",
        "weekday_ago": rf"(?P<wd>{days}),? (?:di |d'|of )?(?:{found['ago']})",
        "weekday_last_week": rf"(?P<wd>{days})\w*,? (?:der |de |della |of )?(?:la )?"
        rf"(?:{found['last_week']})",
        "last_week_weekday": rf"(?:{found['last_week']}),? (?:am )?(?P<wd>{days})\b",
        "this_season": rf"(?:{THIS}) ?(?:{seasons})\b",
        "to_the_day": found["to_the_day"].replace("{ago}", f"(?:{found['ago']})"),
        "night": rf"(?:{found['night']}){THE}(?P<wd>{days})\b",
        "this_month": f"(?:{found['this_month']})",
        "weekday": rf"{NO_HABIT}(?P<wd>{days})(?:{DAYTIME})?",
        **{name: f"(?:{found[name]})" for name in WHOLE},
        "ago": found["ago"],
        "year": rf"(?:{OF_YEAR}) (?P<y>(?:19|20)\d\d)\b(?!\s?(?:franken|patient|person))",
    }


def _feast(found: dict[str, Any], days: str) -> str:
    """A feast, the day or a weekday before or after it, or the time around it."""
    names = "|".join(f"(?P<f{i}>{name})" for i, name in enumerate(found["feasts"].values()))
    beside = rf"(?P<fwd>{days})\w* (?:(?P<till>{found['before']})|{found['after']}) "
    return (
        rf"(?:(?P<eve>{found['eve']}) ?|(?P<next>{found['next']}) ?|{beside}"
        rf"|(?P<around>{found['before']}|{found['after']}) )?{ARTICLE}(?:{names})"
    )
