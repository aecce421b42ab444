"""A seat in own words: what is hidden, what is saved and read again, the clock, and what is imported for it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.engine.lines import Line, Voice
from simulator.own_words.flow import MAX_STOP, MAX_WORDS, Found, OwnWords, Step
from simulator.own_words.ngrams import NgramMatcher
from simulator.own_words.use import matcher_name
from simulator.play.opening import begin, resume
from simulator.play.own_words import YOU_MEAN, lines_in_own_words, offered_choices, was_cut
from simulator.play.rules import Rules
from simulator.records.journal import read
from simulator.records.save_failures import UnreadableSave
from simulator.records.saves import Saves
from simulator.scenario.library import Library, ScenarioFile, load
from tests.support.clock import Clock
from tests.support.scenarios import head

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.session import PlaySession

SCENES = """
[scenes.a]
says = "My lamp stopped."
[[scenes.a.replies]]
id = "own"
text = "That's our fault, and I'll put it right today."
skills = ["own"]
to = "b"
[[scenes.a.replies]]
id = "ask"
text = "When exactly did the lamp stop working?"
says_like = ["Since when has it been broken?"]
to = "b"
[scenes.b]
says = ["On Monday.", "In the evening."]
[[scenes.b.replies]]
id = "end"
text = "Goodbye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
FILE = head(clock=20) + SCENES
RULES = Rules(own_words=True)


def a_seat(folder: Path, watch: Clock | None = None, rules: Rules = RULES) -> PlaySession:
    """A seat of the lamp whose play is kept."""
    path = folder / "lamp.toml"
    path.write_text(FILE, "utf-8")
    started = datetime(2026, 7, 1, tzinfo=UTC)
    saves = Saves(folder / "saves")
    item = ScenarioFile(path, load(path))
    return begin(item, rules, saves, person="Ada", started=started, now=watch or Clock()).seat


def resumed(folder: Path) -> PlaySession:
    """The seat of the same play after it was closed."""
    journal = Saves(folder / "saves").resume("lamp")
    return resume(journal, Library((folder,)), 1.0, Clock()).seat


def test_words_beside_the_move(tmp_path: Path) -> None:
    """The journal has the reply's id, the words, and how it was found; a resumed play has them, and is in own words too."""
    seat = a_seat(tmp_path)
    own = seat.say("since when has it been broken then?")
    assert (Step.TAKEN, ("ask",)) == (own.step, own.nearest)
    seat.move("ask")
    seat.say("not goodbye")
    seat.step(lambda own, at: own.none_of_these(at))
    seat.move("end")
    words = {
        0: OwnWords("since when has it been broken then?", Found.MATCHED),
        1: OwnWords("not goodbye", Found.PASSED_OVER),
    }
    assert words == seat.words
    seat.close()
    again = resumed(tmp_path)
    assert [words, True] == [again.words, again.rules.own_words]
    assert [*words.values()] == [
        entry.words for entry in read(tmp_path / "saves" / "lamp.play").entries
    ]


def test_the_words_decide_nothing(tmp_path: Path) -> None:
    """The same replies without a word come to the same turns."""
    typed, silent = a_seat(tmp_path), a_seat(tmp_path, rules=Rules())
    typed.say("when did the lamp stop working exactly")
    for seat in (typed, silent):
        seat.move("ask")
        seat.move("end")
    assert silent.turns == typed.turns
    assert silent.conversation.result() == typed.conversation.result()


def test_undo_and_another_move(tmp_path: Path) -> None:
    """Undo removes the words with the move; a listen is no reply, so it has none."""
    seat = a_seat(tmp_path)
    seat.say("since when has it been broken then?")
    seat.move("ask")
    seat.undo()
    assert {} == seat.words
    assert seat.own
    assert Step.TYPING is seat.own.step
    seat.move("own")
    seat.say("wait a second")
    seat.move("listen")
    assert {} == seat.words


