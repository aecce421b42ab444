"""One mistake at a time in one right scenario: each with the only problem that it must give, its place and its hint.

`tests/data/mistakes/kettle.toml` is the right file. A row replaces the first `old` in it with `new`; its hint is a part of what
is said to do about it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

KETTLE = (Path(__file__).parents[1] / "data" / "mistakes" / "kettle.toml").read_text("utf-8")


class Mistake(NamedTuple):
    """A mistake, and the one problem that it must give."""

    old: str
    new: str
    rule: str
    line: int
    column: int
    hint: str
    mends: bool = True
    """Whether the file is right once the edits of the problem are made, if it has any."""

    @property
    def text(self) -> str:
        """The file with the mistake in it."""
        assert self.old in KETTLE, self.old
        return KETTLE.replace(self.old, self.new, 1)


M = Mistake
GUARD = "\"flag('knows-visit') and mood >= angry\""
REPLY = "[[scenes.opening.replies]]"
SECOND = 'id = "many-calls"'
CHOOSING = "[scenes.choosing]"
WITHOUT_NOTE = 'id = "repair"\ntext = "Send it in, and we repair it."\nskills = ["explain"]\n'
WITH_NOTE = WITHOUT_NOTE + 'note = "A clear way on."\n'

# fmt: off
KEYS = [
    M("title =", "titel =", "unknown-key", 2, 1, 'Did you mean "title"?'),
    M("title =", "Title =", "unknown-key", 2, 1, 'Did you mean "title"?'),
    M("summary =", "sumary =", "unknown-key", 3, 1, 'Did you mean "summary"?'),
    M("skills =", "skils =", "unknown-key", 29, 1, 'Did you mean "skills"?'),
    M("answer = \"Yes.\"", "antwort = \"Yes.\"", "unknown-key", 31, 1, 'Did you mean "answer"?'),
    M('says = "So', 'say = "So', "unknown-key", 43, 1, 'Did you mean "says"?'),
    M('to = "later"', 'goto = "later"', "unknown-key", 61, 1, 'Did you mean "to"?'),
    M('to = "later"', 'next = "later"', "unknown-key", 61, 1, 'Did you mean "to"?'),
    M('to = "later"', 'target = "later"', "unknown-key", 61, 1, 'Did you mean "to"?'),
    M('to = "later"', 'leads_to = "later"', "unknown-key", 61, 1, 'Did you mean "to"?'),
    M(SECOND, 'name = "many-calls"', "unknown-key", 35, 1, 'Did you mean "id"?'),
    M("note = \"It shows", "notes = \"It shows", "unknown-key", 30, 1, 'Did you mean "note"?'),
    M('answer = "Yes."', 'anwser = "Yes."', "unknown-key", 31, 1, 'Did you mean "answer"?'),
    M('outcome = "full"', 'outcom = "full"', "unknown-key", 77, 1, 'Did you mean "outcome"?'),
    M('ending = "in-time"\n', 'endng = "in-time"\n', "unknown-key", 76, 1, 'Did you mean "ending"?'),
    M('sets = ["knows', 'set = ["knows', "unknown-key", 22, 49, 'Did you mean "sets"?'),
    M("when = ", "wenn = ", "unknown-key", 49, 1, 'Did you mean "when"?'),
    M("when = ", "if = ", "unknown-key", 49, 1, 'Did you mean "when"?'),
    M("when = ", "condition = ", "unknown-key", 49, 1, 'Did you mean "when"?'),
    M("boils =", "boil =", "unknown-key", 17, 1, 'Did you mean "boils"?'),
    M("[on]", "[On]", "unknown-key", 16, 2, 'Did you mean "on"?'),
    M("anger = 50", "Anger = 50", "unknown-key", 14, 1, 'Did you mean "anger"?'),
    M('start = "opening"\n\n[customer]\n', '\n[customer]\nstart = "opening"\n', "unknown-key", 11, 1,
      "start belongs at the top of the file"),
    M("anger = 50", "anger = 50\n[customer.weights]\nlesson = \"x\"", "unknown-key", 16, 1,
      "lesson belongs at the top of the file"),
    M('note = "It shows', 'nudge = "Well?"\nnote = "It shows', "unknown-key", 30, 1, "belongs to the scene"),
    M('note = "It shows', 'says = "Well?"\nnote = "It shows', "unknown-key", 30, 1, "belongs to the scene"),
    M("level = 2", 'level = 2\nlanguage = "english"', "unknown-language", 7, 12, 'Did you mean "en"?'),
    M("level = 2", 'level = 2\nlanguage = "de_DE"', "bad-value", 7, 12, 'Use "de-DE".'),
]
VALUES = [
    M('mood = ">= calm"', 'mood = ">= clam"', "bad-value", 87, 39, 'Did you mean ">= calm"?'),
    M('mood = ">= calm"', 'mood >= "calm"', "toml-syntax", 87, 37, 'Use mood = ">= calm".'),
    M('mood = ">= calm"', 'mood = "at least calm"', "bad-value", 87, 39, 'Use ">= calm".'),
    M('mood = ">= calm"', 'mood = "calm"', "bad-value", 87, 39, 'Use ">= calm" for calm or better'),
    M('mood = ">= calm"', 'qa = "90%"', "bad-value", 87, 37, "Use 90, without quotes."),
    M('mood = ">= calm"', 'anger = ">= calm"', "bad-value", 87, 40, "only mood can be compared with a band"),
    M("level = 2", 'level = "2"', "wrong-type", 6, 9, "Use 2, without quotes."),
    M("level = 2", "level = 2,5", "toml-syntax", 6, 9, "Use level = 2 or 3"),
    M("anger = 50", "anger = 50,5", "toml-syntax", 14, 9, "Use anger = 50 or 51"),
    M("anger = 50", "anger = 50.5", "wrong-type", 14, 9, "Use 50 or 51."),
    M("anger = 50", "anger = 50%", "toml-syntax", 14, 9, "Use anger = 50."),
    M("anger = 50", "anger = 150", "bad-value", 14, 9, "Use a number from 0 to 100."),
    M("level = 2", "level = 7", "bad-value", 6, 9, "Use a number from 1 to 5."),
    M("clock = 30", "clock = 3", "bad-value", 8, 9, "Use a number from 5 to 600, or 0."),
    M("clock = 30", 'clock = "30s"', "wrong-type", 8, 9, "Use 30"),
    M("clock = 30", 'clock = "thirty"', "wrong-type", 8, 9, "Use a number from 5 to 600, or 0."),
    M("anger = 50", "anger = 50\n[customer.weights]\nown = 1.5", "wrong-type", 16, 7, "percentages: use 150"),
    M("anger = 50", "anger = 50\n[customer.weights]\nempathise = 150", "unknown-skill", 16, 1, '"empathize"?'),
    M('["reflect", "own"]', '"reflect, own"', "wrong-type", 29, 10, 'Use ["reflect", "own"].'),
    M('["reflect", "own"]', '["reflect, own"]', "unknown-skill", 29, 11, 'Use 2 entries: "reflect", "own".'),
    M('["listen", "own-it", "courier"]', '"listen, own-it, courier"', "wrong-type", 86, 9,
      'Use ["listen", "own-it", "courier"].'),
    M('["listen", "own-it", "courier"]', '["listen, own-it, courier"]', "unknown-move", 86, 10,
      'Use 3 entries: "listen", "own-it", "courier".'),
    M(SECOND, SECOND + "\nwait = 2", "wrong-type", 36, 8, "Use wait = { ticks = 2 }."),
    M(SECOND, SECOND + '\nonce = "yes"', "wrong-type", 36, 8, "Use true, without quotes."),
    M(SECOND, SECOND + "\nonce = 1", "wrong-type", 36, 8, "Use true."),
    M(SECOND, SECOND + '\ndecline = "maybe"', "wrong-type", 36, 11, "Use true or false, without quotes."),
    M('["reflect", "own"]', '["reflect", "empathise"]', "unknown-skill", 29, 22, '"empathize"?'),
    M('["reflect", "own"]', '["empathy"]', "unknown-skill", 29, 11, '"empathize"?'),
    M('["reflect", "own"]', '["dismiss"]', "unknown-skill", 29, 11, '"dismiss" is a slip: put it in slips.'),
    M('slips = ["dismiss"]', 'slips = ["own"]', "unknown-slip", 37, 10, '"own" is a skill: put it in skills.'),
    M('"steady"', '"choleric"', "bad-value", 13, 15, "Allowed: steady, sunny,"),
    M('channel = "phone"', 'channel = "telephone"', "bad-value", 5, 11, 'Did you mean "phone"?'),
    M('outcome = "full"', 'outcome = "good"', "bad-value", 77, 11, "Allowed: full, alternative, none."),
    M('\noutcome = "full"', "", "bad-value", 76, 10, 'Add outcome = "…"'),
    M('ending = "in-time"\n', 'ending = true\n', "wrong-type", 76, 10, 'ending = "…"'),
    M('ending = "in-time"\n', 'ending = "In time!"\n', "bad-name", 76, 10, 'Use "in-time".'),
    M('boils = "outburst"', 'boils = ["outburst"]', "wrong-type", 17, 9, 'Use "outburst".'),
    M('says = "So what now?"', 'says = { text = "So what now?" }', "wrong-type", 43, 8,
      'says = [{ text = … }]'),
    M('format = 1', 'format = 2', "bad-value", 1, 10, "Use 1."),
    M('format = 1', 'format = 1.0', "wrong-type", 1, 10, "Use 1."),
    M('format = 1', 'format = "1"', "wrong-type", 1, 10, "Use 1"),
    M('format = 1\n', '', "missing-key", 1, 1, "Add format = 1 as the first line."),
    M('name = "Mara Lind"\n', '', "missing-key", 11, 2, 'Add name = "…"'),
    M('id = "many-calls"\n', '', "missing-key", 34, 18, 'Add id = "…"'),
    M('id = "own-it"\n', '', "missing-key", 26, 18, 'Add id = "…"'),
    M('text = "Send it in, and we repair it."\n', '', "missing-key", 55, 19, 'Add text = "…"'),
    M('"Send it in, and we repair it."', '" "', "bad-value", 57, 8, "Add the text"),
    M('[customer]\nname = "Mara Lind"\ntemperament = "steady"\nanger = 50\n', 'customer = "Mara Lind"\n',
      "wrong-type", 11, 12, 'Use [customer], and name = "Mara Lind" below it.'),
    M(SECOND, 'id = "many calls"', "bad-name", 35, 6, 'Use "many-calls".'),
    M('id = "own-it"', 'id = "Own it"', "bad-name", 27, 6, 'Use "own-it".'),
    M(SECOND, 'id = "listen"', "bad-name", 35, 6, "Choose another name."),
    M(SECOND, 'id = "own-it"', "duplicate-reply", 35, 6, "Give each reply in a scene a different id."),
    M('to = "in-time"\n', '', "stay-without-once", 45, 19, 'Add to = "…"'),
]
TABLES = [
    M(CHOOSING, "[scene.choosing]", "unknown-key", 42, 2, 'Did you mean "scenes"?'),
    M(REPLY, "[[scene.opening.replies]]", "unknown-key", 26, 3, 'Did you mean "scenes"?'),
    M(REPLY, "[[scenes.opening.reply]]", "unknown-key", 26, 18, 'Did you mean "replies"?'),
    M(CHOOSING, "[[scenes.choosing]]", "wrong-type", 42, 10, "Use [scenes.choosing], with single brackets."),
    M("[[tests]]", "[tests]", "wrong-type", 84, 2, "Use [[tests]], with two brackets."),
    M("[[tests]]", "[test]", "unknown-key", 84, 2, 'Did you mean "tests"?'),
    M("[[tests]]", "[[test]]", "unknown-key", 84, 3, 'Did you mean "tests"?'),
    M(CHOOSING, "[scenes choosing]", "toml-syntax", 42, 2, "Use [scenes.choosing]."),
    M(CHOOSING, "[scenes.choosing it]", "toml-syntax", 42, 2, "Use [scenes.choosing-it].", False),
    M(CHOOSING, "[scenes.prüfen]", "toml-syntax", 42, 2, "Use [scenes.pruefen].", False),
    M(CHOOSING, '["scenes.choosing"]', "unknown-key", 42, 2, "Use [scenes.choosing], without quotes."),
    M(CHOOSING, "[choosing]", "unknown-key", 42, 2, "Use [scenes.choosing]."),
    M("[[scenes.choosing.replies]]", "[[choosing.replies]]", "unknown-key", 45, 3, "Use [[scenes.choosing.replies]]."),
    M("[[scenes.choosing.replies]]", "[[replies]]", "unknown-key", 45, 3, "Use [[scenes.NAME.replies]]"),
    M(CHOOSING, "[scenes.Choosing]", "unknown-scene", 42, 9, 'Did you mean "choosing"?'),
    M("[[scenes.choosing.replies]]", "[[scenes.chosing.replies]]", "unknown-scene", 45, 10, 'Did you mean "choosing"?'),
    M("[scenes.opening]", "[scenes.opning]", "unknown-scene", 19, 9, 'Did you mean "opening"?'),
    M("[[scenes.opening.replies]]", "[scenes.opening.replies]", "toml-syntax", 26, 2, "with two brackets"),
    M("[scenes.outburst]\n", "", "unknown-key", 63, 1, "Add [scenes.outburst] above this line."),
    M("[customer]\n", "", "unknown-key", 11, 1, "Add [customer] above this line."),
    M("[on]\n", "", "unknown-key", 16, 1, "Add [on] above this line."),
    M("[[tests]]\n", "", "unknown-key", 84, 1, "Add [[tests]] above this line."),
    M("[[scenes.outburst.replies]]\n", "", "unknown-key", 66, 1, "Add [[scenes.outburst.replies]] above this line."),
    M(f"{REPLY}\n{SECOND}", SECOND, "toml-syntax", 34, 1, "add [[scenes.opening.replies]] above it"),
    M('\nending = "in-time"', "", "missing-key", 74, 9, 'Add ending = "…"'),
]
NAMES = [
    M('to = "later"', 'to = "latr"', "unknown-scene", 61, 6, 'Did you mean "later"?'),
    M('to = "later"', 'to = "repaired"', "unknown-scene", 61, 6, 'That is an ending; use its scene, "later".'),
    M('to = "later"', 'to = "scenes.later"', "unknown-scene", 61, 6, 'Use "later".'),
    M('to = "@resume"', 'to = "resume"', "unknown-scene", 72, 6, 'Use "@resume".'),
    M('to = "later"', 'to = "END"', "unknown-scene", 61, 6, "Use the name of a scene in this file."),
    M('sets = ["knows-visit"]', 'sets = "knows-visit"', "wrong-type", 22, 56, 'Use ["knows-visit"].'),
    M('"own-it", "courier"]', '"own-itt", "courier"]', "unknown-move", 86, 20, 'Did you mean "own-it"?'),
    M('ending = "in-time", mood', 'ending = "in-tme", mood', "unknown-ending", 87, 21, 'Did you mean "in-time"?'),
    M('mood = ">= calm" }', "mood = >= calm }", "toml-syntax", 87, 39, 'Use mood = ">= calm"'),
    M(SECOND, 'id = "own-it"', "duplicate-reply", 35, 6, "Give each reply in a scene a different id."),
    M('id = "courier"', 'id = "curier"', "unknown-reply", 46, 6, 'Did you mean "courier"?'),
    M('ending = "in-time"\n', 'ending = "in-tiem"\n', "unknown-ending", 76, 10, 'Did you mean "in-time"?'),
    M('to = "later"', 'to = "laeter"', "unknown-scene", 61, 6, 'Did you mean "later"?'),
]


def _guard(new: str, column: int, hint: str, rule: str = "bad-guard") -> Mistake:
    """Return a mistake in the one guard; where that is no longer about the flag, another warning says so later."""
    return M(GUARD, new, rule, 49, column, hint, "visit" in new)


GUARDS = [
    _guard("\"flag('knows-visit') && mood >= angry\"", 29, 'Use "and" instead.'),
    _guard("\"flag('knows-visit') || mood >= angry\"", 29, 'Use "or" instead.'),
    _guard("\"!flag('knows-visit')\"", 9, 'Use "not"'),
    _guard("\"mood >= angry and anger = 40\"", 33, "Use ==, >= or <= to compare."),
    _guard('"anger <> 40"', 15, "Use !=."),
    _guard("\"flag('knows-visit') AND mood >= angry\"", 29, 'Use "and", in lower-case letters.'),
    _guard('"flag(knows-visit)"', 14, "Use flag('knows-visit')."),
    _guard('"knows-visit"', 9, "Use flag('knows-visit')."),
    _guard('"not knows-visit"', 13, "Use flag('knows-visit')."),
    _guard('"$anger > 40"', 9, "Use the name alone"),
    _guard("\"flag['knows-visit']\"", 13, "Use round brackets"),
    _guard('"flag("knows-visit")"', 14, "Use when = 'flag(\"knows-visit\")'.", "toml-syntax"),
    _guard('"flag(‘knows-visit’)"', 14, "Use straight quotes"),
    _guard("\"mood >= 'calm'\"", 17, "Use calm, without quotes."),
    _guard('"anger > calm"', 17, "Use mood >= calm"),
    _guard('"mood >= happy"', 17, "pleased, delighted"),
    _guard("\"used('own')\"", 9, "used('own') > 0"),
    _guard("\"used('owm') > 0\"", 15, 'Did you mean "own"?', "unknown-skill"),
    _guard("\"chose('many-calls')\"", 16, 'Did you mean "opening.many-calls"?', "unknown-reply"),
    _guard("\"chose('agree')\"", 16, 'Did you mean "outburst.agree"?', "unknown-reply"),
    _guard("\"chose('opening.many-cals')\"", 16, 'Did you mean "opening.many-calls"?', "unknown-reply"),
    _guard("\"seen('outbrust')\"", 15, 'Did you mean "outburst"?', "unknown-scene"),
    _guard('"anger > 40.5"', 17, "Use 40."),
    _guard('"anger + heard > 40"', 15, "A guard can't add"),
    _guard('""', 9, "Leave the key out"),
    _guard('"flag(\'knows-visit\') == 1"', 9, "Leave the comparison out"),
    _guard('"true"', 9, "Leave the key out"),
    _guard('true', 8, "Leave the key out", "wrong-type"),
    _guard('"anger is 40"', 15, "Use ==."),
    _guard('"anger > 40%"', 19, "Leave the % out."),
    _guard('"angry"', 9, "mood < frustrated"),
    _guard("\"if flag('knows-visit')\"", 9, 'Leave "if" out.'),
    _guard("\"flag('know-visit')\"", 15, 'Did you mean "knows-visit"?', "flag-never-set"),
    _guard("\"flag('knows_visit')\"", 14, "Use flag('knows-visit')."),
    _guard('"flag(knows_visit)"', 14, "Use flag('knows-visit')."),
    _guard('"knows_visit"', 9, "Use flag('knows-visit')."),
    _guard("\"flag('knows-visit' and anger > 3\"", 28, "Add ) after it."),
    _guard('"chose(opening.own-it)"', 22, "Put the names in quotes"),
    _guard("\"flag('knows-visit') is true\"", 9, "Use just flag('knows-visit')."),
    _guard("\"flag('knows-visit') == false\"", 9, "Use just not flag('knows-visit')."),
    _guard("\"mood is calm\"", 14, "Use mood >= calm for calm or better"),
    _guard('"mood >= calm or better"', 22, 'Leave "or better" out'),
    _guard('"anger is more than 40"', 15, "Use >."),
    _guard('"anger >= high"', 18, "Use a whole number, as in anger >= 40."),
    _guard('"once"', 9, "give the reply itself once = true"),
    _guard('"always"', 9, "Leave the key out"),
    _guard('"silence"', 9, "the scene's on_silence says where it leads"),
    _guard('"flag knows-visit"', 9, "Use flag('knows-visit')."),
    _guard('"chose(own-it)"', 15, "Use chose('SCENE.own-it'), with the name of the reply's scene."),
    _guard("\"chose('own_it')\"", 15, "Use chose('SCENE.own-it'), with the name of the reply's scene."),
    _guard('"mood >= "calm""', 17, "mood >= calm", "toml-syntax"),
    _guard('"mood >= very_calm"', 17, 'Did you mean "calm"?'),
]
COMMENTS = [
    M("level = 2", "# simulator: ignore promis-never-kept because\nlevel = 2", "unused-ignore", 6, 1,
      'Did you mean "promise-never-kept"?', False),
    M("level = 2", "# simulator: ignore promis-never-kept\nlevel = 2", "unused-ignore", 6, 1,
      'Did you mean "promise-never-kept"?', False),
    M("level = 2", "# simulator ignore promis-never-kept because\nlevel = 2", "unused-ignore", 6, 1,
      'Did you mean "promise-never-kept"?', False),
    M(WITH_NOTE, f"# simulator: ignor missing-note because\n{WITHOUT_NOTE}", "bad-ignore", 56, 1,
      "Use # simulator: ignore missing-note"),
    M("level = 2", "# simulator: ignore bad-value because\nlevel = 2", "unused-ignore", 6, 1, "Delete the comment."),
    M("level = 2", "# simulator: ignore bad-value because\nlevel = 9", "bad-value", 7, 9, "A comment can't accept an error"),
    M(WITH_NOTE, f"# simulator ignore missing-note because\n{WITHOUT_NOTE}", "bad-ignore", 56, 1,
      "Use # simulator: ignore missing-note"),
    M(WITH_NOTE, f"# simulator: ignore: missing-note because\n{WITHOUT_NOTE}", "bad-ignore", 56, 1,
      "Use # simulator: ignore missing-note"),
]
TOML = [
    M("level = 2", "<<<<<<< HEAD\nlevel = 2\n=======\nlevel = 3\n>>>>>>> other", "toml-syntax", 6, 1,
      "Keep one of the two"),
    M("level = 2", "-- a comment\nlevel = 2", "toml-syntax", 6, 1, "Use # instead."),
    M("level = 2", "// a comment\nlevel = 2", "toml-syntax", 6, 1, "Use # instead."),
    M("level = 2", "- level = 2", "toml-syntax", 6, 1, "Use level = 2, without the -."),
    M("level = 2", "level: 2", "toml-syntax", 6, 6, "Use level = 2."),
    M("level = 2", "level 2", "toml-syntax", 6, 7, "Use level = 2."),
    M("level = 2", "level =", "toml-syntax", 6, 8, "Put the value on the same line"),
    M("level = 2", "level = 2;", "toml-syntax", 6, 10, "Delete it"),
    M("level = 2", "level = 2,", "toml-syntax", 6, 10, "Delete the comma."),
    M("level = 2", "level\u00a0= 2", "toml-syntax", 6, 6, "Delete it, or type a plain space"),
    M("level = 2", "level = 2\nlevel = 3", "toml-syntax", 7, 1, "Keep one of the two."),
    M("level = 2", "level = 050", "toml-syntax", 6, 9, "Use level = 50.", False),
    M("format = 1\n", "```toml\nformat = 1\n", "toml-syntax", 1, 1, "Delete this line"),
    M('"The cold kettle"', "The cold kettle", "toml-syntax", 2, 9, 'Use title = "The cold kettle"'),
    M('"The cold kettle"', "“The cold kettle”", "toml-syntax", 2, 9, 'Use title = "The cold kettle"'),
    M('"The cold kettle"', '"The cold kettle”', "toml-syntax", 2, 25, 'Close it with a straight "'),
    M('"The cold kettle"', '"The cold kettle', "toml-syntax", 2, 9, 'Put " at the end of the text'),
    M('"We\'ve a lot of calls today."', "'We've a lot of calls today.'", "toml-syntax", 36, 11,
      'Use text = "We\'ve a lot of calls today."'),
    M('["reflect", "own"]', '["reflect" "own"]', "toml-syntax", 29, 20, "Add a comma here."),
    M('["reflect", "own"]', '("reflect", "own")', "toml-syntax", 29, 10, "Use [ and ]"),
    M('["reflect", "own"]', '["reflect", "own"', "toml-syntax", 29, 10, "Put ] after its last entry."),
    M('["reflect", "own"]', '"reflect", "own"', "toml-syntax", 29, 19, "Put [ before the first value"),
    M(CHOOSING, "[scenes.choosing", "toml-syntax", 42, 1, "Use [scenes.choosing]."),
    M(REPLY, "[[scenes.opening.replies]", "toml-syntax", 26, 1, "Use [[scenes.opening.replies]]."),
    M(SECOND, SECOND + "\nonce = yes", "toml-syntax", 36, 8, "Use once = true"),
    M(SECOND, SECOND + "\nonce = True", "toml-syntax", 36, 8, "Use once = true"),
]
# fmt: on
MISTAKES = [*KEYS, *VALUES, *TABLES, *NAMES, *GUARDS, *COMMENTS, *TOML]
