"""What reaches the wire: terminal capabilities, light drivers for Textual, signals.

Nothing is imported here, so that `tracker.ui.terminal.capabilities` can be asked without loading Textual.

How a frame travels: Textual writes text and escape sequences -> `reader` interprets them -> `grid` holds the
cells that should be shown -> `encoder` compares them with the cells already sent -> `output` hands the few
bytes that differ to the terminal, never waiting for it.

How a key travels: `light` reads what the terminal types -> `tokens` cuts it into characters, whole sequences and pastes
-> `typing` makes Textual's messages of them, and leaves out what no key, click or paste sends.
"""
