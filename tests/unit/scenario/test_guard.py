"""Guards: what is in the language, what it means, and where whatever is not in it goes wrong.

A guard is a small piece of Python, so Python itself is the second opinion: what the parser accepts is evaluated by both.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulator.ruleset import BANDS, SKILLS
from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.guards.tokens import GuardError
from simulator.scenario.guards.tree import (
    FUNCTIONS,
    VALUES,
    BooleanOperation,
    Comparison,
    Connective,
    Fact,
    Guard,
    Not,
    Number,
    Reference,
    UseCount,
    Value,
    compare,
    compile_condition,
)
from tests.support.amounts import cases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

FUZZ = settings(max_examples=cases(300), deadline=None, print_blob=True)
NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class FakeView:
    """A state of a conversation with any figures at all."""

    anger: int = 40
    heard: int = 20
    trust: int = 30
    patience: int = 24
    mood: int = -15
    turns: int = 2
    flags: Set[str] = frozenset({"told"})
    seen: Set[str] = frozenset({"opening"})
    listened: Set[str] = frozenset({"opening"})
    chosen: Set[str] = frozenset({"opening.own-it"})
    promised: Set[str] = frozenset({"callback"})
    uses: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    visits: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    given: Mapping[str, int] = field(default_factory=lambda: NOTHING)


def holds(text: str, **state: Any) -> bool:
    """Whether a guard holds in the fake state with these figures."""
    return parse_guard(text).holds(replace(FakeView(), **state))


def fault(text: str) -> GuardError:
    """The error that a guard gives."""
    with pytest.raises(GuardError) as caught:
        parse_guard(text)
    return caught.value


def by_python(text: str, view: FakeView) -> bool:
    """What Python makes of a guard, with the names of the language bound to the state."""
    asked: dict[str, Callable[[str], Any]] = {
        "flag": view.flags.__contains__,
        "seen": view.seen.__contains__,
        "listened": view.listened.__contains__,
        "chose": view.chosen.__contains__,
        "promised": view.promised.__contains__,
        "used": lambda skill: view.uses.get(skill, 0),
        "visits": lambda scene: view.visits.get(scene, 0),
        "given": lambda reply: view.given.get(reply, 0),
    }
    figures = {name: getattr(view, name) for name in VALUES}
    names: dict[str, Any] = {"__builtins__": {}, **asked, **figures, **BANDS}
    return bool(eval(f"({text})", names))


class TestMeaning:
    @pytest.mark.parametrize("value", VALUES)
    def test_each_value_is_read_from_the_state(self, value: str) -> None:
        """A value stands for the figure of that name and for no other."""
        others = dict.fromkeys(VALUES, 0)

        assert holds(f"{value} == 7", **{**others, value: 7})
        assert not holds(f"{value} == 0", **{**others, value: 7})

    @pytest.mark.parametrize(
        ("guard", "figure"),
        [
            ("flag('x-1')", "flags"),
            ("seen('x-1')", "seen"),
            ("listened('x-1')", "listened"),
            ("promised('x-1')", "promised"),
            ("chose('x-1.y')", "chosen"),
        ],
    )
    def test_each_function_asks_one_set(self, guard: str, figure: str) -> None:
        """A fact holds if its name is in its own set, and in no other."""
        sets = dict.fromkeys(("flags", "seen", "listened", "promised", "chosen"), frozenset[str]())
        both = frozenset({"x-1", "x-1.y"})

        assert holds(guard, **{**sets, figure: both})
        assert not holds(guard, **{**dict.fromkeys(sets, both), figure: frozenset()})

    def test_used_is_a_number(self) -> None:
        """A skill counts as often as it was used, and 0 times if never."""
        assert holds("used('own') == 3", uses={"own": 3, "solve": 1})
        assert holds("used('thank') == 0 and used('own') > used('solve')", uses={"own": 3})

    @pytest.mark.parametrize(("name", "lowest"), BANDS.items())
    def test_a_band_stands_for_its_lower_bound(self, name: str, lowest: int) -> None:
        """From its lower bound on the mood is at least the band, below it is less."""
        assert [False, True, True] == [
            holds(f"mood >= {name}", mood=lowest + step) for step in (-1, 0, 1)
        ]
        assert [True, False, False] == [
            holds(f"mood < {name}", mood=lowest + step) for step in (-1, 0, 1)
        ]

    @pytest.mark.parametrize(
        ("sign", "expected"),
        [
            ("<", [True, False, False]),
            ("<=", [True, True, False]),
            (">", [False, False, True]),
            (">=", [False, True, True]),
            ("==", [False, True, False]),
            ("!=", [True, False, True]),
        ],
    )
    def test_each_sign_compares(self, sign: str, expected: list[bool]) -> None:
        """The six signs compare whole numbers, also where a test of a scenario uses them."""
        assert expected == [holds(f"anger {sign} 40", anger=anger) for anger in (39, 40, 41)]
        assert expected == [holds(f"40 {sign} {value}") for value in (41, 40, 39)]
        assert expected == [compare(left, sign, 40) for left in (39, 40, 41)]

    @pytest.mark.parametrize(
        ("anger", "expected"), [(9, False), (10, False), (11, True), (40, True), (41, False)]
    )
    def test_comparisons_chain(self, anger: int, expected: bool) -> None:
        """A chain holds if each of its comparisons does."""
        assert expected == holds("10 < anger <= 40", anger=anger)
        assert expected == holds("100 > 40 >= anger > 10 != 3", anger=anger)

    @pytest.mark.parametrize(
        ("guard", "expected"),
        [
            ("turns == 1 or turns == 2 and turns == 1", False),
            ("(turns == 1 or turns == 2) and turns == 1", False),
            ("turns == 2 or turns == 2 and turns == 1", True),
            ("(turns == 2 or turns == 2) and turns == 1", False),
            ("not turns == 1 and turns == 2", True),
            ("not (turns == 1 and turns == 2)", True),
            ("not turns == 2 or turns == 2", True),
            ("not (turns == 2 or turns == 2)", False),
            ("not not turns == 2", True),
        ],
    )
    def test_and_binds_more_than_or_and_not_more_than_both(
        self, guard: str, expected: bool
    ) -> None:
        """Precedence is Python's, and brackets overrule it."""
        assert expected == holds(guard, turns=2)

    def test_negative_numbers(self) -> None:
        """A number may have a minus, with or without a blank behind it."""
        assert holds("mood == -15 and mood == - 15 and -16<mood", mood=-15)


