"""The cheapest way to move the terminal's cursor.

Sequences are those of ECMA-48 that every terminal since the VT100 knows (CUP, CUU, CUD, CUF, CUB, RI and the
control characters); CHA is left out for terminals that are no more than that.
"""

from functools import lru_cache


def _csi(count: int, final: str) -> str:
    """Return a sequence with one count, left out where it is the default 1."""
    return f"\x1b[{count if count > 1 else ''}{final}"


def _absolute(x: int, y: int) -> str:
    """Return CUP with the parameters it needs."""
    column = f";{x + 1}" if x else ""
    return f"\x1b[{y + 1 if y else ''}{column}H"


def _across(x0: int, x: int) -> str:
    """Return the shortest relative move along a row."""
    if x0 == x:
        return ""
    if x0 < x:
        return _csi(x - x0, "C")
    return min("\b" * (x0 - x), _csi(x0 - x, "D"), key=len)


def _along(x0: int, x: int, basic: bool) -> str:
    """Return the shortest move along a row, relative, absolute, or by way of its start."""
    ways = [_across(x0, x), "\r" + _across(0, x)]
    if not basic:
        ways.append(_csi(x + 1, "G"))
    return min(ways, key=len)


def _down(rows: int) -> str:
    """Return the shortest move down (up if negative); the output must not translate line feeds."""
    if rows >= 0:
        return min("\n" * rows, _csi(rows, "B"), key=len) if rows else ""
    return min("\x1bM" * -rows, _csi(-rows, "A"), key=len)


@lru_cache(maxsize=8192)
def motion(x0: int | None, y0: int | None, x: int, y: int, basic: bool = False) -> str:
    """Return the shortest sequences that move the cursor.

    Args:
        x0: The column where the cursor is, from 0; None if unknown (as after the last column was written).
        y0: The row where the cursor is, from 0; None if unknown.
        x: The column where it should be.
        y: The row where it should be.
        basic: Whether the terminal is no more than a VT100.

    Returns:
        Sequences that never scroll, as long as both rows are on the screen.
    """
    ways = [_absolute(x, y)]
    if y0 is not None:
        down = _down(y - y0)
        if x0 is not None:
            ways.append(down + _along(x0, x, basic))
        else:
            ways += [down + "\r" + _across(0, x)]
            if not basic:
                ways.append(down + _csi(x + 1, "G"))
    return min(ways, key=len)
