"""Reading a file: equal values, nothing that can be changed, every problem at once, and no bytes that make it raise."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.diagnostic import Diagnostic, Severity
from simulator.scenario.model import Customer, Part, Portrait, Reply, Scenario
from simulator.scenario.parse import Reading, parse
from tests.support.amounts import cases
from tests.support.mistakes import KETTLE

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "simulator" / "cli" / "commands" / "template.toml"
CORPUS = ROOT / "tests" / "data" / "rules"
EVERY_KEY = CORPUS / "unknown-key" / "ok" / "every-key.toml"
VALID = sorted([*CORPUS.glob("*/ok/*.toml"), TEMPLATE])
BOM = b"\xef\xbb\xbf"
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that steer a terminal, turn a text round, end a line or cannot be written."""
FUZZ = settings(max_examples=cases(250), deadline=None, print_blob=True)

SMALL = """format = 1
title = "The hard bread"
start = "opening"

[customer]
name = "Ida Holm"

[scenes.opening]
says = "This bread is hard."

[[scenes.opening.replies]]
id = "own-it"
text = "It should not be."
to = "over"

[scenes.over]
says = "Fine, then."
ending = "settled"
outcome = "full"
"""

CLEAN = """format = 1
title = "The hard bread"
start = "opening"

[customer]
name = "Ida Holm"

[scenes.opening]
says = [{ text = "This bread is hard.", sets = ["hard"] }, "Very hard."]

[[scenes.opening.replies]]
id = "own-it"
text = "It should not be."
when = "flag('hard')"
note = "It takes responsibility."
answer = "It isn't soft."
to = "over"

[scenes.over]
says = "Fine, then."
ending = "settled"
outcome = "full"

[[scenes.opening.replies]]
id = "look"
text = "Let me look."
note = "It is a start."
to = "over"

[[tests]]
moves = ["own-it"]
expect = { ending = "settled" }
"""
"""A file without problems, in which names are used elsewhere."""


def read(content: bytes | str) -> Reading:
    """The reading of a file's content."""
    data = content.encode() if isinstance(content, str) else content
    return parse(data, "bread", "bread.toml")


def scenario_of(content: bytes | str) -> Scenario:
    """The scenario of a content without errors."""
    reading = read(content)
    assert [] == places(reading)
    assert reading.scenario is not None
    return reading.scenario


def places(reading: Reading) -> list[tuple[int, int, str]]:
    """The errors of a reading: line, column and rule, in the order given."""
    return [
        (problem.line, problem.column, problem.rule)
        for problem in reading.diagnostics
        if problem.severity is Severity.ERROR
    ]


def edited(old: str, new: str) -> str:
    """The small file with one change."""
    assert 1 == SMALL.count(old)
    return SMALL.replace(old, new)


