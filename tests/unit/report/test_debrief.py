"""The debrief: verdicts with their moments, the curve and its drawing, advice, figures, and what would have been otherwise."""

from __future__ import annotations

import random
import re

import pytest

from simulator.engine.conversation import Conversation, Turn, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.whatif import Prospect
from simulator.lessons import SKILL_LESSONS, SLIP_PRINCIPLES
from simulator.principles import PRINCIPLES
from simulator.report.advice import change, strength
from simulator.report.curve import Curve, curve_sentences, curve_through, plot, turning_words
from simulator.report.debrief import debrief
from simulator.report.figures import figures
from simulator.report.result_of_play import play_result
from simulator.report.sections import as_text
from simulator.report.verdicts import behaviour, treatment
from simulator.ruleset import SKILLS, SLIPS
from simulator.text import number
from tests.support.random_plays import random_play
from tests.support.scenarios import SCENES, WORKED, conversation

WORKED_CUSTOMER = "anger = 70\nheard = 10\ntrust = 30\npatience = 24"


PARTING = """
[scenes.a]
says = "So?"
[[scenes.a.replies]]
id = "a"
text = "A."
to = "b"
[[scenes.a.replies]]
id = "early"
text = "Early."
to = "other"
[[scenes.a.replies]]
id = "late"
text = "Late."
skills = ["own"]
sets = ["late"]
to = "b"
[scenes.b]
says = "So?"
[[scenes.b.replies]]
id = "c"
text = "C."
to = "c"
[scenes.c]
says = "So?"
[[scenes.c.replies]]
id = "d"
text = "D."
when = "not flag('late')"
to = "z"
[[scenes.c.replies]]
id = "e"
text = "E."
to = "z"
[scenes.other]
says = "So?"
[[scenes.other.replies]]
id = "x"
text = "X."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
PATIENT = """
[scenes.a]
says = ["One.", "Two.", "Three."]
enough = 1
[[scenes.a.replies]]
id = "time"
text = "Take your time."
skills = ["give-time"]
to = "b"
[[scenes.a.replies]]
id = "end"
text = "Bye."
to = "z"
[scenes.b]
says = "So?"
[[scenes.b.replies]]
id = "end"
text = "Bye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


@pytest.fixture
def worked() -> list[Turn]:
    """The worked example of the rules."""
    return play(conversation(WORKED, customer=WORKED_CUSTOMER), ["r"] * 6)


def verdicts(turns: list[Turn]) -> dict[str, str]:
    """The three verdicts in short."""
    return {verdict.name: verdict.words for verdict in behaviour(turns)}


def test_the_worked_example_is_judged_well(worked: list[Turn]) -> None:
    """It listened and took responsibility, and its moments give the figures of the moves."""
    listened, _, responsible = behaviour(worked)
    assert ("yes", "yes") == (listened.words, responsible.words)
    assert "Move 2: you said it back to them: anger −2, heard +12, trust +4." in listened.moments
    outcome, process, treated = treatment(play_result(worked[0].before, worked))
    assert "they got what they asked for; what they needed was taken care of" == outcome.words
    assert "ease 7 out of 7; no extra steps, no unexplained waits" == process.words
    assert treated.words.startswith("by the end their mood was 113 points up; anger −62")


def test_slips_speak_against() -> None:
    """Interrupting and blaming are told, with what was left unheard."""
    start = conversation(SCENES)
    turns = [turn := start.move("blame"), turn.after.move("wait")]
    assert {
        "You listened": "no",
        "You were patient": "no",
        "You took responsibility": "no",
    } == verdicts(turns)
    moments = [moment for verdict in behaviour(turns) for moment in verdict.moments]
    assert "Move 1: you replied before they had told you everything." in moments
    assert any("you blamed someone else" in moment for moment in moments)
    told = change(turns[-1].after, turns)
    assert "blame" == told.tag
    assert told.text.startswith("Change this: at move 1 you ")


