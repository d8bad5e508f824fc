"""Which lines belong to a story, and what the others say about its date."""

from datetime import datetime

import pytest

from incidents.ingest.extract.dates import ZURICH, read_date_line, read_dateline
from incidents.ingest.extract.kinds import Kind, kind
from incidents.ingest.extract.story import tell

ONE = "Das Spital Musterhausen ist am Montag Ziel eines Cyberangriffs geworden, wie es mitteilt."
TWO = "Die Notaufnahme blieb offen, geplante Eingriffe wurden um einige Tage verschoben."
THREE = "Die Polizei ermittelt gegen unbekannt und gibt derzeit keine weiteren Auskünfte."
OTHER = "Im Heim Abendruh sind die Daten von achtzig Bewohnern ins Netz gelangt."


@pytest.mark.parametrize(
    "marker",
    [
        "Mehr zum Thema", "Lesen Sie auch:", "Das könnte Sie auch interessieren",
        "Vom gleichen Autor", "KOMMENTARE (12)", "3 Kommentare", "Artikel teilen", "À lire aussi",
        "Sur le même sujet", "Du même auteur", "Articles liés", "Commentaires", "Leggi anche",
        "Potrebbe interessarti", "Dello stesso autore", "Articoli correlati", "Related stories",
        "Read more …", "More on this topic", "By the same author", "Leave a comment", "• Share",
    ],
)  # fmt: skip
def test_a_story_ends_at_a_marker(marker: str) -> None:
    assert tell([ONE, TWO, THREE, marker, "Ein anderer Titel", OTHER]).paragraphs == [
        ONE,
        TWO,
        THREE,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Wer den Artikel teilen will, findet ihn auf der Website.",
        "Mehr zum Thema sagte der Direktor nicht.",
        "Kommentare gab die Klinik keine ab.",
        "Der Newsletter der Praxis wurde an alle Patienten verschickt, die ihn abonniert hatten.",
        "Lire aussi les petites lignes, voilà son conseil.",
        "Share prices of the insurer fell by two per cent.",
        "Cookies und Passwörter wurden ebenfalls gestohlen, wie die Praxis am Freitag mitteilte.",
        "Die Bilder der Patienten: ein Fall für den Datenschutz.",
    ],
)
def test_a_marker_within_a_sentence_is_part_of_the_story(line: str) -> None:
    assert tell([ONE, line, TWO]).paragraphs == [ONE, line, TWO]


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Praxis Fabelhaft verliert Röntgenbilder",
        "Lire aussi : la clinique des Tilleuls piratée",
        "Leggi anche » La casa Girasole senza telefoni",
        "Mehr zum Thema – Apotheke zahlt",
        "image",
        "Das Spital bei Nacht. | zvg",
        "Das Spital bei Nacht. (Bild: Keystone)",
        "(Symbolbild: Archiv)",
        "Foto: Anna Beispiel",
        "Crédit: Keystone",
        "Der Empfang des Spitals © Anna Beispiel",
        "Abonnieren Sie unseren Newsletter.",
        "Inscrivez-vous à notre newsletter pour ne rien manquer.",
        "Wir verwenden Cookies, um Ihnen das bestmögliche Erlebnis zu bieten.",
        "Lesezeit: 3 Minuten",
        "Schlagwörter: Spital, Angriff",
        "https://tagblatt.example/spital",
    ],
)
def test_a_stray_line_is_dropped_without_what_follows(line: str) -> None:
    assert tell([ONE, line, TWO, THREE]).paragraphs == [ONE, TWO, THREE]


def test_a_box_of_teasers_in_the_middle_is_removed() -> None:
    lines = [ONE, "Lesen Sie auch", "Heim Abendruh gehackt", TWO, THREE]

    assert tell(lines).paragraphs == [ONE, TWO, THREE]


def test_buttons_above_the_story_do_not_end_it() -> None:
    lines = ["Teilen", "2 Kommentare", ONE, "Teilen", "Kommentar", TWO, THREE, "Teilen", OTHER]

    assert tell(lines).paragraphs == [ONE, TWO, THREE]


def test_links_to_other_stories_end_it_without_a_heading() -> None:
    links = [
        "In anderen Blättern",
        "Heim Abendruh wurde erpresst",
        OTHER[:50],
        "Labor zahlt Geld an Bande",
    ]

    assert tell(["Teilen", ONE, TWO, THREE, *links]).paragraphs == [ONE, TWO, THREE]


def test_headings_between_paragraphs_are_kept() -> None:
    lines = [ONE, "Keine Daten abgeflossen", TWO, "Polizei sucht nach den Tätern", THREE]

    assert tell(lines).paragraphs == lines


