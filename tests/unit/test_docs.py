"""What the documentation says is what the program does: tables, examples, options, JSON and links."""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from bench.shifts import FIRST, counts
from simulator import ruleset as tables
from simulator.cli import Exit, main
from simulator.cli.arguments import parser
from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.engine.mood import fade
from simulator.engine.result import CSAT_STEPS
from simulator.engine.trial import run_test
from simulator.lessons import SKILL_LESSONS, SLIP_PRINCIPLES
from simulator.principles import PRINCIPLES
from simulator.prover.careful import CAREFUL_PLAYS
from simulator.prover.findings import findings, findings_of_days
from simulator.prover.prover import prove
from simulator.records.journal import read
from simulator.records.settings import Settings
from simulator.report.export.csv_form import PLAY_COLUMNS, ROSTER_COLUMNS, TURN_COLUMNS
from simulator.report.export.json_form import report_json
from simulator.report.export.versions_csv import VERSION_COLUMNS
from simulator.report.source import ReportSource
from simulator.scenario.checks import COMMENT_RULES, PROVE_RULES, SHAPE_RULES
from simulator.scenario.checks.places import guards
from simulator.scenario.checks.registry import CHECKS as WRITTEN
from simulator.scenario.diagnostic import Severity
from simulator.scenario.fields.containers import REQUIRED, ListOf, Table
from simulator.scenario.fields.customer import CUSTOMER, LOOKS
from simulator.scenario.fields.day import DAY, DAY_TEXT
from simulator.scenario.fields.reply import ANSWER, REPLY, ROUTE
from simulator.scenario.fields.scene import PART, SCENE, VARIANT
from simulator.scenario.fields.scenes import Scenes
from simulator.scenario.fields.special_kinds import OnePart, Says
from simulator.scenario.fields.test import EXPECT, TEST
from simulator.scenario.format import SCENARIO
from simulator.scenario.guards.tree import FUNCTIONS
from simulator.scenario.parse import parse, with_proof
from simulator.shift.composure import AMOUNTS
from simulator.shift.shipped import shipped_scenarios, shipped_shifts
from simulator.tui.keymap import checked, known_ids
from tests.support.docs import (
    CHECK_SECTIONS,
    CHECKS,
    CLI_SECTIONS,
    DOCS,
    ROOT,
    blocks,
    names,
    numbers,
    page,
    sections,
    shape,
    table,
    tables_in,
    without_code,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simulator.scenario.parse import Reading

PAGES = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]


