"""What packets of keys are tried on: sizes of the terminal, and the keys that open every dialog."""

SIZES = ((40, 15), (59, 30), (80, 17), (80, 24), (120, 40))


OPENINGS = (
    *((key,) for key in "iJT/?ndaAmetLCMPXpoZHcbs"),
    *(("ctrl+p",), ("plus",), ("1", "e"), ("1", "e", "e"), ("1", "e", "h"), ("1", "e", "m"), ("1", "e", "x")),
    *(("1", "plus"), ("1", "s"), ("3", "e"), ("j", "n"), ("j", "e", "e"), ("j", "e", "m"), ("j", "e", "x")),
    *(("e", "e"), ("e", "m"), ("a", "tab"), ("n", "tab"), ("s", "c"), ("s", "d"), ("s", "w"), ("b", "s")),
    *(("M", "e"), ("M", "f"), ("M", "n"), ("P", "plus"), ("P", "plus", "p"), ("z", "V"), ()),
)
"""What opens every screen and dialog, from the main screen."""
