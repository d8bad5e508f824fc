"""Limits on processor time, on machines that do other things beside."""

import time
from collections.abc import Callable


def takes_less_than(seconds: float, do: Callable[[], object], attempts: int = 3) -> bool:
    """Whether one of a few attempts stays within the limit, in seconds of processor time."""
    return any(_seconds(do) < seconds for _ in range(attempts))


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began
