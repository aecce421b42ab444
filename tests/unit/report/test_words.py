"""Every change of a gauge is told in a sentence that a trainee understands, and the sums in it are right."""

from __future__ import annotations

import json
import random
import re

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.state import Change, Gauges
from simulator.report.words import (
    MainReason,
    difference,
    ending_words,
    main_reason,
    reasons,
    turn_words,
)
from simulator.ruleset import EVENTS, GAUGES, SKILLS, SLIPS, TEMPERAMENTS, WALKED_OUT
from simulator.scenario.parse import parse
from simulator.text import number, signed
from simulator.vocabulary import Cause
from tests.support.random_plays import scenario_of
from tests.support.scenarios import conversation, head

CAUSES = [
    *(("skill", name, "heard") for name in SKILLS),
    *(("back", name, "patience") for name in ("give-time", "explain", "commit")),
    *(("slip", name, "anger") for name in SLIPS),
    *(("event", name, "trust") for name in EVENTS),
    ("refusal", "honest", "trust"),
    ("refusal", "", "anger"),
    ("cost", "out-of-patience", "anger"),
    ("turn", "", "patience"),
    ("wait", "explained", "patience"),
    ("wait", "unexplained", "patience"),
    ("limit", "cool-cap", "anger"),
    ("limit", "words-only", "anger"),
    ("limit", "words-only", "trust"),
    ("limit", "trust-lead", "trust"),
    ("limit", "ceiling", "trust"),
    *(("limit", "range", gauge) for gauge in GAUGES),
]
"""Every cause of a change, with a name and a gauge that it comes with."""

RAW = re.compile(
    r"\b(range|cool-cap|cap|words-only|trust-lead|ceiling|out-of-patience|bare-no added|floor|gate)\b"
)
TOLD = re.compile(r"(anger|heard|trust|patience) ([+−]\d+)")


@pytest.mark.parametrize(("cause", "name", "gauge"), CAUSES)
@pytest.mark.parametrize("amount", [27, -3])
def test_each_kind_of_change_has_a_sentence(cause: str, name: str, gauge: str, amount: int) -> None:
    """One sentence with a capital, a stop and the amount, and without the names that limits have in the program."""
    (sentence,) = reasons([Change(gauge, amount, Cause(cause), name)])

    assert sentence.endswith(f": {gauge} {signed(amount)}.")
    assert sentence[0].isupper()
    assert [] == RAW.findall(sentence)
    assert "can go no further" not in sentence


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("heard", 27, Cause.LIMIT, "range"), "They could hardly feel less heard, so this much wasn't lost: heard +27."),
        (Change("heard", -4, Cause.LIMIT, "range"), "They already feel fully heard: heard −4."),
        (Change("trust", 9, Cause.LIMIT, "range"), "They could hardly trust you less, so this much wasn't lost: trust +9."),
        (Change("trust", -2, Cause.LIMIT, "range"), "They already trust you fully: trust −2."),
        (Change("anger", -12, Cause.LIMIT, "range"), "They are as angry as they can be: anger −12."),
        (Change("anger", 6, Cause.LIMIT, "range"), "There was hardly any anger left: anger +6."),
        (Change("patience", 3, Cause.LIMIT, "range"), "Their patience was almost gone, so this much wasn't lost: patience +3."),
        (Change("patience", -2, Cause.LIMIT, "range"), "They couldn't be more patient: patience −2."),
    ],
)  # fmt: skip
def test_the_ends_of_a_gauge(change: Change, expected: str) -> None:
    """What a gauge could not take is told as what it means for them."""
    assert [expected] == reasons([change])


def test_both_ends_in_one_turn() -> None:
    """Where both ends of a gauge were met in one turn, the sentence speaks of the sum."""
    changes = [Change("trust", 9, Cause.LIMIT, "range"), Change("trust", -11, Cause.LIMIT, "range")]

    assert ["They already trust you fully: trust −2."] == reasons(changes)


def test_what_cancels_is_left_out() -> None:
    """Changes of one cause that cancel give no sentence."""
    changes = [Change("trust", 3, Cause.EVENT, "kept"), Change("trust", -3, Cause.EVENT, "kept")]

    assert [] == reasons(changes)


def test_a_skill_is_told_once_with_all_it_moved() -> None:
    """A skill's three gauges and the patience it gives back stand in one sentence."""
    changes = [
        Change("patience", 2, Cause.BACK, "explain"),
        Change("anger", -1, Cause.SKILL, "explain", "gate"),
        Change("trust", 3, Cause.SKILL, "explain", "gate"),
    ]

    assert [
        "You explained why, but it counts only half until they feel heard: "
        "anger −1, trust +3, patience +2."
    ] == reasons(changes)


