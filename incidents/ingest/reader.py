"""Reads addresses politely: one turn at a time per host, and only what robots.txt allows."""

import time
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from incidents.ingest.extract.decode import decode
from incidents.ingest.fetch import FEEDS, PAGES, ROBOT, FetchError, fetch
from incidents.ingest.robots import NOTHING, Rules, rules_of
from incidents.ingest.turns import Busy, Later, Turns
from incidents.records import Fetched

PATIENCE = 5.0  # seconds that a redirect may wait for its turn at the next host
MOMENT = 0.05  # seconds that anybody waits for a request under way: cheaper than to come again
STEP = 0.002  # seconds between two looks whether it is over
FRESH = 60.0  # seconds that a process goes by the rules it was told without asking again
MANY = 1_000  # sites whose rules it keeps
ROBOTS_BYTES = 512_000  # RFC 9309: at least 500 KiB must be understood
# No answer to robots.txt, or one that says "not now": then nothing of the site is read yet.
STAY_AWAY = frozenset(
    {"unreachable", "timed_out", "throttled", "server_error", "unsafe_address", "bad_address"}
)
# A plain 500 is what sites answer to addresses that their software does not know.
NO_RULES = frozenset({500, 501})


class Reader:
    """How this process reads: who it says it is, where it may go, how long it waits."""

    def __init__(
        self,
        turns: Turns,
        *,
        gap: float,
        timeout: float = 20.0,
        contact: str = "",
        allowed_networks: Sequence[str] = (),
    ) -> None:
        self.turns = turns
        self.gap = gap
        self.timeout = timeout
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._options = {"contact": contact, "allowed_networks": tuple(allowed_networks)}

    def read(
        self,
        url: str,
        *,
        accept: Collection[str] = PAGES | FEEDS,
        etag: str = "",
        last_modified: str = "",
        max_bytes: int = 5_000_000,
    ) -> Fetched:
        """Read one address when it is our turn.

        Raises Later when the host is busy or its robots.txt had to be read first, and FetchError
        like `fetch`, with the code `robots` when the site does not want the page read.
        """
        visit = _Visit(self)
        try:
            return fetch(
                url,
                accept=accept,
                etag=etag,
                last_modified=last_modified,
                max_bytes=max_bytes,
                timeout=self.timeout,
                before=visit,
                **self._options,  # type: ignore[arg-type]
            )
        except FetchError as error:
            visit.pause = max(visit.pause, error.retry_after or 0.0)
            raise
        finally:
            visit.leave()

    def read_patiently(self, url: str, patience: float = 60.0, **options: object) -> Fetched:
        """Like `read`, but wait for the turn here. For commands and people, never in a worker."""
        ends_at = time.monotonic() + patience
        while True:
            try:
                return self.read(url, **options)  # type: ignore[arg-type]
            except Later as later:
                if time.monotonic() + later.seconds > ends_at:
                    raise
                time.sleep(later.seconds)

    def rules(self, url: str) -> Rules:
        """The rules of a site; reads its robots.txt when it is not on file. Raises Later."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        until, rules = self._rules.get(origin, (0.0, None))
        if rules and until > time.monotonic():
            return rules
        text = self.turns.robots(origin)
        if text is not None:
            return self._keep(origin, rules_of(text, ROBOT))
        text = self._read_robots(origin)
        self.turns.keep_robots(origin, text)
        rules = rules_of(text, ROBOT)
        if pause := self.pause_of(rules):
            raise Later(pause, f"{origin}/robots.txt was read")
        return rules

    def _keep(self, origin: str, rules: Rules) -> Rules:
        if len(self._rules) > MANY:
            self._rules.clear()
        self._rules[origin] = time.monotonic() + FRESH, rules
        return rules

    def pause_of(self, rules: Rules) -> float:
        return max(self.gap, rules.delay)

    def _read_robots(self, origin: str) -> str:
        host, text, pause = urlsplit(origin).netloc, "", self.gap
        token = self.turns.take(host, 2 * self.timeout)
        try:
            fetched = fetch(
                f"{origin}/robots.txt",
                accept=(),
                max_bytes=ROBOTS_BYTES,
                timeout=self.timeout,
                **self._options,  # type: ignore[arg-type]
            )
            text = decode(fetched.body, "utf-8")
            pause = self.pause_of(rules_of(text, ROBOT))
        except FetchError as error:
            pause = max(pause, error.retry_after or 0.0)
            if error.reason_code in STAY_AWAY and error.status not in NO_RULES:
                raise
            text = NOTHING if error.reason_code == "too_large" else ""
        finally:
            self.turns.leave(host, token, pause)
        return text


class _Visit:
    """The way of one fetch over hosts; called before each of its requests."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._host = self._token = ""
        self.pause = 0.0

    def __call__(self, url: str) -> None:
        host = urlsplit(url).netloc.lower()
        is_first = not self._host
        if host == self._host:  # a redirect within the site keeps its turn, and the gap
            time.sleep(min(self.pause, PATIENCE))
        pause = self._check(url)
        if host != self._host:
            self.leave()
            self._token = self._take(host, MOMENT if is_first else PATIENCE)
            self._host = host
        self.pause = pause

    def _check(self, url: str) -> float:
        rules = self._reader.rules(url)
        if not rules.allow(url):
            raise FetchError("robots", f"robots.txt of {urlsplit(url).netloc} rules {url} out")
        return self._reader.pause_of(rules)

    def _take(self, host: str, patience: float) -> str:
        ends_at = time.monotonic() + patience
        while True:
            try:
                return self._reader.turns.take(host, 2 * self._reader.timeout)
            except Later as later:
                pause = STEP if isinstance(later, Busy) else later.seconds
                if time.monotonic() + pause > ends_at:
                    raise
                time.sleep(pause)

    def leave(self) -> None:
        if self._host:
            self._reader.turns.leave(self._host, self._token, self.pause)
            self._host = self._token = ""