def test_strength_and_change_are_about_what_moved_them_most(worked: list[Turn]) -> None:
    """The skill that gave most; without slips the first need that nothing met; then nothing."""
    assert "solve" == strength(worked).tag
    start = conversation(SCENES, needs='"own", "clarify"')
    turns = [turn := start.move("listen"), turn := turn.after.move("own"), turn.after.move("solve")]
    wanting = change(turns[-1].after, turns)
    assert "clarify" == wanting.tag
    assert "No reply you were offered would have done it." in wanting.text
    start = conversation(SCENES, needs='"own"')
    turns = [turn := start.move("listen"), turn := turn.after.move("own"), turn.after.move("solve")]
    assert "" == change(turns[-1].after, turns).tag


def test_figures_count_what_was_done(worked: list[Turn]) -> None:
    """Replies until the first of each, waits, the lowest point."""
    told = " ".join(figures(play_result(worked[0].before, worked)))
    assert "You gave 6 replies; you spoke " in told
    assert (
        "You showed empathy in reply 1, took responsibility in reply 2 and offered a solution in reply 3."
        in told
    )
    assert "Waits: 2 explained." in told
    assert "Lowest mood: −50 at the start; from there it rose 113 points." in told


def test_the_curve_of_the_worked_example(worked: list[Turn]) -> None:
    """Its moods are those of the rules, and its turning points the largest steps."""
    curve = curve_through(play_result(worked[0].before, worked).moods)
    assert (-50, -30, -8, 12, 22, 51, 63) == curve.moods
    assert [1, 2, 3, 5, 6] == [point.index for point in curve.points]
    began, turned = curve_sentences(curve)
    assert "The mood began at −50 (angry) and ended at 63 (pleased)." == began
    assert "move 5 (+29, to 51)" in turned
    assert "A: move 1, +20, to −30 (frustrated)" == turning_words(curve)[0]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("width", [40, 76, 120])
def test_a_drawing_shows_every_turning_point_and_fits(width: int, ascii_only: bool) -> None:
    """Whatever the play: no line is too wide, the letters are there once each, and higher moods stand higher."""
    for seed in range(30):
        rng = random.Random(seed)
        count = rng.choice([1, 2, 10, 60, 200])
        moods = tuple(rng.randint(-100, 100) for _ in range(count))
        whole = Curve(moods, ())
        found = curve_of_moods(moods)
        lines = plot(found, width, ascii_only=ascii_only)
        assert all(len(line) <= width for line in lines), f"seed {seed}"
        if ascii_only:
            assert all(line.replace("−", "-").isascii() for line in lines)
        body = [line.partition("|" if ascii_only else "│")[2] for line in lines]
        for at, point in enumerate(found.points):
            rows = [row for row, line in enumerate(body) if "ABCDE"[at] in line]
            assert 1 == len(rows), f"seed {seed}"
            others = [row for row, line in enumerate(body) if "ABCDE"[0] in line]
            if point.mood > found.points[0].mood:
                assert rows <= others
        assert whole.lowest == found.lowest


def curve_of_moods(moods: tuple[int, ...]) -> Curve:
    """A curve of given moods."""
    from simulator.report.curve import _turning_points

    return Curve(moods, _turning_points(moods))


def test_what_was_put_out_of_reach_is_told_by_move(worked: list[Turn]) -> None:
    """Each move after which less could be reached is named with how much less; what is not known is left out."""
    ends = Prospect(50, "done", (), exact=True)
    known = {
        4: Prospect(70, "done", ("r",), exact=True),
        5: Prospect(58, "done", ("r",), exact=True),
        6: ends,
    }
    told = debrief(worked[0].before, worked, known)
    text = " ".join(told.reached().paragraphs)
    assert (
        "Before move 5 the best you could reach was satisfaction 70, with the ending “done”."
        in text
    )
    assert (
        "Move 5, “…”, cost you 12 points: after it, 58 was the best you could still get, with “done”."
        in text
    )
    assert "Move 6, “…”, cost you 8 points" in text
    closely = told.move(4).paragraphs
    assert (
        "Before it, the best you could reach was satisfaction 70, with the ending “done”."
        in closely
    )
    assert (
        "It cost you 12 points: after it, 58 was the best you could still get, with “done”."
        in closely
    )
    assert not any("reach" in line for line in told.move(0).paragraphs)
    assert () == debrief(worked[0].before, worked).reached().entries


