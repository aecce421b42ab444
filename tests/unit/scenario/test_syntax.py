"""Tests of the sentences that broken TOML gets."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import tomli

from simulator.scenario.toml_errors.read import SyntaxProblem, explain, read
from simulator.scenario.toml_errors.table import EXPLAINED, find_mistake

# Each snippet with the line and the column of its mistake, a part of the message and of the hint.
QUOTES = [
    ("title = “Hello there”", 1, 9, "“ is a curly quote", 'Write title = "Hello there", with str'),
    ('title = “He said "hi"”', 1, 9, "curly quote", "Write title = 'He said \"hi\"'"),
    ('title = "Hello”', 1, 15, "closed with the curly quote ”", 'Close it with a straight ".'),
    ('skills = ["own”, "solve"]', 1, 15, "closed with the curly quote ”", "straight"),
    ("skills = [“own”, “solve”]", 1, 11, "“ is a curly quote", 'Write "own", with straight'),
    ("says = ['one', ‘two’]", 1, 16, "‘ is a curly quote", 'Write "two"'),
    ('“title” = "x"', 1, 1, "“ is a curly quote", "Use straight quotes"),
    ("[scenes.“a b”]", 1, 9, "“ is a curly quote", "Use straight quotes"),
    ("title = «Hello»", 1, 9, "« is no straight quote", 'Write title = "Hello"'),
    ('title = "Hello', 1, 9, "not closed on its line", 'Put " at the end of the text'),
    ('a = 1\ntitle = "Hello\nlevel = 2', 2, 9, "not closed on its line", 'Put " at the end'),
    ('title = "Hello\nbrief = "x"', 1, 9, "not closed on its line", 'Put " at the end'),
    ('title = "one\ntwo"\n', 1, 9, "not closed on its line", 'needs """ before it'),
    ("title = 'Hello\n", 1, 9, "not closed on its line", "Put ' at the end of the text"),
    ("title = 'Hello", 1, 9, "not closed on its line", "Put ' at the end of the text"),
    ("title = 'Hello\"", 1, 9, "not closed on its line", "Close it with ', the quote"),
    ('says = """one\ntwo\nto = "x"\n', 1, 8, "never closed", 'Put """ at the end of the text.'),
    ("says = '''one\ntwo", 1, 8, "never closed", "Put ''' at the end of the text."),
    ('a = """one\ntwo\nb = """x"""', 1, 5, "before the next key", 'Put """ at the end'),
    ('a = """one\nb = """\nx\n"""', 1, 5, "before the next key", 'Put """ at the end'),
    ('title = Hello"', 1, 9, 'closing quote " and no opening', 'Write title = "Hello".'),
    ('title" = "x"', 1, 6, "quote after title", "Write title without quotes."),
    ('"title = "x"', 1, 1, "enclose an equals sign", "Write the key without quotes."),
    ("title = 'don't'", 1, 13, "ends at this apostrophe", 'Write title = "don\'t".'),
    ("says = ['don't', 'x']", 1, 13, "ends at this apostrophe", 'Write "don\'t".'),
    ('title = "He said "no" twice"', 1, 18, 'ends at this "', "'He said \"no\" twice'"),
    ('title = ""Hello""', 1, 9, "open and close an empty text", 'Write title = "Hello".'),
    ('says = ""\none two\n\nthree"""', 1, 8, '"" is an empty text', 'Write """ here.'),
    ("says = ''\n(one) two'''", 1, 8, "'' is an empty text", "Write ''' here."),
    ('title = "Hello""', 1, 16, 'one " too many', "Delete it"),
    ('skills = ["own, "solve"]', 1, 11, 'no closing " before the comma', 'Write " before'),
    ('x = [{ text = "a, sets = ["b"] }]', 1, 15, 'no closing " before the comma', "comma"),
    ('title = "Hello" there', 1, 17, 'Nothing but a # comment may follow "Hello"', "Put it in"),
    ('path = "C:\\Users\\me"', 1, 11, "backslash begins", "Write 'C:\\Users\\me', with single"),
    ('path = "C:\\docs\\me"', 1, 11, "backslash begins", "Write 'C:\\docs\\me', with single"),
    ('path = "C:\\temp\\"\n', 1, 16, "backslash before the closing quote", "write 'C:\\temp\\'"),
    ('title = "50\\% off"', 1, 12, "\\% is no special character", "Double the backslash"),
    ('title = "a \\u12 b"', 1, 12, "followed by four digits", "Complete the number"),
    ('title = "a \\uD83D b"', 1, 12, "\\uD83D stands for no character", "the character itself"),
    ('title = "it\\\'s"', 1, 12, "' needs no backslash", "Delete the backslash."),
    ('title = """\na \\ b"""', 2, 3, "backslash stands alone", "Double the backslash"),
]

