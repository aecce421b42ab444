"""`simulator watch` in lines: at each save a short block, and between saves a play by typed lines.

Exists for screen readers, pipes and slow lines: what has not changed since the last block is not said again. It prints what the
snapshot holds and decides nothing about the file.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.plain.console import Signal
from simulator.plain.conversation import LocalConversation, View
from simulator.plain.words import line_texts
from simulator.play.session import NOTHING_TO_UNDO
from simulator.report.proof_words import proof_figures
from simulator.report.trails import trail_lines
from simulator.report.trial_words import differences
from simulator.watch.session import STEP, News
from simulator.watch.words import (
    PLAY_WAITS,
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
    from collections.abc import Callable

    from simulator.plain.console import Console
    from simulator.watch.session import WatchSession
    from simulator.watch.snapshot import Snapshot


class PlainWatch(LocalConversation):
    """A file watched through a console, until q or Ctrl-C."""

    ACTIONS = LocalConversation.ACTIONS | {"why", "undo", "restart", "map"}
    shows_reasons = False

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

    @property
    def play(self) -> Snapshot:
        """The version of the file at hand."""
        return self._watching.snapshot

    @property
    def _playable(self) -> bool:
        return self.play.start is not None

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
                    if not self.handle_command(str(line)):
                        return
            else:
                self._pause(STEP)
            for news in self._watching.step():
                self._print_news(news)

    def _print_news(self, news: News) -> None:
        match news:
            case News.SAVED:
                self._block("saved")
            case News.SAME:
                self._head("saved, unchanged")
            case News.BACK:
                self._head("is back, unchanged")
            case News.GONE:
                self.say(f"{self._watching.shown} {self._watching.trouble}. Waiting for it.")
            case News.LATE:
                self.say("Proof: under way.")
            case News.PROVED:
                self._proof()
            case News.UNPROVED:
                self.say("Proof: it ended without a result; `simulator prove` shows why.")

    def _block(self, what: str) -> None:
        """Everything about the version at hand that is not as it was said last."""
        snapshot = self._watching.snapshot
        self._head(what)
        self._problems()
        if snapshot.scenario is None:
            self.say(f"Tests, play and proof: {WAIT}.")
            return
        tests = [f"Tests: {counts_of_tests(snapshot)}."]
        for tried in snapshot.trials:
            if not tried.trial.passed:
                tests.append(f"{tried.line}: failed: {tried.trial.test.name}")
                tests += [f"  {words}" for words in differences(tried.trial)]
        self._say_if_new("tests", tests, tests[:1])
        if snapshot.lost:
            self.say(lost_words(snapshot.lost))
        lines = self._play_lines()
        self._say_if_new("play", lines, lines[:1])
        if snapshot.proof:
            self._proof()

    def _head(self, what: str) -> None:
        self.say(f"{self._watching.seen_at:%H:%M:%S} {self._watching.shown} {what}.")

    def _problems(self, what: str = "Problems") -> None:
        snapshot = self._watching.snapshot
        self.say(f"{what}: {counts_of_problems(snapshot)}.")
        told = [
            f"{problem_place(problem)}: {problem_words(problem)}"
            for problem in sorted_problems(snapshot)
        ]
        self._said["problems"] = told
        for line in told:
            self.say(line)

    def _proof(self) -> None:
        """Say the proof's figures, and the problems that only it could find."""
        snapshot = self._watching.snapshot
        if snapshot.proof is None:
            return
        if len(snapshot.reading.diagnostics) != len(self._said["problems"]):
            self._problems("Problems, including those the proof found")
        told = [f"Proof: {line}" for line in proof_figures(snapshot.proof)]
        self._say_if_new("proof", told, ["Proof: as before."])

    def _say_if_new(self, what: str, lines: list[str], otherwise: list[str]) -> None:
        """Say these lines, or something shorter where they are what was said last."""
        for line in otherwise if self._said.get(what) == lines else lines:
            self.say(line)
        self._said[what] = lines

    # The play

    def handle_command(self, line: str) -> bool:
        """Do what a line says; while the file has errors only help and leaving are left."""
        if self._playable or line.strip().lower() in ("h", "help", "q", "quit"):
            return super().handle_command(line)
        self.say(PLAY_WAITS)
        return True

    def view(self) -> View:
        """Return how the play stands; there is nothing to do while the file has errors."""
        return super().view() if self._playable else View()

    def make_move(self, move: str) -> bool:
        """Make a move of the play that is kept at its point."""
        try:
            after = self.play.with_move(move)
        except IllegalMove as error:
            self.say(str(error))
            return True
        self._watching.play(after)
        turn = after.turns[-1]
        self.say_turn(turn)
        if turn.after.over:
            self.say(f"Play: {standing(after)}.")
        self._remember()
        return True

    def action_undo(self) -> None:
        """Undo the last move."""
        if self.play.turns:
            self._watching.play(self.play.without_last_move())
            self.action_state()
        else:
            self.say(NOTHING_TO_UNDO)

    def action_restart(self) -> None:
        """Return to the start."""
        self._watching.play(self.play.without_moves())
        self.action_state()

    def action_state(self) -> None:
        """Say where the play stands."""
        self.say_all(self._play_lines())
        self._remember()

    def action_map(self) -> None:
        """Say how many saved plays came through each scene and took each reply, and where this one is."""
        scenario, trails = (
            self.conversation.scenario,
            self._watching.trails(self._watching.snapshot),
        )
        self.say_all(trail_lines(scenario, trails, self.conversation.state.scene, self.play.turns))

    def _play_lines(self) -> list[str]:
        """Return where the play stands, the last words heard there, and what can be replied."""
        lines = [f"Play: {standing(self._watching.snapshot)}."]
        if self._playable:
            lines += [text for line in self.last_lines() for text in line_texts(line)]
            lines += [] if self.conversation.over else self.choice_lines()
        return lines

    def _remember(self) -> None:
        """Note what a listener knows of the play now."""
        self._said["play"] = self._play_lines()

    def _ask(self) -> None:
        """Ask for a move on a terminal, once after each thing said."""
        if self._asked or not self._console.interactive:
            return
        if not self._playable:
            words = []
        elif self.conversation.over:
            words = ["u to undo a move", "r to start again"]
        else:
            words = self.moves_in_words()
        self._console.ask(f"Watching; {', '.join([*words, 'q to leave'])}:")
        self._asked = True

    def say(self, text: str = "", hang: int = 0) -> None:
        """Print a line, below a question that stands unanswered."""
        if self._asked:
            self._asked = False
            self._console.say()
        self._console.say(text, hang)
