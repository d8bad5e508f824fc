"""One line per outcome, as `event key=value …`, so that people and machines can read it."""

import json
import logging

log = logging.getLogger("incidents.ingest")


def say(event: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write one line; facts that are empty are left out."""
    pairs = (f"{name}={_plain(value)}" for name, value in facts.items() if value not in ("", None))
    log.log(level, "%s %s", event, " ".join(pairs))


def _plain(value: object) -> str:
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    is_bare = text.isprintable() and not set(text) & set(' "=')
    return text if is_bare else json.dumps(text, ensure_ascii=False)