@pytest.mark.parametrize(
    ("note", "amount", "expected"),
    [
        ("fade", 1, "You apologised, but it's worth less each time: trust +1."),
        ("fade", 0, "You apologised, but they've heard it too often now."),
        ("boil", 0, "You apologised, but they're too angry to take it in."),
        (
            "gate",
            1,
            "You apologised, but it counts only half until they feel heard: trust +1.",
        ),
        (
            "owned",
            4,
            "You apologised and took the blame in the same breath, which counts double: trust +4.",
        ),
    ],
)
def test_why_a_skill_was_worth_less(note: str, amount: int, expected: str) -> None:
    """Worn out, too early and too angry are three different things to learn."""
    assert [expected] == reasons([Change("trust", amount, Cause.SKILL, "apologize", note)])


@pytest.mark.parametrize(
    ("slip", "origin", "expected"),
    [
        ("cold", "warm", "They're too angry for a warm tone: anger +4."),
        ("cold", "boundary", "There was no abuse to set a limit on: anger +4."),
        ("nonapology", "apologize", "A third apology is one too many: anger +4."),
        ("bare-no", "decline", "You said no and offered no alternative: anger +4."),
    ],
)
def test_what_a_slip_was_made_of(slip: str, origin: str, expected: str) -> None:
    """A skill that turned into a slip is told as what it was meant to be."""
    assert [expected] == reasons([Change("anger", 4, Cause.SLIP, slip, origin)])


@pytest.mark.parametrize("seed", range(40))
def test_the_sums_are_right(seed: int) -> None:
    """Over a random play the amounts told add up to what each gauge did."""
    rng = random.Random(seed)
    conversation = Conversation.begin(ScenarioMachine(scenario_of(seed)))
    for _ in range(12):
        if conversation.over:
            break
        moves = [reply.id for reply in conversation.offered()] + ["silence"]
        moves += ["listen"] * conversation.can_listen
        conversation = agreed(conversation, rng.choice(moves))


@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_the_sums_are_right_at_the_ends(temperament: str) -> None:
    """Also where every gauge starts at one of its ends, and whatever a reply does to it."""
    rng = random.Random(temperament)
    for _ in range(100):
        gauges = "".join(f"{gauge} = {rng.choice([0, 3, 50, 97, 100])}\n" for gauge in GAUGES)
        skills = rng.sample(sorted(set(SKILLS) - {"listen"}), 3)
        slips = rng.sample(sorted(SLIPS), rng.randint(0, 4))
        customer = f'name = "N"\ntemperament = "{temperament}"\n{gauges}'
        text = (
            head(start="asks", customer=customer)
            + f"""
[scenes.asks]
says = "S"
[[scenes.asks.replies]]
id = "a"
text = "A"
answer = "B"
skills = {json.dumps(skills)}
slips = {json.dumps(slips)}
decline = {str(rng.random() < 0.3).lower()}
event = "{rng.choice(sorted(EVENTS))}"
wait = {{ ticks = {rng.randint(1, 3)} }}
[[scenes.asks.replies]]
id = "b"
text = "B"
to = "over"
[scenes.over]
says = "S"
ending = "e"
outcome = "full"
"""
        )
        scenario = parse(text.encode(), "t", "t.toml").scenario
        assert scenario, text
        conversation = Conversation.begin(ScenarioMachine(scenario))
        while not conversation.over and conversation.state.turns < 3:
            conversation = agreed(conversation, "a")


def agreed(conversation: Conversation, move: str) -> Conversation:
    """The conversation after a move whose reasons tell what happened, sums and words."""
    turn = conversation.move(move)
    sentences = reasons(turn.changes)
    assert moved(conversation.state.gauges, turn.after.state.gauges) == told(sentences), sentences
    assert [] == [sentence for sentence in sentences if RAW.search(sentence)]
    return turn.after


def told(sentences: list[str]) -> dict[str, int]:
    """What the sentences say of each gauge, added up, without those that come to nothing."""
    sums = dict.fromkeys(GAUGES, 0)
    for sentence in sentences:
        for gauge, amount in TOLD.findall(sentence.rpartition(":")[2]):
            sums[gauge] += int(amount.replace("−", "-"))
    return {gauge: amount for gauge, amount in sums.items() if amount}