class TestReading:
    def test_the_tree(self) -> None:
        """A guard is read into known nodes: joined conditions, comparisons, facts."""
        guard = parse_guard("not flag('a') and -3 < mood >= calm or used(\"own\") != trust")

        assert guard.condition == BooleanOperation(
            Connective.OR,
            (
                BooleanOperation(
                    Connective.AND,
                    (
                        Not(Fact("flag", "a")),
                        Comparison((Number(-3), Value("mood"), Number(15)), ("<", ">=")),
                    ),
                ),
                Comparison((UseCount("own"), Value("trust")), ("!=",)),
            ),
        )

    def test_it_knows_what_it_speaks_of(self) -> None:
        """Every name a guard asks about is listed with its place, but skills, which are checked at once."""
        guard = parse_guard("chose('a.b') and (seen( \"c\" ) or used('own') > 0)")

        assert (Reference("chose", "a.b", 7), Reference("seen", "c", 25)) == guard.references

    def test_blanks_do_not_matter(self) -> None:
        """Blanks, tabs and line breaks part words and mean nothing else."""
        spread = parse_guard("\n\t anger  >\n40 and  not flag ( 'a' )\t")
        close = parse_guard("anger>40 and not flag('a')")

        assert close.condition == spread.condition

    def test_brackets_do_not_matter_where_they_change_nothing(self) -> None:
        """A bracket only groups: a number, a comparison or a condition."""
        assert parse_guard("anger > 40").condition == parse_guard("((anger) > ((40)))").condition

    def test_reading_twice_gives_equal_guards(self) -> None:
        """Equal texts are equal guards, other texts are others, and a guard never changes."""
        guard = parse_guard("anger > 40")

        assert parse_guard("anger > 40") == guard
        assert parse_guard("anger > 41") != guard
        with pytest.raises(dataclasses.FrozenInstanceError):
            guard.text = "anger > 0"  # type: ignore[misc]

    def test_the_text_is_kept_as_written(self) -> None:
        """What the author wrote can be shown again."""
        assert " anger>40" == parse_guard(" anger>40").text

    @pytest.mark.parametrize("skill", SKILLS)
    def test_every_skill_can_be_asked_for(self, skill: str) -> None:
        """Also listen, which stands on no reply."""
        assert parse_guard(f"used('{skill}') > 0").holds(FakeView(uses={skill: 1}))


