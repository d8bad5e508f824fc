"""Articles given by hand: an address or a local file."""

from pathlib import Path

from incidents import services
from incidents.ingest.address import canonical_url, tidy_url
from incidents.ingest.extract import ExtractError, extract
from incidents.ingest.fetch import PAGES, FetchError
from incidents.ingest.pipeline.article import outcome_of
from incidents.ingest.pipeline.batch import process
from incidents.ingest.pipeline.reading import command_reader
from incidents.ingest.turns import Later
from incidents.models.article import UNFINISHED
from incidents.records import Fetched, Outcome, Page
from incidents.sources.errors import SourceError
from incidents.sources.file import read as read_file


def read_page(place: str) -> tuple[Page, bytes]:
    """Fetch an address or read a file and extract its story. Writes nothing.

    Raises FetchError, SourceError (files) or ExtractError, each with a `message` for people.
    """
    fetched = _read(place)
    return extract(fetched), fetched.body


def _read(place: str) -> Fetched:
    if not place.startswith(("http://", "https://")):
        return read_file(Path(place))
    try:
        return command_reader().read_patiently(place, accept=PAGES)
    except Later as later:
        raise FetchError("throttled", str(later), transient=True) from None


def import_article(place: str) -> Outcome:
    """Read one address or file and bring it to a final state; nothing is stored if it fails."""
    try:
        page, body = read_page(place)
    except (FetchError, ExtractError, SourceError) as error:
        return Outcome(address=place, outcome="failed", reason=error.message)
    is_web = "://" in place
    url = page.url or (canonical_url(place) if is_web else _urn(page))
    article = services.start_article(url, met_at=tidy_url(place) if is_web else "")
    stored = services.save_page(article, page, body)
    if stored == "unchanged" and article.state not in UNFINISHED:
        return outcome_of(article, "unchanged")
    outcome = process(article.pk)
    return outcome or outcome_of(article, "unchanged", "another worker has it")


def _urn(page: Page) -> str:
    return f"urn:sha256:{services.content_hash(page.text)}"
