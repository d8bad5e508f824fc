"""What a site's robots.txt allows us. Pure: the text goes in, rules come out."""

from functools import lru_cache

from protego import Protego

MAX_DELAY = 60.0  # seconds; who asks for more is asked once a minute
NOTHING = "User-agent: *\nDisallow: /"  # stands in for rules that are too long to be read


class Rules:
    """The rules of one robots.txt for one robot."""

    def __init__(self, text: str, robot: str) -> None:
        self._parsed = Protego.parse(text)
        self._robot = robot

    def allow(self, url: str) -> bool:
        return bool(self._parsed.can_fetch(url, self._robot))

    @property
    def delay(self) -> float:
        """Seconds between two requests; 0 when the site does not say."""
        asked = self._parsed.crawl_delay(self._robot) or 0.0
        rate = self._parsed.request_rate(self._robot)
        if rate and rate.requests:
            asked = max(asked, rate.seconds / rate.requests)
        return min(max(asked, 0.0), MAX_DELAY)

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps that the site names, for anybody."""
        return [str(url) for url in self._parsed.sitemaps][:100]


@lru_cache(maxsize=128)
def rules_of(text: str, robot: str) -> Rules:
    """Rules, parsed once per process."""
    return Rules(text, robot)
