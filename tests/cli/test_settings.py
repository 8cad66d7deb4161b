"""The settings file: what is taken, what is refused and in which words, and how one choice is kept."""

import os
from pathlib import Path

import pytest

from tracker.errors import BadFileError, TrackerError
from tracker.personal.settings import Settings, drop_textual_environment, read_settings, terminal_environment
from tracker.personal.settings_writer import remember, remember_view


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(file: Path, text: str, mode: int = 0o600) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def faults_of(file: Path) -> tuple[str, ...]:
    with pytest.raises(BadFileError) as caught:
        read_settings(file)
    assert str(file) in caught.value.message
    assert caught.value.hint
    return caught.value.faults


def test_no_file_means_all_defaults(file: Path) -> None:
    assert read_settings(file) == Settings()


def test_every_setting_is_read(file: Path) -> None:
    write(
        file,
        'theme = "nord"\nmouse = false\nascii = true\ndriver = "plain"\nbell = false\nreminders = [30]\n'
        '[keys]\nquit = ["q", "ctrl+q"]\npanel.next = ["tab"]\n"move.down" = ["j"]\n',
    )
    keys = {"quit": ("q", "ctrl+q"), "panel.next": ("tab",), "move.down": ("j",)}
    assert read_settings(file) == Settings("nord", False, True, "plain", False, (30,), keys)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("theme = 3", "theme: must be the name of a theme"),
        ('theme = ""', "theme: must be the name of a theme"),
        ('theme = "no\\u001brd"', "theme: must be the name of a theme"),
        ('mouse = "yes"', "mouse: must be true or false"),
        ("ascii = 1", "ascii: must be true or false"),
        ("bell = []", "bell: must be true or false"),
        ("reminders = 5", "reminders: must be a list of minutes from 0 to 1440, such as [15, 5]"),
        ('reminders = ["soon"]', "reminders: must be a list of minutes from 0 to 1440, such as [15, 5]"),
        ('reminders = ["25 h"]', "reminders: must be a list of minutes from 0 to 1440, such as [15, 5]"),
        ("reminders = [-1]", "reminders: must be a list of minutes from 0 to 1440, such as [15, 5]"),
        ("reminders = [true]", "reminders: must be a list of minutes from 0 to 1440, such as [15, 5]"),
        ('driver = "fast"', 'driver: must be "diff" or "plain"'),
        ('layout = "dvorak"', 'layout: must be "urdu" or "urdu-windows" or "persian" or "arabic"'),
        ("driver = []", 'driver: must be "diff" or "plain"'),
        ("keys = 1", 'keys: must be a table of lists, such as quit = ["q"]'),
        ('keys.quit = "q"', 'keys.quit: must be a list of key names, such as ["q", "ctrl+q"]'),
        ("keys.quit = [1]", 'keys.quit: must be a list of key names, such as ["q", "ctrl+q"]'),
        (
            "colour = 1",
            "'colour': there is no such setting; "
            "there are theme, mouse, ascii, driver, bell, reminders, keys, views, layout",
        ),
    ],
)
def test_a_fault_names_the_key_and_what_it_may_be(file: Path, line: str, fault: str) -> None:
    write(file, line)
    assert faults_of(file) == (fault,)


def test_all_faults_come_at_once(file: Path) -> None:
    write(file, 'mouse = 1\ndriver = "x"\nno_such = 1\n')
    assert len(faults_of(file)) == 3


def test_a_number_that_python_will_not_read_is_a_fault(file: Path) -> None:
    write(file, f"theme = {'9' * 5000}")
    (fault,) = faults_of(file)
    assert "4300 digits" in fault


def test_broken_toml_names_the_line(file: Path) -> None:
    write(file, "mouse = true\ntheme =\n")
    assert "line 2" in faults_of(file)[0]


def test_deep_nesting_is_a_fault_and_no_crash(file: Path) -> None:
    write(file, "theme = " + "[" * 20_000)
    assert faults_of(file)


def test_a_number_of_more_digits_than_python_reads_is_a_fault_and_no_crash(file: Path) -> None:
    write(file, "theme = " + "9" * 5_000)
    assert faults_of(file)


def test_text_that_is_no_utf8_names_the_line(file: Path) -> None:
    write(file, "")
    file.write_bytes(b"mouse = true\ntheme = '\xff'\n")
    assert faults_of(file) == ("line 2: not UTF-8 text",)


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_refused(file: Path, mode: int) -> None:
    write(file, "mouse = false", mode)
    with pytest.raises(TrackerError, match="others can write") as caught:
        read_settings(file)
    assert "chmod go-w" in caught.value.hint


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_account_is_refused(file: Path) -> None:
    write(file, "mouse = false")
    os.chown(file, 12345, -1)
    with pytest.raises(TrackerError, match="another account"):
        read_settings(file)


