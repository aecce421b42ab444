"""Tests of the places that `positions` finds, by example and over random documents."""

from __future__ import annotations

import random
import re
import textwrap
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from simulator.scenario.positions import Position, Positions

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

SCENARIO = textwrap.dedent(
    """\
    format = 1
    "my title" = 'x'   # a comment with [brackets] and "quotes"

    [customer]
    name = "Omar"
    weights.explain = 150

    [scenes.opening]
    says = [  # parts
      "One.",
      { text = "Two.", sets = ["knows"], },
    ]

    [[scenes.opening.replies]]
    id = "recap"
    routes = [ { when = "mood >= wary", to = "a" },
               { to = "b" } ]

      [[ scenes . "opening" . replies ]]
      id = "solve"
      [scenes.opening.replies.wait]
      ticks = 2

    [scenes]
    """
)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), None),
        (("format",), (1, 10), (1, 1)),
        (("my title",), (2, 14), (2, 1)),
        (("customer",), (4, 2), (4, 2)),
        (("customer", "weights"), (6, 1), (6, 1)),
        (("customer", "weights", "explain"), (6, 19), (6, 9)),
        (("scenes",), (24, 2), (24, 2)),
        (("scenes", "opening"), (8, 9), (8, 9)),
        (("scenes", "opening", "says"), (9, 8), (9, 1)),
        (("scenes", "opening", "says", 0), (10, 3), (10, 3)),
        (("scenes", "opening", "says", 1, "sets", 0), (11, 28), (11, 28)),
        (("scenes", "opening", "replies"), (14, 18), (14, 18)),
        (("scenes", "opening", "replies", 0), (14, 18), (14, 18)),
        (("scenes", "opening", "replies", 0, "routes", 1, "to"), (17, 19), (17, 14)),
        (("scenes", "opening", "replies", 1), (19, 27), (19, 27)),
        (("scenes", "opening", "replies", 1, "id"), (20, 8), (20, 3)),
        (("scenes", "opening", "replies", 1, "wait"), (21, 27), (21, 27)),
        (("scenes", "opening", "replies", 1, "wait", "ticks"), (22, 11), (22, 3)),
        (("nothing",), None, None),
        (("format", "deeper"), None, None),
        (("scenes", 0), None, None),
        (("scenes", "opening", "replies", 2), None, None),
        (("scenes", "opening", "replies", -1), None, None),
        (("scenes", "opening", "replies", "id"), None, None),
    ],
)
def test_a_scenario_has_every_place(
    path: KeyPath, value: tuple[int, int] | None, key: tuple[int, int] | None
) -> None:
    """Values and keys of a hand-written scenario stand where an editor shows them."""
    positions = Positions(SCENARIO)

    assert (None if value is None else Position(*value)) == positions.value(path)
    assert (None if key is None else Position(*key)) == positions.key(path)


def test_an_implicit_table_stands_at_its_first_mention() -> None:
    """`[a.b]` makes `a`, which a later `[a.c]` does not move."""
    positions = Positions("[a.b]\n[a.c]\n")

    assert Position(1, 2) == positions.value(("a",))
    assert Position(1, 2) == positions.key(("a",))


def test_the_nearest_place_is_that_of_the_closest_enclosing_value() -> None:
    """What is missing is reported at what should hold it, in the end at the file's start."""
    positions = Positions(SCENARIO)

    assert Position(14, 18) == positions.nearest(("scenes", "opening", "replies", 0, "to"))
    assert Position(11, 3) == positions.nearest(("scenes", "opening", "says", 1, "event", 0))
    assert Position(1, 10) == positions.nearest(("format",))
    assert Position(1, 1) == positions.nearest(("brief",))


