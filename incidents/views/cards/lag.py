"""C9: how many days until the public knew."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.selectors.lags import MOST, Lag
from incidents.selectors.words import number_in_words


@dataclass(frozen=True, slots=True)
class Delay:
    title: str
    subtitle: str
    summary: str
    lags: Sequence[Lag]


def delays(sentence: str, lags: Sequence[Lag], count: int) -> Delay:
    numbers = {"n": number_in_words(len(lags)), "total": number_in_words(count)}
    subtitle = _(
        "Days from noticing to becoming public: %(n)s of %(total)s incidents, those with both"
        " days known. Square-root scale."
    )
    if len(lags) == MOST:  # there may be more
        subtitle = _(
            "Days from noticing to becoming public: the newest %(n)s of the incidents with both"
            " days known. Square-root scale."
        )
    subtitle %= numbers
    return Delay(
        title=_("How long until it was public"),
        subtitle=subtitle,
        summary=_in_words(sentence, lags),
        lags=lags,
    )


def _in_words(sentence: str, lags: Sequence[Lag]) -> str:
    text = _("One mark per incident, by days until it was public") + ". " + sentence
    if not lags:
        return text
    days = sorted(lag.days for lag in lags)
    middle, most = median_low(days), days[-1]
    words = _("Middle value: %(middle)s; longest: %(most)s.") % {
        "middle": days_in_words(middle),
        "most": days_in_words(most),
    }
    return f"{text} {words}"


def days_in_words(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number_in_words(days)}
