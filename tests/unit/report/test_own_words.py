"""Both sentences of a move side by side: what is quoted and asked, and what pseudonyms leave out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import play
from simulator.own_words.flow import Found, OwnWords
from simulator.play.report_source import with_pseudonyms
from simulator.report.debrief import debrief
from simulator.report.export.forms import Form, pieces_of
from simulator.report.export.pseudonyms import Pseudonyms
from simulator.report.own_words import MOST_WORDS, TITLE, only_in, questions
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin
from simulator.report.sections import as_text
from simulator.report.source import ReportSource
from tests.support.scenarios import conversation

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation, Turn

SCENES = """
[scenes.a]
says = "My lamp stopped."
[[scenes.a.replies]]
id = "own"
text = "That's our fault, and I'll put it right today."
skills = ["own", "solve"]
to = "b"
[[scenes.a.replies]]
id = "blame"
text = "The shop that sold it must have dropped it."
slips = ["blame"]
to = "b"
[[scenes.a.replies]]
id = "plain"
text = "I see. It stopped on Monday evening."
to = "b"
[scenes.b]
says = "Bye."
ending = "done"
outcome = "full"
"""


def played(move: str) -> tuple[Conversation, list[Turn]]:
    """A play of one move."""
    start = conversation(SCENES)
    return start, [*play(start, [move])]


@pytest.mark.parametrize(
    ("text", "other", "piece"),
    [
        ("It's our fault, and I'll put it right today.", "sorry, our fault", "put it right today"),
        ("One two. Three four five!", "two", "Three four five!"),
        ("It stopped.", "so it stopped then", ""),
        ("", "x", ""),
        ("Rückfrage: größer?", "rueckfrage", "Rückfrage: größer?"),
        ("The lamps", "lamp is fine, the lamps", ""),
    ],
)
def test_only_in(text: str, other: str, piece: str) -> None:
    """The longest piece that shares nothing with the other text, from its first word that says something to its last."""
    assert piece == only_in(text, other)


def test_a_long_piece_is_cut() -> None:
    """Ten thousand words are ten and an ellipsis."""
    assert " ".join(["word"] * MOST_WORDS) + " …" == only_in("word " * 10_000, "x")


@pytest.mark.parametrize(
    ("move", "typed", "asked"),
    [
        (
            "own",
            "so sorry about the lamp",
            [
                "In the reply you took responsibility and offered a solution, with “That's our fault, "
                "and I'll put it right today”. Which of your words do that?",
                "Only yours includes “sorry about the lamp”. What would it have done for them?",
            ],
        ),
        (
            "blame",
            "the shop dropped it",
            [
                "In the reply you blamed someone else, with “sold it must”. Do your words do that too?",
            ],
        ),
        (
            "plain",
            "It stopped",
            ["Only the reply includes “Monday evening”. What is lost without it?"],
        ),
        ("plain", "I see, it stopped on monday evening", []),
    ],
)
def test_questions(move: str, typed: str, asked: list[str]) -> None:
    """What the reply does with words that only it has, and the words that only the trainee had; never a verdict."""
    _, turns = played(move)
    assert turns[0].reply
    assert asked == [*questions(turns[0].reply, typed, "phone")]


@pytest.mark.parametrize(
    ("found", "label"),
    [
        (Found.MATCHED, "The reply:"),
        (Found.PASSED_OVER, "Then you chose:"),
        (Found.NOTHING_CLOSE, "Then you chose:"),
    ],
)
def test_the_debrief_sets_them_side_by_side(found: Found, label: str) -> None:
    """In a section with the move's number, below the move itself, and in the move closely; nowhere without words."""
    start, turns = played("own")
    told = debrief(start, turns, words={0: OwnWords("oh [b]dear", found)})
    section = next(item for item in told.rest() if item.title == TITLE)
    assert [
        "1. You typed “oh [b]dear”",
        f"{label} “That's our fault, and I'll put it right today.”",
    ] == [*section.paragraphs[:2]]
    assert "You typed: “oh [b]dear”" in told.moves().paragraphs
    assert "You typed: “oh [b]dear”" in told.move(0).paragraphs
    assert "typed" not in as_text(debrief(start, turns).everything())


def test_pseudonyms_leave_the_words_out() -> None:
    """No form of a report with pseudonyms has a word of it; how the reply was found stays."""
    start, turns = played("own")
    words = {0: OwnWords("zzyzx, Ada here", Found.OFFERED)}
    result = play_result(start, turns, Origin("key", "lamp", "Ada"), words=words)
    sections = debrief(start, turns, words=words).sections()

    def source(*, hidden: bool) -> ReportSource:
        plain = ReportSource(
            "T", datetime(2026, 7, 1, tzinfo=UTC), [result], debrief=tuple(sections)
        )
        if not hidden:
            return plain
        hide = Pseudonyms(["Ada"], b"secret")
        plain = ReportSource(plain.title, plain.made, [hide.play(result)], debrief=plain.debrief)
        return with_pseudonyms(plain, hide, ())

    for form in Form:
        assert "zzyzx" not in "".join(pieces_of(source(hidden=True), form)), form
    for form in (Form.TEXT, Form.HTML, Form.TURNS, Form.JSON):
        assert "zzyzx" in "".join(pieces_of(source(hidden=False), form)), form
    assert ",,offered\r\n" in "".join(pieces_of(source(hidden=True), Form.TURNS))