@pytest.mark.parametrize(
    ("literal", "offset", "expected"),
    [
        ('"abc"', 0, (1, 6)),
        ('"abc"', 3, (1, 9)),
        ('"abc"', 99, (1, 9)),
        ('"abc"', -1, (1, 6)),
        ('""', 0, (1, 6)),
        (r'"\t\"\x41\u00e9\U0001F600\e!"', 6, (1, 32)),
        (r"'C:\new'", 3, (1, 9)),
        ("'''\n\n'x'''", 2, (3, 2)),
        ("'''a'''''", 2, (1, 10)),
        ('"""\nab"""', 1, (2, 2)),
        ('"""\r\na\r\nb"""', 2, (3, 1)),
        ('"""a\\\n   \n  b"""', 1, (3, 3)),
        ('"""a\\  \n  """', 1, (2, 3)),
        ('"""a"""""', 2, (1, 10)),
        ('"😀b"', 1, (1, 7)),
    ],
)
def test_inside_finds_a_character(literal: str, offset: int, expected: tuple[int, int]) -> None:
    """Escapes, trimmed line ends and dropped newlines are counted as they are decoded."""
    text = f"x = {literal}\n"
    tomli.loads(text)

    assert Position(*expected) == Positions(text).inside(("x",), offset)


def test_inside_of_no_string_is_the_nearest_place() -> None:
    """Numbers, tables, quoted headers and unknown paths have no characters to point at."""
    positions = Positions('n = 12\n["a b"]\n')

    assert Position(1, 5) == positions.inside(("n",), 1)
    assert Position(2, 2) == positions.inside(("a b",), 1)
    assert Position(2, 2) == positions.inside(("a b", "c"), 1)


@pytest.mark.parametrize(
    ("text", "path", "column"),
    [
        ("x = " + "[" * 400 + "7" + "]" * 400, ("x", *[0] * 400), 405),
        ("x = " + "{a=" * 400 + "7" + "}" * 400, ("x", *["a"] * 400), 1205),
        ("[" + ".".join("a" * 999) + "]\nb = 7", (*"a" * 999, "b"), 5),
        (".".join("a" * 999) + " = 7", (*"a" * 999,), 2001),
        (
            "x = " + "{a.a.a.a.a.a.a.a=" * 399 + "7" + "}" * 399,
            ("x", *["a"] * 8 * 399),
            17 * 399 + 5,
        ),
    ],
    ids=["arrays", "inline-tables", "header", "dotted-key", "dotted-inline-tables"],
)
def test_deep_nesting_is_read(text: str, path: KeyPath, column: int) -> None:
    """Nothing that tomli accepts is too deep."""
    tomli.loads(text)
    place = Positions(text).value(path)

    assert place is not None
    assert column == place.column


@pytest.mark.parametrize(
    "rest",
    [
        "= 1", "[", "[[b]", "[b", "b", "b =", 'b = "', "b = [", "b = [1", "b = {", "b = {c}",
        "b = {c = }", "b = ]", "[a.c]", "[[a]]", "a.b = 1", "b = []\n[b.c]", '"\\UFFFFFFFF" = 1',
        "b = {a = 1, a.b = 2}", "“", "\x00", "b = '''", 'b = """""', "[a]\n[[a.b]]\n[a.b.c.d]",
        "b = [[[{c = [", "b.", "b.c", "\ufeff",
    ],
)  # fmt: skip
def test_broken_text_stops_the_scan(rest: str) -> None:
    """What was read before the mistake is known, and every path has a nearest place."""
    positions = Positions("a = 1\n" + rest)

    assert Position(1, 5) == positions.value(("a",))
    assert Position(1, 1) == positions.nearest(("nothing", 0))


