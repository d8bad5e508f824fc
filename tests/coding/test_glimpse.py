"""The first look at a page: news about something else ends there, reports of incidents do not."""

import json
from pathlib import Path

import pytest

from incidents.coding.coder import at_first_look, code
from incidents.coding.glimpse import glimpse_of, stems
from incidents.coding.training.lessons import Article
from incidents.coding.training.retold import among
from incidents.records import Page
from tests.coding.test_relevance import TOLD

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
ORDINARY = [
    json.loads(line)
    for line in (CORPUS / "ordinary.jsonl").read_text(encoding="utf-8").splitlines()
]

PLAIN = [  # words that talk about attacks has as well
    "Cyberangriff auf Spital Musterwil\n\nDas Spital Musterwil ist Opfer eines Cyberangriffs "
    "geworden. Die Polizei ermittelt.",
    "Hackerangriff in Wil\n\nIn der Nacht auf Samstag sind Hacker in die Informatik der Klinik "
    "Sonnenhalde in Wil eingedrungen.",
    "Nach Hackerangriff: Luzerner Spital wieder am Netz\n\nEine Woche nach dem "
    "Hackerangriff laufen im Spital Sonnmatt wieder alle Systeme. Das gab das Spital "
    "bekannt.\n\nDer Angriff hatte am 3. März begonnen. Während Tagen waren E-Mail und "
    "Telefon nicht verfügbar. Notfälle wurden in andere Spitäler gebracht.\n\nDaten von "
    "Patienten wurden nach heutigem Wissen nicht gestohlen. Die Kosten belaufen sich auf "
    "1,5 Millionen Franken, sagte Direktorin Eva Meier. Sie dankte den Mitarbeitenden für "
    "den Einsatz.",
    "Cyberattaque contre l'hôpital de Bulle\n\nL'hôpital de Bulle a été victime d'une cyberattaque "
    "dans la nuit de dimanche à lundi. Une enquête est ouverte.",
    "Attacco informatico all'ospedale di Faido\n\nL'ospedale di Faido è stato vittima di un "
    "attacco informatico. Le indagini sono in corso.",
    "Cyberattack on hospital in Aarau\n\nThe hospital in Aarau said on Monday that it had been hit "
    "by a cyberattack. Police are investigating.",
    "Swiss hospital hit by cyberattack\n\nThe Musterwil hospital in the canton of Bern has been "
    "hit by a cyberattack, it said on Tuesday.\n\nThe attack was discovered on Monday morning. The "
    "hospital called in the police. Operations continue and patients are being treated as usual, "
    "it said.\n\nIt is not clear whether data were stolen.",
]


def is_read_on(text):
    return not glimpse_of(Page(title="", text=text)).is_other_news


def test_forms_of_a_word_and_what_it_is_joined_with_fall_together():
    assert stems("die spitaler und das spitalpersonal") == {"die", "spita", "und", "das"}


def test_a_text_without_a_known_word_is_about_something_else():
    assert not is_read_on("")
    assert not is_read_on("Здравствуйте\n\n你好")


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
def test_a_short_report_is_read_on(told):
    assert is_read_on(told.text)


@pytest.mark.parametrize("told", PLAIN)
def test_a_report_in_plain_words_is_read_and_taken(told):
    page = Page(title="", text=told)

    assert is_read_on(told)
    assert at_first_look(page) is None
    assert code(page).relevant


def test_lines_about_the_page_do_not_push_a_plain_report_down():
    title, rest = PLAIN[0].split("\n\n", 1)

    assert is_read_on("\n\n".join([title, "Region", "Von Hans Muster", "Teilen", rest]))


def test_an_attack_elsewhere_and_other_news_of_a_hospital_are_not_read_for_that():
    assert not is_read_on(
        "Hackerangriff auf Sägerei\n\nHacker haben die Sägerei Muster angegriffen."
    )
    assert not is_read_on("Spital Muster baut um\n\nDas Spital Muster baut seine Küche um.")


def test_hardly_an_incident_of_the_gold_ends_at_the_first_look():
    reports = [CORPUS / "texts" / f"{row['id']}.txt" for row in GOLD if row["relevant"]]
    lost = [path.stem for path in reports if not is_read_on(path.read_text("utf-8"))]

    assert len(lost) <= 0.01 * len(reports)


def test_an_incident_on_a_long_page_is_read_on():
    reports = [row for row in GOLD if row["relevant"] and row["split"] == "test"]
    lost = [
        row["id"] for row in reports if not is_read_on(on_a_long_page(row["id"], row["language"]))
    ]

    assert len(lost) <= 0.08 * len(reports)


def on_a_long_page(name, language):
    """A report among news that nothing has learned from, up to 6,400 characters of them."""
    others = [Article(row, row["text"]) for row in ORDINARY if row["language"] == language]
    report = Article({"id": name}, (CORPUS / "texts" / f"{name}.txt").read_text("utf-8"))
    return among(report, others, 3).text


def test_most_news_that_nothing_has_learned_from_ends_at_the_first_look():
    read_on = [row["id"] for row in ORDINARY if is_read_on(row["text"])]

    assert len(ORDINARY) >= 150
    assert len(read_on) <= 0.3 * len(ORDINARY)


def test_hardly_any_ordinary_news_is_taken_for_an_incident():
    pages = [Page(title="", text=row["text"], language=row["language"]) for row in ORDINARY]
    taken = [row["id"] for row, page in zip(ORDINARY, pages, strict=True) if code(page).relevant]

    assert len(taken) <= 0.01 * len(ORDINARY)


def test_what_ends_at_a_first_look_at_all_lines_is_coded_alike():
    pages = [Page(title="", text=row["text"], language=row["language"]) for row in ORDINARY]
    ended = [(page, coding) for page in pages if (coding := at_first_look(page))]

    assert len(ended) >= 0.65 * len(pages)
    assert [coding for _, coding in ended] == [code(page) for page, _ in ended]


def test_a_first_look_at_all_lines_finds_an_incident_among_other_stories():
    reports = [row for row in GOLD if row["relevant"] and row["split"] == "test"]
    texts = [on_a_long_page(row["id"], row["language"]) for row in reports]
    lost = [
        row["id"]
        for row, text in zip(reports, texts, strict=True)
        if at_first_look(Page(title="", text=text))
    ]

    assert len(lost) <= 0.02 * len(reports)
