"""``tracker themes``: the names that the screen knows, without loading it."""

import json
from pathlib import Path

from tests.cli.conftest import Invoke
from tracker.personal import paths
from tracker.ui.themes import DEFAULT_THEME, THEMES


def test_the_names_are_those_of_the_screen() -> None:
    from textual.theme import BUILTIN_THEMES

    assert {theme.name: theme.dark for theme in THEMES} == {name: theme.dark for name, theme in BUILTIN_THEMES.items()}


def test_they_are_listed_with_the_one_in_use(run: Invoke, home: Path) -> None:
    lines = run("themes").stdout.splitlines()
    assert len(lines) == len(THEMES)
    assert [line.split()[1] for line in lines if line.startswith("*")] == [DEFAULT_THEME]
    settings = paths.settings_file()
    assert settings is not None
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "nord"\n')
    told = json.loads(run("themes", "--json").stdout)
    assert told["version"] == 1
    assert [theme["name"] for theme in told["themes"] if theme["chosen"]] == ["nord"]