VALUES = [
    ("once = True", 1, 8, "True must be written in small letters", "Write once = true."),
    ("w = { ticks = 2, explained = False }", 1, 30, "False must be", "Write explained = false."),
    ("once = yes", 1, 8, "neither true nor false", 'Write once = true, or "yes" if it is a text.'),
    ("once = No # why", 1, 8, "neither true nor false", "Write once = false"),
    ("event = null", 1, 9, "no empty value null", "Leave the whole line out"),
    ("title = Hello there", 1, 9, "Hello there is a text without", 'Write title = "Hello there"'),
    ("title = Hello # why", 1, 9, "Hello is a text without quotes", 'Write title = "Hello"'),
    ("title = 40 minutes", 1, 9, "40 minutes is no number", 'Write title = "40 minutes"'),
    ("title = information", 1, 9, "information is a text without", 'title = "information"'),
    ("to = @resume", 1, 6, "@resume is a text without quotes", 'Write to = "@resume"'),
    ("skills = [reflect, own]", 1, 11, "reflect is a text without quotes", 'Write "reflect"'),
    ("title =\nlevel = 2", 1, 8, "no value after title =", "Write the value on the same line"),
    ("title = # why", 1, 8, "no value after title =", "Write the value on the same line"),
    ("level = ,", 1, 9, "no value after level =", "Write a value before the ,"),
    ("a = b = c", 1, 5, "A second equals sign", 'Write a = "b = c".'),
    ("title == 'x'", 1, 8, "One equals sign", "Delete the = here."),
    ("title => 'x'", 1, 8, "One equals sign", "Delete the > here."),
    ("says = ('a', 'b')", 1, 8, "square brackets", "Write [ and ] instead"),
    ("level = –5", 1, 9, "– is a dash", "Write level = -5, with a plain -."),
    ("level = - 5", 1, 9, "a space between - and", "Write level = -5."),
    ("level = .5", 1, 9, "a digit before its decimal point", "Write level = 0.5."),
    ("level = 5.", 1, 9, "ends with a point", "Write level = 5."),
    ("level = 1,000", 1, 9, "1,000 has commas in it", "Write level = 1000."),
    ("level = 1,5", 1, 9, "has a comma in it", "Write level = 1.5."),
    ("level = 10 000", 1, 9, "digits stand together", "Write level = 10000."),
    ("level = 05", 1, 9, "05 begins with a zero", "Write level = 5."),
    ("x = [1, 05]", 1, 9, "05 begins with a zero", "Write 5."),
    ("level = 50 %", 1, 9, "50 % has a percent sign", "Write level = 50."),
    ("date = 2024-02-30", 1, 8, "no date of the calendar", 'Write date = "2024-02-30"'),
    ("date = 2024-13-01", 1, 8, "no date of the calendar", 'Write date = "2024-13-01"'),
    ("level = 2,", 1, 10, "no comma at its end", "Delete the comma."),
    ("level = 2;", 1, 10, "no semicolon", "Delete it"),
    ("skills = 'a', 'b'", 1, 13, "Several values make a list", "Put [ before the first"),
    ("skills = 'a' 'b'", 1, 14, "A second text follows", "make a list"),
    ("skills = ['a']]", 1, 15, "This ] closes nothing", "Delete it"),
    ("level = 2 title = 'x'", 1, 11, "title begins on the line of another", "a line of its own"),
    ("level = 2 // why", 1, 11, "A comment begins with #", "Write # here instead."),
]

