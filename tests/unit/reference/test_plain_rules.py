"""The second reading of the rules, held to numbers worked out by hand from the page.

What the engine is compared with must itself be right. Unless a test says otherwise the customer is
steady: anger 40, heard 20, trust 40, patience 24, a reply costs 3, at most 12 is taken off anger by
one reply, solutions pay in full from heard 40 on, and trust runs at most 30 ahead of heard. Nothing
here imports the engine.
"""

from typing import Any

import pytest

from tests.reference.plain_rules import IllegalMove, Play, replay
from tests.unit.reference.plays import gauges, one_scene, played, worked_example


def test_worked_example() -> None:
    """The worked example comes out as the page says, each gauge of each reply."""
    answer = replay(worked_example(), "example", ["r1", "r2", "r3", "r4", "r5", "r6"])

    names = ("anger", "heard", "trust", "patience", "mood")
    assert [tuple(turn[name] for name in names) for turn in answer["turns"]] == [
        (60, 28, 32, 21, -30),
        (52, 42, 46, 18, -8),
        (40, 46, 58, 15, 12),
        (36, 46, 70, 10, 22),
        (14, 50, 80, 13, 51),
        (8, 56, 86, 10, 63),
    ]
    assert answer["turns"][-1]["band"] == "pleased"
    assert (answer["ended"], answer["ending"], answer["outcome"]) == (True, "resolved", "full")
    assert answer["satisfaction"] == 69


# Listening


def test_hearing_more_than_enough_is_free() -> None:
    """A steady customer charges nothing past enough: 2 off anger and 4 heard each time."""
    play = Play(one_scene({"id": "a"}), "one")

    states = [(play.move("listen"), gauges(play))[1] for _ in range(2)]

    assert states == [(38, 24, 40, 24), (36, 28, 40, 24)]
    assert not play.can_listen()
    assert play.snapshot()["listened"] == ["only"]
    assert play.snapshot()["mood_path"] == []


def test_hearing_more_than_enough_costs_the_hurrier() -> None:
    """With hear_cost 3 and 4 of patience the first costs 3, the second 3 of which 2 go to anger.

    Anger 40 - 2 = 38; then 38 + 2 - 2 = 38.
    """
    play = played(one_scene({"id": "a"}, hear_cost=3, patience=4), "listen")
    first = gauges(play)
    play.move("listen")

    assert (first, gauges(play)) == ((38, 24, 40, 1), (38, 28, 40, 0))


def test_the_hurrier_charges_three() -> None:
    """The hurrier's own hear_cost is 3: patience 16 is 13 after one part more than enough."""
    play = played(one_scene({"id": "a"}, temperament="hurrier"), "listen")

    assert play.patience == 13


def test_hearing_up_to_enough_is_free_for_the_hurrier() -> None:
    """Only hearing more than enough costs: the second of two parts that are needed is free."""
    document = one_scene({"id": "a"}, temperament="hurrier")
    document["scenes"]["only"]["enough"] = 2

    assert played(document, "listen").patience == 16
    assert played(document, "listen", "listen").patience == 13


# A part that asks


def question_scene() -> dict[str, Any]:
    """Return a scenario whose second part of three asks, with all three wanted."""
    document = one_scene({"id": "a"}, {"id": "again", "to": "only"})
    del document["scenes"]["only"]["enough"]
    document["scenes"]["only"]["says"] = ["One.", {"text": "Two?", "asks": True}, "Three."]
    return document


def test_an_answer_to_a_question_is_no_interruption() -> None:
    """Before the part that asks a reply interrupts; once it is heard, it does not."""
    assert played(question_scene(), "a").slips == {"interrupt": 1}
    assert played(question_scene(), "listen", "a").slips == {}


def test_a_question_of_an_earlier_visit_does_not_ask_again() -> None:
    """The part must be heard in this visit: after entering anew a reply interrupts again."""
    play = played(question_scene(), "listen", "again", "a")

    assert play.slips == {"interrupt": 1}


