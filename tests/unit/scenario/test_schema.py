"""The JSON Schema of the format: valid itself, and of one mind with the loader wherever a schema can tell."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from simulator.ruleset import (
    BANDS,
    EVENTS,
    NEED_POINTS,
    OUTCOME_POINTS,
    RANGES,
    SKILLS,
    SLIPS,
    TEMPERAMENTS,
)
from simulator.scenario.diagnostic import dotted
from simulator.scenario.fields.containers import REQUIRED, Table
from simulator.scenario.fields.kinds import Condition
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO, json_schema
from simulator.scenario.parse import parse
from simulator.vocabulary import CHANNELS, PORTRAIT
from tests.support.amounts import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "tests" / "data" / "rules"
TEMPLATE = ROOT / "simulator" / "cli" / "commands" / "template.toml"
EVERY_KEY = CORPUS / "unknown-key" / "ok" / "every-key.toml"
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
VALID = sorted([*CORPUS.glob("*/ok/*.toml"), TEMPLATE])
TOLD = (
    *("unknown-key", "missing-key", "wrong-type", "bad-value", "bad-name"),
    *("unknown-slip", "unknown-skill"),
)
ERR = sorted(path for rule in TOLD for path in (CORPUS / rule / "err").glob("*.toml"))

IN_A_GUARD = "a guard is a text to JSON Schema; only its length and its signs are known"
A_WHOLE_FLOAT = "1.0 is an integer to JSON Schema, which knows no floats"
END_OF_TEXT = "$ also matches before a last line break where patterns are Python's"
CANNOT_TELL = {
    ("unknown-skill/err/in-guards", "scenes.opening.variants[0].when"): IN_A_GUARD,
    ("unknown-skill/err/in-guards", "scenes.opening.variants[1].when"): IN_A_GUARD,
    ("unknown-skill/err/in-guards", "scenes.opening.variants[2].when"): IN_A_GUARD,
    ("wrong-type/err/numbers", "clock"): A_WHOLE_FLOAT,
    ("wrong-type/err/numbers", "customer.heard"): A_WHOLE_FLOAT,
    ("wrong-type/err/numbers", "tests[0].expect.mood"): A_WHOLE_FLOAT,
    ("bad-name/err/reply-ids", "scenes.opening.replies[10].id"): END_OF_TEXT,
}
"""Problems that the loader finds and a JSON Schema cannot, each with the reason."""

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def named(path: Path) -> str:
    """A file as a test's id and as it stands in CANNOT_TELL."""
    near = path.relative_to(CORPUS) if CORPUS in path.parents else path.relative_to(ROOT)
    return str(near.with_suffix(""))


def document_of(path: Path) -> dict[str, Any]:
    """A file as TOML has it."""
    return tomli.loads(path.read_text("utf-8"))


def complaints(document: dict[str, Any]) -> set[str]:
    """Where the schema finds fault with a document, dotted, the parts of an alternative included."""

    def leaves(error: ValidationError) -> Iterator[str]:
        yield dotted(tuple(error.absolute_path))
        for inner in error.context or ():
            yield from leaves(inner)

    return {place for error in VALIDATOR.iter_errors(document) for place in leaves(error)}


def around(path: str) -> str:
    """The path of the table or list that something stands in."""
    return path.rpartition("[" if path.endswith("]") else ".")[0]


def tables(value: object, known: dict[int, Table]) -> dict[int, Table]:
    """Every table that a declaration reaches, by identity."""
    if isinstance(value, tuple):
        for entry in value:
            tables(entry, known)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type) and id(value) not in known:
        if isinstance(value, Table):
            known[id(value)] = value
        for field in dataclasses.fields(value):
            tables(getattr(value, field.name), known)
    return known


TABLES = list(tables(SCENARIO, {}).values())


