"""Agency copies are found, other reports of the same days are not: measured, not believed."""

import random
import time

from incidents.ingest.copies import find_original

# Reports share an office's stock sentences, as real ones do.
STOCK = [
    "Die Kantonspolizei hat Ermittlungen aufgenommen und will sich derzeit nicht weiter äussern.",
    "Das Bundesamt für Cybersicherheit steht mit den Verantwortlichen in Kontakt.",
    "Der Eidgenössische Datenschutzbeauftragte wurde über den Vorfall informiert.",
    "Der Betrieb ist eingeschränkt, Notfälle werden weiterhin behandelt.",
    "Wie lange die Arbeiten dauern, lässt sich noch nicht sagen.",
    "Ob Daten von Patientinnen und Patienten abgeflossen sind, wird abgeklärt.",
]
WORDS = """
server konto station labor leitung abend nacht montag freitag telefon gerät system
netz mitarbeitende patienten angehörige direktion kanton gemeinde firma dienst zugang
kopie schaden brief frist zahlung gruppe drohung bericht analyse spur hinweis
fachleute wiederaufbau sicherung papier akte termin eingriff befund rezept lieferung
heim praxis spital klinik apotheke wurde worden hatte habe sei seien könne konnte
musste müsse bleibt blieb stellt stellte meldet meldete bestätigt bestätigte der die
das ein eine von mit nach aus bei seit über unter gegen ohne für noch bereits erst
vorerst teilweise vollständig
""".split()  # noqa: SIM905 - a list would be longer than the tests
DIALECTS = 40  # each story prefers its own few words, as each event has its own nouns


def story(luck: random.Random) -> str:
    own = luck.sample(WORDS, DIALECTS)
    sentences = [
        " ".join(luck.choices(own, k=luck.randint(8, 18))).capitalize() + "." for _ in range(12)
    ]
    for stock in luck.sample(STOCK, 4):
        sentences.insert(luck.randrange(len(sentences)), stock)
    return " ".join(sentences)


def copy_of(text: str, luck: random.Random) -> str:
    """A new title and lead, and eight per cent of the words changed."""
    words = text.split()
    for place in luck.sample(range(len(words)), int(0.08 * len(words))):
        words[place] = luck.choice(WORDS)
    lead = " ".join(luck.choices(WORDS, k=25)).capitalize() + "."
    return f"{lead} {' '.join(words[18:])}"


def test_copies_are_found_and_nothing_else_is_taken_for_one() -> None:
    luck = random.Random(4)
    originals = [(n, story(luck)) for n in range(300)]
    probes = [(n, copy_of(text, luck)) for n, text in luck.sample(originals, 100)]
    others = [(-1, story(luck)) for _ in range(100)]

    began = time.process_time()
    answers = [(true, find_original(text, originals)) for true, text in [*probes, *others]]
    seconds = time.process_time() - began

    claimed = [(true, found) for true, found in answers if found is not None]
    right = sum(true == found for true, found in claimed)
    assert right / len(probes) >= 0.9, "recall"
    assert right / len(claimed) >= 0.98, "precision"
    assert seconds / len(answers) < 0.05  # for 300 reports of the same days


def test_two_papers_about_one_attack_are_no_copies() -> None:
    one = (
        "Das Spital Birkenau in Langenthal ist am Dienstag von einem Angriff mit Ransomware"
        " getroffen worden. Die Server des Spitals wurden in der Nacht verschlüsselt, wie das Haus"
        " am Mittwoch mitteilte. Patientendaten seien nach bisherigem Stand nicht abgeflossen."
        " Geplante Eingriffe mussten verschoben werden, die Pflege arbeitet mit Papier. " + STOCK[0]
    )
    other = (
        "Seit der Nacht auf Mittwoch stehen im Oberaargau die Rechner still: Unbekannte haben das"
        " Regionalspital in Langenthal erpresst. Operationen fallen aus, Ärztinnen schreiben"
        " Befunde von Hand. Zu einer Forderung sagt die Direktion nichts. Gestohlen worden sei nach"
        " heutigem Wissen nichts, heisst es aus Langenthal. " + STOCK[0]
    )

    assert find_original(other, [(1, one)]) is None
    assert find_original(one, [(1, one)]) == 1


def test_a_few_words_are_never_a_copy() -> None:
    assert find_original("Mehr folgt in Kürze.", [(1, "Mehr folgt in Kürze.")]) is None