# Silence


def test_silence_is_an_unexplained_tick() -> None:
    """Silence takes six of patience, what is lacking goes to anger, and it is a turn."""
    play = Play(one_scene({"id": "a"}, patience=4), "one")

    turn = play.move("silence")

    assert (turn["anger"], turn["patience"], turn["next"]) == (42, 0, "only")
    assert (play.snapshot()["turns"], play.snapshot()["unexplained"]) == (1, 1)


def quiet_scene(**scene: Any) -> dict[str, Any]:
    """Return a scenario in which nothing can be said and nothing is left to hear."""
    document = one_scene({"id": "a", "when": "flag('never')"}, anger=100, patience=0)
    document["scenes"]["only"] = {
        "says": "One.",
        "replies": [{"id": "a", "when": "flag('never')"}],
        **scene,
    }
    return document


def test_a_forced_silence_is_not_charged() -> None:
    """Nothing moves, no tick is counted and nobody leaves, but it is a turn with a mood."""
    play = Play(quiet_scene(), "one")
    before = gauges(play)

    play.move("silence")
    play.move("silence")

    assert (gauges(play), play.unexplained, play.ended) == (before, 0, False)
    assert (play.turns, play.forced, play.mood_path) == (2, 2, [-70])


def test_the_third_forced_silence_ends() -> None:
    """The third of one visit walks out with outcome none, and what was promised is broken."""
    document = quiet_scene()
    document["start"] = "first"
    document["scenes"]["first"] = {
        "says": "Hello.",
        "replies": [{"id": "promise", "promises": ["p"], "to": "only"}],
    }
    document["customer"] = {"name": "c"}
    play = played(document, "promise", "silence", "silence", "silence")

    assert (play.ending, play.outcome, play.need) == ("walked-out", "none", "missed")
    # One reply: 40, 20, 40, 21; the broken promise: anger + 20, trust - 30.
    assert (gauges(play), play.broken) == ((60, 20, 10, 21), 1)


def test_forced_silences_are_counted_by_visit() -> None:
    """Entering anew starts the count again: two, then two more, and only the third of those ends."""
    again = {"id": "again", "when": "turns == 2", "to": "only"}
    document = quiet_scene(replies=[again])
    document["customer"] = {"name": "c"}
    play = played(document, "silence", "silence", "again", "silence", "silence")

    assert (play.forced, play.ended) == (2, False)
    play.move("silence")
    assert play.ending == "walked-out"


def test_a_forced_silence_follows_on_silence_and_is_not_counted() -> None:
    """Where a scene says where silence leads, no number of forced silences ends it."""
    play = played(quiet_scene(on_silence="only"), *["silence"] * 5)

    assert (play.ended, play.forced, play.visits) == (False, 0, {"only": 6})
    assert play.mood_path == [-70] * 5


def test_silence_leads_where_the_scene_says() -> None:
    """A silence that is not forced is charged six, then leads on; the tick is unexplained."""
    document = one_scene({"id": "a"})
    document["scenes"]["only"]["on_silence"] = "over"
    play = played(document, "silence")

    assert (play.ending, play.patience, play.unexplained) == ("done", 18, 1)


def test_leaving_comes_before_on_silence() -> None:
    """A silence that makes them leave enters the walks scene, to resume in the present one."""
    document = one_scene({"id": "a"}, anger=90, patience=6)
    document["scenes"]["only"]["on_silence"] = "over"
    document["scenes"]["walks"] = {"says": "!", "replies": [{"id": "back", "to": "@resume"}]}
    assert played(document, "silence").ending == "walked-out"

    document["on"] = {"walks": "walks"}
    play = played(document, "silence")

    assert (play.scene, play.interrupted) == ("walks", "only")


# The mood rule


def test_an_apology_that_owns_pays_twofold() -> None:
    """Apologize pays 8, 4, 4 beside own's 6, 2, 10; of the 14 off anger 12 are let through."""
    document = one_scene({"id": "both", "skills": ["apologize", "own"]}, heard=50)

    # 40 - 12; 50 + 4 + 2; 40 + 4 + 10, below 70 and below 56 + 30.
    assert gauges(played(document, "both")) == (28, 56, 54, 21)


