"""Figures of a report in words: shares and medians with their numbers and intervals, scores, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.class_figures import FEWEST_TO_DISCRIMINATE
from simulator.report.export.values import date_text, instant_text
from simulator.report.words import day_words
from simulator.text import MINUS, count, number

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.report.class_figures import ClassFigures, TurningScene
    from simulator.report.statistics import Share, Spread
    from simulator.report.summary import PlayLine

NO_FIGURE = "–"
"""What is in a cell for which there is no figure."""
HOW_TO_READ = (
    "Every figure says how many conversations it comes from. A percentage has its 95% confidence interval in brackets "
    "(Wilson's score interval): the fewer conversations, the wider it is. So does a median, once there are 6 conversations; "
    "its interval assumes nothing about how scores are spread. People aren't ranked: a few points either way mean nothing."
)
HOW_SCENES_ARE_READ = (
    "At each turning point, the first reply of each conversation counts. A reply is good if it made no mistake. Difficulty is "
    "the proportion of good first replies, so the lower it is, the harder the moment. Discrimination is that proportion in "
    "the top quarter of the class, by points, minus the one in the bottom quarter: near 1 the moment tells strong from weak, "
    "near 0 it doesn't, and below 0 it may mislead those who do well. It is only given for 8 conversations or more."
)


def share_words(share: Share) -> str:
    """Return a share: `12 of 30, 40% (25–58%)`."""
    interval = share.interval
    if interval is None:
        return f"{share.many} of {share.n}"
    low, high = round(100 * interval.low), round(100 * interval.high)
    return f"{share.many} of {share.n}, {share.percent}% ({low}–{high}%)"


def spread_words(spread: Spread | None) -> str:
    """Return a spread: `median 42 (35 to 51), lowest −10, highest 88, 12 conversations`."""
    if spread is None:
        return "no scores"
    median = decimal(spread.median)
    between = (
        f" ({number(spread.interval[0])} to {number(spread.interval[1])})"
        if spread.interval
        else ""
    )
    return (
        f"median {median}{between}, lowest {number(spread.low)}, highest {number(spread.high)}, "
        f"{count(spread.n, 'conversation')}"
    )


def spread_short(spread: Spread | None) -> str:
    """Return a median with its interval and how many values it is of: `42 (35 to 51), n 12`."""
    if spread is None:
        return NO_FIGURE
    low_high = spread.interval
    between = f" ({number(low_high[0])} to {number(low_high[1])})" if low_high else ""
    return f"{decimal(spread.median)}{between}, n {spread.n}"


def decimal(value: float, places: int = 1) -> str:
    """Return a number with a real minus sign, and its decimals only where it has some."""
    text = (
        f"{abs(value):.{places}f}".rstrip("0").rstrip(".")
        if value != int(value)
        else str(abs(int(value)))
    )
    return f"{MINUS}{text}" if value < 0 and float(text) else text


def discrimination_words(scene: TurningScene, figures: ClassFigures) -> str:
    """Return the discrimination of a turning point with what it is from, or why there is none."""
    upper, lower = scene.compared
    if scene.discrimination is not None:
        return f"{decimal(scene.discrimination, 2)}, from {upper} in the top quarter and {lower} in the bottom one"
    if figures.n < FEWEST_TO_DISCRIMINATE:
        return f"not given for fewer than {FEWEST_TO_DISCRIMINATE} conversations"
    if figures.ranked < FEWEST_TO_DISCRIMINATE:
        return (
            f"not given, because only {figures.ranked} of the {figures.n} conversations have points, "
            f"and at least {FEWEST_TO_DISCRIMINATE} are needed"
        )
    if not (figures.quarters[0] and figures.quarters[-1]):
        return "not given, because too many conversations have the same points"
    return "not given, because one of the two quarters never came here"


def mood_moved(change: int, mood: int) -> str:
    """Return how a move changed the mood and what it was then: `mood fell by 24, to −51`."""
    if not change:
        return f"mood unchanged, {number(mood)}"
    return f"mood {'rose' if change > 0 else 'fell'} by {abs(change)}, to {number(mood)}"


def cell(value: int | None) -> str:
    """Return a number for a cell of a table."""
    return NO_FIGURE if value is None else number(value)


def passed_words(passed: bool | None) -> str:
    """Return whether a conversation was passed."""
    return NO_FIGURE if passed is None else "yes" if passed else "no"


def when_words(moment: datetime | None) -> str:
    """Return a moment to the minute, in UTC."""
    return instant_text(moment)[:16].replace("T", " ") if moment else "date unknown"


def dates_words(lines: tuple[PlayLine, ...]) -> str:
    """Return the days from the first to the last of some plays; nothing where none is known."""
    days = sorted({date_text(line.started) for line in lines if line.started})
    if not days:
        return ""
    return f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}"


def scenario_words(line: PlayLine) -> str:
    """Return the title of what was played, with its day."""
    day = day_words(line.scenario.day)
    return f"{line.scenario.title}, {day}" if day else line.scenario.title
