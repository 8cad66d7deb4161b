"""The README and the settings: what they tell people to type is there and works."""

import re
import subprocess
from pathlib import Path

from tests.support.program import ROOT
from tracker.cli.main import tracker
from tracker.personal.settings import Settings, read_settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
VERBS = set(tracker.list_commands(tracker.make_context("tracker", [], resilient_parsing=True)))


def blocks(language: str) -> list[str]:
    """Return the code blocks of the README in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_there_is_one_line_to_open_it_and_one_to_test_it() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("python3 ")]
    opens, tests = lines
    assert opens.endswith(".venv/bin/tracker")
    assert tests.endswith(".venv-test/bin/pytest")
    assert f"<!-- test line -->\n```sh\n{tests}\n```\n<!-- /test line -->" in README


def test_ci_takes_the_test_line_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    assert 'line_of_readme "test line"' in script
    assert "pip install" not in script


def test_every_named_verb_is_there() -> None:
    prose = re.sub("```.*?```", "", README, flags=re.DOTALL)
    code = [*blocks("sh"), *re.findall("`[^`\n]+`", prose)]
    named = set(re.findall(r"\btracker (?:--db \S+ )?([a-z][a-z-]*)", "\n".join(code)))
    assert named <= VERBS


def test_the_settings_it_shows_are_all_and_can_be_read(tmp_path: Path) -> None:
    settings = (ROOT / "tracker" / "docs" / "settings.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", settings, re.DOTALL)
    file = tmp_path / "settings.toml"
    file.write_text(example, encoding="utf-8")
    file.chmod(0o600)
    read_settings(file)
    tables = set(re.findall(r"^\[(\w+)\]", example, re.MULTILINE))
    assert set(re.findall(r"^(\w+) +=", example, re.MULTILINE)) - {"quit"} | tables == set(Settings._fields)
