"""What a secretary is told of one wrong field or table of a programme file: its line and the way out."""

import pytest

from tests.exchange.good_file import changed, faults_of

TEXT = 'text in "quotes"'
A_DATE = "a date, such as 2025-11-26"
IDS = 'a list of ids in brackets, such as ["first-id", "second-id"]'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        # A field is missing, empty, unknown or of the wrong type.
        ('title = "Meeting"\n', "", f"line 2, meeting: title is missing: add it, as {TEXT}"),
        ('name = "Oil and Gas"\n', "", f'line 21, party "ogdc": name is missing: add it, as {TEXT}'),
        ('title = "Talks"', 'title = ""', f'line 28, session "talks": title is empty: fill it in, as {TEXT}'),
        (
            'title = "Talks"',
            'title = " \\u200b"',
            'line 28, session "talks": title is empty but for characters that can\'t be shown: write text that can',
        ),
        ('id = "talks"\n', "", f"line 26, session 1: id is missing: add it, as {TEXT}"),
        (
            'title = "Talks"',
            'title = "Talks"\nromm = "4"',
            'line 29, session "talks": "romm" is no field of this table: did you mean "room"?',
        ),
        (
            'text = "Steel is hard."',
            'text = "Steel is hard."\nxyzzyxyzzy = 1',
            'line 44, agenda item "psm", fact 1: "xyzzyxyzzy" is no field of this table: known are references, text',
        ),
        ('title = "Talks"', "title = 5", f'line 28, session "talks": title must be {TEXT}'),
        (
            "date = 2025-11-26",
            'date = "soon"',
            f'line 30, session "talks": date must be {A_DATE}',
        ),
        (
            "date = 2025-11-26",
            'date = "03/04/2025"',
            "line 30, session \"talks\": date: '03/04/2025' could be 3 Apr 2025 or 4 Mar 2025. "
            "Write 3 Apr 2025, or 4 Mar 2025.",
        ),
        (
            "date = 2025-11-26",
            'date = "tomorrow"',
            "line 30, session \"talks\": date: 'tomorrow' means another day each time it is read. "
            "Write the date, such as 28 Nov 2025 or 2025-11-28.",
        ),
        ("date = 2025-11-26", "date = true", f'line 30, session "talks": date must be {A_DATE}'),
        ("date = 2025-11-26", "date = 2025-11-26T10:00:00", f'line 30, session "talks": date must be {A_DATE}'),
        ("date = 2025-11-26", "date = 10:00:00", f'line 30, session "talks": date must be {A_DATE}'),
        (
            'type = "plenary"',
            'type = "plenary"\nstart = "25:00"',
            'line 30, session "talks": start must be an hour, such as 10:00',
        ),
        (
            'type = "plenary"',
            'type = "plenary"\nstart = 2025-11-26',
            'line 30, session "talks": start must be an hour, such as 10:00',
        ),
        ('agenda_items = ["psm"]', 'agenda_items = "psm"', f'line 31, session "talks": agenda_items must be {IDS}'),
        ('lead_parties = ["ogdc"]', "lead_parties = [1]", f'line 38, agenda item "psm": lead_parties must be {IDS}'),
        (
            'lead_parties = ["ogdc"]',
            "lead_parties = []",
            f'line 38, agenda item "psm": lead_parties is empty: fill it in, as {IDS}',
        ),
        (
            'lead_parties = ["ogdc"]\n',
            "",
            f'line 32, agenda item "psm": lead_parties is missing: add it, as {IDS}',
        ),
        (
            'kind = "company"',
            'kind = "firm"',
            'line 24, party "ogdc": kind "firm" is not allowed: it must be one of state, commission, ministry, '
            "state_company, company, plant, political_party, organisation",
        ),
        (
            'purpose = "for_decision"',
            "purpose = 1",
            'line 36, agenda item "psm": purpose must be one of for_decision, for_discussion, for_information, '
            "for_signature",
        ),
        (
            'title = "Talks"',
            f'title = "{"x" * 501}"',
            'line 28, session "talks": title has 1 character too many: at most 500',
        ),
        (
            'annotation = "Steel"',
            f'annotation = "{"x" * 20_001}"',
            'line 37, agenda item "psm": annotation has 1 character too many: at most 20,000',
        ),
        # Tables: missing, unknown, in the wrong kind of brackets.
        (
            "[meeting]",
            "[[meeting]]",
            "line 2, meeting: there is one meeting in a file: write [meeting], in single brackets, once",
        ),
        ("[[session]]", "[session]", "line 26: session must be tables: write [[session]], in two brackets, above each"),
        (
            "[[agenda_item.fact]]",
            "[agenda_item.fact]",
            'line 42, agenda item "psm": fact must be tables: write [[agenda_item.fact]], in two brackets, above each',
        ),
        ("format = 1\n", "", "the file: format is missing or wrong: write format = 1 above all tables"),
        ("format = 1\n", "format = true\n", "line 1: format is missing or wrong: write format = 1 above all tables"),
        ("format = 1\n", "format = 2\n", "line 1: format 2 is of a newer tracker, this one reads 1: update it"),
    ],
)
def test_one_fault_is_told_with_its_place_and_the_way_out(old: str, new: str, fault: str) -> None:
    assert faults_of(changed(old, new)) == (fault,)
