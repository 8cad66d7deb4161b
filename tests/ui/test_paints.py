"""How often a key makes the screen paint: once, with everything that it changes."""

from typing import Any

import pytest
from textual.app import App

from tests.ui.conftest import MakeApp
from tests.ui.reading import main_of, press


@pytest.mark.parametrize("key", ["j", "pagedown", "tab", "space"])
async def test_a_key_paints_once(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "j")
        paints: list[Any] = []
        paint = App._display

        def counted(*given: Any) -> None:
            paints.append(given)
            paint(*given)

        monkeypatch.setattr(App, "_display", counted)
        main_of(app)._next_paint = 0.0
        await press(pilot, key)
        assert len(paints) == 1


async def test_the_first_picture_is_told_of_once(make_app: MakeApp) -> None:
    app = make_app()
    seen: list[str] = []
    app.once_shown = lambda: seen.append(main_of(app).agenda.render_line(0).text)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "j", "k")
        assert len(seen) == 1
        assert "Agenda" in seen[0]
