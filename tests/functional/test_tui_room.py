"""Lists and boxes take as many lines as are drawn of them, at every size, where there is room for that."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, ClassVar

import pytest
from textual.app import App
from textual.containers import Vertical
from textual.widgets.option_list import Option

from simulator.play.choices import Choice
from simulator.tui.colours import DARK_BRICKS, DARK_ROLES
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.rows import Numbered

if TYPE_CHECKING:
    from textual._path import CSSPathType
    from textual.app import ComposeResult
    from textual.scroll_view import ScrollView

SEED = 20260131
WIDTHS = (80, 100, 119, 120, 140)
HEIGHT = 60
"""Lines enough for whatever is offered here."""
WORDS = [
    "a",
    "to",
    "of",
    "it",
    "you",
    "they",
    "open",
    "parcel",
    "yesterday",
    "afternoon",
    "reassuring",
]


class Offers(App[None]):
    """Replies and a text, each as high as it asks to be."""

    CSS_PATH: ClassVar[CSSPathType | None] = "../../simulator/tui/app.tcss"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the roles that the style sheet names."""
        return {**DARK_ROLES.variables(), **DARK_BRICKS}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Replies()
            with Vertical(classes="box"):
                yield Flow()


def missing(widget: ScrollView) -> int:
    """How many lines of a widget are not in sight."""
    return widget.virtual_size.height - widget.scrollable_content_region.height


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_every_line_of_the_replies_is_in_sight(count: int) -> None:
    """Replies of any length: the lines they are given are the lines that they take."""
    print("seed", SEED)
    chance = random.Random(SEED + count)

    async def scene() -> None:
        app = Offers()
        async with app.run_test(size=(80, HEIGHT)) as pilot:
            replies = app.query_one(Replies)
            for width in WIDTHS:
                await pilot.resize_terminal(width, HEIGHT)
                for length in (width - 6, width - 5, width - 4, width - 3, 2 * width - 8):
                    choices = [
                        Choice(number, f"r{number}", sentence(chance, length))
                        for number in range(1, count + 1)
                    ]
                    replies.offer(choices, can_listen=False, over=False)
                    await pilot.pause()
                    if replies.virtual_size.height <= HEIGHT * 0.65 - 1:
                        assert 0 == missing(replies), (width, choices)

    asyncio.run(scene())


def test_every_line_of_a_box_is_in_sight() -> None:
    """A text in a box: the same."""
    print("seed", SEED)
    chance = random.Random(SEED)

    async def scene() -> None:
        app = Offers()
        async with app.run_test(size=(80, HEIGHT)) as pilot:
            flow = app.query_one(Flow)
            for length in range(64, 72):
                flow.show([Paragraph(sentence(chance, length)) for _ in range(4)])
                flow.refresh(layout=True)
                await pilot.pause()
                assert 0 == missing(flow), length

    asyncio.run(scene())


def test_a_number_takes_its_room() -> None:
    """A reply that is just as wide as its line without the number needs two."""
    option = Option(Numbered("10", "x" * 30))
    assert isinstance(option.prompt, Numbered)
    assert 2 == option.prompt.get_height({}, 30)


def sentence(chance: random.Random, length: int) -> str:
    """Words up to a length."""
    text = chance.choice(WORDS)
    while len(text) < length:
        text += " " + chance.choice(WORDS)
    return text[:length].rstrip()