def shapes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes a table with named keys."""
    if isinstance(schema, dict):
        if "properties" in schema and set(SKILLS) != set(schema["properties"]):
            yield schema
        for key, inner in schema.items():
            if key != "properties":
                yield from shapes(inner)
            else:
                for described in inner.values():
                    yield from shapes(described)
    elif isinstance(schema, list):
        for inner in schema:
            yield from shapes(inner)


def enumerations(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that lists words."""
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema
        for inner in schema.values():
            yield from enumerations(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from enumerations(inner)


class TestSchema:
    def test_it_is_a_schema(self) -> None:
        """It is valid by the schema of schemas, and says which one that is."""
        Draft202012Validator.check_schema(SCHEMA)

        assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]

    def test_it_is_made_anew_each_time(self) -> None:
        """Whoever changes what it is given changes nothing for others."""
        mine = json_schema()
        mine["properties"].clear()

        assert SCHEMA == json_schema()

    @pytest.mark.parametrize("path", VALID, ids=named)
    def test_it_accepts_every_valid_file(self, path: Path) -> None:
        """What the loader reads without an error, an editor does not underline."""
        assert [] == [error.message for error in VALIDATOR.iter_errors(document_of(path))]

    @pytest.mark.parametrize("path", ERR, ids=named)
    def test_it_tells_what_the_loader_tells(self, path: Path) -> None:
        """Each problem of shape is underlined at its place, but those that no schema can tell."""
        found = complaints(document_of(path))
        problems = [
            problem
            for problem in parse(path.read_bytes(), path.stem, path.name).diagnostics
            if problem.rule in TOLD
        ]

        assert problems
        assert [] == [
            f"{problem.path}: {problem.message}"
            for problem in problems
            if (problem.path in found or around(problem.path) in found)
            == ((named(path), problem.path) in CANNOT_TELL)
        ]

    def test_what_it_cannot_tell_is_still_true(self) -> None:
        """Each exception names a file and a problem that exist."""
        problems = {
            (named(path), problem.path)
            for path in ERR
            for problem in parse(path.read_bytes(), path.stem, path.name).diagnostics
        }

        assert set() == set(CANNOT_TELL) - problems


class TestEditors:
    """What editors take from the schema beside the shape of a file."""

    @pytest.mark.parametrize("path", SHIPPED, ids=named)
    def test_it_accepts_every_shipped_scenario(self, path: Path) -> None:
        """A trainer who opens a shipped scenario sees nothing underlined."""
        assert [] == [error.message for error in VALIDATOR.iter_errors(document_of(path))]

    def test_every_word_of_the_rules_has_its_meaning(self) -> None:
        """Wherever a skill, a slip or another word of the rules can stand, each is explained, for Taplo and for VS Code."""
        found = [place for place in enumerations(SCHEMA) if "enumDescriptions" in place]
        explained = {tuple(place["enum"]) for place in found}

        assert {
            *(tuple(SKILLS), tuple(SLIPS), tuple(TEMPERAMENTS), tuple(EVENTS), CHANNELS),
            *(tuple(OUTCOME_POINTS), tuple(NEED_POINTS), tuple(BANDS)),
        } <= explained
        for place in found:
            assert place["enumDescriptions"] == place["x-taplo"]["docs"]["enumValues"]
            assert len(place["enum"]) == len(place["enumDescriptions"])
            assert [] == [text for text in place["enumDescriptions"] if not text.endswith(".")]

    def test_an_ending_needs_an_outcome_in_older_drafts_too(self) -> None:
        """Taplo reads `dependencies` and passes over `dependentRequired`."""
        scene = SCHEMA["$defs"]["scene"]
        assert scene["dependentRequired"] == scene["dependencies"]
        assert ["outcome"] == scene["dependencies"]["ending"]
        old = Draft7Validator({"$ref": "#/$defs/scene", "$defs": SCHEMA["$defs"]})
        assert ["'outcome' is a dependency of 'ending'"] == [
            error.message for error in old.iter_errors({"says": "Good.", "ending": "settled"})
        ]

    @pytest.mark.parametrize(
        "guard",
        [
            "flag('told') && anger > 3",
            "flag('told') || anger > 3",
            "flag(‘told’)",
            "flag(“told”)",
            "anger ≥ 3",
            "$anger > 3",
        ],
    )
    def test_signs_of_other_languages_are_underlined_in_a_guard(self, guard: str) -> None:
        """What programmers and word processors write in a condition is refused by its signs alone."""
        assert not Draft202012Validator(Condition().schema()).is_valid(guard)

    @pytest.mark.parametrize(
        "guard", ["flag('told') and not (anger >= 3)", 'given("opening.recap") == 2', "mood < calm"]
    )
    def test_guards_of_the_language_are_not(self, guard: str) -> None:
        """Every sign of the language is allowed."""
        assert Draft202012Validator(Condition().schema()).is_valid(guard)


