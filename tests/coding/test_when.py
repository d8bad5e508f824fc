"""Days as four languages write them, counted from the day of publication."""

from datetime import date

import pytest

from incidents.coding.text import fold
from incidents.coding.when import dates

PUBLISHED = date(2024, 11, 20)  # a Wednesday
TOLD = {
    "de": {
        "in der Nacht vom 11. auf den 12. November": "2024-11-12",
        "am Dienstagmorgen": "2024-11-19",
        "heute vor zwei Wochen": "2024-11-06",
        "vor genau drei Monaten": "2024-08-20",
        "am Freitag vor zwei Wochen": "2024-11-08",
        "am 3. Mai letzten Jahres": "2023-05-03",
        "am 18. April vor zwei Jahren": "2022-04-18",
        "in den ersten Apriltagen": "2024-04",
        "zwischen Samstag, 9., und Sonntag, 10. November": "2024-11-09",
        "in der Nacht vom 9. auf den 10. November": "2024-11-10",
        "vor etwa fünf Wochen": "2024-10-14/2024-10-20",
        "vor gut zwei Monaten": "2024-09",
        "im Verlauf des Februars": "2024-02",
        "im Verlauf des vergangenen Jahres": "2023",
        "in diesem Frühling": "2024-03-01/2024-05-31",
        "in der Nacht vom 31. Oktober auf den 1. November": "2024-11-01",
        "in der Nacht von Samstag, 9. November, auf Sonntag": "2024-11-10",
        "am Wochenende vom 9./10. November": "2024-11-09",
        "am ersten Samstag im Oktober": "2024-10-05",
        "am letzten Montag im September 2023": "2023-09-25",
        "am zweiten Oktoberwochenende": "2024-10-12/2024-10-13",
        "am ersten Dezembermontag": "2023-12-04",
        "an einem Märzmorgen": "2024-03",
        "an einem Montag im Oktober": "2024-10",
        "im vergangenen Juni": "2024-06",
        "seit Mitte Monat": "2024-11",
        "am vorletzten Freitag": "2024-11-08",
        "Dienstag, den 12.": "2024-11-12",
        "seit sechs Tagen": "2024-11-14",
        "zu Wochenbeginn": "2024-11-18/2024-11-20",
        "vor vierzehn Tagen": "2024-11-04/2024-11-10",
        "im letzten Herbst": "2023-09-01/2023-11-30",
        "Ende des letzten Monats": "2024-10",
        "am Tag nach dem 1. August": "2024-08-02",
        "am Montag, elf Tage nach dem ersten Alarm": "2024-11-07",
        "im Lauf des Jahres 2021": "2021",
        "2021 kopierte ein Student Aufnahmen": "2021",
    },
    "fr": {
        "dans la nuit du 11 au 12 novembre": "2024-11-12",
        "le week-end des 9 et 10 novembre": "2024-11-09",
        "voici deux mois": "2024-09",
        "le 4 mars de l'an dernier": "2023-03-04",
        "il y a un an jour pour jour": "2023-11-20",
        "entre samedi 9 et dimanche 10 novembre": "2024-11-09",
        "il y a trois semaines jour pour jour": "2024-10-30",
        "dans la nuit de mercredi à jeudi de la semaine dernière": "2024-11-14",
        "ce printemps": "2024-03-01/2024-05-31",
        "dans la nuit du 31 octobre au 1er novembre": "2024-11-01",
        "dans le courant du mois d'avril": "2024-04",
        "le premier samedi d'octobre": "2024-10-05",
        "le dernier lundi de septembre 2023": "2023-09-25",
        "le premier week-end d'octobre": "2024-10-05/2024-10-06",
        "un lundi d'avril": "2024-04",
        "l'attaque d'août dernier": "2024-08",
        "la première semaine de juin": "2024-06",
        "mardi 12 au soir": "2024-11-12",
        "depuis six jours": "2024-11-14",
        "en début de semaine": "2024-11-18/2024-11-20",
        "il y a quinze jours": "2024-11-04/2024-11-10",
        "le printemps dernier": "2024-03-01/2024-05-31",
        "en fin de semaine dernière": "2024-11-11/2024-11-17",
        "les derniers jours d'août": "2024-08",
        "au lendemain du 1er août": "2024-08-02",
        "dix jours après l'attaque": "2024-11-10",
    },
    "it": {
        "nella notte tra l'11 e il 12 novembre": "2024-11-12",
        "il lunedì di Pentecoste dell'anno scorso": "2023-05-29",
        "nel marzo di due anni fa": "2022-03",
        "cinque settimane fa": "2024-10-14/2024-10-20",
        "una domenica dell'anno scorso": "2023",
        "questa primavera": "2024-03-01/2024-05-31",
        "nella notte tra il 31 ottobre e il 1° novembre": "2024-11-01",
        "nel fine settimana del 9 e 10 novembre": "2024-11-09",
        "risale a mercoledì": "2024-11-20",
        "nel corso del mese di gennaio": "2024-01",
        "il primo sabato di ottobre": "2024-10-05",
        "martedì 12": "2024-11-12",
        "da sei giorni": "2024-11-14",
        "a inizio settimana": "2024-11-18/2024-11-20",
        "quindici giorni fa": "2024-11-04/2024-11-10",
        "l'autunno scorso": "2023-09-01/2023-11-30",
        "per buona parte di maggio": "2024-05",
        "l'ultimo fine settimana di agosto": "2024-08-31/2024-09-01",
        "due giorni prima di San Silvestro 2023": "2023-12-29",
        "alla vigilia del Primo d'agosto": "2024-07-31",
        "nell'ottobre scorso": "2024-10",
        "a metà del mese": "2024-11",
        "ai primi giorni del mese": "2024-11",
    },
    "en": {
        "in the night of 11 to 12 November": "2024-11-12",
        "two weeks ago to the day": "2024-11-06",
        "on 12 April last year": "2023-04-12",
        "Thursday two weeks ago": "2024-11-07",
        "in the course of October": "2024-10",
        "during September": "2024-09",
        "in the night of 31 October to 1 November": "2024-11-01",
        "overnight from Friday to Saturday": "2024-11-16",
        "over the weekend of 9 and 10 November": "2024-11-09",
        "the first Saturday in October": "2024-10-05",
        "the last Monday of September 2023": "2023-09-25",
        "the Friday before last": "2024-11-08",
        "on Tuesday 12": "2024-11-12",
        "earlier this week": "2024-11-18/2024-11-20",
        "a fortnight ago": "2024-11-04/2024-11-10",
        "last spring": "2024-03-01/2024-05-31",
        "the first week of June": "2024-06",
        "one Tuesday morning in January": "2024-01",
        "the last weekend of August 2023": "2023-08-26/2023-08-27",
        "the day after 1 August": "2024-08-02",
        "on Tuesday, four days after the break-in": "2024-11-15",
    },
}


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [(language, *told) for language, days in TOLD.items() for told in days.items()],
)
def test_a_day_is_found_in_the_words_for_it(language, words, day):
    found = dates(fold(words), language, PUBLISHED)

    assert day in [str(dated.when) for dated in found]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "jeden ersten Montag"),
        ("de", "an einem Montag"),
        ("fr", "chaque premier jeudi du mois"),
        ("it", "ogni venerdì"),
        ("en", "every second Tuesday"),
    ],
)
def test_a_weekday_that_comes_again_is_no_day(language, words):
    assert not dates(fold(words), language, PUBLISHED)


