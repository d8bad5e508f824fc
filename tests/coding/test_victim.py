"""Who is taken for the victim, and where its name begins and ends."""

import pytest

from incidents.coding import scope
from incidents.coding.coder import code
from incidents.coding.organisation import display_name
from incidents.coding.story import story_of
from incidents.coding.view import view_of
from tests.coding.pages import page, values

CLINIC = page(
    "Cyberangriff auf die Augenpraxis Lindenhag",
    "Unbekannte haben am Dienstag die Server der Augenpraxis Lindenhag in Zofingen verschlüsselt. "
    "Die Augenpraxis Lindenhag hat Anzeige erstattet und arbeitet mit Papier.",
    "Das Brillengeschäft Optik Lindenhag Zofingen teilt mit, es sei ein anderes Unternehmen und "
    "nicht betroffen.",
)


def test_a_shop_of_the_same_name_is_not_the_body_that_was_hit():
    got = values(code(CLINIC).drafts[0])

    assert got["organisation"] == "Augenpraxis Lindenhag"
    assert got["org_type"] == "practice"


@pytest.mark.parametrize(
    ("lead", "name", "kind"),
    [
        (
            "Orbalab, laboratorio di analisi mediche di Yverdon-les-Bains, è stato colpito da un "
            "ransomware. Orbalab ha sporto denuncia e i referti arrivano in ritardo.",
            "Orbalab",
            "laboratory",
        ),
        (
            "Hansjörg Elmer manages the home care service Domicura in the canton of Glarus, which "
            "fell victim to ransomware in May. Its servers were encrypted.",
            "Domicura",
            "home_care",
        ),
        (
            "Der Laborverbund Bodania ist Opfer eines Cyberangriffs geworden. Server des "
            "Laborverbunds Bodania in Kreuzlingen wurden verschlüsselt.",
            "Laborverbund Bodania",
            "laboratory",
        ),
    ],
)
def test_a_name_is_of_the_kind_that_stands_beside_it(lead, name, kind):
    got = values(code(page("Cyber: " + lead[:40], lead)).drafts[0])

    assert name in got["organisation"]
    assert got["org_type"] == kind


@pytest.mark.parametrize(
    ("lead", "name", "org_type"),
    [
        (
            "L'éditeur de logiciels pour cabinets médicaux Praxelio a été victime d'une attaque "
            "informatique. Praxelio a porté plainte.",
            "Praxelio",
            "software_vendor",
        ),
        (
            "Unbekannte haben Server der Psychiatrischen Klinik Erlental verschlüsselt. Die "
            "Psychiatrische Klinik Erlental arbeitet auf Papier.",
            "Psychiatrische Klinik Erlental",
            "hospital",
        ),
    ],
)
def test_customers_are_no_part_of_a_name_and_cases_of_german_do_not_split_it(lead, name, org_type):
    got = values(code(page(lead, lead)).drafts[0])

    assert (got["organisation"], got["org_type"]) == (name, org_type)


@pytest.mark.parametrize(
    ("title", "lead", "name"),
    [
        (  # the tagger sees the commune
            "Spitex-Dienst angegriffen",
            "Unbekannte haben den Spitex-Dienst der Gemeinde Tresa di Sopra angegriffen und "
            "Server verschlüsselt. Der Spitex-Dienst arbeitet auf Papier.",
            "Spitex-Dienst der Gemeinde Tresa di Sopra",
        ),
        (  # it sees half of the kind
            "Cyberattaque contre un cabinet d'Altdorf",
            "Le cabinet de groupe Reussgasse a été victime d'un rançongiciel. Le cabinet de groupe "
            "Reussgasse a porté plainte.",
            "cabinet de groupe Reussgasse",
        ),
        (  # a place is no name
            "Home pour personnes âgées rançonné",
            "Un home pour personnes âgées du Prättigau a été victime d'un rançongiciel. Les "
            "serveurs du home ont été chiffrés et des données de résidents volées.",
            "home pour personnes âgées du Prättigau",
        ),
    ],
)
def test_a_name_is_as_long_as_the_body(title, lead, name):
    assert values(code(page(title, lead)).drafts[0])["organisation"] == name


