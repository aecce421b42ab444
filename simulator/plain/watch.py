"""`simulator watch` in lines: at each save a short block, and between saves a play by typed lines.

Exists for screen readers, pipes and slow lines: what has not changed since the last block is not said again. It prints what the
snapshot holds and decides nothing about the file.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.plain.console import Signal
from simulator.plain.spoken import spoken
from simulator.report.proof_words import proof_figures
from simulator.report.trails import trail_lines
from simulator.report.trial_words import differences
from simulator.report.words import mood_words, turn_words
from simulator.ruleset import LISTEN, SILENCE
from simulator.text import clean_name
from simulator.watch.session import STEP, News
from simulator.watch.words import (
    WAIT,
    counts_of_problems,
    counts_of_tests,
    lost_words,
    problem_place,
    problem_words,
    sorted_problems,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.engine.conversation import Conversation, Line
    from simulator.plain.console import Console
    from simulator.watch.session import WatchSession
    from simulator.watch.snapshot import Snapshot

_COMMANDS = {
    "": "listen",
    "l": "listen",
    "listen": "listen",
    "silence": "silence",
    "u": "undo",
    "undo": "undo",
    "r": "restart",
    "w": "why",
    "why": "why",
    "m": "map",
    "map": "map",
    "?": "state",
    "h": "help",
    "help": "help",
    "q": "leave",
    "quit": "leave",
}
_HELP = (
    "A number or a reply's id gives that reply. Enter or l listens. u takes the last move back, r goes back to the start. "
    "w says why the mood moved, ? where things stand, m where saved plays went. q leaves."
)


class PlainWatch:
    """A file watched through a console, until q or Ctrl-C."""

    def __init__(
        self,
        watching: WatchSession,
        console: Console,
        now: Callable[[], float],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._watching, self._console = watching, console
        self._now, self._pause = now, pause
        self._said: dict[str, list[str]] = {}
        self._asked = False

    def run(self) -> None:
        """Say how the file is, then what each save changes; on a terminal obey what is typed."""
        self._block("opened")
        while True:
            self._ask()
            if self._console.interactive:
                line = self._console.read(self._now() + STEP)
                if line is Signal.END:
                    return
                if line is not Signal.LATE:
                    self._asked = False
                    if not self._obey(str(line)):
                        return
            else:
                self._pause(STEP)
            for news in self._watching.step():
                self._tell(news)

    def _tell(self, news: News) -> None:
        match news:
            case News.SAVED:
                self._block("saved")
            case News.SAME:
                self._head("saved, the same as before")
            case News.GONE:
                self._say(f"{self._watching.shown} {self._watching.trouble}. Waiting for it.")
            case News.LATE:
                self._say("Proof: under way.")
            case News.PROVED:
                self._proof()
            case News.UNPROVED:
                self._say("Proof: it ended without a result; `simulator prove` tells why.")

    def _block(self, what: str) -> None:
        """Everything about the version at hand that is not as it was said last."""
        snapshot = self._watching.snapshot
        self._head(what)
        self._problems()
        if snapshot.scenario is None:
            self._say(f"Tests, play and proof: {WAIT}.")
            return
        tests = [f"Tests: {counts_of_tests(snapshot)}."]
        for tried in snapshot.trials:
            if not tried.trial.passed:
                tests.append(f"{tried.line}: failed: {tried.trial.test.name}")
                tests += [f"  {words}" for words in differences(tried.trial)]
        self._unless_said("tests", tests, tests[:1])
        if snapshot.lost:
            self._say(lost_words(snapshot.lost))
        shown = _heard(snapshot)
        stands = f"Play: {standing(snapshot)}."
        self._unless_said("play", [stands, *shown], [stands])
        if snapshot.proof:
            self._proof()

    def _head(self, what: str) -> None:
        self._say(f"{self._watching.seen_at:%H:%M:%S} {self._watching.shown} {what}.")

    def _problems(self, what: str = "Problems") -> None:
        snapshot = self._watching.snapshot
        self._say(f"{what}: {counts_of_problems(snapshot)}.")
        told = [
            f"{problem_place(problem)}: {problem_words(problem)}"
            for problem in sorted_problems(snapshot)
        ]
        self._said["problems"] = told
        for line in told:
            self._say(line)

    def _proof(self) -> None:
        """The proof's figures, and the problems that only it could find."""
        snapshot = self._watching.snapshot
        if snapshot.proof is None:
            return
        if len(snapshot.reading.diagnostics) != len(self._said["problems"]):
            self._problems("Problems, with those that the proof found")
        told = [f"Proof: {line}" for line in proof_figures(snapshot.proof)]
        self._unless_said("proof", told, ["Proof: as before."])

    def _unless_said(self, what: str, lines: list[str], otherwise: list[str]) -> None:
        """Say these lines, or something shorter where they are what was said last."""
        for line in otherwise if self._said.get(what) == lines else lines:
            self._say(line)
        self._said[what] = lines

    def _obey(self, line: str) -> bool:
        """Do what a line says; false if it says to leave."""
        watching, word = self._watching, line.strip().lower()
        snapshot = watching.snapshot
        conversation = snapshot.conversation
        offered = [reply.id for reply in conversation.offered()] if conversation else []
        if word in offered:
            self._move(word)
            return True
        if word.isdecimal() and 0 < int(word) <= len(offered):
            self._move(offered[int(word) - 1])
            return True
        match _COMMANDS.get(word):
            case "leave":
                return False
            case "help":
                self._say(_HELP)
            case _ if conversation is None:
                self._say("The play waits until the file has no errors.")
            case "listen":
                waits = not offered and not conversation.can_listen and not conversation.over
                self._move(SILENCE if waits else LISTEN)
            case "silence":
                self._move(SILENCE)
            case "undo" if snapshot.turns:
                watching.play(snapshot.without_last_move())
                self._present(conversation=watching.snapshot.conversation)
            case "undo":
                self._say("There is nothing to take back.")
            case "restart":
                watching.play(snapshot.without_moves())
                self._present(conversation=watching.snapshot.conversation)
            case "why":
                reasons = turn_words(snapshot.turns[-1]) if snapshot.turns else []
                for sentence in reasons or ["Nothing moved the mood."]:
                    self._say(f"Why: {sentence}")
            case "map":
                self._map(snapshot, conversation)
            case "state":
                self._present(conversation=conversation)
            case _:
                shown = clean_name(line)
                self._say(f"“{shown}” is no move here. Type h for help.")
        return True

    def _map(self, snapshot: Snapshot, conversation: Conversation) -> None:
        """Say how many saved plays came through each scene and took each reply, and where this one is."""
        scenario, trails = conversation.scenario, self._watching.trails(snapshot)
        for line in trail_lines(scenario, trails, conversation.state.scene, snapshot.turns):
            self._say(line)

    def _move(self, move: str) -> None:
        try:
            after = self._watching.snapshot.with_move(move)
        except IllegalMove as error:
            self._say(str(error))
            return
        self._watching.play(after)
        turn = after.turns[-1]
        for line in _lines(turn.said):
            self._say(line)
        if turn.after.over:
            self._say(f"Play: {standing(after)}.")
        else:
            for line in (f"Mood: {mood_words(turn.after)}.", *_choices(turn.after)):
                self._say(line)
        self._remember(after)

    def _present(self, conversation: Conversation | None) -> None:
        snapshot = self._watching.snapshot
        if conversation:
            for line in (f"Play: {standing(snapshot)}.", *_heard(snapshot)):
                self._say(line)
            self._remember(snapshot)

    def _remember(self, snapshot: Snapshot) -> None:
        """What a listener knows of the play now."""
        self._said["play"] = [f"Play: {standing(snapshot)}.", *_heard(snapshot)]

    def _ask(self) -> None:
        """Ask for a move on a terminal, once after each thing said."""
        conversation = self._watching.snapshot.conversation
        if self._asked or not self._console.interactive:
            return
        ways = []
        if conversation and not conversation.over:
            replies = len(conversation.offered())
            if replies:
                ways.append(f"1 to {replies}" if replies > 1 else "1")
            if conversation.can_listen or not replies:
                ways.append("Enter to listen" if conversation.can_listen else "Enter to wait")
        if conversation and conversation.over:
            ways = ["u to take a move back", "r for the start"]
        ways.append("q to leave")
        self._console.ask(f"Watching; {', '.join(ways)}:")
        self._asked = True

    def _say(self, text: str) -> None:
        """Say a line, below a question that stands unanswered."""
        if self._asked:
            self._asked = False
            self._console.say()
        self._console.say(text)


def _heard(snapshot: Snapshot) -> list[str]:
    """The last words heard where the play stands, and what can be replied."""
    conversation = snapshot.conversation
    if conversation is None:
        return []
    return [*_lines(conversation.opening), *_choices(conversation)]


def _lines(lines: Iterable[Line]) -> list[str]:
    return [text for line in lines for text in spoken(line)]


def _choices(conversation: Conversation) -> list[str]:
    if conversation.over:
        return []
    told = []
    if conversation.can_listen:
        early = " A reply now would interrupt." if conversation.interrupts else ""
        told.append(f"There is more to hear.{early}")
    for number, reply in enumerate(conversation.offered(), 1):
        action = f" ({reply.action})" if reply.action else ""
        told.append(f"{number}. {reply.text}{action}")
    return told or ["There is nothing to say and nothing more to hear."]