class TestRules:
    """docs/rules.md and the tables of the engine."""

    TEXT = page("rules.md")

    def test_skills(self) -> None:
        """Every skill stands there with its figures, kind, gate and mirror slip."""
        documented = {
            row["skill"]: (
                *numbers(row, "cool", "heard", "trust"),
                row["kind"],
                row["gated"] == "yes",
                row["mirror slip"] or None,
            )
            for row in table(sections(self.TEXT)["Skills"], "skill")
            if "kind" in row
        }
        skills = {
            skill.name: (
                *(skill.cool, skill.heard, skill.trust),
                skill.kind.value,
                skill.gated,
                skill.slip,
            )
            for skill in tables.SKILLS.values()
        }
        assert skills == documented

    def test_patience_given_back(self) -> None:
        """The skills that give patience back stand there with how much, and how often they do."""
        text = sections(self.TEXT)["Skills"]
        documented = {row["gives back"]: int(row["patience"]) for row in table(text, "gives back")}
        skills = {skill.name: skill.patience for skill in tables.SKILLS.values() if skill.patience}
        assert skills == documented
        assert 3 == tables.PATIENCE_USES
        assert "at each of their first three uses" in text

    def test_fade(self) -> None:
        """Each kind of skill fades as the page says."""
        for row in table(self.TEXT, "kind"):
            kind, *cells = row.values()
            percents = [int(cell.removesuffix(" %")) for cell in cells]
            for skill in tables.SKILLS.values():
                if skill.kind.value == kind:
                    assert [fade(skill.name, uses) for uses in range(4)] == percents

    def test_slips(self) -> None:
        """Every slip stands there with its mirror and what it costs."""
        documented = {
            row["slip"]: (row["mirror skill"], *numbers(row, "anger", "heard", "trust", "patience"))
            for row in table(self.TEXT, "slip")
        }
        slips = {
            slip.name: (
                *(slip.mirror, slip.heat, -slip.heard_loss),
                *(-slip.trust_loss, -slip.drain),
            )
            for slip in tables.SLIPS.values()
        }
        assert slips == documented

    def test_temperaments(self) -> None:
        """Every temperament stands there with its numbers and weights."""
        documented = {
            row["temperament"]: (
                *numbers(row, *tables.RANGES),
                {skill: int(percent) for skill, percent in map(str.split, names(row["weights"]))},
            )
            for row in table(self.TEXT, "temperament")
        }
        temperaments = {
            name: (
                *(getattr(temperament, number) for number in tables.RANGES),
                dict(temperament.weights),
            )
            for name, temperament in tables.TEMPERAMENTS.items()
        }
        assert temperaments == documented

    def test_ranges(self) -> None:
        """Every number of a customer stands there with its range."""
        documented = {
            row["number"]: tuple(int(end) for end in row["range"].split(" to "))
            for row in table(self.TEXT, "number")
        }
        assert dict(tables.RANGES) == documented

    def test_events(self) -> None:
        """Every event stands there with its figures, whether it is a deed, its ceiling, and whether it lifts one."""
        documented = {
            row["event"]: (
                *numbers(row, "anger", "heard", "trust", "patience"),
                row["deed"] == "yes",
                int(row["ceiling"]),
                row["lifts"] == "yes",
            )
            for row in table(self.TEXT, "event")
        }
        events = {
            event.name: (
                *(event.anger, event.heard, event.trust, event.patience),
                *(event.deed, event.ceiling, event.lifts),
            )
            for event in tables.EVENTS.values()
        }
        assert events == documented

    def test_bands(self) -> None:
        """Every band stands there with its lowest mood, from the lowest up."""
        rows = table(self.TEXT, "band")
        assert list(tables.BANDS.items()) == [
            (row["band"], int(row["lowest mood"])) for row in rows
        ]

    def test_dimensions(self) -> None:
        """Every dimension of quality stands there with its weight, skills, slips, and what else counts as a slip of it."""
        documented = [
            (
                *(row["dimension"], int(row["weight"]), names(row["skills"]), names(row["slips"])),
                *numbers(row, "broken promise", "exposed lie", "unexplained tick"),
            )
            for row in table(self.TEXT, "dimension")
        ]
        dimensions = [
            (
                *(dimension.name, dimension.weight, dimension.skills, dimension.slips),
                *(dimension.broken, dimension.lies, dimension.unexplained),
            )
            for dimension in tables.DIMENSIONS
        ]
        assert dimensions == documented

    def test_outcomes(self) -> None:
        """Every outcome stands there with what it adds to satisfaction, and the need that it stands for."""
        rows = table(self.TEXT, "outcome")
        assert dict(tables.OUTCOME_POINTS) == {row["outcome"]: int(row["adds"]) for row in rows}
        assert dict(tables.NEED_BY_OUTCOME) == {
            row["outcome"]: row["need, if the ending doesn't say"] for row in rows
        }

    def test_needs(self) -> None:
        """What became of the need stands there with what it adds to satisfaction."""
        rows = table(self.TEXT, "need")
        assert dict(tables.NEED_POINTS) == {row["need"]: int(row["adds"]) for row in rows}

    def test_csat(self) -> None:
        """Every step of csat stands there with the satisfaction from which it is given."""
        *rows, lowest = table(self.TEXT, "satisfaction at least")
        assert list(CSAT_STEPS) == [
            (int(row["csat"]), int(row["satisfaction at least"])) for row in rows
        ]
        assert "1" == lowest["csat"]

    def test_edition(self) -> None:
        """The page is of the edition that the program plays by."""
        assert self.TEXT.startswith(f"# The rules of play, edition {tables.EDITION}\n")

    def test_worked_example(self) -> None:
        """The worked example comes out as printed, gauge by gauge."""
        rows = table(sections(self.TEXT, "###")["Worked example"], "reply")
        text = (
            'format = 1\ntitle = "Example"\nstart = "scene-0"\n[customer]\nname = "Sam"\n'
            "anger = 70\nheard = 10\ntrust = 30\npatience = 24\n"
        )
        for index, row in enumerate(rows):
            skills, *rest = row["reply"].split("; ")
            text += f'[scenes.scene-{index}]\nsays = "One."\n[[scenes.scene-{index}.replies]]\n'
            text += f'id = "go"\ntext = "Go."\nto = "scene-{index + 1}"\n'
            text += f"skills = {json.dumps(names(skills))}\n"
            text += {
                (): "",
                ("wait of 2 ticks, explained",): "wait = { ticks = 2, explained = true }\n",
                ("event fixed",): 'event = "fixed"\n',
                ("ending with outcome full",): "",
            }[tuple(rest)]
        text += f'[scenes.scene-{len(rows)}]\nsays = "Bye."\nending = "done"\noutcome = "full"\n'
        conversation = begin(read_text(text))
        for row in rows:
            conversation = conversation.move("go").after
            gauges = tuple(getattr(conversation.state, gauge) for gauge in tables.GAUGES)
            assert numbers(row, *tables.GAUGES, "mood") == (*gauges, conversation.state.mood)
        assert re.search(r"satisfaction\s+is 69", self.TEXT)
        assert conversation.result().satisfaction == 69


