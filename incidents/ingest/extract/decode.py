"""From the bytes of a page to clean text, whatever its charset claims to be."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
# As browsers do: what calls itself Latin-1 or ASCII is Windows-1252.
_ALIASES: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_KEPT: Final = (  # one class, since it is looked for in all of a page; without soft hyphens,
    r"\t\n\r\x20-\x7e\x85\xa0-\xac\xae-\u200a\u200c-\u2029\u202f-\u205f\u2061-\u2065\u206a-\ud7ff"
    r"\uf900-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"  # marks of direction, private signs
)
_DROPPED = re.compile(f"[^{_KEPT}]")


def decode(body: bytes, charset: str = "") -> str:
    """Text by the byte order mark, the server, the page, UTF-8, else Windows-1252. Never fails."""
    for name in _candidates(body, charset):
        try:
            return clean(codecs.decode(body, name))
        except (LookupError, ValueError, TypeError):
            continue
    return clean(body.decode("cp1252", "replace"))


def _candidates(body: bytes, charset: str) -> Iterator[str]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            yield name
    declared = _META.search(body[:4096])
    for name in (charset, declared[1].decode("ascii") if declared else "", "utf-8"):
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if info._is_text_encoding:
            yield _ALIASES.get(info.name, info.name)


def clean(text: str) -> str:
    """NFC without control, invisible and private characters; line ends as newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))
