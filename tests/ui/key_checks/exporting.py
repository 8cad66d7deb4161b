"""The check of the key that exports."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import main_of, press, screen_text, settle
from tracker.ui.app import TrackerApp


@checks("export")
async def _export(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    main = main_of(app)
    await press(pilot, key)
    assert "Nothing can be exported here" in screen_text(app)
    folder = main.exports = main.store_worker.store.folder.parent / "exports"
    folder.mkdir()
    name = "igc-2025-actions-20251126-104200.csv"
    await press(pilot, key, "i")
    await settle(pilot)
    assert f"Written: {name}" in screen_text(app)
    (folder / name).write_text("someone else's")
    await press(pilot, key, "i")
    await settle(pilot)
    assert [file.name for file in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "someone else's", "nothing is written over"
