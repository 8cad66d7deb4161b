"""``tracker seal``: one number that stands for the whole record, to be signed or read out, and its check later."""

import re

import click

from tracker.cli.exits import REFUSED
from tracker.cli.output import complain, say, say_json
from tracker.cli.read_verb import json_option
from tracker.cli.run import Run, pass_run, verb
from tracker.errors import RefusedError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_GROUP = 8


@verb(
    "tracker check psm.1\ntracker seal > seal.txt\n"
    "tracker seal $(cat seal.txt)  # is it still that record?\ntracker seal --json"
)
@click.argument("words", nargs=-1, metavar="[SEAL]")
@json_option
@pass_run
def seal(run: Run, words: tuple[str, ...], as_json: bool) -> int | None:
    """Print the seal of the meeting as it is now, or check one that was written down earlier.

    Whoever signs it, or reads it out to both delegations, can prove later that nothing before it was changed: then
    SEAL is found in the record (exit code 0), else it is not (exit code 1).
    """
    from tracker.store import change_sealed_by, seal_of_meeting

    if not words:
        made = seal_of_meeting(run.folder)
        if as_json:
            say_json({"seq": made.seq, "seal": made.digest})
        else:
            say(f"Change {made.seq}\nSeal   {_grouped(made.digest)}")
        return None
    # As it was printed, "Change 7" and "Seal" may stand before it.
    digest = re.sub("^(change[0-9]+)?seal", "", "".join("".join(words).split()).lower())
    if not _DIGEST.fullmatch(digest):
        raise RefusedError("A seal is 64 digits and letters from a to f.", "Type it as tracker seal printed it.")
    seq = change_sealed_by(run.folder, digest)
    if as_json:
        say_json({"seq": seq, "seal": digest})
    elif seq is not None:
        say(f"The record holds this seal: it is of change {seq}, and all up to it is as it was.")
    if seq is None:
        complain("The record doesn't hold this seal: it is of another meeting, or something before it was changed.")
        return REFUSED
    return None


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