BRACKETS = [
    ("x = ['a' 'b']", 1, 9, "A comma is missing", "Write a comma here."),
    ("x = [\n  'a'\n  'b',\n]", 2, 6, "A comma is missing", "Write a comma here."),
    ("x = { a = 1 b = 2 }", 1, 12, "A comma is missing", "Write a comma here."),
    ("x = ['a'; 'b']", 1, 9, "separated by commas, not by ;", "Write a comma instead."),
    ("x = ['a',, 'b']", 1, 10, "a comma here and no entry", "Delete the comma"),
    ("x = { a = 1,, b = 2 }", 1, 13, "a comma here and no entry", "Delete the comma"),
    ("a = 1\nx = ['a', 'b'", 2, 5, "The list that [ opens here is not closed", "Put ] after"),
    ("x = [\n  'a',\n  'b'\nto = 'c'\n", 1, 5, "before the next key", "Put ] after"),
    ("x = [\n  'a',\n\n[scenes.b]\n", 1, 5, "before the next table", "Put ] after"),
    ("x = [\n  'a'\n[[scenes.b]]\n", 1, 5, "before the next table", "Put ] after"),
    ("x = [\n  'a',\n[[scenes.b]]\ny = 1\n", 1, 5, "before the next table", "Put ] after"),
    ("x = { a = 1\ny = 2\n\n[b]\n", 1, 5, "The table that { opens", "Put } after"),
    ("x = { a = 1,\n[b]\n", 1, 5, "before the next table", "Put } after"),
    ("x = {", 1, 5, "is not closed", "Put } after its last entry."),
    ("x = {\n  a = 1\n  b = 2\n}", 2, 8, "A comma is missing", "Write a comma here."),
    ("x = [\n  { a = 1 },\n  a = 1 },\n]", 3, 3, "A key cannot stand in a list", "Write { key"),
    ("x = a = 1, b = 2 }", 1, 5, "{ is missing here", "Write { here."),
    ("x = own, solve]", 1, 5, "[ is missing here", "Write [ here."),
    ('x = [ü{ a = "b", c = "d" }]', 1, 6, "No value begins with ü", "Delete the ü"),
    ("x = ['a'}", 1, 9, "} cannot close the list", "Write ] here"),
    ("x = [{ a = 1 ]", 1, 14, "] cannot close the table that { opens", "Write } here"),
    ("x = [{ a = 1,\n b = 2 ]", 1, 6, "not closed before the ] in line 2", "Put } after"),
    ("x = [{ a = 1, { a = 2 }]", 1, 6, "not closed before the next one", "Put } after"),
    ("x = {'a', 'b'}", 1, 6, "stands in braces without a value", "square brackets"),
    ("x = [a = 1]", 1, 6, "A key cannot stand in a list", "Write { key"),
    ("x = ['a' = 1]", 1, 10, "A key cannot stand in a list", "Write { key"),
    ("x = { a: 1 }", 1, 8, "not :", "Write a = 1."),
    ("x = { = 1 }", 1, 7, "no key before this equals", "Write the key before it"),
    ("x = { a = }", 1, 11, "no value after a =", "Write a value before the }"),
]