class TestValues:
    @pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
    def test_reading_twice_gives_equal_values(self, path: Path) -> None:
        """The same bytes give an equal reading each time."""
        assert parse(path.read_bytes(), "x", "x.toml") == parse(path.read_bytes(), "x", "x.toml")

    def test_other_bytes_give_other_values(self) -> None:
        """Equality looks at everything a file says."""
        assert scenario_of(SMALL) != scenario_of(edited("then.", "then!"))

    def test_the_id_is_the_callers_and_the_hash_that_of_the_bytes(self) -> None:
        """Whoever has the bytes says what they are called; the hash tells one version from another."""
        reading = parse(SMALL.encode(), "late-bread", "somewhere/else.toml")

        assert reading.scenario is not None
        assert "late-bread" == reading.scenario.id
        assert hashlib.sha256(SMALL.encode()).hexdigest() == reading.hash

    def test_a_small_file(self) -> None:
        """What is left out has its default: phone, level 1, English, 30 seconds, a steady customer."""
        scenario = scenario_of(SMALL)

        assert ("phone", 1, "en", 30) == (
            scenario.channel,
            scenario.level,
            scenario.language,
            scenario.clock,
        )
        assert (None, None, (), ()) == (
            scenario.boils,
            scenario.walks,
            scenario.needs,
            scenario.tests,
        )
        assert scenario.customer == Customer(
            name="Ida Holm",
            about="",
            backstory="",
            temperament="steady",
            anger=40,
            heard=20,
            trust=40,
            patience=24,
            heat=100,
            cool_cap=12,
            heard_need=40,
            boil=85,
            turn_cost=3,
            hear_cost=0,
            trust_lead=30,
            severity=2,
            weights={},
            portrait=Portrait(),
        )
        assert ["opening", "over"] == list(scenario.scenes)
        assert (Part("This bread is hard."),) == scenario.scenes["opening"].says
        assert scenario.scenes["opening"].replies == (
            Reply(
                id="own-it",
                text="It should not be.",
                action="",
                skills=(),
                slips=(),
                when=None,
                once=False,
                may_interrupt=False,
                wait=None,
                decline=False,
                event=None,
                promises=(),
                keeps=(),
                sets=(),
                clears=(),
                critical=None,
                note="",
                answer="",
                routes=(),
                to="over",
            ),
        )

    def test_a_temperament_is_overridden_number_by_number(self) -> None:
        """What the file says wins, the rest is the temperament's, and weights merge key by key."""
        text = edited(
            'name = "Ida Holm"',
            'name = "Ida Holm"\ntemperament = "hurrier"\npatience = 30\nweights = { solve = 0, own = 120 }',
        )
        customer = scenario_of(text).customer

        assert (50, 30, 45, 30, 4, 60) == (
            customer.anger,
            customer.heard,
            customer.trust,
            customer.patience,
            customer.turn_cost,
            customer.trust_lead,
        )
        assert {"empathize": 50, "solve": 0, "commit": 150, "own": 120} == dict(customer.weights)

    @pytest.mark.parametrize("number", ["anger", "heard", "trust", "patience", "heat", "turn_cost"])
    def test_a_zero_is_no_missing_number(self, number: str) -> None:
        """Zero overrides a temperament like any other number."""
        text = edited('name = "Ida Holm"', f'name = "Ida Holm"\n{number} = 0')

        assert 0 == getattr(scenario_of(text).customer, number)

    def test_tags_given_twice_count_once(self) -> None:
        """Skills and slips of a reply are kept in order, each once."""
        text = edited(
            'to = "over"',
            'skills = ["own", "solve", "own"]\nslips = ["rush", "rush"]\nto = "over"',
        )
        reply = scenario_of(text).scenes["opening"].replies[0]

        assert (("own", "solve"), ("rush",)) == (reply.skills, reply.slips)

    def test_scenes_and_replies_keep_the_order_of_the_file(self) -> None:
        """Nothing is sorted: the author's order is the order shown."""
        text = SMALL + "".join(
            f'\n[scenes.{name}]\nsays = "Bye."\nending = "{name}"\noutcome = "none"\n'
            for name in ("zebra", "ant", "mole")
        )

        assert ["opening", "over", "zebra", "ant", "mole"] == list(scenario_of(text).scenes)


class TestEncodings:
    def test_a_byte_order_mark_is_fine(self) -> None:
        """Notepad's mark before the text changes nothing, columns in the first line neither."""
        with_mark = BOM + SMALL.encode()
        wrong = edited("format = 1", "format = 7").encode()

        assert scenario_of(SMALL) == scenario_of(with_mark)
        assert places(read(wrong)) == places(read(BOM + wrong)) == [(1, 10, "bad-value")]

    def test_line_ends_of_windows_are_fine(self) -> None:
        """CRLF changes neither values nor places, texts over several lines included."""
        text = EVERY_KEY.read_text("utf-8") + '\n[[tests]]\nname = """\none\ntwo"""\nmoves = []\n'
        wrong = text.replace("level = 2", "level = 9").replace('outcome = "full"', 'outcome = "x"')

        assert scenario_of(text) == scenario_of(text.replace("\n", "\r\n"))
        assert 3 == len(places(read(wrong)))
        assert places(read(wrong)) == places(read(wrong.replace("\n", "\r\n")))

    def test_columns_count_code_points(self) -> None:
        """An emoji before a mistake is one column, whatever its bytes."""
        text = edited(
            'says = "This bread is hard."',
            'says = [{ text = "🍞🍞 é", sets = ["No"] }]',
        )

        assert [(9, 34, "bad-name")] == places(read(text))

    @pytest.mark.parametrize(
        ("data", "line", "column"),
        [
            (b"\xff", 1, 1),
            (b"a\xff", 1, 2),
            (b'title = "caf\xe9"\n', 1, 13),
            (b'title = "x"\r\nname = "caf\xe9"\n', 2, 12),
            ('title = "🍞é'.encode() + b'\xe9"', 1, 12),
            (b"title = 1\n\n\x80", 3, 1),
            (b'title = "\xed\xa0\x80"', 1, 10),
            (b'title = "\xf0\x9f\x8d', 1, 10),
            (BOM + b"a\xff", 1, 2),
            (BOM + b"\xff", 1, 1),
            (BOM + "é".encode() + b"\xff", 1, 2),
            (BOM + b'title = "x"\nname = "caf\xe9"\n', 2, 12),
            ("format = 1\n".encode("utf-16"), 1, 1),
        ],
    )
    def test_bytes_that_are_no_utf_8(self, data: bytes, line: int, column: int) -> None:
        """A file in another encoding is one error, at the first letter that is not in UTF-8."""
        assert [(line, column, "toml-syntax")] == places(read(data))


