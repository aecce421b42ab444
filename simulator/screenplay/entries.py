"""The cells of a row as entries of a readable copy, each by what its column means."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.principles import PRINCIPLES
from simulator.report.words import action_words, capital, skill_words, slip_words
from simulator.ruleset import NEED_BY_OUTCOME
from simulator.screenplay.columns import ACCEPT, IN_WORDS, WHEN
from simulator.screenplay.labels import EVENTS, NEEDS, OUTCOMES, label
from simulator.screenplay.page import Entry, Span, said
from simulator.text import count
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from simulator.screenplay.page import Line
    from simulator.screenplay.rows import Row


def entries(row: Row, columns: Sequence[str]) -> Iterator[Entry]:
    """Yield an entry for each of some columns that a row fills, in that order."""
    for column in columns:
        if column in row.cells:
            in_words = _IN_WORDS.get(column)
            lines = in_words(row.cells) if in_words else ((said(row.cells[column]),),)
            yield Entry(label(column), lines)


def condition(lead: str, row: Row) -> Line:
    """Return the guard of a row in words, then as it is written."""
    words = f"{lead}{row.cells[IN_WORDS]}" if lead else capital(row.cells[IN_WORDS])
    return (Span(f"{words} ("), Span(row.cells[WHEN], style="code"), Span(")"))


def rules(row: Row) -> Iterator[Entry]:
    """Yield what else holds for a reply, a sentence for each column, if it fills any of them."""
    cells = row.cells
    sentences = {
        "once": "It can be given only once.",
        "may_interrupt": "It doesn't count as an interruption, even if it comes early.",
        "leaky": f"It is offered only in a shift, while the trainee's composure is below {cells.get('leaky')}.",
        "decline": "It says no to what they asked for.",
        "wait": _wait(cells) if "wait" in cells else "",
    }
    if lines := [sentences[column] for column in sentences if column in cells]:
        yield Entry("Rules", tuple((Span(line),) for line in lines))


def accepted(row: Row) -> Iterator[Entry]:
    """Yield the warnings that a row accepts, if it does."""
    if ACCEPT in row.cells:
        lines = tuple((said(line),) for line in row.cells[ACCEPT].split("\n"))
        yield Entry(label(ACCEPT), lines)


def _wait(cells: Mapping[str, str]) -> str:
    known = "and know why" if "explained" in cells else "and don't know why"
    return f"They are kept waiting for {count(int(cells['wait']), 'tick')}, {known}."


def _tags(
    column: str, words_of: Callable[[str], str]
) -> Callable[[Mapping[str, str]], tuple[Line, ...]]:
    """Return what puts the tags of a column into words, each with its name."""

    def lines(cells: Mapping[str, str]) -> tuple[Line, ...]:
        words = "; ".join(f"{words_of(tag)} ({tag})" for tag in cells[column].split(", "))
        return ((Span(capital(words)),),)

    return lines


def _sentence_by_word(
    column: str, words: Mapping[str, str]
) -> Callable[[Mapping[str, str]], tuple[Line, ...]]:
    """Return what gives the sentence for the word in a column."""
    return lambda cells: ((Span(words[cells[column]]),),)


def _sentence(words: str) -> Callable[[Mapping[str, str]], tuple[Line, ...]]:
    return lambda _cells: ((Span(words),),)


def _critical(cells: Mapping[str, str]) -> tuple[Line, ...]:
    why = (Span(": "), said(cells["why"])) if "why" in cells else ()
    return ((Span(f"For the {cells['critical']}"), *why),)


def _principles(cells: Mapping[str, str]) -> tuple[Line, ...]:
    numbers = map(int, cells["teaches"].split(", "))
    return tuple((Span(f"{number}. {PRINCIPLES[number]}"),) for number in numbers)


def _ending(cells: Mapping[str, str]) -> tuple[Line, ...]:
    outcome = cells["outcome"]
    need = cells.get("need") or NEED_BY_OUTCOME[Outcome(outcome)]
    return ((said(cells["ending"]),), (Span(OUTCOMES[outcome]),), (Span(NEEDS[need]),))


_IN_WORDS: Mapping[str, Callable[[Mapping[str, str]], tuple[Line, ...]]] = MappingProxyType(
    {
        "skills": _tags("skills", skill_words),
        "slips": _tags("slips", slip_words),
        "needs": _tags("needs", action_words),
        "event": _sentence_by_word("event", EVENTS),
        "critical": _critical,
        "teaches": _principles,
        "ending": _ending,
        "narration": lambda cells: ((said(cells["narration"], "aside"),),),
        "abusive": _sentence("The customer is abusive here."),
        "hold": _sentence("Taking a breath in a shift costs nothing here."),
    }
)
"""How a column is told whose words are the program's, by its name; any other is shown as it is written."""