def moved(before: Gauges, after: Gauges) -> dict[str, int]:
    """What each gauge did."""
    sums = {gauge: getattr(after, gauge) - getattr(before, gauge) for gauge in GAUGES}
    return {gauge: amount for gauge, amount in sums.items() if amount}


def test_numbers_and_differences() -> None:
    """Signs are real ones, and what did not move is not named."""
    assert ("+8", "−26", "0") == (signed(8), signed(-26), signed(0))
    assert ("8", "−26") == (number(8), number(-26))
    assert "anger −8, heard +12" == difference(Gauges(50, 10, 5, 5), Gauges(42, 22, 5, 5))


ASKS = """
[scenes.a]
says = [{ text = "When will it come?", asks = true }, "I've waited a week.", "A week!"]
enough = 2
[[scenes.a.replies]]
id = "friday"
text = "On Friday."
to = "b"
[[scenes.a.replies]]
id = "wait"
text = "One moment."
to = "stuck"
[scenes.b]
says = "Is that the truth?"
[[scenes.b.replies]]
id = "no"
text = "No. It was lost."
event = "exposed"
to = "c"
[scenes.c]
says = "And now?"
[[scenes.c.replies]]
id = "mend"
text = "Here it is."
event = "fixed"
to = "d"
[scenes.d]
says = "Good."
[[scenes.d.replies]]
id = "more"
text = "And your money back."
event = "fixed"
to = "e"
[scenes.e]
says = "Good."
[[scenes.e.replies]]
id = "bye"
text = "Bye."
event = "fixed"
to = "z"
[scenes.stuck]
says = "..."
[[scenes.stuck.replies]]
id = "never"
text = "Never."
when = "turns > 90"
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
ANSWERED = "You answered their question, so it wasn't an interruption."


SORRY = """
[scenes.a]
says = "Well?"
[[scenes.a.replies]]
id = "sorry"
text = "I'm sorry. That was my mistake."
skills = ["apologize", "own"]
[[scenes.a.replies]]
id = "end"
text = "Bye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


@pytest.mark.parametrize(
    ("heard", "why", "moved"),
    [
        (60, "which counts double", "anger −8, heard +4, trust +4"),
        (
            10,
            "which counts double (but only half of that until they feel heard)",
            "anger −4, heard +2, trust +2",
        ),
    ],
)
def test_an_apology_that_owns_is_told_to_count_double(heard: int, why: str, moved: str) -> None:
    """Once, whether or not they feel heard; the second is like any other."""
    first = conversation(SORRY, customer=f"heard = {heard}").move("sorry")
    assert f"You apologised and took the blame in the same breath, {why}: {moved}." in turn_words(
        first
    )
    assert not any("breath" in said for said in turn_words(first.after.move("sorry")))


def test_an_answer_is_told_to_be_no_interruption() -> None:
    """Only where it would have been one: a part asks, and too little is heard."""
    start = conversation(ASKS)
    assert ANSWERED in turn_words(start.move("friday"))
    heard = start.move("listen").after
    assert ANSWERED not in turn_words(heard.move("friday"))
    plain = conversation(ASKS.replace(", asks = true", ""))
    told = turn_words(plain.move("friday"))
    assert ANSWERED not in told
    assert any("You interrupted them" in sentence for sentence in told)


def test_hearing_more_costs_only_a_hurried_customer() -> None:
    """And then it is said."""
    costs = "They had made their point, and listening longer cost patience: patience −3."
    for cost, expected in ((0, False), (3, True)):
        start = conversation(ASKS, customer=f"hear_cost = {cost}").move("listen").after
        assert expected == (costs in turn_words(start.move("listen")))


def test_a_silence_that_could_not_be_helped_is_told_to_be_free() -> None:
    """It moves nothing, and says why."""
    stuck = conversation(ASKS).move("wait").after
    free = "There was nothing you could say, so the silence cost nothing."
    assert [free] == turn_words(stuck.move("silence"))
    assert free not in turn_words(conversation(ASKS).move("silence"))


