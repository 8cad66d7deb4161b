"""The command ``tracker``: which verb is meant, and what happens without one."""

import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from tracker import __version__
from tracker.cli.exits import exit_code_of
from tracker.cli.output import OutputError, discard, has_screen, prepare_streams
from tracker.cli.run import Run, shared_options
from tracker.personal.settings import DRIVERS

_VERBS: Mapping[str, str] = {
    "status": "status",
    "schedule": "status",
    "agenda": "status",
    "show": "show",
    "find": "find",
    "now": "now",
    "next": "next",
    "timeline": "charts",
    "progress": "charts",
    "check": "ticks",
    "uncheck": "ticks",
    "set": "statuses",
    "note": "notes",
    "decide": "decisions",
    "action": "actions",
    "attend": "attendance_and_delay",
    "session": "sessions",
    "late": "attendance_and_delay",
    "fact": "facts",
    "item": "agenda_changes",
    "point": "agenda_changes",
    "withdraw": "withdraw",
    "person": "people",
    "party": "people",
    "meeting": "meetings",
    "history": "history",
    "undo": "history",
    "redo": "history",
    "where": "folder",
    "init": "folder",
    "revise": "revise",
    "export": "export",
    "import": "importing",
    "carry-over": "carry_over",
    "doctor": "maintenance",
    "seal": "seal",
    "backup": "maintenance",
    "restore": "maintenance",
    "kiosk": "kiosk",
    "keys": "keys",
    "themes": "themes",
    "completion": "completion",
}
"""Each verb with the module that holds it, in the order of the help; a verb is loaded when it is called."""

_NO_VARIABLE = "\0"
"""No variable of the environment has this name; a client can send one without any."""

_EPILOG = """\b
Examples:
  tracker                       # open the screen
  tracker status                # print the schedule and the agenda
  tracker check psm.1 3.2       # tick two talking points
  tracker --db ~/igc status     # another meeting folder
"""


class VerbGroup(click.Group):
    """The verbs, loaded one at a time, and one way out for whatever they end with."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs in the order of the help."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load and return a verb; None if there is none of that name."""
        if cmd_name not in _VERBS:
            return None
        # `import` is a word of Python's own, so no function can be called that.
        function = "import_file" if cmd_name == "import" else cmd_name.replace("-", "_")
        command = getattr(import_module(f"tracker.cli.verbs.{_VERBS[cmd_name]}"), function)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that is meant; suggest the nearest where there is none of that name."""
        if args[0] not in _VERBS:
            from difflib import get_close_matches

            near = " or ".join(get_close_matches(args[0][:40], _VERBS))
            ctx.fail(f"There is no verb {args[0]!r}." + (f" Did you mean {near}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; a reader that went away ends it at once."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # click would turn it into exit code 1 before anyone else hears of it.
            discard()
            raise OutputError(error) from error

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line and leave the process with its exit code."""
        prepare_streams()
        run = Run()
        kwargs |= {"standalone_mode": False, "prog_name": "tracker", "obj": run}
        if args or kwargs.get("args", sys.argv[1:]):
            # A shell that completes gives no arguments. With some, as those of a kiosk, the client's variables that ask
            # for completions do nothing.
            kwargs["complete_var"] = _NO_VARIABLE
        work = partial(super().main, *args, **kwargs)
        sys.exit(exit_code_of(work, lambda: run.state_folder, lambda: run.done))


def _theme_names(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    from tracker.ui.themes import THEMES

    return [theme.name for theme in THEMES if theme.name.startswith(begun)]


@click.group(cls=VerbGroup, invoke_without_command=True, epilog=_EPILOG)
@shared_options
@click.option("--theme", metavar="NAME", shell_complete=_theme_names, help="Theme of the screen, this time.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw the screen with ASCII characters alone.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option("--driver", type=click.Choice(DRIVERS), help="How the screen is sent to the terminal.")
@click.version_option(__version__, prog_name="tracker")
@click.pass_context
def tracker(context: click.Context, theme: str | None, ascii_only: bool, no_mouse: bool, driver: str | None) -> None:
    """Show the schedule and the agenda of a meeting, and tick off what has been dealt with.

    Without a verb it opens the screen; where there is no terminal it prints the status.
    """
    if context.invoked_subcommand:
        return
    if not has_screen():
        from tracker.cli.verbs.status import status

        context.invoke(status)
        return
    from tracker.cli.screen import open_screen

    wished = {"theme": theme, "ascii": ascii_only or None, "mouse": False if no_mouse else None, "driver": driver}
    choices = {name: choice for name, choice in wished.items() if choice is not None}
    open_screen(context.ensure_object(Run), choices)