def test_what_is_still_being_found_out_is_said_in_its_place(worked: list[Turn]) -> None:
    """Until what was in reach before the move is known."""
    known = {4: Prospect(70, "done", (), exact=True)}
    told = debrief(worked[0].before, worked, known)
    assert "Wait for it." in told.move(3, "Wait for it.").paragraphs
    assert "Wait for it." not in told.move(4, "Wait for it.").paragraphs


def test_the_headline_says_how_they_left_and_the_ending_in_words() -> None:
    """Mood with its word and number at both ends, which is better, and the ending's name as a person reads it."""
    start = conversation(SCENES.replace('ending = "good"', 'ending = "left-with-a-smile"'))
    turns = [turn := start.move("listen"), turn := turn.after.move("own"), turn.after.move("solve")]
    lines = debrief(start, turns).headline().paragraphs
    before, after = start.state, turns[-1].after.state
    assert (
        f"Kim was {before.band} ({number(before.mood)}) at the start and {after.band} ({number(after.mood)}) at the end: "
        f"{after.mood - before.mood} points up, on a scale of −100 to 100.",
        "The ending: left with a smile.",
    ) == lines


def test_a_branch_says_after_which_move_it_is_compared() -> None:
    """Two ways from one move may part at different moves, so each names its own."""
    start = conversation(PARTING)
    turns = play(start, ["a", "c", "d"])
    told = debrief(start, turns).move(0).paragraphs
    (early,) = [line for line in told if line.startswith("- “Early")]
    (late,) = [line for line in told if line.startswith("- “Late")]
    assert early.endswith(" after move 1, and from there the conversation takes a different turn.")
    assert late.endswith(" after move 2, and from there the conversation takes a different turn.")
    assert f"instead of {number(turns[0].after.state.mood)} after move 1" in early
    assert f"instead of {number(turns[1].after.state.mood)} after move 2" in late
    first = debrief(start, turns).move(2).paragraphs
    assert not any("takes a different turn" in line for line in first)


def test_a_play_without_a_skill_is_praised_for_no_more_than_it_did() -> None:
    """One that was cut short, as when a round ends, wasn't seen through."""
    start = conversation(PATIENT)
    ended = play(start, ["end"])
    assert "You saw it through to the end, and now you know this customer." == strength(ended).text
    assert "You made a start, and now you know this customer a little." == strength([]).text


def test_what_is_kept_names_the_patience_of_it() -> None:
    """Patience that the skill gave back, or that listening beyond enough cost."""
    customer = "heard_need = 0\nweights = { give-time = 200 }"
    start = conversation(PATIENT, customer=customer)
    turns = play(start, ["time", "end"])
    assert strength(turns).text.endswith(" It also won back 2 points of patience.")
    start = conversation(PATIENT, customer="hear_cost = 3")
    turns = play(start, ["listen", "listen", "end"])
    assert strength(turns).text.endswith(
        " But listening after they'd made their point cost 6 points of patience."
    )
    turns = play(start, ["listen", "end"])
    assert (
        " But listening after they'd made their point cost 3 points of patience."
        in strength(turns).text
    )


NEEDS = """
[scenes.a]
says = "So?"
[[scenes.a.replies]]
id = "promise"
text = "I'll ring you."
promises = ["ring"]
event = "exposed"
to = "missed"
[[scenes.a.replies]]
id = "help"
text = "It isn't what you asked for, but it'll get you there."
to = "met"
[scenes.missed]
says = "Right."
ending = "fobbed-off"
outcome = "full"
need = "missed"
[scenes.met]
says = "Right."
ending = "helped"
outcome = "none"
need = "met"
"""


