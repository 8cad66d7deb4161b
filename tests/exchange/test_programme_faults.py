"""What a secretary is told of what doesn't fit together in a programme file, and of several faults at once."""

import pytest

from tests.exchange.good_file import GOOD, SECOND_ITEM, changed, faults_of
from tests.support.samples import shipped_programme
from tracker.errors import BadFileError
from tracker.exchange.toml.reader import parse_programme

ID_RULE = "use small letters, digits and hyphens, at most 60, beginning with a letter or digit"
TEXT = 'text in "quotes"'


def test_the_file_that_the_faults_are_put_into_is_good() -> None:
    programme = parse_programme(GOOD + SECOND_ITEM, "next.toml")
    assert [item.id for item in programme.agenda_items] == ["psm", "second"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        # Ids and numbers.
        ('id = "talks"', 'id = "Talks 1"', f'line 27, session "Talks 1": "Talks 1" can\'t be an id: {ID_RULE}'),
        ('id = "talks"', 'id = "-x"', f'line 27, session "-x": "-x" can\'t be an id: {ID_RULE}'),
        (
            'id = "talks"',
            'id = "next"',
            'line 27, session "next": the id "next" has a meaning of its own: choose another',
        ),
        (
            'id = "talks"',
            'id = "ogdc"',
            'line 27, session "ogdc": the id "ogdc" is taken by line 21, party "ogdc": choose another',
        ),
        (
            'id = "psm.1"',
            'id = "steel.1"',
            'line 40, agenda item "psm", point "steel.1": "steel.1" can\'t be the id of a point: it is its item\'s id, '
            "a dot and a number, such as psm.1",
        ),
        (
            'id = "psm.1"',
            'id = "psm"',
            'line 40, agenda item "psm", point "psm": "psm" can\'t be the id of a point: it is its item\'s id, a dot '
            "and a number, such as psm.1",
        ),
        (
            'number = "1"',
            'number = "1.1"',
            'line 34, agenda item "psm": "1.1" can\'t be a number of the agenda: use letters and digits, such as 3 or '
            "2a",
        ),
        (
            'number = "1"',
            'number = "talks"',
            'line 34, agenda item "psm": the number "talks" is taken by line 26, session "talks": choose another',
        ),
        # What one row says of another.
        (
            'lead_parties = ["ogdc"]',
            'lead_parties = ["ogcd"]',
            'line 38, agenda item "psm": lead_parties names "ogcd", which is no party: did you mean "ogdc"?',
        ),
        (
            'agenda_items = ["psm"]',
            'agenda_items = ["steelworks"]',
            'line 31, session "talks": agenda_items names "steelworks", which is no agenda item: known are psm',
        ),
        (
            'text = "Steel is hard."\nreferences = ["paper"]',
            'text = "Steel is hard."\nreferences = ["papre"]',
            'line 44, agenda item "psm", fact 1: references names "papre", which is no reference: did you mean '
            '"paper"?',
        ),
        (
            'side = "pk"',
            'side = "pakistan"',
            'line 25, party "ogdc": side "pakistan" is no side of this meeting: known are pk, joint, third',
        ),
        (
            'agenda_items = ["psm"]',
            'agenda_items = ["psm", "psm"]',
            'line 31, session "talks": agenda_items names "psm" twice: leave one out',
        ),
        # Days, hours, zones, amounts.
        (
            "date = 2025-11-26",
            "date = 2025-12-26",
            'line 30, session "talks": date 2025-12-26 is outside the meeting, which lasts from 2025-11-25 to '
            "2025-11-27: change one of them",
        ),
        (
            "last_day = 2025-11-27",
            "last_day = 2025-11-07",
            "line 11, meeting: last_day 2025-11-07 is before first_day 2025-11-25: change one of them",
        ),
        (
            "last_day = 2025-11-27",
            "last_day = 2035-11-27",
            "line 11, meeting: the meeting lasts 3655 days: at most 100 can be shown",
        ),
        (
            "first_day = 2025-11-25",
            "first_day = 0001-01-01",
            "line 11, meeting: the meeting must lie in the years 1900 to 2999: change its days",
        ),
        (
            "date = 2025-11-26",
            "date = 2025-11-26\nend = 12:00:00",
            'line 31, session "talks": end stands without start: add the start, or leave both out for all day',
        ),
        (
            'time_zone = "Asia/Karachi"',
            'time_zone = "Asia/Karatchi"',
            'line 9, meeting: time_zone "Asia/Karatchi" is no zone: did you mean "Asia/Karachi"? Zones have IANA '
            "names, such as Asia/Karachi",
        ),
        (
            "first_day = 2025-11-25",
            'first_day = 2025-11-25\nsecond_city = "Moscow"',
            "line 11, meeting: second_city stands without second_time_zone: write both or neither",
        ),
        (
            "amount = 16.9",
            "amount = -1",
            'line 48, agenda item "psm", figure 1, value 1: amount can\'t be drawn as a bar: write a number of 0 or '
            "more",
        ),
        (
            "amount = 16.9",
            'amount = "16.9"',
            'line 48, agenda item "psm", figure 1, value 1: amount must be a number, such as 16.9',
        ),
    ],
)
def test_one_fault_is_told_with_its_place_and_the_way_out(old: str, new: str, fault: str) -> None:
    assert faults_of(changed(old, new)) == (fault,)