FEASTS = {
    "de": {
        "am Ostermontag": "2024-04-01",
        "seit dem Stephanstag": "2024-12-26",  # near: it may be yet to come
        "am Tag nach Pfingstmontag": "2024-05-21",
        "am Freitag vor Pfingsten": "2024-05-17",
        "am Dienstag nach dem Bettag": "2024-09-17",
        "am Vorabend von Allerheiligen": "2024-10-31",
        "über das Pfingstwochenende": "2024-05-18/2024-05-20",
        "kurz vor Weihnachten 2022": "2022-12",
        "zwischen Weihnachten und Neujahr 2022": "2022-12-25/2022-12-31",
        "am Muttertag": "2024-05-12",
        "am zweiten Adventssonntag 2023": "2023-12-10",
        "am Tag nach Auffahrt": "2024-05-10",
        "an Silvester 2022": "2022-12-31",
        "zwei Tage vor Weihnachten 2022": "2022-12-23",
        "drei Tage nach dem Ostermontag": "2024-04-04",
        "ein paar Tage vor Ostern": "2024-03",
    },
    "fr": {
        "le lundi de Pâques": "2024-04-01",
        "au lendemain de l'Ascension": "2024-05-10",
        "le mardi après la Pentecôte": "2024-05-21",
        "à Noël 2021": "2021-12-25",
        "le lundi du Jeûne": "2024-09-16",
        "à la Saint-Martin": "2024-11-11",
        "la veille de la Toussaint": "2024-10-31",
        "deux jours après Noël 2022": "2022-12-27",
    },
    "it": {
        "la sera del Giovedì santo": "2024-03-28",
        "alla vigilia di Ferragosto": "2024-08-14",
        "durante le feste di Pasqua": "2024-03-29/2024-04-01",
        "il giorno di San Martino": "2024-11-11",
        "alla vigilia dell'Ascensione": "2024-05-08",
        "a Santo Stefano del 2022": "2022-12-26",
        "due settimane prima di Natale del 2022": "2022-12-05/2022-12-11",
    },
    "en": {
        "on Good Friday": "2024-03-29",
        "the day after Whit Monday": "2024-05-21",
        "on Christmas Eve 2022": "2022-12-24",
        "the Thursday before Easter": "2024-03-28",
        "two days before Christmas 2021": "2021-12-23",
    },
}


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [(language, *told) for language, days in FEASTS.items() for told in days.items()],
)
def test_a_feast_is_a_day(language, words, day):
    assert [str(dated.when) for dated in dates(fold(words), language, PUBLISHED)] == [day]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Noël Favre dirige"),
        ("it", "Natale Bianchi dirige"),
        ("fr", "à Saint-Martin (VS)"),
        ("fr", "la Clinique Saint-Joseph"),
        ("fr", "l'ascension du groupe"),
        ("de", "Silvester Meier an der Auffahrt zum Notfall"),
        ("de", "das Museum zu Allerheiligen"),
        ("it", "l'Ospedale Santo Stefano, e la Clinica Immacolata"),
        ("en", "it was an epiphany"),
    ],
)
def test_a_name_is_no_feast(language, words):
    assert not dates(fold(words), language, PUBLISHED)


def test_a_season_that_is_yet_to_come_is_the_last_one():
    found = dates(fold("questo è successo quest'autunno"), "it", date(2024, 5, 2))

    assert [str(dated.when) for dated in found] == ["2023-09-01/2023-11-30"]


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("bis 9. Februar", date(2024, 1, 30), "2024-02-09"),  # a deadline
        ("bis 9. Februar", date(2023, 12, 20), "2024-02-09"),
        ("am 28. Dezember", date(2024, 1, 5), "2023-12-28"),
        ("am 1. Juni", date(2024, 1, 5), "2023-06-01"),  # too far ahead to leave the year away
        ("im Dezember", date(2023, 11, 20), "2022-12"),
    ],
)
def test_a_day_without_a_year_is_the_coming_one_if_it_is_near(words, published, day):
    assert [str(dated.when) for dated in dates(fold(words), "de", published)] == [day]