class TestCounts:
    def test_visits_and_replies_given_are_counted(self) -> None:
        """What has not happened counts 0."""
        assert holds("visits('opening') >= 2", visits={"opening": 2})
        assert not holds("visits('opening') >= 2", visits={"opening": 1, "later": 5})
        assert holds("0 < given('opening.own-it') < 3", given={"opening.own-it": 1})
        assert holds("visits('opening') == 0 and not given('opening.own-it') > 0")

    @pytest.mark.parametrize(
        ("text", "offset"),
        [
            ("visits('opening')", 0),
            ("not visits('opening')", 4),
            ("visits('opening') and anger > 3", 0),
            ("visits('opening') >= 10", 21),
            ("visits('opening') >= -1", 21),
            ("visits('opening') == visits('later')", 21),
            ("visits('opening') < anger", 20),
            ("anger < visits('opening')", 0),
            ("given('opening.own-it') > used('own')", 26),
            ("0 < visits('opening') < 12", 24),
            ("12 > visits('opening')", 0),
            ("visits()", 7),
            ("visits(opening) > 1", 7),
            ("visits('opening.own-it') > 1", 7),
            ("given('opening.own-it.x') > 1", 6),
            ("visits > 1", 0),
        ],
    )
    def test_what_a_count_cannot_do(self, text: str, offset: int) -> None:
        """It is compared with 0 to 9 and nothing else, and the fault is at the operand that is wrong."""
        assert ("bad-guard", offset) == (fault(text).rule, fault(text).offset)

    @pytest.mark.parametrize(
        ("text", "example"),
        [
            ("visits('opening')", "visits('opening') >= 2"),
            ("given('opening.own-it')", "given('opening.own-it') >= 2"),
            ("used('own')", "used('own') > 0"),
            ("mood", "mood >= calm"),
            ("trust", "trust > 40"),
        ],
    )
    def test_a_number_alone_is_no_condition(self, text: str, example: str) -> None:
        """The hint compares the very number that was written."""
        error = fault(text)
        assert "This is a number, not a condition." == error.message
        assert f"Compare it, as in {example}." == error.hint
        assert parse_guard(example)

    def test_references_of_counts(self) -> None:
        """Scenes and replies that are counted are named with where they stand."""
        guard = parse_guard("visits('opening') > 1 or given('later.so') < 3")
        assert guard.references == (
            Reference("visits", "opening", 8),
            Reference("given", "later.so", 32),
        )