def test_an_association_keeps_the_adjective_of_where_it_is():
    told = page(
        "Hackerangriff auf Patienten",
        "Die Zuger Vereinigung der Rheumakranken ist Opfer eines Cyberangriffs geworden.",
    )
    story = story_of(told)[0]
    party = next(party for party in view_of(story).ranked if party.is_named)

    assert display_name(story, party)[0] == "Zuger Vereinigung der Rheumakranken"


def test_the_name_of_the_outlet_is_no_part_of_the_story():
    text = "Cyberangriff auf Spitex im Bezirk - Obersee Aktuell\n\nHacker griffen die Spitex an."
    title = scope.lines(text)[0]

    assert text[title.start : title.end] == "Cyberangriff auf Spitex im Bezirk"
    assert title.folded == "cyberangriff auf spitex im bezirk"


def test_a_title_that_ends_with_the_victim_is_whole():
    text = "Cyberangriff legt Patienten lahm - Klinik Solvia\n\nDie Klinik Solvia ist offline."

    assert scope.lines(text)[0].end == text.index("\n")


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        ("en", "Care homes hit", "Belvanto runs two homes for the elderly in Basel."),
        ("fr", "Homes attaqués", "Belvanto gère deux maisons de retraite à Morges."),
        ("it", "Attacco alle case", "Belvanto gestisce due case per anziani a Lugano."),
    ],
)
def test_who_runs_the_homes_is_who_was_hit(language, title, lead):
    told = {
        "en": "Unknown attackers encrypted the servers on Monday. The police are investigating.",
        "fr": "Des inconnus ont chiffré les serveurs lundi. La police enquête.",
        "it": "Ignoti hanno cifrato i server lunedì. La polizia indaga.",
    }

    got = values(code(page(title, lead, told[language])).drafts[0])

    assert (got["organisation"], got["org_type"]) == ("Belvanto", "care_home")


def test_an_article_is_no_part_of_a_name():
    got = code(
        page(
            "Des pirates s'en prennent à une clinique",
            "Des pirates ont chiffré lundi les serveurs de la clinique des Tilleuls à Nyon.",
        )
    )

    assert values(got.drafts[0])["organisation"] == "clinique des Tilleuls"


def test_the_word_that_opens_a_sentence_is_no_part_of_a_name():
    got = code(
        page(
            "Falla di sicurezza nel servizio di telemedicina MedicoRapido",
            "Il servizio svizzero di telemedicina MedicoRapido ha avuto una falla di sicurezza. "
            "I referti di pazienti erano accessibili in internet senza password.",
            "La falla è stata scoperta ieri da un ricercatore ed è stata chiusa in serata. "
            "Oggi MedicoRapido ha informato i suoi clienti e i medici.",
        )
    )

    assert values(got.drafts[0])["organisation"] == "MedicoRapido"


@pytest.mark.parametrize(
    ("title", "told", "name", "kind"),
    [
        (
            "Amriswil: Angriff auf Spitex-Betrieb",
            "Betralla, ein privater Spitex-Betrieb in Amriswil TG, ist am 12. September Opfer "
            "eines Cyberangriffs geworden.",
            "Betralla",
            "home_care",
        ),
        (
            "Schaffhouse: vol de données et demande d'argent",
            "Bächler & Storz, une société informatique de Neuhausen am Rheinfall (SH) qui "
            "s'occupe des ordinateurs de nombreux cabinets médicaux, s'est fait voler des données. "
            "Les voleurs lui demandent de l'argent.",
            "Bächler & Storz",
            "it_provider",
        ),
    ],
)
def test_what_is_told_behind_a_comma_is_what_the_name_before_it_is(title, told, name, kind):
    got = values(code(page(title, told)).drafts[0])

    assert (got["organisation"], got["org_type"]) == (name, kind)


def test_a_description_gives_way_to_the_name_it_stands_for():
    story = page(
        "Praxen bleiben nach Cyberangriff zu",
        "Die Luzerner Praxisgruppe hat sich nach einem Angriff mit Ransomware vom Netz getrennt.",
        "Wer am Donnerstag bei Renara in Sursee zur Blutwäsche erschien, wurde nach Luzern "
        "gebracht. Die Luzerner Praxisgruppe hat Anzeige erstattet.",
    )

    assert values(code(story).drafts[0])["organisation"] == "Renara"
