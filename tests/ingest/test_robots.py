"""What robots.txt allows, by its text."""

import pytest

from incidents.ingest.robots import MAX_DELAY, NOTHING, rules_of

PAGE = "https://news.example/spital/angriff?id=1"


def allows(text: str, url: str = PAGE) -> bool:
    return rules_of(text, "Anamnesis").allow(url)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("<!doctype html><title>404</title>", True),
        ("User-agent: *\nDisallow: /archiv/", True),
        ("User-agent: *\nDisallow: /spital/", False),
        ("User-agent: *\nDisallow: /*?id=", False),
        ("User-agent: *\nDisallow: /\nAllow: /spital/", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Anamnesis\nDisallow:", True),
        ("User-agent: anamnesis\nDisallow: /", False),
        ("User-agent: Otherbot\nDisallow: /", True),
        (NOTHING, False),
    ],
)
def test_rules_of_a_site(text: str, allowed: bool) -> None:
    assert allows(text) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", 0),
        ("User-agent: *\nCrawl-delay: 3", 3),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -5", 0),
        ("User-agent: *\nCrawl-delay: 86400", MAX_DELAY),
        ("User-agent: *\nRequest-rate: 1/10s", 10),
        ("User-agent: Otherbot\nCrawl-delay: 9", 0),
    ],
)
def test_the_delay_that_a_site_asks_for(text: str, delay: float) -> None:
    assert rules_of(text, "Anamnesis").delay == delay
