"""The rule that is also the clock: it runs back, counts, and is quiet where nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from simulator.tui.widgets.prompt import Prompt
from tests.support.scene import perform

if TYPE_CHECKING:
    from textual.app import ComposeResult

WIDTH = 60


class Page(App[None]):
    """One rule."""

    CSS = "Prompt { height: 1; }"

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self.prompt = prompt

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield self.prompt


def shown(prompt: Prompt, *times: tuple[float | None, float | None]) -> list[str]:
    """The line after each of these times."""
    lines: list[str] = []

    async def scene() -> None:
        async with Page(prompt).run_test(size=(WIDTH, 5)) as pilot:
            for left, allowed in times:
                prompt.show_time(left, allowed)
                await pilot.pause()
                lines.append(prompt.render().plain)

    perform(scene)
    return lines


def test_the_rule_runs_back() -> None:
    """All of it is there at first, half of it at half the time, and none of it without a clock."""
    full, half, none = shown(Prompt(), (40.0, 40.0), (20.0, 40.0), (None, None))
    room = WIDTH - 4 - len(" 0:40 ")
    assert f"──{'━' * room} 0:40 ──" == full
    assert f"──{'━' * (room // 2 + room % 2)}{'─' * (room // 2)} 0:20 ──" == half
    assert "─" * WIDTH == none


def test_the_sentence_keeps_its_place() -> None:
    """The clock takes the room that is left beside it."""
    prompt = Prompt()
    prompt.say("They have finished.")
    (line,) = shown(prompt, (30.0, 30.0))
    assert line.startswith("── They have finished. ━━━")
    assert WIDTH == len(line)


@pytest.mark.parametrize(
    ("left", "seconds"), [(33.2, 35), (30.1, 35), (30.0, 30), (9.4, 10), (8.4, 9)]
)
def test_where_nothing_moves_the_number_stands_alone(left: float, seconds: int) -> None:
    """It changes every five seconds, and every second from ten on."""
    (line,) = shown(Prompt(moves=False), (left, 40.0))
    assert f" 0:{seconds:02} " in line
    assert "━" not in line


def test_plain_signs() -> None:
    """Where the player wants ASCII."""
    (line,) = shown(Prompt(ascii_only=True), (20.0, 40.0))
    assert line.isascii()
    assert "===" in line
    assert "---" in line
