"""What each role may do, as edits of the small meeting."""

from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddNote,
    AddPoint,
    Attend,
    CancelMeeting,
    CancelSession,
    EditItem,
    EditMeeting,
    OneEdit,
    Release,
    SetStatus,
    StartSession,
    Tick,
)

OFFICERS: tuple[OneEdit, ...] = (
    Tick(points=("track.1",), done=True),
    SetStatus(item="fares", status="deferred", target="next"),
    AddNote(about="track", text="A note"),
    AddDecision(item="track", text="It is built."),
    AddAction(about="track", text="Build it", owner_party="rail"),
    Attend(session="morning", attendees=("port",), presence="excused"),
)


SECRETARYS: tuple[OneEdit, ...] = (
    EditItem(item="track", title="Other"),
    AddPoint(item="track", title="More"),
    CancelSession(session="morning", reason="No room"),
    EditMeeting(title="Other"),
    Release(),
    StartSession(session="morning"),
    CancelMeeting(reason="No"),
)