def test_an_apology_that_owns_pays_at_the_gate() -> None:
    """To someone who is not heard it pays 4, 2, 2 (half of 8, 4, 4), and own 6, 2, 10."""
    document = one_scene({"id": "both", "skills": ["own", "apologize"]})

    # Trust 40 + 12 = 52, with room up to 24 + 30.
    assert gauges(played(document, "both")) == (30, 24, 52, 21)


def test_a_second_apology_that_owns_pays_once() -> None:
    """After an apology the next is at 50 % and not twofold, whether or not it owns.

    First alone: 4, 2, 2. Then both: apologize 2, 1, 1 and own 6, 2, 10.
    """
    document = one_scene(
        {"id": "sorry", "skills": ["apologize"]},
        {"id": "both", "skills": ["apologize", "own"]},
        heard=50,
    )
    play = played(document, "sorry")
    first = gauges(play)
    play.move("both")

    assert (first, gauges(play)) == ((36, 52, 42, 21), (28, 55, 53, 18))


def test_an_apology_that_owns_doubles_before_rounding() -> None:
    """At weight 75 heard gains 2 * 2 * 75 // 100 = 3 from it, not twice 2 * 75 // 100 = 1."""
    document = one_scene(
        {"id": "both", "skills": ["apologize", "own"]}, heard=50, weights={"apologize": 75}
    )

    # Cool 4 * 2 * 75 // 100 = 6 and 6; trust 3 + 10.
    assert gauges(played(document, "both")) == (28, 55, 53, 21)


def test_patience_comes_back_three_times() -> None:
    """A reply costs 3 and give-time gives back 2 three times: 23, 22, 21, then 18."""
    play = Play(one_scene({"id": "wait", "skills": ["give-time"]}), "one")

    assert [play.move("wait")["patience"] for _ in range(4)] == [23, 22, 21, 18]


def test_patience_comes_back_where_the_gate_pays_nothing() -> None:
    """Boiling, explain pays no trust and still gives back 2."""
    play = played(one_scene({"id": "why", "skills": ["explain"]}, anger=90), "why")

    assert gauges(play) == (90, 20, 40, 23)


def test_a_refusal_written_as_bare_no() -> None:
    """A refusal heats by its bare no where that was added for it, by itself where it was written."""
    added = Play(one_scene({"id": "no", "decline": True}), "one")
    written = Play(one_scene({"id": "no", "decline": True, "slips": ["bare-no"]}), "one")

    # The first part is enough here, so the only slip is bare-no: 2 * 6; the refusal itself is 12.
    assert (added.move("no")["anger"], written.move("no")["anger"]) == (52, 64)


# Events


def test_deeds_lift_the_ceiling_by_steps() -> None:
    """After a lie the ceiling is 15, then 40, then 70, and 70 it stays; a broken word makes it 40.

    Trust 100 - 40 = 60 is held to 15; each fix adds 10: 25, 35, 45, 55, 65, and 75 is held to 70.
    """
    document = one_scene(
        {"id": "lie", "event": "exposed"},
        {"id": "fix", "event": "fixed"},
        {"id": "break", "event": "broken"},
        trust=100,
        heard=100,
        turn_cost=0,
    )
    play = played(document, "lie")
    steps = [(play.ceiling, play.trust)]
    for _ in range(6):
        play.move("fix")
        steps.append((play.ceiling, play.trust))
    play.move("break")
    steps.append((play.ceiling, play.trust))

    assert steps == [
        *((15, 15), (40, 25), (70, 35), (70, 45), (70, 55), (70, 65), (70, 70)),
        (40, 40),
    ]


