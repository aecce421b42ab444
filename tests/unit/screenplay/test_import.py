"""Tables as a trainer types them: few columns, in any order, from any spreadsheet; and what is said of their mistakes."""

from __future__ import annotations

import csv
import io
import random
import re
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import Severity
from simulator.screenplay.importer import import_table
from simulator.screenplay.spreadsheet import cell_name, csv_rows, csv_text
from simulator.screenplay.table_reader import is_header
from tests.support.amounts import cases
from tests.support.screenplay import EXAMPLE, as_table, read_back, scenario_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OUTCOMES = """\
row,scene,name,text,to,outcome
title,,,A parcel for tomorrow,,
customer,,name,Dana Weiss,,
scene,opening,,Where is my parcel?,,
reply,,,Let me see where it is.,found,
reply,,,It will come when it comes.,gone,
ending,found,,Thank you.,,full
ending,gone,,Goodbye then.,,none
"""
"""The least that makes a scenario."""


def test_a_few_columns_are_enough() -> None:
    """A title, a name, scenes, replies and endings make a scenario; it starts in the first scene, and replies get names."""
    result = read_back(OUTCOMES)
    scenario = scenario_of(result.text)
    assert ("A parcel for tomorrow", "opening") == (scenario.title, scenario.start)
    assert ["let-me-see-where", "it-will-come-when"] == [
        reply.id for reply in scenario.scenes["opening"].replies
    ]
    assert (
        'Took names from the first words of 2 replies: the one in row 5 is "let-me-see-where".',
    ) == result.notes
    ending = scenario.scenes["found"].ending
    assert ending
    assert ("found", "full") == (ending.name, ending.outcome)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "sep=;\n" + text.replace(",", ";"),
        lambda text: "\n\n" + text,
        lambda text: text.replace("row,scene,name,text", "Row , SCENE,Name,Text"),
        lambda text: text + ",,,,,\n",
        lambda text: "\n".join(
            ",".join(reversed(line.split(","))) for line in text.strip().split("\n")
        ),
    ],
    ids=[
        "semicolons",
        "tabs",
        "crlf",
        "bom",
        "sep",
        "blank-lines",
        "headings",
        "blank-row",
        "order",
    ],
)
def test_any_spreadsheet_will_do(change: Callable[[str], str]) -> None:
    """Separator, line ends, byte-order mark, blank rows, capitals in headings and the order of columns make no difference."""
    assert scenario_of(read_back(OUTCOMES).text) == scenario_of(read_back(change(OUTCOMES)).text)


def test_utf_16_is_read() -> None:
    """What a spreadsheet calls Unicode text is read, too."""
    data = OUTCOMES.replace(",", "\t").encode("utf-16")
    assert read_back(OUTCOMES).text == import_table(data, "example").text


def test_names_are_made_of_words() -> None:
    """A scene may be called as a person would call it, wherever it is named; it is said how that was written."""
    words = OUTCOMES.replace("found", "All is well")
    result = read_back(words)
    assert "all-is-well" in scenario_of(result.text).scenes
    changed = "Changed 1 name to lower-case letters and hyphens"
    note = f'{changed}: "All is well" is now "all-is-well".'
    assert note in result.notes


def test_rows_may_name_their_scene() -> None:
    """A reply at the end of the table belongs to the scene that it names."""
    result = read_back(OUTCOMES + "reply,opening,one-moment,One moment.,,\n")
    assert "one-moment" == scenario_of(result.text).scenes["opening"].replies[-1].id


@pytest.mark.parametrize(
    ("old", "new", "cell", "words"),
    [
        ("reply,,,Let me", "replay,,,Let me", "A5", 'Did you mean "reply"?'),
        ("reply,,,Let me", ",,,Let me", "A5", "This row doesn't say what it is."),
        ("it is.,found", "it is.,fuond", "E5", 'Did you mean "found"?'),
        ("customer,,name", "customer,,nmae", "C3", 'Did you mean "name"?'),
        ("title,,,A parcel for tomorrow", "title,,,", "D2", "The cell under text is empty."),
        ("ending,gone", "scene,opening", "B8", 'There are two scenes "opening".'),
        ("ending,gone,,Goodbye then.,,none", "ending,gone,,Goodbye then.,,non", "F8", "none"),
        ("scene,opening", "scene,", "B4", "This scene has no name."),
        (
            "scene,opening,,Where is my parcel?,",
            "scene,opening,,Where?,found",
            "E4",
            'has no column "to"',
        ),
        ("name,text,to,", "name,txet,to,", "D1", 'Did you mean "text"?'),
        ("row,scene", "rwo,scene", "A1", 'Did you mean "row"?'),
        ("reply,,,It will", "route,,,It will", "D6", 'A route row has no column "text".'),
        ("title,", "part,", "A2", "There is no scene above this row."),
    ],
)
def test_mistakes_have_a_row_and_a_column(old: str, new: str, cell: str, words: str) -> None:
    """Each mistake is told at its cell, with what to do, and gives no file."""
    assert old in OUTCOMES
    result = read_back(OUTCOMES.replace(old, new, 1))
    found = [
        f"{problem.message} {problem.hint}" for problem in result.problems if problem.cell == cell
    ]
    assert [] != [sentence for sentence in found if words in sentence], result.problems
    assert "" == result.text