class TestDeclarations:
    def test_there_are_tables(self) -> None:
        """The walk over the declarations finds them: scenario, customer, scene, reply and the rest."""
        names = {table.what for table in TABLES}

        assert {"the scenario", "the customer", "a scene", "a reply", "a test"} <= names
        assert len(names) == len(TABLES)

    def test_every_key_of_every_table_is_in_the_schema(self) -> None:
        """Tables and schema have the same keys, and the same ones may not be left out."""
        declared = {
            table.what: (
                [key.name for key in table.keys],
                [key.name for key in table.keys if key.default is REQUIRED],
            )
            for table in TABLES
        }
        described = [
            (list(shape["properties"]), shape.get("required", [])) for shape in shapes(SCHEMA)
        ]

        assert [] == [what for what, keys in declared.items() if keys not in described]
        assert [] == [keys for keys in described if keys not in declared.values()]

    def test_no_table_takes_other_keys(self) -> None:
        """Every table of the schema is closed."""
        assert [] == [
            list(shape["properties"])
            for shape in shapes(SCHEMA)
            if shape.get("additionalProperties") is not False
        ]

    def test_every_key_is_described(self) -> None:
        """An editor can show what each key means, in a sentence."""
        descriptions = [
            described.get("description", "")
            for shape in shapes(SCHEMA)
            for described in shape["properties"].values()
        ]

        assert [] == [text for text in descriptions if not text.endswith(".") or text[0].islower()]

    def test_a_file_with_every_key_is_in_the_corpus(self) -> None:
        """The example that uses every key uses every key, in every table."""
        used: dict[str, set[str]] = {}
        for what, table in found_tables(document_of(EVERY_KEY)):
            used.setdefault(what, set()).update(table)

        assert {table.what: {key.name for key in table.keys} for table in TABLES} == used

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (CHANNELS, ["properties", "channel"]),
            (tuple(TEMPERAMENTS), ["properties", "customer", "properties", "temperament"]),
            (tuple(OUTCOME_POINTS), ["$defs", "scene", "properties", "outcome"]),
            (tuple(NEED_POINTS), ["$defs", "scene", "properties", "need"]),
            *(
                (words, ["properties", "customer", "properties", "portrait", "properties", trait])
                for trait, words in PORTRAIT.items()
            ),
            (tuple(EVENTS), ["$defs", "scene", "properties", "event"]),
            (tuple(SKILLS), ["properties", "needs", "items"]),
            (
                tuple(SLIPS),
                [
                    "$defs",
                    "scene",
                    "properties",
                    "replies",
                    "items",
                    "properties",
                    "slips",
                    "items",
                ],
            ),
            (
                tuple(BANDS),
                ["properties", "tests", "items", "properties", "expect", "properties", "band"],
            ),
        ],
        ids=[
            *("channels", "temperaments", "outcomes", "needs", *PORTRAIT),
            *("events", "skills", "slips", "bands"),
        ],
    )
    def test_fixed_words_are_those_of_the_rules(
        self, words: tuple[str, ...], where: list[str]
    ) -> None:
        """An editor offers the very words that the rules of play know."""
        place: Any = SCHEMA
        for step in where:
            place = place[step]

        assert words == tuple(place["enum"])

    @pytest.mark.parametrize("number", RANGES)
    def test_ranges_are_those_of_the_rules(self, number: str) -> None:
        """Each number of a customer has the lowest and highest value of the rules."""
        on_a_day = SCHEMA["properties"]["days"]["items"]["properties"]["customer"]
        for described in (SCHEMA["properties"]["customer"], on_a_day):
            span = described["properties"][number]
            assert RANGES[number] == (span["minimum"], span["maximum"])