def test_text_cut_off_anywhere_is_answered() -> None:
    """A document cut short at any character neither raises nor hangs."""
    for end in range(len(SCENARIO)):
        Positions(SCENARIO[:end]).nearest(("scenes", "opening", "replies", 1, "id"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(150))
def test_random_documents(seed: int, newline: str) -> None:
    """Every path has a place, and what stands there reads back as the value or the key."""
    print("seed", seed)
    text = Writer(seed).document().replace("\n", newline)
    data = tomli.loads(text)
    positions = Positions(text)
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(place: Position | None) -> int:
        assert place is not None
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        return starts[place.line - 1] + place.column - 1

    def check(path: KeyPath, value: Any) -> None:
        start = offset(positions.value(path))
        at_key = offset(positions.key(path))
        assert positions.nearest((*path, "no such key")) == positions.value(path)
        if isinstance(path[-1], str):
            assert read_key(text, at_key) == path[-1]
        if start == at_key and isinstance(value, dict | list):
            name = next(step for step in reversed(path) if isinstance(step, str))
            inline = text[start] in "[{"
            assert reads_back(text, start, value) if inline else read_key(text, start) == name
        else:
            assert reads_back(text, start, value)
        if isinstance(value, str):
            check_characters(path, value, start)
        elif isinstance(value, dict):
            for key, child in value.items():
                check((*path, key), child)
        elif isinstance(value, list):
            places = [offset(positions.value((*path, index))) for index in range(len(value))]
            assert places == sorted(set(places))
            for index, child in enumerate(value):
                check((*path, index), child)

    def check_characters(path: KeyPath, value: str, start: int) -> None:
        places = [offset(positions.inside(path, index)) for index in range(len(value) + 1)]
        assert places == sorted(set(places))
        quote = text[start]
        assert text[places[-1]] == quote
        for character, place in zip(value, places, strict=False):
            if quote == '"' and text[place] == "\\":
                escape = re.compile(r"\\(x..|u....|U.{8}|.)").match(text, place)
                assert escape is not None
                assert character == tomli.loads(f'x = "{escape[0]}"')["x"]
            elif character == "\n":
                assert text.startswith(newline, place)
            else:
                assert character == text[place]

    for key, value in data.items():
        check((key,), value)


def read_key(text: str, start: int) -> str:
    """Return the name of the key segment at *start*, as tomli reads it."""
    segment = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'').match(text, start)
    assert segment is not None, text[start : start + 20]
    (name,) = tomli.loads(f"{segment[0]} = 1")
    return name


def reads_back(text: str, start: int, value: Any) -> bool:
    """Tell whether some stretch of *text* from *start* to a delimiter reads as *value*."""
    for end in range(start + 1, len(text) + 1):
        if end < len(text) and text[end] not in " \t\r\n,]}#":
            continue
        try:
            found = tomli.loads("x = " + text[start:end])["x"]
        except tomli.TOMLDecodeError:
            continue
        if repr(found) == repr(value):
            return True
    return False