def test_the_clock_of_a_turn(tmp_path: Path) -> None:
    """Typing adds to it, a question stops it for 20 seconds at most, and help stops both."""
    watch = Clock()
    seat = a_seat(tmp_path, watch, replace(RULES, timed=True))
    start = seat.remaining()
    assert start
    seat.step(lambda own, _: own.type(30))
    assert pytest.approx(start + 10) == seat.remaining()
    watch.seconds += 4
    seat.say("is it our fault")
    assert pytest.approx(start + 6) == seat.remaining()
    assert pytest.approx(start + 6 + MAX_STOP) == seat.until_late()
    watch.seconds += 8
    seat.hold()
    watch.seconds += 100
    seat.release()
    assert pytest.approx(start + 6) == seat.remaining()
    watch.seconds += 40
    assert pytest.approx(max(0.0, start + 6 - 28)) == seat.remaining()
    assert pytest.approx(max(0.0, 28 - start - 6)) == seat.overdue()


def test_what_a_question_offers(tmp_path: Path) -> None:
    """The two nearest, numbered from 1, and the way out; where there is one reply, that one."""
    seat = a_seat(tmp_path)
    own = seat.say("the lamp that stopped")
    told = [(item.number, item.id) for item in offered_choices(own, seat.choices())]
    assert [(1, "ask"), (2, "own"), (3, "")] == told
    seat.move("own")
    own = seat.say("not goodbye")
    assert [(1, "end"), (2, "")] == [
        (item.number, item.id) for item in offered_choices(own, seat.choices())
    ]


HOSTILE = "\x1b]0;x\x07[b]bold[/b] \u202eevil\u202c <script>" + "y" * 10_000


def test_hostile_words(tmp_path: Path) -> None:
    """What can't be seen is dropped, the rest is cut and stays text, in the journal too."""
    seat = a_seat(tmp_path)
    own = seat.say(HOSTILE)
    assert own.typed == ("]0;x[b]bold[/b] evil <script>" + "y" * 10_000)[:MAX_WORDS]
    assert was_cut(HOSTILE)
    assert own.nothing_close
    seat.step(lambda own, at: own.show(at))
    seat.move("own")
    seat.close()
    assert OwnWords(own.typed, Found.NOTHING_CLOSE) == resumed(tmp_path).words[0]


@pytest.mark.parametrize("found", ["guessed", None, ["matched"]])
def test_a_journal_with_other_words(tmp_path: Path, found: object) -> None:
    """A line whose words were found in a way that isn't known is damage, like anything else."""
    seat = a_seat(tmp_path)
    seat.say("since when has it been broken then?")
    seat.move("ask")
    seat.close()
    path = tmp_path / "saves" / "lamp.play"
    header, line = path.read_text("utf-8").splitlines()
    changed = {**json.loads(line), "found": found}
    path.write_text(f"{header}\n{json.dumps(changed)}\n", "utf-8")
    with pytest.raises(
        UnreadableSave,
        match="`found` should be one of matched, offered, passed-over, nothing-close",
    ):
        read(path)


def test_lines_in_own_words() -> None:
    """What was typed comes first and then the reply, once where they are the same."""
    lines = (Line(Voice.YOU, "Goodbye."), Line(Voice.CUSTOMER, "Bye."))
    assert lines == lines_in_own_words(lines, None)
    assert lines_in_own_words(lines, OwnWords("see you", Found.OFFERED)) == (
        Line(Voice.YOU, "see you"),
        Line(Voice.YOU, "Goodbye.", YOU_MEAN),
        Line(Voice.CUSTOMER, "Bye."),
    )
    same = OwnWords("goodbye.", Found.MATCHED)
    assert (Line(Voice.YOU, "goodbye."), lines[1]) == lines_in_own_words(lines, same)


def test_the_matcher_in_use_has_its_name() -> None:
    """What is said of it without importing it is what it calls itself."""
    assert NgramMatcher.name == matcher_name()


def test_nothing_is_imported_before_a_sentence(tmp_path: Path) -> None:
    """The matcher and its library come with the first typed sentence, not with the play."""
    path = tmp_path / "lamp.toml"
    path.write_text(FILE, "utf-8")
    program = """
import io, sys
from simulator.cli import main
def loaded():
    return sorted(name for name in sys.modules if name.split(".")[0] == "rapidfuzz" or "ngrams" in name)
from simulator.play.session import PlaySession
before = []
say = PlaySession.say
def watched(self, text):
    before.append(loaded())
    return say(self, text)
PlaySession.say = watched
main(["play", sys.argv[1], "--own-words", "--plain", "--saves", sys.argv[2]])
print(before, bool(loaded()))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path), str(tmp_path / "saves")],
        input="since when has it been broken\nq\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "[[]] True" == ran.stdout.splitlines()[-1]