def found_tables(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of a document with what it is."""
    yield "the scenario", document
    yield "the customer", document["customer"]
    yield "the portrait", document["customer"].get("portrait", {})
    yield "[on]", document["on"]
    for scene in document["scenes"].values():
        yield "a scene", scene
        for words in (scene, *scene.get("variants", [])):
            says = words.get("says", [])
            yield from (("a part", part) for part in says if isinstance(part, dict))
        yield from (("a variant", variant) for variant in scene.get("variants", []))
        for reply in scene.get("replies", []):
            yield "a reply", reply
            yield from (("a route", route) for route in reply.get("routes", []))
            yield from (("an answer", answer) for answer in reply.get("answers", []))
            yield "a wait", reply.get("wait", {})
            yield "a critical error", reply.get("critical", {})
    for test in document["tests"]:
        yield "a test", test
        yield "the expect table", test.get("expect", {})
    for day in document["days"]:
        yield "a day", day
        yield "the customer on one day", day.get("customer", {})
        yield from (("a day's text", text) for text in day.get("texts", []))


DOCUMENTS = [document_of(path) for path in (EVERY_KEY, TEMPLATE)]
ODD_VALUES = st.one_of(
    st.none().map(lambda _: []),
    st.booleans(),
    st.integers(-5, 700),
    st.just(10**30),
    st.sampled_from([0.5, -1.5, float("nan"), float("inf")]),
    st.sampled_from(["", " ", "x", "own", "listen", "opening", "fixed", "full", "phone", "mood >= calm"]),
    st.sampled_from([">= 40", "< calm", "<= calm", "= 40", "walked-out", "Bad Name", "en", "x" * 2001]),
    st.sampled_from([["own"], ["own", "own"], ["x"], [1], [[]], ["x"] * 13, [{}], ["", ""]]),
    st.sampled_from([{}, {"own": 100}, {"text": "x"}, {"ticks": 2}, {"kind": "customer"}, {"more": 1}]),
).map(copy.deepcopy)  # fmt: skip
"""Values of every type; floats that are whole and texts with control characters are left out, see CANNOT_TELL."""


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a document."""
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in entries:
        yield (*path, step)
        yield from places_in(inner, (*path, step))


@st.composite
def altered(draw: st.DrawFn) -> dict[str, Any]:
    """A valid document with a value or two replaced, added or taken away."""
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places_in(document))))
        holder: Any = document
        for step in path[:-1]:
            holder = holder[step]
        match draw(st.integers(0, 3)):
            case 0:
                del holder[path[-1]]
            case 1 if isinstance(holder, dict):
                known = sorted(key.name for table in TABLES for key in table.keys)
                holder[draw(st.sampled_from([*known, "more", "Opening"]))] = draw(ODD_VALUES)
            case _:
                holder[path[-1]] = draw(ODD_VALUES)
    return document


@settings(max_examples=cases(500), deadline=None, print_blob=True)
@given(document=altered())
def test_loader_and_schema_agree_on_altered_documents(document: dict[str, Any]) -> None:
    """Where a valid document is altered, both find fault with it, or neither does.

    Of a guard and of control characters the schema knows only the plainest, such as a guard that is empty.
    """
    report = Report()
    SCENARIO.read(document, (), report)
    little_known = {"bad-guard", "control-character"}
    known = [finding for finding in report.findings if finding.rule not in little_known]

    faults = [error.message for error in VALIDATOR.iter_errors(document)]

    assert bool(faults) or not known, known[:3]
    assert bool(report.findings) or not faults, faults[:3]
