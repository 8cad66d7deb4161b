"""``tracker seal``: what was sealed is found again, and what was changed from outside is not."""

import json
from pathlib import Path

from tests.cli.conftest import Invoke
from tracker.store.format.encoding import seal


def sealed(run: Invoke) -> str:
    made: str = json.loads(run("seal", "--json").stdout)["seal"]
    return made


def test_a_seal_is_found_again_whatever_came_after(folder: Path, run: Invoke) -> None:
    run("check", "track.1")
    words = run("seal").stdout
    assert words.startswith("Change 1\n")
    groups = words.split()[3:]
    assert "".join(groups) == sealed(run)
    run("check", "track.2")
    found = run("seal", *groups)
    assert (found.exit_code, "of change 1," in found.stdout) == (0, True)
    assert run("seal", " ".join(groups).upper()).exit_code == 0
    assert json.loads(run("seal", "--json", *groups).stdout)["seq"] == 1


def test_a_record_that_was_written_anew_lacks_it(folder: Path, run: Invoke) -> None:
    """Whoever writes a whole chain with right checksums can't bring an earlier seal into it."""
    for point in ("track.1", "track.2"):
        run("check", point)
    before = sealed(run)
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    forged, head = [], "0" * 64
    for line in lines:
        body = json.loads(line)
        body.pop("sum")
        body["prev"] = head
        if body["edit"] == "tick":
            body["actor"]["name"] = "somebody else"
        text, head = seal(body)
        forged.append(text)
    (folder / "journal.jsonl").write_bytes(b"".join(forged))
    (folder / "lock").write_bytes(b"")
    refused = run("seal", before)
    assert refused.exit_code == 1
    assert "doesn't hold this seal" in refused.stderr


def test_a_broken_chain_is_not_sealed(folder: Path, run: Invoke) -> None:
    run("check", "track.1")
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"track.1", b"track.2"))
    refused = run("seal")
    assert refused.exit_code == 1
    assert "changed from outside" in refused.output


def test_there_must_be_a_meeting_and_a_seal(tmp_path: Path, folder: Path, run: Invoke) -> None:
    assert run("--db", str(tmp_path / "none"), "seal").exit_code == 1
    assert not (tmp_path / "none").exists()
    for words in ("x", "abc", "é" * 64, "0" * 65):
        assert run("seal", words).exit_code == 1
