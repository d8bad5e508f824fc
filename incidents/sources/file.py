"""An article in a local file, read as if it had been fetched."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from incidents.records import Fetched
from incidents.sources.errors import SourceError

HTML = frozenset({".html", ".htm", ".xhtml"})
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def read(path: Path, max_bytes: int = 5_000_000) -> Fetched:
    """Read a text or HTML file; the record's `url` is empty.

    Raises SourceError: missing, directory, unreadable, too_large, empty, binary.
    """
    if path.is_dir():
        raise SourceError("directory", f"{path} is a folder, not a file")
    try:
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise SourceError("missing", f"there is no file {path}") from None
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", f"{path} cannot be read: {error}") from None
    _check(body, path, max_bytes)
    return Fetched(url="", status=200, content_type=_content_type(path, body), body=body)


def _check(body: bytes, path: Path, max_bytes: int) -> None:
    if len(body) > max_bytes:
        raise SourceError("too_large", f"{path} is larger than {max_bytes:,} bytes")
    if not body.removeprefix(BOM_UTF8).strip():
        raise SourceError("empty", f"{path} is empty")
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return
    sample = body[:65536]
    strange = len(sample) - len(sample.translate(None, CONTROLS))
    if b"\0" in body or strange > len(sample) // 100 or body.startswith((b"%PDF-", b"{\\rtf")):
        raise SourceError("binary", f"{path} is not a text or HTML file")


def _content_type(path: Path, body: bytes) -> str:
    """By the name, else by the first tag."""
    suffix = path.suffix.lower()
    if suffix in HTML:
        return "text/html"
    head = body[:1024].replace(b"\0", b"").lower()
    if suffix != ".txt" and (b"<html" in head or b"<!doctype html" in head):
        return "text/html"
    return "text/plain"
