"""Nothing is loaded from a program that was changed, nor from another version of what it stands on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import ROOT

_RUN = """
import sys
sys.path.insert(0, {folder!r})
import standing_on
from tracker import same_program

told = []
same_program.watch(lambda: told.append("told"))
import standing_on.first, tracker.text
print(same_program.is_changed(), told)
with open(standing_on.__file__, "a") as file:
    file.write({added!r})
try:
    import standing_on.second
except same_program.ProgramChangedError as error:
    print(same_program.is_changed(), told, error)
else:
    print(same_program.is_changed(), told)
import standing_on.first
"""


@pytest.mark.parametrize(
    ("added", "said"), [("# new", "True ['told'] The program was changed; start it again."), ("", "False []")]
)
def test_another_version_of_a_package_is_not_loaded_from(tmp_path: Path, added: str, said: str) -> None:
    package = tmp_path / "standing_on"
    package.mkdir()
    for name in ("__init__", "first", "second"):
        (package / f"{name}.py").write_text("")
    code = _RUN.format(folder=str(tmp_path), added=added)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines() == ["False []", said]