def read_text(text: str) -> Reading:
    """Read a scenario from its text."""
    return parse(text.encode(), "example", "example.toml")


def begin(reading: Reading) -> Conversation:
    """Begin to play what was read without an error."""
    assert reading.scenario is not None, reading.diagnostics
    return Conversation.begin(ScenarioMachine(reading.scenario))


class TestReports:
    """docs/reporting.md and the forms of a report."""

    @pytest.mark.parametrize(
        ("section", "columns"),
        [
            ("One row per conversation", PLAY_COLUMNS),
            ("One row per move", TURN_COLUMNS),
            ("One row per version", VERSION_COLUMNS),
            ("The roster", ROSTER_COLUMNS),
        ],
    )
    def test_columns(self, section: str, columns: tuple[str, ...]) -> None:
        """Every column stands there, in its order."""
        text = sections(page("reporting.md"), "###")[section]
        assert columns == tuple(row["column"] for row in table(text, "column"))

    def test_keys_of_the_document(self) -> None:
        """Every key of the JSON stands there, in its order."""
        source = ReportSource("T", datetime(2026, 3, 2, tzinfo=UTC), ())
        keys = tuple(json.loads("".join(report_json(source))))
        text = sections(page("reporting.md"))["JSON"]
        assert keys == tuple(row["key"] for row in table(text, "key"))


class TestChecks:
    """docs/checks.md and the checks."""

    def test_every_rule_has_a_section(self) -> None:
        """Each rule has one section, each section a rule, in the order of the alphabet."""
        assert sorted([*SHAPE_RULES, *COMMENT_RULES, *PROVE_RULES, *WRITTEN]) == list(
            CHECK_SECTIONS
        )

    @pytest.mark.parametrize("rule", CHECK_SECTIONS)
    def test_example_is_found(self, rule: str) -> None:
        """The section's example is found by the rule, with its severity, and has no error besides."""
        frame, *_ = blocks(CHECKS, "toml")
        (example,) = blocks(CHECK_SECTIONS[rule], "toml")
        if "format = 1" not in example:
            example = frame.replace("# the example\n", example)

        reading = read_text(example)
        found = reading.diagnostics
        if rule in PROVE_RULES:
            assert reading.scenario is not None
            against = list(
                findings(reading.scenario, prove(reading.scenario, careful_plays=CAREFUL_PLAYS))
            )
            found = with_proof(reading, example.encode(), "example.toml", against).diagnostics

        assert rule in {problem.rule for problem in found}
        assert {rule} >= {p.rule for p in found if p.severity is Severity.ERROR}
        (severity,) = {problem.severity.value for problem in found if problem.rule == rule}
        assert CHECK_SECTIONS[rule].startswith(f"\n\n*{severity.capitalize()}.*")

    @pytest.mark.parametrize("rule", CHECK_SECTIONS)
    def test_section_is_complete(self, rule: str) -> None:
        """Each section says what is found, why it matters and how to fix it."""
        leads = ["**Finds**", "**Why it matters.**", "**Fix it.**"]
        assert leads == re.findall(r"(?m)^\*\*.*?\*\*", CHECK_SECTIONS[rule])