def changes(value: object) -> list[str]:
    """Every way in which something inside a value could be changed."""
    if isinstance(value, str | int | None):
        return []
    if isinstance(value, tuple):
        return [way for entry in value for way in changes(entry)]
    if isinstance(value, Mapping):
        ways = [way for entry in value.values() for way in changes(entry)]
        if hasattr(value, "__setitem__") or hasattr(value, "__delitem__"):
            ways.append(f"a mapping of {list(value)}")
        return ways
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        ways = []
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if not callable(inner):
                ways += changes(inner)
            try:
                setattr(value, field.name, inner)
            except dataclasses.FrozenInstanceError:
                continue
            ways.append(f"{type(value).__name__}.{field.name}")
        return ways
    return [type(value).__name__]


class TestImmutable:
    @pytest.mark.parametrize("path", [EVERY_KEY, TEMPLATE], ids=lambda path: path.stem)
    def test_nothing_in_a_scenario_can_be_changed(self, path: Path) -> None:
        """Every value of a scenario, at any depth, is frozen, a tuple, or a mapping that only reads."""
        assert [] == changes(scenario_of(path.read_bytes()))

    def test_mappings_refuse_assignment(self) -> None:
        """Scenes and weights cannot be added to or taken from."""
        scenario = scenario_of(EVERY_KEY.read_bytes())
        scenes: Any = scenario.scenes
        weights: Any = scenario.customer.weights

        with pytest.raises(TypeError):
            scenes["more"] = scenario.scenes["opening"]
        with pytest.raises(TypeError):
            del scenes["opening"]
        with pytest.raises(TypeError):
            weights["own"] = 200

    def test_one_file_does_not_reach_into_another(self) -> None:
        """Two customers of one temperament share no weights that one of them changed."""
        first = edited('name = "Ida Holm"', 'name = "Ida"\ntemperament = "cynic"\nweights.own = 7')
        second = edited('name = "Ida Holm"', 'name = "Ida"\ntemperament = "cynic"')

        assert 7 == scenario_of(first).customer.weights["own"]
        assert "own" not in scenario_of(second).customer.weights


BROKEN = """format = 1
title = 7
summery = "A loaf."
level = 9
needs = ["own", "listening", "own"]
start = "begin"

[customer]
temperament = "angry"
anger = "much"
weights = { owning = 1, own = 300 }

[on]
boils = "shouts"

[scenes.Opening]
says = ["Hard.", "", { sets = ["Bought"] }]
enough = 99
variants = [{ when = "mood <= calm and seen('x')", say = "Stone!" }]

[[scenes.Opening.replies]]
id = "listen"
text = "\\u001b[31mRed"
skills = ["own", "listen", "sorry"]
slips = ["rushed"]
when = "chose('Opening.own-it') or turns > 3"
to = "nowhere"

[[scenes.Opening.replies]]
id = "a"
wait = { ticks = 0, explain = true }
when = "chose('opening.b')"

[[scenes.Opening.replies]]
id = "a"
text = "Twice."
critical = { why = "no kind" }

[scenes.alone]

[scenes.over]
says = "Bye."
ending = "settled"
replies = [{ id = "late", text = "Too late." }]

[[tests]]
moves = ["listen", "nothing"]
expect = { ending = "seteled", mood = "<= calm", scene = "gone" }
"""

