"""Waiting for other processes, with an end."""

import time


def wait_for(condition, seconds: float = 40):
    """The first true value of `condition()`; fails the test when none comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing happened within {seconds:.0f} s")