def test_a_kept_promise_lifts_the_ceiling() -> None:
    """Kept adds 12 to trust and lifts the ceiling first: trust 15 becomes 27 under 40."""
    document = one_scene(
        {"id": "lie", "event": "exposed", "promises": ["p"]},
        {"id": "keep", "keeps": ["p"]},
        trust=100,
        heard=100,
    )
    play = played(document, "lie", "keep")

    assert (play.ceiling, play.trust) == (40, 27)


# The way on


def test_an_illegal_move_changes_nothing() -> None:
    """A move that is not allowed is raised, reported at its index, and leaves all as it was."""
    document = one_scene({"id": "a", "once": True})
    play = Play(document, "one")
    play.move("a")
    before = play.snapshot()

    with pytest.raises(IllegalMove):
        play.move("a")

    assert play.snapshot() == before
    answer = replay(document, "one", ["a", "a", "listen"])
    assert (answer["error"]["move"], answer["error"]["index"]) == ("a", 1)
    assert len(answer["turns"]) == 1
    assert "satisfaction" not in answer


def test_a_leaky_reply_is_never_offered() -> None:
    """Leaky replies are for shifts: here they are neither offered nor allowed."""
    play = Play(one_scene({"id": "a"}, {"id": "snap", "leaky": 100}), "one")

    assert play.offered() == ["a"]
    with pytest.raises(IllegalMove):
        play.move("snap")


def test_a_scene_of_leaky_replies_offers_nothing() -> None:
    """Where only a leaky reply stands, silence is forced and costs nothing."""
    document = quiet_scene(replies=[{"id": "snap", "leaky": 100}])
    document["customer"] = {"name": "c"}

    assert gauges(played(document, "silence")) == (40, 20, 40, 24)


def test_given_counts_the_present_reply() -> None:
    """A route that asks for two of a reply holds at the second, not after it."""
    reply = {"id": "a", "routes": [{"when": "given('only.a') >= 2", "to": "over"}]}
    play = played(one_scene(reply), "a")

    assert not play.ended
    play.move("a")
    assert play.ending == "done"


def test_visits_count_the_present_visit() -> None:
    """The words of the second visit see two visits, and the scene as already seen only then."""
    document = one_scene({"id": "again", "to": "only"})
    document["scenes"]["only"]["variants"] = [
        {"when": "visits('only') == 1 and seen('only')", "says": "Never."},
        {"when": "visits('only') >= 2", "says": "Back again?"},
    ]
    play = Play(document, "one")
    first = play.words()
    play.move("again")

    assert (first, play.words()) == (["One."], ["Back again?"])


def test_visits_and_uses_of_a_reply_are_counted_to_ten() -> None:
    """After twelve times both counts stand at ten."""
    play = played(one_scene({"id": "again", "to": "only"}, anger=0), *["again"] * 12)

    assert play.visits == {"only": 10}
    assert play.given == {("only", "again"): 10}


def test_turns_count_the_move_being_made() -> None:
    """A route on `turns == 1` holds at the first reply."""
    reply = {"id": "a", "routes": [{"when": "turns == 1", "to": "over"}]}

    assert played(one_scene(reply), "a").ending == "done"


def test_visits_and_the_mood_path() -> None:
    """A staying reply keeps its visit's entry; a target that names the present scene makes one."""
    document = one_scene({"id": "stay"}, {"id": "again", "to": "only"}, {"id": "end", "to": "over"})
    play = Play(document, "one")

    play.move("stay")
    stayed = play.snapshot()["mood_path"]
    play.move("again")
    again = play.snapshot()["mood_path"]
    play.move("listen")
    play.move("end")

    assert [len(stayed), len(again), len(play.snapshot()["mood_path"])] == [1, 1, 2]


def test_listening_makes_no_entry_in_the_mood_path() -> None:
    """The entry is the mood after the last turn, whatever was heard since.

    The reply leaves 30 - 40 = -10; the part heard after it, 4 and 2, does not enter the path.
    """
    play = played(one_scene({"id": "stay"}), "stay", "listen")

    assert (play.mood, play.mood_path) == (-6, [-10])


