"""What reaches the wire: terminal capabilities, light drivers for Textual, signals.

Nothing is imported here, so that `tracker.ui.terminal.capabilities` can be asked without loading Textual.

How a frame travels: Textual writes text and escape sequences -> `reader` interprets them -> `grid` holds the
cells that should be shown -> `encoder` compares them with the cells already sent -> `output` hands the few
bytes that differ to the terminal, never waiting for it.
"""