EVERYTHING_WRONG = [
    (2, 9, "wrong-type"),
    (3, 1, "unknown-key"),
    (4, 9, "bad-value"),
    (5, 17, "unknown-skill"),
    (5, 30, "bad-value"),
    (6, 9, "unknown-scene"),
    (8, 2, "missing-key"),
    (9, 15, "bad-value"),
    (10, 9, "wrong-type"),
    (11, 13, "unknown-skill"),
    (11, 31, "bad-value"),
    (14, 9, "unknown-scene"),
    (16, 9, "bad-name"),
    (17, 18, "bad-value"),
    (17, 22, "missing-key"),
    (17, 32, "bad-name"),
    (18, 10, "bad-value"),
    (19, 31, "bad-guard"),
    (19, 52, "unknown-key"),
    (22, 6, "bad-name"),
    (23, 9, "control-character"),
    (24, 18, "bad-value"),
    (24, 28, "unknown-skill"),
    (25, 10, "unknown-slip"),
    (27, 6, "unknown-scene"),
    (29, 18, "missing-key"),
    (31, 18, "bad-value"),
    (31, 21, "unknown-key"),
    (35, 6, "duplicate-reply"),
    (37, 1, "missing-key"),
    (39, 9, "missing-key"),
    (39, 9, "no-replies"),
    (43, 10, "bad-value"),
    (44, 11, "ending-with-replies"),
    (48, 21, "unknown-ending"),
    (48, 39, "bad-value"),
    (48, 58, "unknown-scene"),
]