FORMAT = page("scenario-format.md")
COMPLETE = [text for text in blocks(FORMAT, "toml") if "format = 1" in text]


TABLES = (
    SCENARIO,
    CUSTOMER,
    LOOKS,
    SCENE,
    PART,
    VARIANT,
    REPLY,
    ROUTE,
    ANSWER,
    TEST,
    DAY,
    DAY_TEXT,
)


def used_keys(kind: Any, value: Any) -> dict[str, set[str]]:
    """Give the keys that a value of a file uses, by what the declaration calls their table."""
    used: dict[str, set[str]] = defaultdict(set)
    inner: list[tuple[Any, Any]] = []
    match kind:
        case Table():
            used[kind.what] |= set(value)
            inner = [(key.kind, value[key.name]) for key in kind.keys if key.name in value]
        case Scenes():
            inner = [(kind.table, scene) for scene in value.values()]
        case ListOf():
            inner = [(kind.kind, entry) for entry in value]
        case Says() if isinstance(value, list):
            inner = [(kind.parts, value)]
        case OnePart() if isinstance(value, dict):
            inner = [(kind.table, value)]
    for deeper in inner:
        for what, found in used_keys(*deeper).items():
            used[what] |= found
    return used


def keys(shape: Table) -> dict[str, bool]:
    """Give the keys of a table of the format, and whether each is required."""
    return {key.name: key.default is REQUIRED for key in shape.keys}


class TestFormat:
    """docs/scenario-format.md and the declaration of the format."""

    def test_there_is_a_complete_example(self) -> None:
        """The page shows a whole file."""
        assert len(COMPLETE) > 0

    @pytest.mark.parametrize("text", COMPLETE)
    def test_complete_examples_are_right(self, text: str) -> None:
        """A whole file has no error, and the tests that it carries pass."""
        reading = read_text(text)
        machine = begin(reading).machine
        trials = [run_test(machine, test) for test in machine.scenario.tests]
        assert len(trials) > 0
        assert [] == [trial for trial in trials if not trial.passed]

    @pytest.mark.parametrize(
        ("section", "place", "shape"),
        [
            ("The scenario", 0, SCENARIO),
            ("customer", 0, CUSTOMER),
            ("customer", 1, LOOKS),
            ("A scene", 0, SCENE),
            ("A scene", 1, PART),
            ("A scene", 2, VARIANT),
            ("A reply", 0, REPLY),
            ("A reply", 1, ROUTE),
            ("A reply", 2, ANSWER),
            ("Tests", 0, TEST),
            ("Days", 0, DAY),
            ("Days", 1, DAY_TEXT),
        ],
    )
    def test_keys(self, section: str, place: int, shape: Table) -> None:
        """Every key of a table stands in the page, and whether it is required."""
        documented = {
            name: row["if left out"] == "required"
            for row in tables_in(sections(FORMAT)[section])[place]
            for name in names(row["key"])
        }
        assert keys(shape) == documented

    def test_figures_of_a_test(self) -> None:
        """Every figure that a test may expect stands in the page."""
        rows = table(sections(FORMAT)["Tests"], "figure in expect")
        figures = [name for row in rows for name in names(row["figure in expect"])]
        assert list(keys(EXPECT)) == figures

    def test_the_example_uses_every_key(self) -> None:
        """The complete example uses every key of every table; a day's numbers are those of the customer."""
        used = used_keys(SCENARIO, tomli.loads(COMPLETE[0]))
        assert {} == {
            shape.what: left
            for shape in (*TABLES, EXPECT)
            if (left := set(keys(shape)) - used[shape.what])
        }

    def test_the_example_uses_every_function_of_a_guard(self) -> None:
        """The complete example has a guard with each function."""
        reading = read_text(COMPLETE[0])
        assert reading.scenario
        texts = " ".join(guard.text for _, guard in guards(reading.scenario))
        assert set(FUNCTIONS) == set(re.findall(r"(\w+)\('", texts))

    def test_the_example_is_proved(self) -> None:
        """The complete example has no problem on either of its days."""
        reading = read_text(COMPLETE[0])
        assert reading.scenario
        days = [reading.scenario.on_day(day) for day in ("", "the day of the fair")]
        proved = [(day, prove(day, careful_plays=CAREFUL_PLAYS)) for day in days]
        assert () == reading.diagnostics
        assert [] == list(findings_of_days(proved))