TOML = re.compile(r"= [\"\[{]|\[\[|\[scenes|= true|\bkey out\b|\bkeys? =|in quotes")
"""How a scenario file is written, which says nothing to someone with a spreadsheet before them."""


def _tables_without_a_cell() -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the table of the complete example with one cell emptied or misspelt, and where that is."""
    rows = csv_rows(as_table(EXAMPLE).encode(), is_header)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            for wrong in {"", cell[1:], "x"} - {cell} if cell else ():
                changed = [*row[:column], wrong, *row[column + 1 :]]
                yield f"{cell_name(at + 1, column)} {wrong}", [*rows[:at], changed, *rows[at + 1 :]]


def test_hints_speak_of_cells() -> None:
    """Whatever cell is wrong, what to do about it is said as in a table, and not as in a scenario file."""
    cases_of_all = list(_tables_without_a_cell())
    tried = random.Random(17).sample(cases_of_all, cases(120))
    wrong = [
        (place, problem.hint)
        for place, rows in tried
        for problem in import_table(csv_text(rows).encode(), "example").problems
        if TOML.search(problem.hint or "")
    ]
    assert [] == wrong


@pytest.mark.parametrize("column", ["row", "scene", "to", "skills", "slips", "event", "when"])
def test_a_wrong_cell_is_one_problem(column: str) -> None:
    """What only follows from it isn't told, whichever cell of a column of the complete example is misspelt."""
    rows = csv_rows(as_table(EXAMPLE).encode(), is_header)
    place = rows[0].index(column)
    for at in range(1, len(rows)):
        cell = rows[at][place]
        defines = column == "scene" and rows[at][rows[0].index("row")] in ("scene", "ending")
        if len(cell) < 3 or defines:
            continue
        changed = [*rows[at][:place], cell[1:], *rows[at][place + 1 :]]
        table = csv_text([*rows[:at], changed, *rows[at + 1 :]])
        problems = import_table(table.encode(), "example").problems
        assert [at + 1] == [problem.row for problem in problems], (cell, problems)


def test_values_that_cannot_be_read_are_told_together() -> None:
    """Every cell of a table that can't be read is told, in the order of the rows."""
    table = OUTCOMES.replace("outcome\n", "outcome,once,wait,when in words\n", 1)
    table = table.replace("it is.,found", "it is.,found,,perhaps,two,")
    table = table.replace("it comes.,gone", "it comes.,gone,,yes,2,if they are calm")
    result = read_back(table)
    assert [
        ("G5", '"perhaps" is neither yes nor no.'),
        ("H5", '"two" isn\'t a whole number.'),
        ("I6", 'The column "when in words" is only for reading.'),
    ] == [(problem.cell, problem.message) for problem in result.problems]
    assert result.failed


def test_a_missing_row_is_told() -> None:
    """What no row has is told with the row to add."""
    result = read_back(OUTCOMES.replace("title,,,A parcel for tomorrow,,\n", ""))
    (problem,) = [item for item in result.problems if item.severity is Severity.ERROR]
    assert "The scenario has no title." == problem.message
    assert "Add a row: title,,,A parcel for tomorrow" == problem.hint
    result = read_back(OUTCOMES.replace("customer,,name,Dana Weiss,,\n", "day,,rain,,,\n"))
    (problem,) = [item for item in result.problems if item.severity is Severity.ERROR]
    assert "Add a row: customer,,name,Dana" == problem.hint
    result = read_back("row,text\ntitle,A parcel\nscene,Hello\n".replace("scene,Hello\n", ""))
    assert "Add a column scene, and a row with scene, opening, … in them." in {
        item.hint for item in result.problems
    }


def test_a_warning_does_not_stop_it() -> None:
    """A table with warnings gives a file, and the warnings by row."""
    result = read_back(OUTCOMES)
    assert not result.failed
    assert {Severity.WARNING} == {problem.severity for problem in result.problems}
    assert {5, 6} <= {problem.row for problem in result.problems}


