"""The documents that are made from the code are as it makes them, and all that they point to is there."""

import re
from pathlib import Path

import pytest

from tests.support.program import ROOT
from tests.support.reference import DOCS, documents, format_table, key_table, verb_table

_DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "tracker" / "README.md",
    *DOCS.glob("*.md"),
    ROOT / ".github" / "CONTRIBUTING.md",
]


@pytest.mark.parametrize(("path", "text"), documents(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_a_document_is_as_the_code_makes_it(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "python -m tests.support.reference writes it anew"


def test_the_tables_are_in_the_documents() -> None:
    assert key_table() in (DOCS / "keys.md").read_text(encoding="utf-8")
    assert verb_table() in (DOCS / "verbs.md").read_text(encoding="utf-8")
    assert format_table() in (DOCS / "verbs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        file = document.parent / target if target else document
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, anchor


def test_the_map_names_only_what_is_there() -> None:
    text = (ROOT / "tracker" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py|(?:[a-z_]+/)+)`", text)
    assert named
    assert [name for name in named if not _exists(name)] == []


def _exists(name: str) -> bool:
    return any((folder / name).exists() for folder in (ROOT, ROOT / "tracker"))


def test_the_readme_and_the_glossary_are_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 250
    rows = re.findall(r"^\| (?!Word|-)", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) <= 60
