"""The rows of Home at the widths of a list: columns in their places, bars, and what gives way where there is less room."""

from __future__ import annotations

import pytest

from simulator.tui.widgets.home_rows import CourseRow, Figures, LibraryHeading, LibraryRow, NextRow

WIDE, USUAL, NARROW = 92, 77, 57
PLAYED = Figures(6, 36, -100, 75, 2, ("coach", "practice"))


def plain(lines: object) -> list[str]:
    """Return lines as text."""
    return [line.plain for line in lines]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            WIDE,
            "The 40-minute caller        2  phone    ━━━━━━━━━━━─── 36 of 75   2 of 6  coach, practice",
        ),
        (USUAL, "The 40-minute caller     2 phone   ━━━━━━━╸── 36 of 75    2 of 6    practice"),
        (NARROW, "The 40-minute caller        2 36 of 75   2 of 6  practice"),
    ],
)
def test_a_scenario(width: int, expected: str) -> None:
    """Title, level, channel, the best out of the maximum, endings found, modes passed."""
    row = LibraryRow("The 40-minute caller", "2", "phone", PLAYED)
    assert [expected] == plain(row.lines(width))
    (top,) = plain(
        LibraryHeading("Library, 17 scenarios", "Library, 17", figures=True).lines(width)
    )
    assert top.index("endings") == expected.index("2 of 6")


@pytest.mark.parametrize(
    ("figures", "share", "score", "modes"),
    [
        (Figures(3), 0, "not yet", ""),
        (Figures(3, -100, -100, 80), 0, "−100 of 80", ""),
        (
            Figures(3, 80, -100, 80, 3, ("coach", "practice", "exam")),
            100,
            "80 of 80",
            "all three modes",
        ),
        (Figures(3, 40), 0, "40", ""),
    ],
)
def test_figures(figures: Figures, share: int, score: str, modes: str) -> None:
    """The bar goes from the worst possible to the best; what isn't known is left out."""
    assert (share, score, modes) == (figures.share(), figures.score(), figures.modes(roomy=True))


def test_next_has_its_reason() -> None:
    """On the same line in short, or below it in full."""
    row = NextRow(1, "Washer", "phone, level 3", "The whole reason.", "In short.")
    assert ["1 Washer                  In short."] == plain(row.lines(USUAL))
    assert ["1  Washer                         phone, level 3", "   The whole reason."] == plain(
        row.lines(WIDE)
    )


def test_a_course_of_six_weeks() -> None:
    """A line for each week, with what is done and where one is now."""
    weeks = ((2, 2), (2, 2), (1, 3), (0, 2), (0, 2), (0, 2))
    row = CourseRow("Six weeks at the desk", "week 3, 1 of 3 done", weeks, 3)
    (line,) = plain(row.lines(USUAL))
    assert line.endswith("1 ━━━ done  2 ━━━ done  3 ━── now  4 ───  5 ───  6 ───")
    assert len(line) <= USUAL
    first, second = plain(row.lines(WIDE))
    assert "week 3, 1 of 3 done" in first
    assert second.startswith("1 ━━━━━ done   2 ━━━━━ done   3 ━╸─── now   4 ─────")


@pytest.mark.parametrize("now", [1, 8])
def test_the_title_of_a_course_is_whole_and_so_are_its_weeks(now: int) -> None:
    """At 80 columns, too: the weeks are drawn narrower before the title is cut."""
    row = CourseRow("Eight weeks at the desk", "", ((0, 3),) * 8, now)
    (line,) = plain(row.lines(76))
    assert line.startswith("Eight weeks at the desk  1 ──")
    assert " 8 ──" in line
    assert f"{now} ── now" in line


@pytest.mark.parametrize("width", [WIDE, USUAL, NARROW])
@pytest.mark.parametrize("now", [1, 26, 52, None])
def test_a_long_course_is_shown_around_the_week_one_is_in(width: int, now: int | None) -> None:
    """Fifty-two weeks don't fit; the current one is always there."""
    weeks = tuple((1 if now is None or at < now else 0, 1) for at in range(1, 53))
    row = CourseRow("A year", "", weeks, now)
    lines = plain(row.lines(width))
    assert all(len(line) <= width for line in lines)
    if now is not None:
        assert f" {now} " in f" {lines[-1]} "