NAMES = [
    ('title "Hello"', 1, 7, "no equals sign between title", 'Write title = "Hello".'),
    ("level 2", 1, 7, "no equals sign between level", "Write level = 2."),
    ('title: "Hello"', 1, 6, "not :", 'Write title = "Hello".'),
    ("title: Hello", 1, 6, "not :", 'Write title = "Hello".'),
    ("says [\n'a'\n]", 1, 6, "no equals sign between says", "Write = here."),
    ('title -> "Hello"', 1, 7, "not ->", 'Write title = "Hello".'),
    ("title Hello there", 1, 7, "no equals sign after title", "Write title ="),
    ("'a stray text',", 1, 1, "a text here without a key", "closed too early"),
    ("['a', 'b']", 1, 1, "a list here without a key", "closed too early"),
    ("my title = 'x'", 1, 1, "a space in it, so it needs quotes", 'Write "my title", with'),
    ("größe = 1", 1, 1, "ö in it, so it needs quotes", 'Write "größe", with'),
    ("ärger.alt = 1", 1, 1, "ä in it, so it needs quotes", 'Write "ärger".alt, with'),
    ("x = { ö = 1 }", 1, 7, "ö in it, so it needs quotes", 'Write "ö", with'),
    ("don't = 1", 1, 1, "' in it, so it needs quotes", 'Write "don\'t", with'),
    ("= 1", 1, 1, "no key before this equals sign", "Write the key before it"),
    ("a. = 1", 1, 2, "a dot here without a name", "Delete the dot"),
    ("[a..b]", 1, 4, "a dot here without a name", "Delete the dot"),
    ("a = 1\n]", 2, 1, "This ] closes nothing", "closed too early"),
    ("// why", 1, 1, "A comment begins with #", "Write # here instead."),
    ("* item", 1, 1, "No line begins with *", "Put # before a comment"),
    ("[scenes.a\nx = 1", 1, 1, "does not close with ]", "Write [scenes.a]."),
    ("[[scenes.a]\nx = 1", 1, 1, "does not close with ]]", "Write [[scenes.a]]."),
    ("[scenes.a]]\nx = 1", 1, 11, "one closing bracket too many", "Write [[scenes.a]] for one"),
    ("[[a]]]\nx = 1", 1, 6, "one closing bracket too many", "Delete it."),
    ("customer]", 1, 1, "[ is missing here", "Write [customer]."),
    ("scenes.a]]\nx = 1", 1, 1, "[[ is missing here", "Write [[scenes.a]]."),
    ("[scenes my.a]", 1, 2, "a space in it", 'Write ["scenes my".a], with'),
    ("[scenes.größe]", 1, 2, "ö in it", 'Write [scenes."größe"], with'),
    ("[]", 1, 1, "This table header has no name", "as in [customer]"),
    ("[ [a] ]", 1, 1, "opens with [ or with [[", "Write [name], or [[name]]"),
    ("[a] b = 1", 1, 5, "may follow [a] on its line", "on the next line"),
    ("[a = 1]", 1, 4, "holds a name and nothing else", "Write [a] on this line"),
    ("title\u00a0= 'x'", 1, 6, "unseen character here (U+00A0, no-break space)", "Delete it"),
    ("title = 'a\x0bb'", 1, 11, "unseen character here (U+000B", "Delete it"),
    ("# a\x07b", 1, 4, "unseen character here (U+0007", "Delete it"),
    ("a = 1\rb = 2", 1, 6, "lone carriage return (U+000D)", "Save the file"),
]

