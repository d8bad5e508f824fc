"""Teaching which of several is right, or that none is."""

import numpy as np
import pytest

from incidents.coding import learned
from incidents.coding.training import choices

WAYS = 5


def _choices(dice: np.random.RandomState, *, sometimes_none: bool) -> list[choices.Choice]:
    """The second sign marks what is right; the first and third are noise."""
    found = []
    for _ in range(60):
        signs = dice.rand(WAYS, 3).astype(np.float32)
        right = np.arange(WAYS) == dice.randint(WAYS + 2 * sometimes_none)
        signs[:, 1] = right
        found.append(choices.Choice(signs, right))
    return found


@pytest.mark.parametrize("or_none", [False, True])
def test_what_is_right_outweighs_the_rest_after_teaching(monkeypatch, or_none):
    found = _choices(np.random.RandomState(1), sometimes_none=or_none)
    monkeypatch.setattr(choices, "STEPS", 100)
    weights = choices.learn("some", found, WAYS, or_none=or_none)
    own = {name.removeprefix("some/"): values for name, values in weights.items()}
    monkeypatch.setattr(learned, "part", lambda name: own)

    for one in found:
        worth = learned.worth("some", one.signs)
        if one.right.any():
            assert one.right[worth.argmax()]
        if or_none:
            assert (worth.max() > 0) == one.right.any()
