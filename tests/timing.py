"""Limits on processor time, on machines that do other things beside."""

import sys
import time
from collections.abc import Callable

TRACED = 4


def takes_less_than(seconds: float, do: Callable[[], object], attempts: int = 3) -> bool:
    """Whether one of a few attempts stays within the limit, in seconds of processor time.

    Measuring coverage costs several times the work itself, so the limit is wider under it.
    """
    limit = seconds * (TRACED if sys.gettrace() else 1)
    return any(_seconds(do) < limit for _ in range(attempts))


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began