class TestProblems:
    def test_all_problems_of_a_badly_broken_file_at_once(self) -> None:
        """One reading gives every problem, in the order of lines and columns, and no scenario."""
        reading = read(BROKEN)

        assert EVERYTHING_WRONG == places(reading)
        assert reading.scenario is None
        assert len(EVERYTHING_WRONG) == reading.errors
        assert len(reading.diagnostics) == reading.errors + reading.warnings

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ("title =", "titel =", (2, 1, "unknown-key")),
            ("format = 1", "[scenario]\nformat = 1", (1, 2, "unknown-key")),
            ('ending = "settled"', 'endng = "settled"', (21, 1, "unknown-key")),
            ('id = "own-it"', 'id = "Own it"', (12, 6, "bad-name")),
            ('id = "own-it"\n', "", (11, 18, "missing-key")),
            ("flag('hard')", "flag('hard') && heard > 3", (14, 22, "bad-guard")),
            ("when =", "wenn =", (14, 1, "unknown-key")),
            ("[[scenes.opening.replies]]", "[[scene.opening.replies]]", (11, 3, "unknown-key")),
            ("[[scenes.opening.replies]]", "[[scenes.openig.replies]]", (11, 10, "unknown-scene")),
            (
                'start = "opening"\n\n[customer]',
                '[customer]\nstart = "opening"',
                (4, 1, "unknown-key"),
            ),
        ],
    )
    def test_one_cause_is_one_problem(
        self, old: str, new: str, place: tuple[int, int, str]
    ) -> None:
        """What only follows from a mistake isn't reported beside it, errors and warnings alike."""
        assert [] == [problem.message for problem in read(CLEAN).diagnostics]
        assert old in CLEAN

        problems = read(CLEAN.replace(old, new, 1)).diagnostics

        assert [place] == [(each.line, each.column, each.rule) for each in problems]

    @pytest.mark.parametrize(
        ("old", "new", "hint"),
        [
            ("format = 1\n", "", "Add format = 1 as the first line."),
            ("format = 1", "format = 2", "Use 1."),
            ('start = "opening"', 'start = "scenes.opening"', 'Use "opening".'),
            ('to = "over"', 'to = "settled"', 'That is an ending; use its scene, "over".'),
            ('to = "over"', 'to = "resume"', 'Use "@resume".'),
            ("note =", 'skills = ["dismiss"]\nnote =', '"dismiss" is a slip: put it in slips.'),
            ("note =", 'slips = ["own"]\nnote =', '"own" is a skill: put it in skills.'),
            ("note =", 'skills = "own, warm"\nnote =', 'Use ["own", "warm"].'),
            ("note =", "wait = 2\nnote =", "Use wait = { ticks = 2 }."),
            ("[[tests]]", "[tests]", "Use [[tests]], with two brackets."),
            ("[customer]", "level = 2.5\n[customer]", "Use 2 or 3."),
            ("[customer]", 'language = "de_AT"\n[customer]', 'Use "de-AT".'),
            ('id = "own-it"', 'id = "Für dich"', 'Use "fuer-dich".'),
        ],
    )
    def test_a_hint_says_what_to_write(self, old: str, new: str, hint: str) -> None:
        """Where it can be known, down to the line."""
        assert hint in [each.hint for each in read(CLEAN.replace(old, new, 1)).diagnostics]

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (SMALL.encode("utf-16"), "UTF-16"),
            (SMALL.encode("utf-16-le"), "UTF-16"),
            (b"{\\rtf1 format = 1}", "RTF"),
            (b"PK\x03\x04\x14\x00", "word processor"),
        ],
    )
    def test_a_file_of_another_kind_is_named(self, content: bytes, kind: str) -> None:
        """What word processors write is one problem, in words of theirs."""
        (problem,) = read(content).diagnostics

        assert kind in problem.message
        assert "Save it as plain text in UTF-8." == problem.hint

    def test_a_problem_as_json_has_the_keys_of_the_contract(self) -> None:
        """`check --json` lists rule, severity, file, line, column, path, message, hint and edits."""
        reading = read(edited('to = "over"', 'to = "ovr"'))
        (problem,) = (each for each in reading.diagnostics if each.severity is Severity.ERROR)

        assert problem.as_json() == {
            "rule": "unknown-scene",
            "severity": "error",
            "file": "bread.toml",
            "line": 14,
            "column": 6,
            "path": "scenes.opening.replies[0].to",
            "message": 'There is no scene "ovr".',
            "hint": 'Did you mean "over"?',
            "edits": [{"start": 205, "end": 210, "text": '"over"'}],
        }

    def test_a_syntax_error_is_the_only_problem(self) -> None:
        """A file that is no TOML has one problem: where it stops being TOML."""
        assert [(4, 9, "toml-syntax")] == places(read(BROKEN.replace("level = 9", "level = nine")))

    def test_a_file_of_another_format_is_not_looked_at_further(self) -> None:
        """A later format may have other keys, so that it is another format is all that is said."""
        later = edited("format = 1", 'format = 2\nnew-key = "of format 2"')

        assert [(1, 10, "bad-value")] == places(read(later))

    def test_an_empty_file(self) -> None:
        """Nothing at all is one problem, at the beginning."""
        for content, message in (
            (b"", "This file is empty."),
            (BOM, "This file is empty."),
            ("# nothing yet\r\n", "This file has nothing but comments."),
        ):
            (problem,) = read(content).diagnostics
            assert (1, 1, "missing-key") == (problem.line, problem.column, problem.rule)
            assert message == problem.message

    @pytest.mark.parametrize(
        "change",
        [
            ('title = "The hard bread"', "title = {}"),
            ('title = "The hard bread"', 'title = "The hard bread"\nlevel = {}'),
            ('title = "The hard bread"', 'title = "The hard bread"\nclock = -{}'),
            ('name = "Ida Holm"', 'name = "Ida Holm"\nanger = {}'),
            ('name = "Ida Holm"', 'name = "Ida Holm"\nweights.own = {}'),
            ('id = "own-it"', "id = {}"),
            ('to = "over"', 'to = "over"\nwhen = {}'),
            ("format = 1", "format = {}"),
        ],
        ids=lambda change: change[1].split("\n")[-1],
    )
    @pytest.mark.parametrize(
        "number", ["9" * 5000, "0x" + "f" * 4000, "0b" + "1" * 16000], ids=["9…", "0xf…", "0b1…"]
    )
    def test_a_number_of_thousands_of_digits(self, change: tuple[str, str], number: str) -> None:
        """However long a number is, and however it is written, it is a problem and not a crash."""
        old, new = change

        assert 1 == len(places(read(edited(old, new.format(number)))))

    @pytest.mark.parametrize("sign", ["< ", ">= -"])
    def test_a_comparison_with_thousands_of_digits(self, sign: str) -> None:
        """Also within a text a number may be far too long."""
        text = f'{SMALL}\n[[tests]]\nmoves = []\nexpect = {{ anger = "{sign}{"9" * 5000}" }}\n'

        assert [(23, 20, "bad-value")] == places(read(text))

    @pytest.mark.parametrize(
        "guard",
        ["(" * 200, "(" * 199 + "x", "not (" * 40, "(" * 99 + "40" + ")" * 99],
        ids=["200 (", "199 ( and a word", "40 not (", "99 brackets"],
    )
    def test_a_guard_of_nothing_but_brackets(self, guard: str) -> None:
        """A guard nested as deep as it can be is one problem, at its line."""
        problems = places(read(edited('to = "over"', f'when = "{guard}"\nto = "over"')))

        assert [(14, "bad-guard")] == [(line, rule) for line, _, rule in problems]

    @pytest.mark.parametrize(
        "text",
        [
            "a = " + "[" * 100_000,
            "a = " + "[" * 5_000 + "]" * 5_000,
            "a = " + "{ a = " * 5_000 + "1" + " }" * 5_000,
            "a" + ".a" * 50_000 + " = 1",
            "[" + "a." * 50_000 + "a]",
            "[" * 100_000,
        ],
        ids=["[", "[]", "{}", "dots", "header", "headers"],
    )
    def test_nesting_without_end(self, text: str) -> None:
        """A file nested thousands deep is a problem and not a crash."""
        for problem in read(text).diagnostics:
            assert inside(text, problem.line, problem.column)