class TestLimits:
    def test_200_characters(self) -> None:
        """A guard may have 200 characters; a longer one is refused as too large, at its start."""
        longest = "anger >= 40" + " " * 189

        assert longest == parse_guard(longest).text
        error = fault(longest + " ")
        assert ("too-large", 0) == (error.rule, error.offset)
        assert "201 characters" in error.message

    @pytest.mark.parametrize("depth", [1, 50, 97])
    def test_brackets_may_be_as_deep_as_the_limit_allows(self, depth: int) -> None:
        """Up to the limit on characters any depth is read and asked."""
        guard = parse_guard("(" * depth + "mood<1" + ")" * depth)

        assert parse_guard("mood<1").condition == guard.condition
        assert guard.holds(FakeView(mood=0))

    def test_99_brackets(self) -> None:
        """With 99 brackets two characters are left, which make no condition: an error, not a crash."""
        error = fault("(" * 99 + "40" + ")" * 99)

        assert ("bad-guard", 0) == (error.rule, error.offset)

    @pytest.mark.parametrize("depth", [99, 150, 199, 200])
    def test_brackets_that_are_never_closed(self, depth: int) -> None:
        """However many brackets are opened, the answer is an error at one of them or at the end."""
        error = fault("(" * depth)

        assert "bad-guard" == error.rule
        assert 0 <= error.offset <= depth

    def test_many_nots_and_brackets(self) -> None:
        """Nots nest as brackets do."""
        assert holds("not " * 46 + "flag('told')")
        assert not holds("not(" * 37 + "flag('told')" + ")" * 37)

    def test_numbers_of_any_length(self) -> None:
        """A number as long as the limit allows is a number."""
        assert holds("anger < " + "9" * 192)


TWO_WAYS = "Use mood >= calm for calm or better, or mood < pleased for calm or worse."


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "offset"),
        [
            ("", 0),
            ("  ", 0),
            ("anger", 0),
            ("  anger", 2),
            ("anger > 40 and trust", 15),
            ("not  trust", 5),
            ("flag('a') and flag('b') > 3", 14),
            ("anger > (heard > 3)", 8),
            ("mood <= calm", 8),
            ("calm <= mood", 0),
            ("mood >= calm < 40", 8),
            ("anger < 40 or wary", 14),
            ("anger = 40", 6),
            ("anger > 40 && trust > 3", 11),
            ("flag(‘a’)", 5),
            ("flag('a)", 5),
            ("flag(a)", 5),
            ("flag('A')", 5),
            ("flag('a'", 8),
            ("flag('a', 'b')", 8),
            ("chose('a.b.c')", 6),
            ("used('sorry') > 1", 6),
            ("angr > 40", 0),
            ("heard > 3 and said('x')", 14),
            ("anger > 40.5", 8),
            ("anger > 040", 8),
            ("anger >", 7),
            ("anger > 40 and ", 14),
            ("(anger > 40", 0),
            ("anger > 40)", 10),
            ("anger > 40 heard", 11),
            ("🙂 anger > 40", 0),
            ("flag('a') 🙂", 10),
        ],
    )
    def test_the_character_where_it_goes_wrong(self, text: str, offset: int) -> None:
        """An error points at what is wrong, in characters from the start of the guard."""
        assert offset == fault(text).offset

    @pytest.mark.parametrize(
        "text", ["anger - 3 > 0", "anger in trust", "anger 40", "anger is 40", "40 anger"]
    )
    def test_a_number_followed_by_something_strange(self, text: str) -> None:
        """What is wrong is the strange thing behind the number, not that the number stands alone."""
        assert text.index(" ") + 1 == fault(text).offset

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("anger > 40 && heard > 3", 'Use "and" instead.'),
            ("anger > 40 || heard > 3", 'Use "or" instead.'),
            ("!flag('a')", 'Use "not", or != to compare.'),
            ("anger = 40", "Use ==, >= or <= to compare."),
            ("flag(“a”)", "Use straight quotes: ' or \"."),
            ("anger ≥ 40", "Use >=."),
            ("mood > −35", "Use the minus sign on the keyboard: -."),
            ("mood <= calm", TWO_WAYS),
            ("'calm'", f"Remove the quotes. {TWO_WAYS}"),
            ("anger <> 40", "Use !=."),
            ("true", "Leave the key out if it always holds."),
            ("flag(knows-call)", "Use flag('knows-call')."),
            ("flag['knows-call']", "Use round brackets: flag('knows-call')."),
            ("anger > 40%", "Leave the % out."),
            ("calm", TWO_WAYS),
            ("tust > 40", 'Did you mean "trust"?'),
            ("mood >= plesed", 'Did you mean "pleased"?'),
            ("sen('opening')", 'Did you mean "seen"?'),
            ("used('emphasize') > 1", 'Did you mean "empathize"?'),
            ("anger > 40 AND heard > 3", 'Use "and", in lower-case letters.'),
            ("anger", "Compare it, as in anger > 40."),
        ],
    )
    def test_a_hint_says_what_to_write(self, text: str, hint: str) -> None:
        """Common mistakes get the right way to write them."""
        assert hint == fault(text).hint

    @pytest.mark.parametrize("function", FUNCTIONS)
    def test_a_function_without_its_name(self, function: str) -> None:
        """A function alone, or with empty brackets, is an error where it stands."""
        assert 0 == fault(function).offset
        assert len(function) + 1 == fault(f"{function}()").offset

    def test_an_unknown_skill_has_its_own_rule(self) -> None:
        """The skill in `used` is checked at once; everything else is a bad guard."""
        assert "unknown-skill" == fault("used('sorry') > 1").rule
        assert "bad-guard" == fault("used('Sorry') > 1").rule

    @pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\u202e", "\x00"])
    def test_control_characters_are_no_blanks(self, sign: str) -> None:
        """What may stand in no text may not hide in a guard either."""
        assert 6 == fault(f"anger {sign}> 40").offset

    @pytest.mark.parametrize(
        "text",
        [
            "__import__('os').system('true')",
            "flag.__class__",
            "[].append(1)",
            "{'a': 1}",
            "(lambda: 1)()",
            "f'{anger}' == 'x'",
            "print('x')",
            "anger if trust else heard",
            "(anger := 3) > 2",
            "'a' 'b'",
            "True",
            "None",
        ],
    )
    def test_nothing_else_of_python_is_in_the_language(self, text: str) -> None:
        """A guard is never run as Python; whatever is not in the language is an error."""
        assert "bad-guard" == fault(text).rule