TWICE = [
    ("[a]\nx = 1\n[a]\n", 3, 2, "[a] is given twice; the first is in line 1", "another name"),
    ("[s.a]\n\n[s.b]\n[s.a]", 4, 4, "[s.a] is given twice; the first is in line 1", "another"),
    ("[[a]]\nx = 1\n[a]", 3, 2, "a is a list of tables since line 1", "Write [[a]], with two"),
    ("[a]\nx = 1\n[[a]]", 3, 3, "a is a single table since line 1", "Write [[a]] in both places"),
    ("a = 1\nb = 2\na = 3", 3, 1, "The key a is given twice; the first is in line 1", "Keep one"),
    ("a = 1\r\nb = 2\r\na = 3", 3, 1, "a is given twice; the first is in line 1", "Keep one"),
    ("a = 1\na = '''\nx\n'''", 2, 1, "The key a is given twice", "Keep one of the two."),
    ("[[a.b]]\nc = 1\n[[a.b]]\nc = 1\nc = 2", 5, 1, "the first is in line 4", "write [[a.b]] above"),
    ("a = 1\n[a]", 2, 2, "a has its value in line 1 already", "Keep one of the two"),
    ("a = 1\n[a.b]", 2, 2, "a has its value in line 1 already", "Keep one of the two"),
    ("a = 1\na.b = 1", 2, 1, "a has its value in line 1 already", "in one place"),
    ("a = ['x']\n[[a]]", 2, 3, "a has its value in line 1 already", "Keep one of the two"),
    ("a = { b = 1 }\n[a.c]", 2, 2, "a has its value in line 1 already", "Keep one of the two"),
    ("a = { b = 1 }\na.c = 2", 2, 1, "a has its value in line 1 already", "in one place"),
    ("a.b = 1\n[a]", 2, 2, "begun with dotted keys in line 1", "Keep one of the two"),
    ("[a.b]\n[a]\nb.c = 1", 3, 1, "a.b is a table since line 1 ([a.b])", "under that header"),
    ("[a.b]\n[a]\nb = 1", 3, 1, "a.b is a table since line 1 ([a.b])", "under that header"),
    ("a = { b = 1, b = 2 }", 1, 14, "b is given twice in these braces.", "Keep one of the two."),
    ("a = { b = 1,\n\n  b = 2 }", 3, 3, "in these braces; the first is in line 1", "Keep one"),
    ("a = { b = { c = 1 }, b.d = 2 }", 1, 22, "b is given twice in these braces", "Keep one"),
    ("'a b' = 1\n\"a b\" = 2", 2, 1, "is given twice; the first is in line 1", "Keep one"),
]  # fmt: skip

BROKEN = [*QUOTES, *VALUES, *BRACKETS, *NAMES, *TWICE]

VALID = """\
format = 1
title = "The 40-minute caller"   # shown
level = 2

[customer]
name = 'Omar "O" Haddad'
[customer.weights]
explain = 150

[scenes.opening]
says = [                   # parts
  "This is the third time I've called.",
  { text = "I've got a client call.", sets = ["knows-call"] },
]
narration = \"""
Traffic. \\
  "Noise" \\u00e9.\"""

[[scenes.opening.replies]]
id = "recap"
when = "listened('opening')"
once = false
wait = { ticks = 2, explained = true }
routes = [ { when = "mood >= wary", to = "softens" } ]

[[scenes.opening.replies]]
id = "solve"
notes.first = 2024-05-01
notes.text = '''
don't'''
"""

EDITS = (
    "“", "”", "‘", "’", '"', "'", '"""', "'''", "\\", "[", "]", "[[", "]]", "{", "}", ",", "=", ":",
    ";", ".", "#", "-", "–", "\n", "\n\n", "\r", "\t", " ", "\x00", "\u00a0", "\u2028", "ü", "😀",
    "True", "05", "1,000", "a b", "//", "[customer]\n", "[[customer]]\n", "level = 3\n", "\\u12",
    "\\", "C:\\", "''", '""', "title", "=>", "(", ")", "\ud800",
)  # fmt: skip

JARGON = re.compile(r"\u2014|EOF|None\b|(?i:token|\bpair|pars(?:e|ing)|escape|string|namespace)")


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), BROKEN)
def test_a_mistake_is_named_where_it_is(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    """Each kind of mistake has its place, its sentence and what to do about it."""
    problem = read(text)

    assert isinstance(problem, SyntaxProblem)
    assert (line, column) == (problem.line, problem.column), problem
    assert message in problem.message
    assert hint in (problem.hint or "")
    check_words(problem)


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), BROKEN)
def test_the_place_is_the_same_within_a_file(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    """Valid lines above and Windows line ends do not change what is said."""
    above = "above = 1\nmore.above = '''\nx'''\n"
    problem = read(text)
    moved = read((above + text).replace("\r\n", "\n"))
    windows = read((above + text).replace("\r\n", "\n").replace("\n", "\r\n"))

    assert isinstance(problem, SyntaxProblem)
    assert isinstance(moved, SyntaxProblem)
    assert (line + 3, column) == (moved.line, moved.column)
    assert re.sub(r"line \d+", "", problem.message) == re.sub(r"line \d+", "", moved.message)
    assert problem.hint == moved.hint
    assert moved == windows


def test_what_is_valid_is_read() -> None:
    """A valid text gives its document."""
    assert tomli.loads(VALID) == read(VALID)
    assert not read("")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a = 1\nb = " + "[" * 2000 + "]" * 2000, 2, 5, "nested 2000 deep"),
        ("b = " + "{a=" * 100_000, 1, 5, "nested 100000 deep"),
        ("a = 1\n[" + ".".join("a" * 5000) + "]", 2, 2, "too many parts"),
        ("a = 1\nb = 1" + "0" * 5000, 2, 5, "too many digits"),
    ],
    ids=["arrays", "inline-tables", "key", "number"],
)
def test_excess_is_a_mistake_too(text: str, line: int, column: int, message: str) -> None:
    """What is too much for Python has a place and a sentence, too."""
    problem = read(text)

    assert isinstance(problem, SyntaxProblem)
    assert (line, column) == (problem.line, problem.column)
    assert message in problem.message


