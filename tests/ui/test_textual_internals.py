"""Each private name of Textual that is used is there: after an upgrade this says which one is gone."""

import importlib
from typing import Any

from textual.command import CommandList

from tests.ui.conftest import MakeApp
from tracker.ui.textual_internals import PRIVATE_NAMES, BareDriver, XTermParser


async def test_each_private_name_is_there(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test():
        owners: dict[str, Any] = {
            "app": app,
            "screen": app.screen,
            "animator": app.animator,
            "command list": CommandList(),
            "driver": BareDriver(app),
            "parser": XTermParser(),
        }
        for owner in PRIVATE_NAMES.keys() - owners.keys():
            owners[owner] = importlib.import_module(owner.removeprefix("module "))
        gone = [
            f"{owner}.{name}"
            for owner, names in PRIVATE_NAMES.items()
            for name in names
            if not hasattr(owners[owner], name)
        ]
    assert gone == []