def commands() -> dict[str, argparse.ArgumentParser]:
    """Give every command's parser by the heading of its section."""
    top = parser()
    (subparsers,) = (
        action for action in top._actions if isinstance(action, argparse._SubParsersAction)
    )
    return {
        "simulator": top,
        **{f"simulator {name}": command for name, command in subparsers.choices.items()},
    }


def in_a_cell(value: Any) -> str:
    """Give the value of a setting as the page writes it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}"
        case dict():
            return "none"
    return value or "empty"


class TestCommands:
    """docs/cli.md and the command line."""

    def test_every_command_has_a_section(self) -> None:
        """Each command has one section, in the order of the help, and each section a command."""
        documented = [name for name in CLI_SECTIONS if name.split()[0] == "simulator"]
        assert sorted(commands()) == sorted(documented)

    @pytest.mark.parametrize("command", commands())
    def test_every_option_is_named(self, command: str) -> None:
        """Each option stands in its command's section, and no other."""
        helps = {"--help", "-h"} if command != "simulator" else set()
        options = {
            option
            for action in commands()[command]._actions
            if action.help != argparse.SUPPRESS  # a former name, which still works
            for option in action.option_strings
        }
        cells = re.findall(r"(?m)^\| .*?(?= \| )", without_code(CLI_SECTIONS[command]))
        documented = set(re.findall(r"(?<![\w-])--?[a-z]+(?:-[a-z]+)*", " ".join(cells)))
        assert options - helps == documented

    def test_exit_codes(self) -> None:
        """Every exit code stands in the page."""
        rows = table(CLI_SECTIONS["Exit codes"], "code")
        assert sorted(Exit) == [int(row["code"]) for row in rows]

    @pytest.mark.parametrize(
        "command", ["list", "check", "test", "replay", "saves", "progress", "settings"]
    )
    def test_json(
        self,
        command: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """The JSON of a command has the keys that the page shows."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path))
        assert main(["new", "late-parcel"]) == Exit.DONE
        file = tmp_path / "late-parcel.toml"
        if command == "check":
            file.write_text(file.read_text("utf-8").replace('to = "finding"', 'to = "findin"', 1))
        if command in ("saves", "progress"):
            (header,) = blocks(page("saves.md"), "json")
            made = [
                {"move": move, "ms": 0, "scene": None}
                for move in ("listen", "say-it-back", "before-six")
            ]
            lines = [json.dumps(line) for line in (*made, {"end": "saved", "ms": 0})]
            (tmp_path / "late-parcel.play").write_text("\n".join([header.strip(), *lines, ""]))
        moves = ["--moves", "listen,say-it-back,before-six"]
        arguments = {
            "list": ["--library", str(tmp_path)],
            "check": ["late-parcel.toml"],
            "test": ["late-parcel.toml"],
            "replay": ["late-parcel.toml", *moves],
            "saves": ["--saves", str(tmp_path)],
            "progress": ["--as", "Ann", "--saves", str(tmp_path)],
            "settings": ["--set", "pace=slow", "--set", "clock=2"],
        }[command]
        capsys.readouterr()

        main([command, *arguments, "--json"])

        actual = json.loads(capsys.readouterr().out)
        documented = json.loads(blocks(CLI_SECTIONS[f"simulator {command}"], "json")[0])
        for document in (actual, documented):
            for result in document.get("results", []):
                result["expected"] = result["actual"] = None
            if document.get("course"):  # the page shows the first step of the course only
                document["course"]["steps"] = document["course"]["steps"][:1]
            if document.get("marks"):  # and the first mark only
                document["marks"] = document["marks"][:1]
            for save in document.get("saves", []):
                save["moves"] = None
        assert shape(actual) == shape(documented)
        if command == "settings":
            assert {**documented, "path": None} == {**actual, "path": None}
        if command == "progress":
            advice = {"next": None, "next_steps": None}
            assert {**documented, **advice} == {**actual, **advice}

    def test_settings(self) -> None:
        """Every setting stands in the page, with what it is unless it was chosen."""
        rows = table(CLI_SECTIONS["simulator settings"], "setting")
        actual = {name: in_a_cell(value) for name, value in Settings().as_values().items()}
        assert actual == {row["setting"]: row["unless chosen"] for row in rows}

    def test_keys_that_can_be_given(self) -> None:
        """Every id that a key can be given to stands in the page, and no other."""
        documented = []
        for row in table(CLI_SECTIONS["simulator settings"], "where"):
            for name in names(row["ids"]):
                first, _, last = name.partition(" to ")
                stem, _, number = first.rpartition("-")
                to = int(last.rpartition("-")[2]) if last else 0
                documented += (
                    [f"{stem}-{at}" for at in range(int(number), to + 1)] if last else [name]
                )
        assert known_ids() == sorted(documented)

    def test_the_keys_shown_can_be_used(self) -> None:
        """The example of other keys has no mistake."""
        (example,) = blocks(CLI_SECTIONS["simulator settings"], "toml")
        keys = tomli.loads(example)["keys"]
        assert (keys, []) == checked(keys)


class TestTeaching:
    """What is taught of skills and slips, on the pages and in the program."""

    @pytest.mark.parametrize(
        ("name", "heads"),
        [
            ("glossary.md", ("a good line", "a bad line")),
            ("writing-scenarios.md", ("a line that shows it", "a line that makes it")),
        ],
    )
    def test_lines(self, name: str, heads: tuple[str, str]) -> None:
        """Each skill with its line, its mirror slip and that one's line, in the order of the rules."""
        good, bad = heads
        (rows,) = (rows for rows in tables_in(page(name)) if {"skill", good} <= set(rows[0]))
        documented = [(row["skill"], row[good], row["slip"], row[bad]) for row in rows]
        taught = [
            (skill.name, lesson.good, skill.slip or "", lesson.bad)
            for skill in tables.SKILLS.values()
            for lesson in [SKILL_LESSONS[skill.name]]
        ]
        documented = [
            (skill, "" if line.startswith("(") else line, slip, other)
            for skill, line, slip, other in documented
        ]
        assert taught == documented

    def test_every_tag_has_a_principle(self) -> None:
        """Each skill and each slip stands on a principle that there is."""
        assert list(tables.SKILLS) == list(SKILL_LESSONS)
        assert sorted(tables.SLIPS) == sorted(SLIP_PRINCIPLES)
        numbered = {lesson.principle for lesson in SKILL_LESSONS.values()}
        assert set() == (numbered | set(SLIP_PRINCIPLES.values())) - set(PRINCIPLES)


class TestSaves:
    """docs/saves.md and the journal."""

    def test_the_journal_shown_can_be_read(self, tmp_path: Path) -> None:
        """The header and the lines of the page are a journal."""
        text = page("saves.md")
        lines = [json.loads(block) for block in blocks(text, "json")]
        lines += [json.loads(row["line"]) for row in table(text, "line")]
        path = tmp_path / "late-parcel.play"
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")

        record = read(path)

        assert (record.moves, record.undone, record.ended) == (("listen",), 1, "saved")

    def test_every_key_of_the_header_is_told(self) -> None:
        """Each key of the header stands in the table below it."""
        text = page("saves.md")
        (header,) = blocks(text, "json")
        rows = table(sections(text)["The journal format, version 4"], "key")
        assert list(json.loads(header)) == [row["key"] for row in rows]


def anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"(?m)^#+ (.+)$", without_code(text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> Iterable[str]:
    """Give the relative links of a page that lead nowhere."""
    for link in re.findall(r"\]\(([^)]+)\)", without_code(path.read_text("utf-8"))):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = path.parent / target if target else path
        if not file.is_file() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            yield link


class TestPages:
    """All pages together."""

    def test_there_are_pages(self) -> None:
        """The folder of the pages is where it is looked for."""
        assert len(PAGES) > 1

    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
    def test_relative_links_lead_somewhere(self, path: Path) -> None:
        """Each relative link points at a file that exists, and at a heading in it."""
        assert [] == list(broken_links(path))

    def test_the_index_links_every_page(self) -> None:
        """Each page of the folder is linked from its index."""
        links = set(re.findall(r"\]\(([\w.-]+\.md)", page("index.md")))
        assert {path.name for path in DOCS.glob("*.md")} == links | {"index.md"}

    @pytest.mark.parametrize(
        "name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/index.md"]
    )
    def test_commands_exist(self, name: str) -> None:
        """Each command line that a page shows has a command and options that there are; each target of make too."""
        text = (ROOT / name).read_text("utf-8")
        targets = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"))
        assert set() == set(re.findall(r"(?m)(?:^    |`)make (\w+)", text)) - set(targets)
        for line in re.findall(r"(?m)(?:^    |`)(simulator [^`\n]+)", text):
            first, *_ = line.split()[1:]
            command = "simulator" if first.startswith("-") else f"simulator {first}"
            known = {
                option
                for action in commands()[command]._actions
                for option in action.option_strings
            }
            assert set() == set(re.findall(r"(?<!\S)--[a-z-]+", line)) - known

    @pytest.mark.parametrize("path", sorted(DOCS.glob("pictures/*")), ids=lambda path: path.name)
    def test_pictures_are_small_and_load_nothing(self, path: Path) -> None:
        """A picture has less than 200 KB, and names no address but that of its own format."""
        text = path.read_text("utf-8")
        assert len(text.encode()) < 200_000
        assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\s\"')]+", text))