def test_other_columns_are_told() -> None:
    """A column of one's own is left out with a word; one that is nearly right is a mistake."""
    mine = OUTCOMES.replace("outcome\n", "outcome,seen by Ann\n", 1)
    assert (
        'This column has no meaning here and was ignored: "seen by Ann".' in read_back(mine).notes
    )
    assert read_back(OUTCOMES.replace("outcome\n", "outcme\n", 1)).failed


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04...", "This is a word processor document"),
        (b"PK\x03\x04...word/document.xml", "This is a Word document, not a CSV file."),
        (b"PK\x03\x04...xl/workbook.xml", "This is a spreadsheet workbook, not a CSV file."),
        (b"%PDF-1.7", "This is a PDF document, not a CSV file."),
        ("row,text\nscene,Zürich\n".encode("latin-1"), "Line 2 of this file isn't in UTF-8."),
        (b'row,text\nscene,"open\n', "Row 2 can't be read: a quotation mark"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, words: str) -> None:
    """A file that isn't CSV in UTF-8 is refused with what to do."""
    with pytest.raises(SimulatorError, match=words):
        import_table(data, "example")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"scene,text\nopening,Hello\n", b"\xff\xfe"])
def test_a_table_without_headings_is_told(data: bytes) -> None:
    """Without a column that says what each row is, one problem says so."""
    (problem,) = import_table(data, "example").problems
    assert 'There is no column "row", which says what each row is.' == problem.message


def test_figures_of_a_day_and_a_test() -> None:
    """Several figures fit into one cell, with signs, and with no ending."""
    table = OUTCOMES.replace("outcome\n", "outcome,customer,day,moves,expect\n", 1)
    table += "day,,Friday,,,,anger = 60; patience 20\n"
    table += 'test,,first,,,,,Friday,"Let me see where","outcome = full; mood >= calm; qa 50"\n'
    table += "test,,second,,,,,,listen,no ending\n"
    scenario = scenario_of(read_back(table).text)
    (day,) = scenario.days
    first, second = scenario.tests
    assert {"anger": 60, "patience": 20} == dict(day.customer)
    assert [("outcome", "full"), ("mood", ">= calm"), ("qa", 50)] == [
        (item.figure, item.written) for item in first.expect
    ]
    assert [("ending", "")] == [(item.figure, item.written) for item in second.expect]
    assert ("let-me-see-where",) == first.moves


def test_what_a_check_finds_is_told_with_what_cannot_be_read() -> None:
    """A value that can't be read doesn't hide what is wrong in other rows; a row that is lost does, as others depend on it."""
    table = OUTCOMES.replace("outcome\n", "outcome,once\n", 1).replace("gone,\n", "gnoe,\n", 1)
    several = table.replace("found,\n", "found,,perhaps\n", 1)
    assert ["G5", "E6"] == [
        item.cell for item in read_back(several).problems if item.severity is Severity.ERROR
    ]
    lost = several.replace("ending,found", "ennding,found")
    assert ["G5", "A7"] == [item.cell for item in read_back(lost).problems]


def test_a_missing_value_is_asked_for() -> None:
    """A row that lacks what it needs is told which cell to fill in, or which column to add."""
    (problem,) = [
        item
        for item in read_back(
            OUTCOMES.replace(",none", ",").replace("gone,,Goodbye then.", "gone,,")
        ).problems
        if item.severity is Severity.ERROR and "says" in item.message
    ]
    assert 8 == problem.row
    (problem,) = read_back(OUTCOMES + "test,,first,,,\n").problems[-1:]
    assert "Add a column moves, and fill in its cell in this row." == problem.hint


def test_no_moves_can_be_said() -> None:
    """A test of the very start has no moves, which has to be said."""
    table = OUTCOMES.replace("outcome\n", "outcome,moves\n", 1) + "test,,the start,,,,(none)\n"
    assert () == scenario_of(read_back(table).text).tests[0].moves
    assert "(none)" in as_table(read_back(table).text)


@pytest.mark.parametrize("seed", range(10))
def test_no_table_is_too_strange(seed: int) -> None:
    """Rows and cells of a good table that are lost, doubled or mixed up give problems or a right file, never an exception."""
    rng = random.Random(seed)
    good = list(csv.reader(io.StringIO(as_table(EXAMPLE).removeprefix("\ufeff"), newline="")))
    cells = [cell for row in good for cell in row if cell] + [
        "",
        "(none)",
        "=",
        "no no",
        "x" * 2100,
    ]
    for _ in range(10):
        rows = [list(row) for row in good]
        for _ in range(rng.randint(1, 6)):
            row = rng.choice(rows)
            row[rng.randrange(len(row))] = rng.choice(cells)
            rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))
            del rows[rng.randrange(len(rows))]
        result = read_back(csv_text(rows))
        assert result.failed == any(item.severity is Severity.ERROR for item in result.problems)
        if not result.failed:
            scenario_of(result.text)
