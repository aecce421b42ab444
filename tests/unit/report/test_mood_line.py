"""The mood as a line: where it stands, what is on it, and that it fits."""

from __future__ import annotations

import pytest

from simulator.report.mood_line import MoodLine, blocks, draw, legend, strip_rows

DRAWN = [
    "                  ╭2─",
    "    wary          │",
    "                  │",
    "         ──────╮  │",
    " frustr.       │  │",
    "               ╰1─╯",
    "",
    "   angry     ·",
    "",
    "            1  2  3",
]
PLAY = MoodLine((-22, -22, -41, 10), {2: "1", 3: "2"}, (-22, -60))


def test_the_line_its_figures_and_the_last_play() -> None:
    """Bands at their height, figures where the moves begin, dots where the line isn't."""
    drawn = draw(PLAY, 40, 8, beside=True)
    assert DRAWN == drawn
    assert drawn[-1].split() == ["1", "2", "3"]


@pytest.mark.parametrize("moves", [1, 5, 21, 36, 200])
@pytest.mark.parametrize(("width", "beside"), [(40, True), (56, False), (76, False), (130, False)])
def test_it_fits(moves: int, width: int, *, beside: bool) -> None:
    """However long the play is; the moments are always on it."""
    moods = tuple((move * 37) % 190 - 95 for move in range(moves + 1))
    line = MoodLine(moods, {moves: "1", max(1, moves // 2): "2"}, moods[::-1])
    drawn = draw(line, width, 12, beside=beside)
    assert max(map(len, drawn)) <= width
    assert len(drawn) <= 14
    assert any("2" in row for row in drawn[:-2])


def test_plain_signs() -> None:
    """Nothing but ASCII and the names of the bands."""
    assert "".join(draw(PLAY, 40, 8, ascii_only=True)).isascii()
    assert ["mood −22 to 10, your last play −22 to −60"] == strip_rows(PLAY, 78, ascii_only=True)


def test_on_one_row() -> None:
    """Blocks between the figures at both ends, and below them the moments."""
    assert ["mood −22 ▄▄▂█ 10      your last play −22 ▄▁ −60", "           12"] == strip_rows(
        PLAY, 78
    )
    assert "mood −22 ▄▄▂█ 10" == strip_rows(PLAY, 40)[0]
    assert "▁█" == blocks((0, 9), 0, 9)


def test_what_the_signs_are() -> None:
    """The last play by its date."""
    assert "─ this play, −22 to 10" == legend(MoodLine(PLAY.moods), "")
    assert legend(PLAY, "9 November").endswith("· your last play, 9 November, −22 to −60")