def test_every_message_of_tomli_is_known() -> None:
    """No message in tomli's source falls through to the words for unknown ones."""
    source = (Path(tomli.__file__).parent / "_parser.py").read_text(encoding="utf-8")
    messages = re.findall(r"TOMLDecodeError\(\s*f?\"((?:[^\"\\]|\\.)+)\"", source)
    assert len(messages) > 20
    known = [start for start, _ in EXPLAINED]
    for message in messages:
        for expected in ("'", "'''"):
            written = message.replace("\\\\", "\\").replace("{expect!r}", repr(expected))
            written = re.sub(r"\{(char|src\[pos\])!r\}", lambda _: repr("\n"), written)
            assert written.startswith(tuple(known)), written


def test_a_place_that_does_not_fit_is_answered() -> None:
    """Any message at any place of any text, as a later tomli might have it, gets a sentence."""
    print("seed", 7)
    rng = random.Random(7)
    for message, _ in EXPLAINED:
        for _ in range(100):
            text = random_edit(rng, VALID)
            mistake = find_mistake(text, message, rng.randrange(len(text) + 2))
            assert mistake.message.endswith(".")


def test_an_unknown_message_has_a_place() -> None:
    """What a later tomli may say is passed on with its place."""
    error = tomli.TOMLDecodeError("Something new", "a = 1\nb = 2\n", 6)
    problem = explain("a = 1\r\nb = 2\r\n", error)

    assert problem.line == 2
    assert problem.column == 1
    assert "Something new" in problem.message


@pytest.mark.parametrize("seed", range(300))
def test_random_edits_never_break_the_explanation(seed: int) -> None:
    """Whatever is done to a file, the answer is a place inside it and a sentence."""
    print("seed", seed)
    rng = random.Random(seed)
    text = VALID
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        text = random_edit(rng, text)
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")

    problem = read(text)

    if isinstance(problem, SyntaxProblem):
        lines = text.split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert "cannot be read" not in problem.message
        check_words(problem)


def random_edit(rng: random.Random, text: str) -> str:
    """Return *text* with something put in, taken out or cut off."""
    start = rng.randrange(len(text) + 1)
    end = start + rng.choice([0, 0, 1, 2, 10, 60])
    text = text[:start] + rng.choice([*EDITS, ""]) + text[end:]
    return text[: rng.randrange(len(text) + 1)] if rng.random() < 0.1 else text


@pytest.mark.parametrize("end", range(0, len(VALID), 3))
def test_a_file_cut_off_anywhere_is_explained(end: int) -> None:
    """A file that was not saved to its end is a document or a mistake inside it."""
    problem = read(VALID[:end])

    if isinstance(problem, SyntaxProblem):
        assert 1 <= problem.line <= VALID[:end].count("\n") + 1
        check_words(problem)


def check_words(problem: SyntaxProblem) -> None:
    """Assert that *problem* is told in whole, plain sentences."""
    for words in (problem.message, problem.hint or "Do."):
        own = re.sub(r"\".*?\"|'.*?'", "", words)
        assert words.endswith((".", '"…"')), words
        assert words.isprintable(), words
        assert JARGON.search(own) is None or "value None" in words, words
