"""A small programme file without faults, for tests to put faults into."""

import pytest

from tracker.errors import BadFileError
from tracker.exchange.toml.reader import parse_programme

GOOD = """\
format = 1
[meeting]
id = "m"
title = "Meeting"
short_title = "M"
body = "Body"
city = "Islamabad"
country = "Pakistan"
time_zone = "Asia/Karachi"
first_day = 2025-11-25
last_day = 2025-11-27
[[side]]
id = "pk"
name = "Pakistan"
[[reference]]
id = "paper"
kind = "document"
title = "Paper"
publisher = "Body"
supports = "All"
[[party]]
id = "ogdc"
name = "Oil and Gas"
kind = "company"
side = "pk"
[[session]]
id = "talks"
title = "Talks"
type = "plenary"
date = 2025-11-26
agenda_items = ["psm"]
[[agenda_item]]
id = "psm"
number = "1"
title = "Steel"
purpose = "for_decision"
annotation = "Steel"
lead_parties = ["ogdc"]
[[agenda_item.point]]
id = "psm.1"
title = "Steel"
[[agenda_item.fact]]
text = "Steel is hard."
references = ["paper"]
[[agenda_item.figure]]
title = "Losses"
unit = "Rs bn"
values = [{ label = "2008", amount = 16.9 }]
references = ["paper"]
"""

SECOND_ITEM = """\
[[agenda_item]]
id = "second"
number = "2"
title = "Second"
purpose = "for_discussion"
annotation = "Second"
lead_parties = ["ogdc"]
"""


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFileError) as caught:
        parse_programme(text, "next.toml")
    assert caught.value.path == "next.toml"
    return caught.value.faults


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)