def test_boiling_walking_and_resuming() -> None:
    """Boiling and walking fire once each and resume where it was going; then the customer leaves."""
    document = one_scene(
        {"id": "insult", "slips": ["dismiss"], "to": "next"}, anger=80, patience=9, boil=90
    )
    document["on"] = {"boils": "boils", "walks": "walks"}
    document["scenes"]["next"] = {"says": "Next.", "replies": [{"id": "a", "promises": ["p"]}]}
    for name in ("boils", "walks"):
        document["scenes"][name] = {"says": "!", "replies": [{"id": "back", "to": "@resume"}]}
    play = Play(document, "one")

    path = [play.move(move)["next"] for move in ("insult", "back", "a", "back")]
    state = play.snapshot()

    assert path == ["boils", "next", "walks", "walks"]
    assert (state["ending"], state["outcome"], state["broken"]) == ("walked-out", "none", 1)
    assert (state["promises_open"], state["interrupted"]) == ([], None)


def test_the_first_words_back() -> None:
    """The route's answer comes first, then the first of `answers` that holds, then the reply's."""
    answers = [{"when": "anger < 10", "text": "Low."}, {"when": "anger >= 40", "text": "High."}]
    routes = [{"when": "turns == 1", "to": "only"}, {"when": "turns == 2", "to": "only"}]
    routes[0]["answer"] = "On this way."
    document = one_scene(
        {"id": "a", "answer": "Well.", "answers": answers, "routes": routes},
        {"id": "b", "answer": "Well.", "answers": answers, "slips": ["cold"]},
        {"id": "c", "answer": "Well.", "answers": answers[:1]},
        {"id": "d"},
    )
    play = Play(document, "one")
    said = []
    for move in ("a", "a", "b", "c", "d", "silence"):
        play.move(move)
        said.append(play.answer)

    assert said == ["On this way.", "High.", "High.", "Well.", None, None]


# Days


def test_a_day_changes_numbers_flags_and_texts() -> None:
    """A day's numbers and flags stand from the start; its texts leave flags and questions alone."""
    document = one_scene({"id": "a", "text": "Hm.", "when": "flag('rain')"})
    scene = document["scenes"]["only"]
    scene["says"] = ["One.", {"text": "Two?", "asks": True, "sets": ["f"]}, "Three."]
    scene["narration"] = "Sun."
    document["days"] = [
        {
            "name": "wet",
            "customer": {"anger": 55},
            "sets": ["rain"],
            "texts": [
                {"scene": "only", "part": 2, "text": "Zwei?"},
                {"scene": "only", "reply": "a", "text": "Ah."},
                {"scene": "only", "narration": "Rain."},
            ],
        },
        {"name": "dry", "texts": [{"scene": "over", "part": 1, "text": "Good day."}]},
    ]
    first = Play(document, "one")
    wet = Play(document, "one", "wet")
    wet.move("listen")

    assert (first.anger, first.offered(), first.scene_table()["narration"]) == (40, [], "Sun.")
    assert (wet.anger, wet.offered(), wet.words()) == (53, ["a"], ["One.", "Zwei?"])
    assert wet.scene_table()["narration"] == "Rain."
    assert wet.scene_table()["replies"][0]["text"] == "Ah."
    assert wet.flags == {"rain", "f"}
    assert wet.parts[1]["asks"]
    assert document["scenes"]["only"]["says"][1]["text"] == "Two?"
    dry = Play(document, "one", "dry")
    assert dry.document["scenes"]["over"]["says"] == "Good day."
    with pytest.raises(KeyError):
        Play(document, "one", "snow")


def test_a_day_keeps_the_flags_at_the_start_scene() -> None:
    """The words of the start scene can ask for a flag of the day."""
    document = one_scene({"id": "a"})
    document["scenes"]["only"]["variants"] = [{"when": "flag('rain')", "says": "Wet."}]
    document["days"] = [{"name": "wet", "sets": ["rain"]}]

    assert Play(document, "one", "wet").words() == ["Wet."]
