"""Local files: what is read and what is refused, with a sentence that says why."""

from pathlib import Path

import pytest

from incidents.sources import file
from incidents.sources.errors import SourceError


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        file.read(path)
    assert str(path) in caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.txt", "Spital Musterhausen", "text/plain"),
        ("a.txt", "Was <html> bedeutet", "text/plain"),
        ("a.html", "<p>Spital", "text/html"),
        ("a.HTM", "<p>Spital", "text/html"),
        ("a", "\n<!DOCTYPE html><p>Spital", "text/html"),
        ("a.bin", "Spital Musterhausen", "text/plain"),
    ],
)
def test_a_file_is_read_with_its_type(tmp_path: Path, name: str, body: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(body, encoding="utf-8")

    read = file.read(path)

    assert (read.content_type, read.body, read.url) == (kind, body.encode(), "")


def test_utf_16_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Spital Musterhausen", encoding="utf-16")

    assert file.read(path).content_type == "text/plain"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"x" * 30_000_000, "too_large"),
        (b"Spital\0Musterhausen", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, "binary"),
        (b"%PDF-1.7\n1 0 obj", "binary"),
    ],
    ids=["empty", "blank", "only a mark", "30 MB", "NUL", "picture", "PDF"],
)
def test_what_holds_no_article_is_refused(tmp_path: Path, body: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(body)

    assert refusal(path).reason_code == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.txt").reason_code == "missing"
    assert refusal(tmp_path).reason_code == "directory"