@pytest.mark.parametrize("amount", ["nan", "inf", "-inf", "1" + "0" * 400, "true"])
def test_an_amount_must_be_one_that_can_be_drawn(amount: str) -> None:
    (fault,) = faults_of(changed("amount = 16.9", f"amount = {amount}"))
    assert fault.startswith('line 48, agenda item "psm", figure 1, value 1: amount ')


@pytest.mark.parametrize("zone", ["Asia", "../../etc/passwd", "/etc/localtime", "Asia/\\u0000", "x" * 400, "."])
def test_a_zone_that_is_no_zone_is_refused(zone: str) -> None:
    (fault,) = faults_of(changed('"Asia/Karachi"', f'"{zone}"'))
    assert fault.startswith("line 9, meeting: time_zone ")


def test_items_of_the_same_number_or_point_id_are_refused() -> None:
    text = GOOD + SECOND_ITEM.replace('number = "2"', 'number = "1"')
    assert faults_of(text) == (
        'line 52, agenda item "second": the number "1" is taken by line 32, agenda item "psm": choose another',
    )
    twice = changed("[[agenda_item.fact]]", '[[agenda_item.point]]\nid = "psm.1"\ntitle = "x"\n[[agenda_item.fact]]')
    assert faults_of(twice) == (
        'line 43, agenda item "psm", point "psm.1": the id "psm.1" is taken by line 39, agenda item "psm", '
        'point "psm.1": choose another',
    )