class TestPlainText:
    MARKUP = "[b]bold[/b] [@click=app.quit]x[/] <b>&amp;</b> {0} %s ${x} `rm` *a* \\\\u001b[31m [/"

    def test_markup_is_kept_as_it_stands(self) -> None:
        """What would be markup elsewhere is the author's text, sign by sign."""
        kept = self.MARKUP.replace("\\\\", "\\")
        scenario = scenario_of(
            edited("The hard bread", self.MARKUP)
            .replace("Ida Holm", self.MARKUP)
            .replace("This bread is hard.", self.MARKUP)
            .replace("It should not be.", self.MARKUP)
        )

        assert kept == scenario.title
        assert kept == scenario.customer.name
        assert kept == scenario.scenes["opening"].says[0].text
        assert kept == scenario.scenes["opening"].replies[0].text

    @pytest.mark.parametrize(
        "name", ["[b]x[/b]", "\\u001b[31m", "\\u202ex", "a\\u0007", "<b>", "{0}"]
    )
    def test_a_name_with_markup_or_escapes_is_a_bad_name(self, name: str) -> None:
        """Names are small letters, digits and hyphens; nothing else can hide in one."""
        text = edited('id = "own-it"', f'id = "{name}"')

        assert [(12, 6, "bad-name")] == places(read(text))

    @pytest.mark.parametrize(
        "text",
        [
            edited("over]", '"\\u001b]0;x\\u0007"]'),
            edited('to = "over"', 'to = "\\u001b[2J"'),
            edited('to = "over"', 'to = "over"\n"\\u001b[2J\\u202e" = 1'),
            edited('to = "over"', 'to = "over"\nskills = ["\\u001b[2J\\u009b1m"]'),
            edited('to = "over"', 'to = "over"\nwhen = "flag(\'\\u001b[2J\')"'),
            edited('to = "over"', 'to = "over"\nevent = "\\u001b[2J\\u2066"'),
            edited("full", "\\u001b[2J"),
            edited('name = "Ida Holm"', 'name = "Ida"\ntemperament = "\\u001b[2J"'),
            edited('name = "Ida Holm"', 'name = "Ida"\nweights = { "\\u001b[2J" = 1 }'),
            edited('title = "The hard bread"', 'title = "x"\nlanguage = "\\u001b[2J"'),
            edited('title = "The hard bread"', 'title = "x"\nlanguage = "\\u2028en\\u2029"'),
            f'{SMALL}\n[[tests]]\nmoves = ["\\u001b[2J"]\nexpect = {{ ending = "\\u001b[2J" }}\n',
            f'{SMALL}\n[[tests]]\nmoves = []\nexpect = {{ mood = "\\u001b[2J", band = "\\u009b" }}\n',
            "title = \x1b[31mred",
            'title = "\x1b[31mred"',
            "\x1b[31m = 1",
            "[\x9b31m]\n",
            "title = \u202e'x'",
            '"\\u001b[31m" = 1\n"\\u001b[31m" = 2\n',
        ],
    )
    def test_problems_never_carry_an_escape_sequence(self, text: str) -> None:
        """Whatever a file holds, its problems can be printed on a terminal as they are."""
        reading = read(text)

        assert reading.errors
        for problem in reading.diagnostics:
            assert UNSEEN.search(shown_of(problem)) is None, ascii(problem)