class Writer:
    """Writes valid TOML documents in as many styles as the format allows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = 0

    def document(self) -> str:
        """Return the text of one document."""
        text = self.blank() + self.body(depth=0) + self.tables((), depth=0)
        return text if self.random.random() < 0.8 else text.rstrip()

    def body(self, depth: int) -> str:
        """Return some statements of one table."""
        lines = []
        for _ in range(self.random.randrange(4)):
            lines += [
                f"{self.space()}{key}{self.space()}={self.space()}{self.value(depth)}"
                f"{self.line_end()}"
                for key in self.dotted()
            ]
        return "".join(lines)

    def tables(self, parents: tuple[str, ...], depth: int) -> str:
        """Return headers below *parents* with their bodies, sometimes out of order."""
        if depth == 3:
            return ""
        text = ""
        for _ in range(self.random.randrange(3)):
            name = (*parents, *(self.key() for _ in range(self.random.choice([1, 1, 2]))))
            match self.random.choice(["one", "many", "late"]):
                case "one":
                    text += self.header(name, "[", "]") + self.body(depth)
                    text += self.tables(name, depth + 1)
                case "many":
                    for _ in range(self.random.randrange(1, 4)):
                        text += self.header(name, "[[", "]]") + self.body(depth)
                        text += self.tables(name, depth + 1)
                case _:
                    text += self.header((*name, self.key()), "[", "]") + self.body(depth)
                    text += self.header(name, "[", "]") + self.body(depth)
        return text

    def header(self, name: tuple[str, ...], left: str, right: str) -> str:
        """Return a header line."""
        dots = f"{self.space()}.{self.space()}".join(name)
        return f"{self.space()}{left}{self.space()}{dots}{self.space()}{right}{self.line_end()}"

    def dotted(self) -> list[str]:
        """Return one key, or several that share the tables on the way to them."""
        if self.random.random() < 0.7:
            return [self.key()]
        parent = f"{self.key()}{self.space()}.{self.space()}"
        return [parent + self.key() for _ in range(self.random.randrange(1, 3))]

    def key(self) -> str:
        """Return a key segment that no other is equal to."""
        self.names += 1
        number = str(self.names)
        if number == "3" and self.random.random() < 0.5:
            return self.random.choice(['""', "''"])
        return self.random.choice(
            ["k" + number, number, "-" + number, f'"é {number}"', f"'a.\"{number}'",
             f'"\\u00e9\\t\\"{number}"', f'"#]{number}"', f"'[= {number}'"]
        )  # fmt: skip

    def value(self, depth: int) -> str:
        """Return a value of any kind."""
        kinds = [self.string, self.string, self.plain]
        if depth < 4:
            kinds += [lambda: self.array(depth + 1), lambda: self.inline_table(depth + 1)]
        return self.random.choice(kinds)()

    def plain(self) -> str:
        """Return a number, a date or a truth."""
        return self.random.choice(
            ["1", "-17", "+0", "1_000", "0xDEAD_beef", "0o17", "0b1", "3.5", "6e-3", "inf", "-nan",
             "true", "false", "1979-05-27", "1979-05-27 07:32", "1979-05-27T07:32:00.5-07:00",
             "07:32", "07:32:01.25"]
        )  # fmt: skip

    def string(self) -> str:
        """Return a string of one of the four kinds."""
        kind = self.random.choice(['"', "'", '"""', "'''"])
        pieces = ["a", "b c", "é", "😀", "#", "[", "}", ",", " = "]
        pieces += ["'"] if '"' in kind else ['"', "\\"]
        if '"' in kind:
            pieces += [r"\n", r"\t", r"\"", r"\\", r"\x41", r"\u00e9", r"\U0001F600", r"\e"]
        if len(kind) == 3:
            pieces += ["\n", "\n\n", f"{kind[0]}z", f"{kind[:2]}z"]
        if kind == '"""':
            pieces += ["\\\n", "\\  \n\n \t "]
        body = "".join(self.random.choice(pieces) for _ in range(self.random.randrange(7)))
        if len(kind) == 3:
            body = self.random.choice(["", "\n"]) + body
            if not body.endswith("\\"):
                body += self.random.choice(["", "", kind[0], kind[:2]])
        return kind + body + kind

    def array(self, depth: int) -> str:
        """Return an inline array."""
        items = [self.value(depth) for _ in range(self.random.randrange(4))]
        return f"[{self.items(items)}]"

    def inline_table(self, depth: int) -> str:
        """Return an inline table, which may run over several lines."""
        items = [
            f"{key}{self.space()}={self.space()}{self.value(depth)}"
            for _ in range(self.random.randrange(3))
            for key in self.dotted()
        ]
        return f"{{{self.items(items)}}}"

    def items(self, items: list[str]) -> str:
        """Return *items* with commas, blanks and comments."""
        text = f"{self.gap()},{self.gap()}".join(items)
        if items and self.random.random() < 0.3:
            text += f"{self.gap()},"
        return f"{self.gap()}{text}{self.gap()}"

    def gap(self) -> str:
        """Return what may stand between items."""
        return self.random.choice(["", "", " ", "\n  ", "\t", " # no, ] or }\n", "\n\n#\n"])

    def space(self) -> str:
        """Return what may stand around keys."""
        return self.random.choice(["", "", " ", "\t "])

    def line_end(self) -> str:
        """Return the end of a statement."""
        return self.space() + self.random.choice(["\n", "\n", "\n\n", "# [x] = 'y'\n"])

    def blank(self) -> str:
        """Return what may stand before the first statement."""
        return self.random.choice(["", "\n", "# first\n", "  \t\n"])