@pytest.mark.parametrize(
    ("move", "outcome", "terms"),
    [
        (
            "promise",
            "they got what they asked for; what they needed wasn't taken care of",
            "+10 for what they asked for, −35 for what they needed and −30 for 1 broken promise and 1 exposed lie.",
        ),
        (
            "help",
            "they didn't get what they asked for; what they needed was taken care of",
            "−10 for what they asked for and +35 for what they needed.",
        ),
    ],
)
def test_what_was_asked_and_what_was_needed_are_two_things(
    move: str, outcome: str, terms: str
) -> None:
    """The verdict names both, and satisfaction both with what they count."""
    turns = play(conversation(NEEDS), [move])
    verdict, process, _ = treatment(play_result(turns[0].before, turns))
    assert outcome == verdict.words
    lies = (
        "1 broken promise, 1 exposed lie"
        if move == "promise"
        else "no extra steps, no unexplained waits"
    )
    assert process.words.endswith(lies)
    text = as_text(debrief(turns[0].before, turns).scores())
    assert terms in text


FORCED = """
[scenes.a]
says = "So?"
[[scenes.a.replies]]
id = "wait"
text = "One moment."
to = "stuck"
[scenes.stuck]
narration = "Time passes."
on_silence = "z"
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


def test_a_silence_that_could_not_be_helped_is_no_fault() -> None:
    """It speaks against nobody, and is nothing to change."""
    turns = play(conversation(FORCED), ["wait", "silence"])
    assert "You were patient" in verdicts(turns)
    moments = [moment for verdict in behaviour(turns) for moment in verdict.moments]
    assert not any("you said nothing" in moment for moment in moments)
    assert "you said nothing, and they waited" not in change(turns[-1].after, turns).text
    turns = play(conversation(FORCED), ["silence", "wait", "silence"])
    assert "you said nothing, and they waited" in change(turns[-1].after, turns).text


def test_the_terms_of_satisfaction_add_up() -> None:
    """On random plays that end, but where the scale ends first."""
    for seed in range(60):
        turns = random_play(seed)
        if not turns or not turns[-1].after.over:
            continue
        result = turns[-1].after.result()
        told = debrief(turns[0].before, turns).scores()[1].paragraphs[0]
        _, _, terms = told.partition(": ")
        numbers = re.findall(r"(?:^|, | and )([+−]?\d+) for", terms)
        total = sum(int(number.replace("−", "-")) for number in numbers)
        assert max(-100, min(100, total)) == result.satisfaction, f"seed {seed}: {told}"


def test_every_play_has_a_debrief() -> None:
    """On random plays that end, every section has text, and each move can be looked at closely."""
    ended = 0
    for seed in range(60):
        turns = random_play(seed)
        if not turns or not turns[-1].after.over:
            continue
        ended += 1
        told = debrief(turns[0].before, turns)
        assert all(section.paragraphs for section in told.sections()), f"seed {seed}"
        for index in range(len(turns)):
            assert told.move(index).paragraphs
        text = as_text(told.sections())
        assert "How it went\n-----------\n" in text
        assert text.count("\n- ") >= 1
    assert ended > 5


def test_a_play_without_a_move_has_one_too() -> None:
    """A scenario that is over as it begins."""
    start = Conversation.begin(
        ScenarioMachine(
            conversation('[scenes.a]\nsays = "Bye."\nending = "e"\noutcome = "none"\n').scenario
        )
    )
    sections = {section.title: section.paragraphs for section in debrief(start, []).sections()}
    assert ("You made no moves.",) == sections["Move by move"]


def test_every_tag_is_taught() -> None:
    """Each skill has its lesson and each slip its principle; a skill's bad line is of its slip."""
    assert list(SKILLS) == list(SKILL_LESSONS)
    assert list(SLIPS) == list(SLIP_PRINCIPLES)
    for name, lesson in SKILL_LESSONS.items():
        assert lesson.principle in PRINCIPLES
        assert bool(lesson.bad) == (SKILLS[name].slip is not None)
        assert bool(lesson.good) == (name != "listen")
    assert set(SLIP_PRINCIPLES.values()) <= set(PRINCIPLES)
    assert list(range(1, 47)) == list(PRINCIPLES)