def shown_of(problem: Diagnostic) -> str:
    """Everything of a problem that a face shows."""
    return f"{problem.path}{problem.message}{problem.hint or ''}"


def inside(text: str, line: int, column: int) -> bool:
    """Whether a place is in a text, or just behind one of its lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def check_reading(data: bytes) -> None:
    """Read any bytes: it never raises, and every problem lies within the text and can be shown."""
    reading = parse(data, "fuzz", "fuzz.toml")

    text = data.removeprefix(BOM).decode("utf-8", "replace")
    for problem in reading.diagnostics:
        assert inside(text, problem.line, problem.column), problem
        assert UNSEEN.search(shown_of(problem)) is None, ascii(problem)
    keys = [(problem.line, problem.column) for problem in reading.diagnostics]
    assert sorted(keys) == keys
    assert (reading.scenario is None) == bool(reading.errors)


VALUES = (
    *("1", "-1", "0", "1.5", "true", "nan", "1979-05-27", "07:32:00", '""', '"x"', "'''x'''"),
    *("[]", "{}", "[1]", '["own"]', "[[]]", "{ a = 1 }", '[{ id = "x" }]', "0xffff", '"\\u001b"'),
    *(
        '"mood >= calm"',
        '"(((("',
        '"opening"',
        '"@resume"',
        '"listen"',
        '"own"',
        "“x”",
        "x",
        '"é🍞"',
    ),
)
TOKENS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "{",
            "}",
            "=",
            ",",
            ".",
            '"',
            "'",
            '"""',
            "'''",
            "#",
            "\\",
            "\n",
            "\r",
            "\r\n",
            "\t",
        ),
        *(
            "\x00",
            "\x1b",
            "\u2028",
            "\u202e",
            "“",
            "é",
            "🍞",
            " ",
            "[[",
            "]]",
            "a = 1\n",
            "[customer]\n",
        ),
        *(
            "[[tests]]\n",
            "[scenes.opening]\n",
            "when",
            "mood",
            "and",
            "listen",
            "\\u001b",
            "\ufeff",
        ),
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A valid file with a few random edits, by sign, by line or by value."""
    text = draw(st.sampled_from([EVERY_KEY, TEMPLATE])).read_text("utf-8")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        lines = text.split("\n")
        line = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + draw(TOKENS) + text[start:]
            case 2:
                text = text[:start] + draw(TOKENS) + text[end:]
            case 3:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 4:
                other = draw(st.integers(0, len(lines) - 1))
                text = "\n".join([*lines[:line], lines[other], *lines[line:]])
            case _:
                key = lines[line].partition("=")[0]
                changed = f"{key}= {draw(st.sampled_from(VALUES))}"
                text = "\n".join([*lines[:line], changed, *lines[line + 1 :]])
    return text


@FUZZ
@given(data=st.binary(max_size=200))
def test_random_bytes_never_raise(data: bytes) -> None:
    """Any bytes are a reading, with problems inside the text."""
    check_reading(data)
    check_reading(BOM + data)


@FUZZ
@given(text=st.text(max_size=120))
def test_random_text_never_raises(text: str) -> None:
    """Any text is a reading, with problems inside the text."""
    check_reading(text.encode("utf-8", "surrogatepass"))


@settings(FUZZ, max_examples=cases(600))
@given(text=damaged())
def test_random_edits_of_a_valid_file_never_raise(text: str) -> None:
    """A file damaged anywhere is a reading, with problems inside the text."""
    check_reading(text.encode())


@FUZZ
@given(text=st.lists(TOKENS, max_size=30).map("".join))
def test_random_tokens_never_raise(text: str) -> None:
    """Signs of the language in any order are a reading, with problems inside the text."""
    check_reading(text.encode())


def test_days_are_checked_without_a_customer() -> None:
    """A customer that is missing is the one problem, whatever a day would change in them."""
    start, end = KETTLE.index("[customer]"), KETTLE.index("[on]")
    day = '[[days]]\nname = "rain"\ncustomer = { anger = 60 }\n'
    text = KETTLE[:start] + KETTLE[end:] + day
    (problem,) = parse(text.encode(), "kettle", "kettle.toml").diagnostics
    assert "The scenario has no customer." == problem.message