def test_the_rules_have_the_numbers_of_composure() -> None:
    """Each change of composure, in the order of the page."""
    rows = table(page("rules.md"), "when")
    amounts = AMOUNTS
    assert [
        *(amounts.angry, amounts.abusive, amounts.slip, amounts.skill),
        *(amounts.met, amounts.partly, amounts.missed, amounts.critical),
        *(amounts.between, amounts.breath),
    ] == [int(row["change"].replace("−", "-")) for row in rows]


def test_the_page_on_shifts_says_how_often_each_way_of_playing_meets_a_leaky_reply() -> None:
    """The script counts the last column again; and the shares are those that the page promises."""
    rows = next(rows for rows in tables_in(page("shift.md")) if "play" in rows[0])
    shifts = shipped_shifts(shipped_scenarios())
    few = counts(shifts, FIRST, workers=1)
    assert [
        f"{leaked} of {met}" for leaked, met in ((each[1], each[0]) for each in few.values())
    ] == [row["in the first 4 seeds"] for row in rows if row["shift"] != "all"]
    share = {
        row["play"]: float(row["share"].removesuffix(" %")) for row in rows if row["shift"] == "all"
    }
    assert 25 <= share["careful"] <= 50
    assert share["slip-free"] <= 10
    assert share["careless"] >= 80