NAMES = st.sampled_from(["told", "a", "opening", "later-2"])
LITERALS = st.one_of(
    st.integers(-101, 101).map(str), st.integers(0, 99).map(lambda number: f"- {number}")
)
USES = st.sampled_from(sorted(SKILLS)).map(lambda skill: f"used('{skill}')")
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
BLANKS = st.sampled_from(["", " ", "  ", "\n"])


@st.composite
def quantities(draw: st.DrawFn) -> str:
    """A number, a value or a count, sometimes in brackets."""
    text = draw(st.one_of(LITERALS, st.sampled_from(VALUES), USES))
    return f"({text})" if draw(st.integers(0, 9)) == 0 else text


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    """A comparison of two or more quantities, sometimes ending with a band."""
    text = draw(quantities())
    for _ in range(draw(st.integers(1, 3))):
        text += f"{draw(BLANKS)}{draw(SIGNS)}{draw(BLANKS)}{draw(quantities())}"
    if draw(st.booleans()):
        sign, band = draw(st.sampled_from(["<", ">="])), draw(st.sampled_from(sorted(BANDS)))
        start = draw(st.sampled_from(["", f"{text} < "]))
        text = f"{start}mood{draw(BLANKS)}{sign} {band}"
    return text


@st.composite
def facts(draw: st.DrawFn) -> str:
    """A question about a flag, a scene, a promise or a reply."""
    function = draw(st.sampled_from(["flag", "seen", "listened", "promised", "chose"]))
    name = draw(NAMES)
    if function == "chose":
        name += f".{draw(NAMES)}"
    quote = draw(st.sampled_from("'\""))
    return f"{function}({draw(BLANKS)}{quote}{name}{quote})"


def longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Conditions made of shorter ones; without brackets, so that precedence decides."""
    return st.one_of(
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"({text})"),
        st.tuples(inner, inner).map(" and ".join),
        st.tuples(inner, inner).map(" or ".join),
    )


@st.composite
def counts(draw: st.DrawFn) -> str:
    """How often a scene was entered or a reply given, compared with whole numbers from 0 to 9 on either side or both."""
    name = draw(NAMES)
    count = draw(st.sampled_from([f"visits('{name}')", f"given('{name}.{draw(NAMES)}')"]))
    text = f"{count}{draw(BLANKS)}{draw(SIGNS)}{draw(BLANKS)}{draw(st.integers(0, 9))}"
    if draw(st.booleans()):
        text = f"{draw(st.integers(0, 9))}{draw(BLANKS)}{draw(SIGNS)}{draw(BLANKS)}{text}"
    return text


GUARDS = st.recursive(st.one_of(comparisons(), facts(), counts()), longer, max_leaves=8)
FIGURES = st.integers(-100, 101)
VIEWS = st.builds(
    FakeView,
    anger=FIGURES,
    heard=FIGURES,
    trust=FIGURES,
    patience=FIGURES,
    mood=FIGURES,
    turns=FIGURES,
    flags=st.frozensets(NAMES),
    seen=st.frozensets(NAMES),
    listened=st.frozensets(NAMES),
    chosen=st.frozensets(st.tuples(NAMES, NAMES).map(".".join)),
    promised=st.frozensets(NAMES),
    uses=st.dictionaries(st.sampled_from(sorted(SKILLS)), st.integers(1, 4)),
    visits=st.dictionaries(NAMES, st.integers(1, 10)),
    given=st.dictionaries(st.tuples(NAMES, NAMES).map(".".join), st.integers(1, 10)),
)
STRANGE = ("+", "=", "in", ",", ".", "1.5", "if")
WHOLE = ("'told'", '"a.a"', "'own'", "flag('a')", "used('own')")
JOINING = ("and", "or", "not", "(", ")", "<", ">=", "==", "-", "40", "0")
TOKENS = st.sampled_from([*VALUES, *BANDS, *FUNCTIONS, *JOINING, *WHOLE, *STRANGE])


def read_or_refused(text: str) -> Guard | None:
    """The guard, or none where the text is refused at a place inside it."""
    refused: GuardError | None = None
    guard: Guard | None = None
    try:
        guard = parse_guard(text)
    except GuardError as error:
        refused = error
    assert refused is None or 0 <= refused.offset <= len(text)
    assert refused is None or refused.rule in ("bad-guard", "unknown-skill", "too-large")
    return guard


@FUZZ
@given(text=GUARDS, view=VIEWS)
def test_a_random_guard_means_what_python_means(text: str, view: FakeView) -> None:
    """Every guard of the language is accepted, and holds where Python says so."""
    assume(len(text) <= 200)

    guard = parse_guard(text)

    assert by_python(text, view) == guard.holds(view)
    assert guard.holds(view) == compile_condition(guard.condition)(view)


@FUZZ
@given(tokens=st.lists(TOKENS, max_size=14), view=VIEWS)
def test_whatever_is_accepted_is_python(tokens: list[str], view: FakeView) -> None:
    """A random row of words is refused at a place inside it, or is Python and means the same."""
    text = " ".join(tokens)
    guard = read_or_refused(text)

    if guard is not None:
        assert by_python(text, view) == guard.holds(view)


@FUZZ
@given(text=st.text(max_size=220))
def test_random_text_never_raises_anything_else(text: str) -> None:
    """Any text at all is a guard or an error inside the text."""
    read_or_refused(text)
