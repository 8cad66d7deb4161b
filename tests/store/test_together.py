"""Several processes at once: every acknowledged change is there, and readers never see half of one."""

from pathlib import Path

import pytest

from tests.store.checks import check_distinct_ticks, check_mixed_inserts


def test_ticks_of_three_processes(tmp_path: Path) -> None:
    check_distinct_ticks(tmp_path, workers=3, each=40, readers=1)


def test_inserts_of_three_processes(tmp_path: Path) -> None:
    check_mixed_inserts(tmp_path, workers=3, each=40)


@pytest.mark.long
def test_two_thousand_ticks_of_eight_processes_before_four_readers(tmp_path: Path) -> None:
    check_distinct_ticks(tmp_path, workers=8, each=250, readers=4)


@pytest.mark.long
def test_two_thousand_mixed_inserts_of_eight_processes(tmp_path: Path) -> None:
    check_mixed_inserts(tmp_path, workers=8, each=250)