def test_a_lifted_ceiling_is_told() -> None:
    """Step by step, and no further than it goes."""
    turns = play(conversation(ASKS), ["friday", "no", "mend", "more", "bye"])
    lifted = [
        [said for said in turn_words(turn) if said.startswith("Making good")] for turn in turns
    ]
    grows = "Making good on it lets trust grow again, up to "
    assert [[], [], [f"{grows}40."], [f"{grows}70."], []] == lifted


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("phone", "You interrupted them"),
        ("chat", "You replied before they had finished"),
        ("letter", "You answered before reading to the end"),
    ],
)
def test_an_early_reply_is_told_in_the_words_of_its_channel(channel: str, expected: str) -> None:
    """Nobody is interrupted in writing."""
    assert [f"{expected}: anger +4."] == reasons(
        [Change("anger", 4, Cause.SLIP, "interrupt")], channel
    )


def test_tags_are_for_trainers() -> None:
    """The name of a skill stands behind its words only where it was asked for."""
    change = Change("trust", 4, Cause.SKILL, "own")
    assert ["You took responsibility: trust +4."] == reasons([change])
    assert ["You took responsibility (own): trust +4."] == reasons([change], tags=True)


def test_a_small_limit_is_taken_off_what_it_held_back() -> None:
    """A calm customer who can't get calmer isn't told so at each listen; the amounts add up all the same."""
    changes = [
        Change("anger", -2, Cause.SKILL, "listen"),
        Change("heard", 4, Cause.SKILL, "listen"),
        Change("anger", 2, Cause.LIMIT, "words-only"),
    ]
    assert ["You listened: heard +4."] == reasons(changes)


def test_a_limit_that_matters_is_told_when_it_is_reached() -> None:
    """From 5 points on a limit is told, but not again at each move that leaves the gauge at it."""
    gained = Change("trust", 10, Cause.SKILL, "own")
    told = "Words alone only earn so much trust: trust −6."
    assert ["You took responsibility: trust +10.", told] == reasons(
        [gained, Change("trust", -6, Cause.LIMIT, "words-only")]
    )
    resting = [gained, Change("trust", -10, Cause.LIMIT, "words-only")]
    assert ["You took responsibility."] == reasons(resting)
    lead = [gained, Change("trust", -10, Cause.LIMIT, "trust-lead")]
    assert 2 == len(reasons(lead))


def test_an_event_is_not_held_back_by_a_limit_on_words() -> None:
    """What a limit took is taken off what came before it, since an event comes after the limits."""
    changes = [
        Change("trust", 10, Cause.SKILL, "solve"),
        Change("trust", -2, Cause.LIMIT, "words-only"),
        Change("trust", 10, Cause.EVENT, "fixed"),
    ]
    assert ["You offered a solution: trust +8.", "It was put right: trust +10."] == reasons(changes)


def test_the_main_reason_is_what_moved_most() -> None:
    """With the two gauges that it moved most; the rest is summed or counted beside it, so that nothing is missing."""
    cost = Change("patience", -30, Cause.TURN)
    reflected = [
        Change("anger", -2, Cause.SKILL, "reflect"),
        Change("heard", 12, Cause.SKILL, "reflect"),
        Change("trust", 4, Cause.SKILL, "reflect"),
    ]
    dismissed = [
        Change("anger", 25, Cause.SLIP, "dismiss"),
        Change("heard", -3, Cause.SLIP, "dismiss"),
    ]
    assert MainReason() == main_reason([])
    assert "patience −30" == main_reason([cost]).sums
    said = main_reason([cost, *reflected])
    assert f"{said.words}: anger −2, heard +12, trust +4." in reasons([cost, *reflected])
    assert "heard +12, trust +4; 1 more" == said.sums
    assert "heard +12, trust +4; the rest: anger −2" == main_reason(reflected).sums
    thanked = Change("trust", 2, Cause.SKILL, "thank")
    assert "anger +25, heard −3; the rest: trust +2" == main_reason([*dismissed, thanked]).sums
    assert "anger +25, heard −3; 2 more" == main_reason([*reflected, *dismissed, cost]).sums
    cancelled = [
        Change("anger", 5, Cause.EVENT, "fixed"),
        Change("anger", -5, Cause.EVENT, "fixed"),
    ]
    assert MainReason() == main_reason(cancelled)


@pytest.mark.parametrize(
    ("ending", "channel", "expected"),
    [
        (WALKED_OUT, "counter", "walked out"),
        (WALKED_OUT, "letter", "stopped writing"),
        (WALKED_OUT, "phone", "hung up"),
        (WALKED_OUT, "", "left early"),
        ("put-right", "letter", "put right"),
    ],
)
def test_how_a_customer_leaves(ending: str, channel: str, expected: str) -> None:
    """By the channel; where it isn't known, as in a list of saved conversations, they just left."""
    assert expected == ending_words(ending, channel)
