"""Pages for the tests of the coder: invented organisations, our own sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from incidents.records import Draft, Page

ZURICH = ZoneInfo("Europe/Zurich")


def page(title: str, *paragraphs: str, day: str = "2024-05-17") -> Page:
    """A page published at noon of the given day."""
    published = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZURICH)
    return Page(title=title, text="\n\n".join([title, *paragraphs]), published_at=published)


def values(draft: Draft) -> dict[str, str]:
    """The best value of every field that the draft states."""
    return {str(claim.field): str(claim.value) for claim in reversed(draft.claims)}


VENDOR = page(
    "Spitalsoftware: Ransomware trifft Ordinis Medica",
    "Der Hersteller von Software für Praxen und Spitäler Ordinis Medica wurde mit Ransomware "
    "angegriffen. Getroffen hat es vor allem die eigene Informatik.",
    "Am 8. März teilte das österreichische Unternehmen mit, man sei Ziel einer Attacke mit "
    "Ransomware geworden. Die Ordinis Medica mit Hauptsitz in Graz beliefert Arztpraxen. In der "
    "Schweiz führt Ordinis eine Niederlassung in Thun mit zwanzig Angestellten.",
    "Die Verfügbarkeit von E-Mail und Telefon im eigenen Haus sei eingeschränkt, hiess es. Es gebe "
    "keine Anzeichen dafür, dass Kundendaten betroffen seien.",
    "Ob ein Lösegeld verlangt wurde, gab Ordinis nicht bekannt.",
    "Mehr zum Thema",
    "Spital Muster zahlt der Gruppe Akira eine Million Franken",
    "Im Januar 2019 stahlen Hacker dort 40'000 Patientendossiers.",
    day="2022-03-10",
)

TELEMEDICINE = page(
    "Hackerangriff auf Telemontis: Ärzte zeitweise nicht erreichbar",
    "Gemäss heutigem Stand wurden offenbar keine Patientendaten gestohlen.",
    "Der Telemedizin-Anbieter Telemontis hat einen Cyberangriff auf seine Systeme bemerkt. Die "
    "Angriffe wurden am 11. Juni und nochmals am 13. Juni entdeckt, wie das Unternehmen schreibt.",
    "Die Systeme wurden nicht verschlüsselt und keine Daten von Patienten kompromittiert. Die App "
    "war vorübergehend offline, die Hotline war zeitweise nicht erreichbar.",
    "Lesen Sie auch",
    "Zug: Neue Praxis eröffnet",
    day="2024-06-14",
)