def test_a_bar_of_buttons_is_dropped() -> None:
    lines = [
        "Teilen Merken Drucken",
        ONE,
        "Facebook | X | WhatsApp",
        TWO,
        "Salva, Copia link",
        THREE,
    ]

    assert tell(lines).paragraphs == [ONE, TWO, THREE]


def test_the_caption_below_a_picture_is_dropped() -> None:
    assert tell(["image", "Der Empfang der Klinik", ONE, TWO]).paragraphs == [ONE, TWO]


def test_sections_and_signatures_above_a_dump_are_dropped() -> None:
    lines = ["Gesundheit", "Von Berta Beispiel", "Teilen", ONE, TWO, "Ihr Praxisteam"]

    assert tell(lines).paragraphs == [ONE, TWO, "Ihr Praxisteam"]


def test_a_letter_keeps_its_place_and_its_signature() -> None:
    lines = ["Luzern, 22. Januar 2026", "Liebe Patienten", ONE, "Freundliche Grüsse", "Ihr Team"]

    told = tell(lines)

    assert told.paragraphs == lines
    assert told.published_at == datetime(2026, 1, 22, tzinfo=ZURICH)


def test_the_title_is_not_told_twice() -> None:
    assert tell(["Spital gehackt", ONE, TWO], "Spital gehackt").paragraphs == [ONE, TWO]


def test_keywords_are_dropped_and_lists_are_kept() -> None:
    lines = ["• spital", ONE, "Betroffen sind:", "• die Post", "• das Archiv", TWO, "• spital"]

    assert tell(lines).paragraphs == [
        ONE,
        "Betroffen sind:",
        "• die Post",
        "• das Archiv",
        TWO,
    ]


def test_the_publication_counts_before_the_update() -> None:
    told = tell(["Aktualisiert: 6.3.2024, 10:00", "Publiziert: 4.3.2024, 8 Uhr", ONE, TWO])

    assert told.paragraphs == [ONE, TWO]
    assert told.published_at == datetime(2024, 3, 4, 8, tzinfo=ZURICH)


def test_the_update_counts_when_nothing_else_is_said() -> None:
    told = tell(["Mis à jour le 6 mars 2024", ONE, TWO])

    assert told.published_at == datetime(2024, 3, 6, tzinfo=ZURICH)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        (", 21. Dezember 2021 um 08:00", (2021, 12, 21, 8)),
        ("21.12.2021, 08:00", (2021, 12, 21, 8)),
        ("Dienstag, 21. Dezember 2021, 08.00 Uhr", (2021, 12, 21, 8)),
        ("Von Hans Muster, 21.12.21 8 Uhr", (2021, 12, 21, 8)),
        ("Publié le 21 décembre 2021 à 08h00", (2021, 12, 21, 8)),
        ("1er mars 2024", (2024, 3, 1, 0)),
        ("Pubblicato il 21 dicembre 2021 alle 8:00", (2021, 12, 21, 8)),
        ("Published 21 December 2021 08:00", (2021, 12, 21, 8)),
        ("December 21, 2021, 8:00 pm", (2021, 12, 21, 20)),
        ("2021-12-21", (2021, 12, 21, 0)),
        ("2021-12-21T08:00:00+01:00", (2021, 12, 21, 8)),
        ("2021-12-21T07:00:00Z", (2021, 12, 21, 8)),
    ],
)
def test_a_date_line_is_read(line: str, moment: tuple[int, int, int, int]) -> None:
    found = read_date_line(line)

    assert found is not None
    assert found.published == datetime(*moment, tzinfo=ZURICH)


@pytest.mark.parametrize(
    "line",
    [
        "Am 21. Dezember 2021 wurde das Spital angegriffen.",
        "Seit 21.12.2021 ist das Labor zu",
        "31.02.2021",
        "Version 2.4.2021.7",
        "Tel. 044 123 45 67",
        "",
    ],
)
def test_any_other_line_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    "head",
    [
        "Zürich, 3. März 2024 (sda) – ",
        "Bern, 03.03.2024 - ",
        "(3. März 2024) ",
        "Berne, le 3 mars 2024 – ",
        "Berne (ats), 3 mars 2024. ",
        "Lugano, 3 marzo 2024: ",
        "GENEVA, March 3, 2024 (Reuters) - ",
    ],
)
def test_a_dateline_is_read(head: str) -> None:
    assert read_dateline(f"{head}Das Spital ist zu.") == datetime(2024, 3, 3, tzinfo=ZURICH)


@pytest.mark.parametrize(
    "text",
    ["Am 3. März 2024 (Sonntag) fiel das Netz aus.", "Das Spital (3. März 2024) schweigt."],
)
def test_a_date_within_a_sentence_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_a_long_line_is_prose() -> None:
    assert kind("a" * 401) is Kind.PROSE