def test_a_fifo_is_refused_and_does_not_hang(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file, 0o600)
    with pytest.raises(TrackerError, match="not a regular file"):
        read_settings(file)


def test_a_folder_in_its_place_is_refused(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(TrackerError, match="not a regular file"):
        read_settings(file)


def test_a_reminder_is_read_as_people_write_a_length_of_time(file: Path) -> None:
    write(file, 'reminders = ["1h", "1:30", "15 min", 5]')
    assert read_settings(file).reminders == (60, 90, 15, 5)


def test_a_huge_file_is_refused(file: Path) -> None:
    write(file, "#" * 100_000)
    with pytest.raises(TrackerError, match="larger than 64 KiB"):
        read_settings(file)


def test_a_choice_is_kept_with_the_comments_around_it(file: Path) -> None:
    write(file, '# mine\ntheme = "nord" # dark\nmouse = false\n[keys] # few\nquit = ["q"]\n')
    remember(file, theme="gruvbox", bell=False)
    text = file.read_text(encoding="utf-8")
    assert "# mine\n" in text
    assert 'theme = "gruvbox" # dark' in text
    assert "[keys] # few" in text
    assert read_settings(file) == Settings(theme="gruvbox", mouse=False, bell=False, keys={"quit": ("q",)})


def test_the_first_choice_makes_a_private_file(file: Path) -> None:
    remember(file, theme="nord")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.toml"]


def test_a_faulty_file_is_not_written_over(file: Path) -> None:
    write(file, "mouse = 1\n")
    with pytest.raises(BadFileError):
        remember(file, theme="nord")
    assert file.read_text(encoding="utf-8") == "mouse = 1\n"


def test_a_choice_that_can_not_be_is_not_written(file: Path) -> None:
    write(file, "mouse = true\n")
    with pytest.raises(BadFileError):
        remember(file, driver="fast")
    assert file.read_text(encoding="utf-8") == "mouse = true\n"


def test_a_link_keeps_pointing_to_the_file_that_is_written(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    write(file, "")
    file.unlink()
    real.write_text("mouse = false\n", encoding="utf-8")
    real.chmod(0o600)
    file.symlink_to(real)
    remember(file, theme="nord")
    assert file.is_symlink()
    assert read_settings(real) == Settings(theme="nord", mouse=False)


def test_a_write_that_fails_leaves_the_file_and_no_rest(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, "mouse = false\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TrackerError, match="No space left"):
        remember(file, theme="nord")
    assert [entry.read_text(encoding="utf-8") for entry in file.parent.iterdir()] == ["mouse = false\n"]


def test_the_environment_says_what_the_terminal_can(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm\x1b[0m")
    plain = terminal_environment()
    assert (plain.term, plain.no_color, plain.locale) == ("xterm[0m", False, "")
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal_environment().no_color
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("LC_ALL", "C")
    asked = terminal_environment()
    assert (asked.no_color, asked.locale, asked.is_ascii_only) == (True, "C", True)


@pytest.mark.parametrize(
    ("variables", "is_ascii_only"),
    [
        ({}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
    ],
)
def test_ascii_is_what_a_person_asked_for_not_what_python_set(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_ascii_only: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal_environment().is_ascii_only is is_ascii_only


def test_textual_finds_nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # A dictionary in its place: the snapshot plugin keeps a name of its own in the real one.
    monkeypatch.setattr(os, "environ", {"TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "/a", "TERM": "xterm"})
    drop_textual_environment()
    assert os.environ == {"TERM": "xterm"}


def test_a_view_is_kept_beside_what_is_there_and_taken_out_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# mine\ntheme = "nord"\n', encoding="utf-8")
    remember_view(path, "Ours", 'party:ogdc "exact words"')
    remember_view(path, "Late", "is:overdue")
    assert read_settings(path).views == {"Ours": 'party:ogdc "exact words"', "Late": "is:overdue"}
    remember_view(path, "Ours", "")
    assert read_settings(path).views == {"Late": "is:overdue"}
    assert path.read_text(encoding="utf-8").startswith('# mine\ntheme = "nord"\n')


@pytest.mark.parametrize("views", ["views = 5", "[views]\nOurs = 5", '[views]\nOurs = ""', '[views]\n"" = "x"'])
def test_a_faulty_view_is_told(tmp_path: Path, views: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(views, encoding="utf-8")
    with pytest.raises(BadFileError, match="views: must be a table of filters by name"):
        read_settings(path)