def test_all_faults_of_a_file_come_at_once_in_the_order_of_the_file() -> None:
    text = GOOD
    for old, new in [
        ('city = "Islamabad"\n', ""),
        ('time_zone = "Asia/Karachi"', 'time_zone = "Karachi"'),
        ('kind = "company"', 'kind = "firm"'),
        ('side = "pk"', 'side = "kp"'),
        ("date = 2025-11-26", "date = 2026-11-26"),
        ('title = "Talks"', "title = []"),
        ('id = "psm.1"', 'id = "1"'),
        ("amount = 16.9", "amount = {}"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    faults = faults_of(text)
    assert [fault.partition(":")[0] for fault in faults] == [
        "line 2, meeting",
        "line 8, meeting",
        'line 23, party "ogdc"',
        'line 24, party "ogdc"',
        'line 27, session "talks"',
        'line 29, session "talks"',
        'line 39, agenda item "psm", point "1"',
        'line 47, agenda item "psm", figure 1, value 1',
    ]
    with pytest.raises(BadFileError) as caught:
        parse_programme(text, "next.toml")
    assert str(caught.value).split("\n") == ["next.toml: 8 faults", *(f"  {fault}" for fault in faults)]


def test_a_fault_in_one_row_brings_no_others_with_it() -> None:
    assert len(faults_of(changed('name = "Oil and Gas"\n', ""))) == 1
    assert len(faults_of(changed('annotation = "Steel"', "annotation = 1"))) == 1
    assert len(faults_of(changed("first_day = 2025-11-25", "first_day = 1"))) == 1
    assert len(faults_of(changed("date = 2025-11-26", "date = 2025-11-26\nstart = 1\nend = 12:00:00"))) == 1


def test_a_fault_that_makes_others_is_told_beside_them() -> None:
    assert faults_of(changed("[meeting]", "[meting]")) == (
        "the file: the table [meeting] is missing: add it, with the title, the place and the days",
        'line 2: "meting" is nothing that a programme has: did you mean "meeting"?',
    )
    assert faults_of(changed('[[side]]\nid = "pk"\nname = "Pakistan"\n', "")) == (
        "the file: there is no [[side]]: add one for each side that meets, with its id and name",
        'line 22, party "ogdc": side "pk" is no side of this meeting: known are joint, third',
    )
    assert faults_of(changed('id = "pk"', 'id = "third"')) == (
        'line 13, side "third": the id "third" has a meaning of its own: choose another',
        'line 25, party "ogdc": side "pk" is no side of this meeting: known are third, joint',
    )


def test_an_empty_file_says_what_is_needed_first() -> None:
    assert faults_of("") == ("the file: format is missing or wrong: write format = 1 above all tables",)
    assert faults_of("format = 1") == (
        "the file: the table [meeting] is missing: add it, with the title, the place and the days",
        "the file: there is no [[side]]: add one for each side that meets, with its id and name",
    )


def test_reading_stops_after_a_hundred_faults() -> None:
    faults = faults_of(GOOD + '[[party]]\nid = "x"\n' * 10_000)
    assert len(faults) == 101
    assert faults[-1] == "reading stopped after 100 faults: mend these first"


HEADERS_IN_VALUES = """\
annotation = \"\"\"
[[session]]\\n[[party]]
'''
id = "x" # \"\"\""\"
"quoted.key" = '''
[[session]]
\"\"\" ''''
listed = [ # ]
"]",
[["agenda_item"]],
]
lead_parties = 1
"""


def test_a_header_inside_a_value_is_not_taken_for_one() -> None:
    text = changed('annotation = "Steel"\nlead_parties = ["ogdc"]\n', HEADERS_IN_VALUES)
    faults = faults_of(text.replace('id = "psm.1"', 'id = "x"'))
    assert [fault.partition(":")[0] for fault in faults] == [
        'line 41, agenda item "psm"',
        'line 44, agenda item "psm"',
        'line 48, agenda item "psm"',
        'line 50, agenda item "psm", point "x"',
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(mark: str, end: str) -> None:
    text = mark + GOOD.replace("\n", end)
    assert parse_programme(text, "x") == parse_programme(GOOD, "x")
    faults = faults_of(text.replace('id = "psm.1"', 'id = "1"'))
    assert faults[0].startswith('line 40, agenda item "psm", point "1": ')


def test_tables_in_braces_are_read_as_well() -> None:
    text = changed(
        '[[agenda_item.point]]\nid = "psm.1"\ntitle = "Steel"\n', 'point = [{ id = "psm.1", title = "Steel" }]\n'
    )
    assert parse_programme(text, "x") == parse_programme(GOOD, "x")
    wrong = faults_of(text.replace('title = "Steel" }', "title = 1 }"))
    assert wrong == (f'line 39, agenda item "psm", point "psm.1": title must be {TEXT}',)


def test_the_shipped_programme_is_read_without_faults() -> None:
    assert len(shipped_programme().talking_points) == 18
