"""The transcript as it is drawn: what is newest stands out, and a reason keeps to one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from simulator.tui.widgets.flow import BEAT, MOST_SECONDS, Flow
from simulator.tui.widgets.paragraphs import Paragraph, Row, Unsaid
from tests.support.scene import perform

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

LONG = (
    "They said something that takes rather more than one line to be said in full, and then some. "
    * 2
)


class Page(App[None]):
    """One flow."""

    CSS = """
    Flow { .flow--newest { text-style: bold; } }
    """

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield self.flow


def seen(
    flow: Flow, size: tuple[int, int] = (60, 20), then: Callable[[], None] = lambda: None
) -> list[str]:
    """The rows of a flow, with `*` before those in bold."""
    rows: list[str] = []

    async def scene() -> None:
        async with Page(flow).run_test(size=size) as pilot:
            await pilot.pause()
            then()
            await pilot.pause()
            for y in range(flow.size.height):
                strip = flow.render_line(y)
                bold = any(style and style.bold and text.strip(" ▌") for text, style, _ in strip)
                rows.append(("*" if bold else "") + strip.text.rstrip())

    perform(scene)
    return [row for row in rows if row]


def test_the_newest_words_have_the_bar_and_nothing_else_has() -> None:
    """Only what is of the stressed kind, from the paragraph on that was told; a row of blanks stands left of the rest."""
    said = [
        Paragraph("Old.", "customer"),
        Paragraph("Mine.", "you"),
        Paragraph("New.", "customer"),
        Paragraph("It rains.", "narration"),
        Paragraph("Newest.", "customer"),
    ]
    flow = Flow(said, stresses="customer")
    flow.stress(2)
    assert [" Old.", " Mine.", "*▌New.", " It rains.", "*▌Newest."] == seen(flow)


def test_where_nothing_new_is_said_the_last_words_stay_newest() -> None:
    """A silence that brings no answer takes the bar from nobody."""
    said = [
        Paragraph("Old.", "customer"),
        Paragraph("Last.", "customer"),
        Paragraph("Mine.", "you"),
    ]
    flow = Flow(said, stresses="customer")
    flow.stress(2)
    assert [" Old.", "*▌Last.", " Mine."] == seen(flow)


def test_the_bar_moves_to_what_is_added() -> None:
    """The older words step back."""
    flow = Flow([Paragraph("Old.", "customer")], stresses="customer", bar="|")

    def add() -> None:
        flow.add([Paragraph("New.", "customer")])
        flow.stress(1)

    assert [" Old.", "*|New."] == seen(flow, then=add)


def test_a_reason_is_never_two_rows() -> None:
    """The clause is cut first, and the gauges stand whole; one set aside moves left before it is cut."""
    tail = ": heard +14, anger −6."
    (row,) = seen(Flow([Paragraph(LONG.strip(), "why", "  └ ", tail=tail)]), (60, 5))
    assert row.startswith("  └ They said")
    assert row.endswith("…" + tail)
    short = Paragraph("You used what was known", "why", "  └ ", aside=True, tail=tail)
    (row,) = seen(Flow([short]), (60, 5))
    assert "└ You used what was known: heard +14, anger −6." == row.strip()
    assert row.startswith("     ")


def test_all_of_a_reason_is_copied_and_found() -> None:
    """Although it is cut where it is drawn."""
    flow = Flow([Paragraph(LONG.strip(), "why", "  └ ", tail=": heard +14.")])
    assert f"  └ {LONG.strip()}: heard +14." == flow.text


def test_dots_stand_where_the_first_word_will_be() -> None:
    """Only until it comes, only there, and as wide as the row, so that nothing moves."""
    first, second = Row("", "Hello there, Kim.", "customer", 0), Row("", "Yes.", "customer", 1)
    unsaid = Unsaid([3, 1], 0.5, None, dots=True)  # type: ignore[arg-type]
    assert "· · ·            " == unsaid.seen(first)
    assert "    " == unsaid.seen(second)
    unsaid.said = 1.0
    assert "Hello           " == unsaid.seen(first).removesuffix(" ")


def test_a_long_turn_appears_within_six_seconds() -> None:
    """However slow the pace is."""
    flow = Flow([Paragraph("word " * 600, "customer")])
    steps: list[float] = []

    async def scene() -> None:
        async with Page(flow).run_test(size=(60, 20)):
            flow.reveal(0, 1.0, "customer")
            assert flow._unsaid is not None
            steps.append(flow._unsaid.step)
            flow.complete()

    perform(scene)
    assert [600 / MOST_SECONDS * BEAT] == steps
