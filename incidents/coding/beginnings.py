"""How a match of a regular expression can begin: by it most lists of words need not be tried.

Of the syntax it knows what our lists use; what it does not know is taken for anything.
"""

from collections.abc import Iterable

LETTERS = 5

Start = tuple[str, bool]  # the first letters, and whether what follows in the expression is next
NOTHING: frozenset[Start] = frozenset({("", True)})
ANYTHING: frozenset[Start] = frozenset({("", False)})
DIGIT: frozenset[Start] = frozenset({(digit, True) for digit in "0123456789"})


def beginnings(expression: str) -> frozenset[str]:
    """The first letters, LETTERS at most, of all that matches; "" when it may be any."""
    starts, _ = _alternatives(expression, 0)
    return frozenset(letters for letters, _ in starts)


def can_begin(text: str, at: int, starts: frozenset[str]) -> bool:
    """Whether one of the beginnings stands in the text at a place."""
    return any(text[at : at + length] in starts for length in range(LETTERS + 1))


def _alternatives(expression: str, at: int) -> tuple[frozenset[Start], int]:
    """Up to the bracket that closes, or the end."""
    found: frozenset[Start] = frozenset()
    current = NOTHING
    while at < len(expression) and expression[at] != ")":
        if expression[at] == "|":
            found, current, at = found | current, NOTHING, at + 1
            continue
        part, at = _part(expression, at)
        part, at = _repeated(part, expression, at)
        current = _joined(current, part)
    return found | current, at


def _part(expression: str, at: int) -> tuple[Iterable[Start], int]:
    char = expression[at]
    if char == "(":
        return _group(expression, at + 1)
    if char == "[":
        end = expression.index("]", at + 2)
        inside = expression[at + 1 : end]
        is_plain = all(c.isalnum() or c == " " for c in inside)
        return ({(c, True) for c in inside} if is_plain else ANYTHING), end + 1
    if char == "\\":
        escaped = expression[at + 1]
        if escaped in "bB":
            return NOTHING, at + 2
        if escaped == "d":
            return DIGIT, at + 2
        return (ANYTHING if escaped.isalnum() else {(escaped, True)}), at + 2
    if char in "^$":
        return NOTHING, at + 1
    return (ANYTHING if char == "." else {(char, True)}), at + 1


def _group(expression: str, at: int) -> tuple[Iterable[Start], int]:
    """A group from behind its bracket; one that only looks takes no letters."""
    only_looks = expression.startswith(("?=", "?!", "?<=", "?<!"), at)
    if expression.startswith("?P<", at):
        at = expression.index(">", at) + 1
    elif expression.startswith("?:", at):
        at += 2
    elif only_looks:
        at += 3 if expression[at + 1] == "<" else 2
    starts, end = _alternatives(expression, at)
    return (NOTHING if only_looks else starts), end + 1


def _repeated(part: Iterable[Start], expression: str, at: int) -> tuple[Iterable[Start], int]:
    """With the sign behind it that makes a part optional or lets it stand several times."""
    sign = expression[at : at + 1]
    if sign not in ("?", "*", "+", "{"):
        return part, at
    end = expression.index("}", at) + 1 if sign == "{" else at + 1
    if expression[end : end + 1] == "?":  # as few as possible
        end += 1
    may_miss = sign in ("?", "*") or expression.startswith("{0", at)
    if sign != "?":
        part = {(letters, False) for letters, _ in part}
    return {*part, *(NOTHING if may_miss else ())}, end


def _joined(starts: Iterable[Start], part: Iterable[Start]) -> frozenset[Start]:
    found: set[Start] = set()
    for letters, is_open in starts:
        if not is_open or len(letters) >= LETTERS:
            found.add((letters, is_open))
        else:
            found |= {((letters + more)[:LETTERS], still) for more, still in part}
    return frozenset(found)
