"""The first page of a debrief: what is open, what is cut, and that every row fits."""

from __future__ import annotations

import pytest

from simulator.report.moment_words import MomentText
from simulator.tui.widgets.debrief_page import PageTexts, page_rows

LONG = (
    "You've been in since eight, and we gave it to somebody you don't know, and nobody rang. " * 2
)
MOMENT = MomentText(
    "You stayed vague about who, what or when (move 3)",
    "cost you 59 possible points",
    "cost 59",
    (("You said", f"“{LONG}”"), ("What it did", LONG), ("On offer", LONG)),
)
PAGE = PageTexts(
    "“Bye.”",
    LONG,
    "Satisfaction 1.",
    ("mood",),
    "Three",
    "A note.",
    (MOMENT,) * 3,
    (("Take", LONG),),
)


def told(width: int, height: int, chosen: int = 0) -> list[tuple[str, int | None]]:
    """Each row's text, and its moment."""
    rows = page_rows(PAGE, chosen, width, height)
    return [("".join(text for text, _ in row.spans), row.moment) for row in rows]


@pytest.mark.parametrize(("width", "height"), [(58, 18), (78, 22), (94, 38), (40, 10)])
def test_every_row_fits(width: int, height: int) -> None:
    """With the mark's two columns."""
    assert max(len(text) for text, _ in told(width, height)) <= width - 2


def test_all_are_open_where_there_is_room() -> None:
    """Under their heading, with every label."""
    rows = told(94, 60)
    assert 3 == sum("On offer" in text for text, _ in rows)
    assert any(text == "Three" for text, _ in rows)
    assert any("cost you 59 possible points" in text for text, _ in rows)


def test_only_the_chosen_one_is_open_where_there_is_not() -> None:
    """The others have two rows, so that what is above the chosen one never moves."""
    for chosen in range(3):
        rows = told(78, 22, chosen)
        assert [chosen] == [moment for text, moment in rows if "On offer" in text]
        others = [moment for _, moment in rows if moment not in (None, chosen)]
        assert {2} == {others.count(moment) for moment in set(others)}


def test_what_is_cut_ends_in_dots() -> None:
    """The title is kept before the long form of what it cost."""
    rows = told(58, 18)
    assert any(text.endswith("…") for text, _ in rows)
    assert any(
        text.startswith("1  You stayed vague") and text.endswith("cost 59") for text, _ in rows
    )


def test_what_is_under_one_heading_stands_together() -> None:
    """Several marks of a play have their heading once."""
    closing = (("One thing", "Ask."), ("New marks", "The first."), ("New marks", "The second."))
    texts = PageTexts("", "", "", (), "", "", (), closing)
    told = ["".join(span[0] for span in row.spans).strip() for row in page_rows(texts, 0, 60, 40)]
    at = told.index("One thing")
    assert ["One thing", "Ask.", "", "New marks", "The first.", "The second."] == told[at:]
