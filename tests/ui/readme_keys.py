"""The README's table of keys, made from the registry: ``python -m tests.ui.readme_keys`` writes it anew."""

import re
from pathlib import Path

from tracker.ui.commands import COMMANDS, key_label

README = Path(__file__).parents[2] / "README.md"
_TABLE = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def key_table() -> str:
    """Return the table as Markdown."""
    rows = [f"| {' '.join(f'`{key_label(key)}`' for key in command.keys)} | {command.title} |" for command in COMMANDS]
    return "\n".join(("| Key | What it does |", "| --- | --- |", *rows)) + "\n"


def readme_with_table(readme: str) -> str:
    """Return the README with the table as the registry has it."""
    return _TABLE.sub(lambda match: f"{match[1]}{key_table()}{match[2]}", readme)


if __name__ == "__main__":
    README.write_text(readme_with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
