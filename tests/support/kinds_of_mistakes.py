"""Kinds of single mistakes that can be made in any scenario file, as patterns of lines and what becomes of them.

A row is a name, the pattern of a line that the mistake can be made in, and what the match becomes: a template, or None where
its group `word` is misspelt, or `GONE` where the line is deleted. Names that end in a star may be told at another line, because
nothing says which of two spellings is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random

GONE = "\0"
_NUMBERS = "anger|heard|trust|patience|heat|boil|turn_cost|severity|hear_cost|heard_need|cool_cap"
_NUMBER = rf"^({_NUMBERS}) = (\d+)"
_TEXT = r'^(\w+ = )"([^"\\]*)"$'
_PLAIN = r'^(\w+ = .*["\]\d])$'
_ANY = r"^(\w+) = "

# fmt: off
ROWS = (
    ("a key", r"^(?P<word>[a-z_]{3,})(?= =)", None),
    ("a key with a capital", r"^([a-z])(?=[a-z_]+ =)", lambda found: found[1].upper()),
    ("a key with a hyphen", r"^([a-z]+)_([a-z_]+)(?= =)", r"\1-\2"),
    ("a key in braces", r"(?<=[{,] )(?P<word>[a-z_]{3,})(?= =)", None),
    ("a scene's header", r"^(\[scenes\.)(?P<word>[a-z0-9-]+)(?=\])", None),
    ("the header of a scene's replies", r"^(\[\[scenes\.)(?P<word>[a-z0-9-]+)(?=\.replies)", None),
    ("replies in a header", r"(?<=\.)(?P<word>replies)(?=\]\])", None),
    ("scenes in a header", r"(?<=\[)(?P<word>scenes)(?=\.)", None),
    ("one bracket too few", r"^\[\[([^\]]*)\]\]", r"[\1]"),
    ("one bracket too many", r"^\[(scenes\.[a-z-]+)\]", r"[[\1]]"),
    ("a bracket too many behind a header", r"^\[(customer)\]$", r"[\1]]"),
    ("a bracket too few before a header", r"^\[\[([^\]]*\.replies)\]\]$", r"[\1]]"),
    ("a header twice", r"^(\[\[[^\]]*\.replies\]\])$", r"\1" "\n" r"\1"),
    ("a test's header twice", r"^(\[\[tests\]\])$", r"\1" "\n" r"\1"),
    ("a name in a day's header", r"^\[\[days\]\]$", "[[days.monday]]"),
    ("a header with a colon", r"^(\[\[?[^\]]*\]\]?)$", r"\1:"),
    ("a header with a space", r"^\[scenes\.", "[scenes "),
    ("a header with a slash", r"^\[scenes\.", "[scenes/"),
    ("a header that isn't closed", r"^(\[\[?[^\]]*)\]\]?$", r"\1"),
    ("a header without scenes", r"^(\[\[?)scenes\.", r"\1"),
    ("a header with an underscore", r"^(\[scenes\.[a-z0-9]+)-([a-z0-9-]+)(?=\])", r"\1_\2"),
    ("tests in a header", r"^(\[\[)(?P<word>tests)(?=\]\])", None),
    ("days in a header", r"^(\[\[)(?P<word>days)(?=\]\])", None),
    ("a way on", r'^(to = ")(?P<word>[a-z-]+)(?=")', None),
    ("a way on with an underscore", r'^(to = "[a-z]+)-([a-z-]+)(?=")', r"\1_\2"),
    ("a way on as a list", r'^to = "([a-z-]+)"', r'to = ["\1"]'),
    ("a way on that is empty", r'^to = "([a-z-]+)"', 'to = ""'),
    ("a way on with a point", r'^to = "([a-z-]+)"', r'to = "\1."'),
    ("the start", r'^(start = ")(?P<word>[a-z-]+)(?=")', None),
    ("a scene of [on]", r'^((?:boils|walks) = ")(?P<word>[a-z-]+)(?=")', None),
    ("where silence leads", r'^(on_silence = ")(?P<word>[a-z-]+)(?=")', None),
    ("an id*", r'^(id = ")(?P<word>[a-z0-9-]+)(?=")', None),
    ("an id with spaces", r'^(id = "[a-z0-9]+)-([a-z0-9]+)(?=")', r"\1 \2"),
    ("a skill", r'^(skills = \[.*")(?P<word>[a-z]{4,})(?=")', None),
    ("a slip", r'^(slips = \[.*")(?P<word>[a-z]{4,})(?=")', None),
    ("skills as text", r'^skills = \["([a-z]+)"\]', r'skills = "\1"'),
    ("two skills in one text", r'^skills = \["([a-z]+)", "([a-z]+)"\]', r'skills = ["\1, \2"]'),
    ("a skill without quotes", r'^skills = \["([a-z]+)"', r"skills = [\1"),
    ("skills with a semicolon", r'^skills = \[("[a-z]+"), ', r"skills = [\1; "),
    ("skills without a comma", r'^skills = \[("[a-z]+"), ', r"skills = [\1 "),
    ("skills without a closing bracket", r"^skills = \[(.*)\]$", r"skills = [\1"),
    ("skills without an opening bracket", r"^skills = \[(.*)\]$", r"skills = \1]"),
    ("skills without brackets", r'^skills = \[(.*", .*)\]$', r"skills = \1"),
    ("skills in round brackets", r"^skills = \[(.*)\]$", r"skills = (\1)"),
    ("skills in braces", r"^skills = \[(.*)\]$", r"skills = {\1}"),
    ("a slip among skills", r'^skills = \["[a-z]+"', 'skills = ["blame"'),
    ("a skill among slips", r'^slips = \["[a-z]+"', 'slips = ["own"'),
    ("listen as a skill", r'^skills = \["[a-z]+"', 'skills = ["listen"'),
    ("a need", r'^(needs = \[.*?")(?P<word>[a-z]{5,})(?=")', None),
    ("a flag that is set*", r'^(sets = \[")(?P<word>[a-z0-9-]+)(?=")', None),
    ("a flag of a guard*", r"(flag\(')(?P<word>[a-z0-9-]+)(?=')", None),
    ("a promise*", r'^(promises = \[")(?P<word>[a-z0-9-]+)(?=")', None),
    ("a promise that is kept*", r'^(keeps = \[")(?P<word>[a-z0-9-]+)(?=")', None),
    ("a scene of a guard", r"((?:seen|listened|visits)\(')(?P<word>[a-z0-9-]+)(?=')", None),
    ("a reply of a guard", r"((?:chose|given)\('[a-z0-9-]+\.)(?P<word>[a-z0-9-]+)(?=')", None),
    ("a function of a guard", r"\b(?P<word>flag|seen|listened|visits|chose|given|promised|used)(?=\(')", None),
    ("a band", r"(?<=[<=] )(?P<word>furious|angry|frustrated|wary|calm|pleased|delighted)\b", None),
    ("a sign of a guard", r'(when = ".*)>=', r"\1=>"),
    ("and with a capital", r'(when = ".*[)a-z0-9]) and (?=[a-z])', r"\1 And "),
    ("a comma for and", r'(when = ".*[)a-z0-9]) and (?=[a-z])', r"\1, "),
    ("a guard that isn't closed", r"(when = \"[^\"]*'[a-z0-9.-]+')\)", r"\1"),
    ("a guard without quotes around its name", r"(when = \"[^\"]*[a-z]\()'([a-z0-9-]+)'", r"\1\2"),
    ("a guard with double quotes", r"(when = \"[^\"]*[a-z]\()'([a-z0-9.-]+)'", r'\1"\2"'),
    ("a guard without quotes", r'^when = "([^"]*)"(?= |$)', r"when = \1"),
    ("a guard that ends in and", r'(when = "[^"]*)"', r'\1 and"'),
    ("a level as text", r"^level = (\d)", r'level = "\1"'),
    ("a level as a word", r"^level = (\d)", "level = three"),
    ("a level out of range", r"^level = (\d)", "level = 9"),
    ("two levels", r"^level = (\d)", "level = 2-3"),
    ("a number as text", _NUMBER, r'\1 = "\2"'),
    ("a number as a word", _NUMBER, r"\1 = high"),
    ("a number below 0", _NUMBER, r"\1 = -5"),
    ("a number with a comma", _NUMBER, r"\1 = \g<2>,5"),
    ("a number with a point", _NUMBER, r"\1 = \g<2>.5"),
    ("a number with a unit", _NUMBER, r"\1 = \2 points"),
    ("a number with a zero before it", _NUMBER, r"\1 = 0\2"),
    ("true as text", r"^(once|decline|may_interrupt|abusive) = true", r'\1 = "true"'),
    ("yes for true", r"^(once|decline|may_interrupt|abusive) = true", r"\1 = yes"),
    ("true misspelt", r"^(once|decline|may_interrupt|abusive) = true", r"\1 = ture"),
    ("the channel", r'^(channel = ")(?P<word>[a-z]+)', None),
    ("another channel", r'^(channel = ")[a-z]+', r"\1fax"),
    ("the temperament", r'^(temperament = ")(?P<word>[a-z-]+)', None),
    ("an event", r'^(event = ")(?P<word>[a-z-]+)', None),
    ("an outcome", r'^(outcome = ")(?P<word>[a-z-]+)', None),
    ("an ending*", r'^(ending = ")(?P<word>[a-z-]+)(?=")', None),
    ("an ending with a capital", r'^(ending = ")([a-z])(?=[a-z-]+")', lambda found: found[1] + found[2].upper()),
    ("an ending of a test*", r'(expect = .*ending = ")(?P<word>[a-z-]+)(?=")', None),
    ("a figure of a test", r"(expect = \{.*)\b(?P<word>ending|outcome|mood|satisfaction|scene|turns|band)(?= =)", None),
    ("a comparison without quotes", r'(expect = .*mood = )"([^"]*)"', r"\1\2"),
    ("a comparison in words", r'(expect = .*[a-z] = ")>= ', r"\1at least "),
    ("expect without a closing brace", r"^(expect = .*?) ?\}$", r"\1"),
    ("a move*", r'^(moves = \[.*")(?P<word>[a-z0-9-]{4,})(?=")', None),
    ("an ellipsis among moves", r'^(moves = \["[a-z-]+", )', r"\1…, "),
    ("dots among moves", r'^(moves = \["[a-z-]+", )', r"\1..., "),
    ("an ellipsis in quotes among moves", r'^(moves = \["[a-z-]+", )', r'\1"…", '),
    ("moves as text", r'^moves = \["([a-z-]+)", "([a-z-]+)"\]', r'moves = "\1, \2"'),
    ("a day of a test", r'^(day = "[^"]+)(?=")', r"\1s"),
    ("] for }", r"^(\w+ = \{.*)\}$", r"\1]"),
    ("] for } within a list", r"^(  \{ .*)\},$", r"\1],"),
    ("} left out within a list", r"^(  \{ .*)\},$", r"\1,"),
    ("a comma for }", r"^(expect = \{.*) \}$", r"\1,"),
    ("a wait without ticks", r"wait = \{ ticks = \d+, ", "wait = { "),
    ("a wait as a number", r"wait = \{ ticks = (\d+).*?\}", r"wait = \1"),
    ("a critical error as text", r'critical = \{ kind = "(\w+)".*?\}', r'critical = "\1"'),
    ("curly quotes", _TEXT, r"\1“\2”"),
    ("German quotes", _TEXT, r"\1„\2“"),
    ("backticks", _TEXT, r"\1`\2`"),
    ("quotes twice", _TEXT, r'\1""\2""'),
    ("no opening quote", _TEXT, r'\1\2"'),
    ("no closing quote", _TEXT, r'\1"\2'),
    ("no quotes", _TEXT, r"\1\2"),
    ("the other closing quote", r'^(\w+ = )"([^"\\\']*)"$', r"""\1"\2'"""),
    ("quotes within a text", r'^(text = )"([^"\\ ]+ [^"\\ ]+) ([^"\\ ]+) ([^"\\]*)"$', r'\1"\2 "\3" \4"'),
    ("a text on two lines", r'^(text = )"([^"\\]*?\w) (\w[^"\\]*)"$', r'\1"\2' "\n" r'\3"'),
    ("a colon", _ANY, r"\1: "),
    ("no equals sign", r"^(\w+) = (?=[\"\d])", r"\1 "),
    ("two equals signs", _ANY, r"\1 == "),
    ("an arrow", _ANY, r"\1 => "),
    ("a semicolon at the end", r'^(\w+ = .*["\]\d}])$', r"\1;"),
    ("a comma at the end", r'^(\w+ = .*["\d])$', r"\1,"),
    ("a comment with slashes", r'^(\w+ = "[^"]*")$', r"\1 // why"),
    ("a no-break space", _ANY, "\\1\u00a0= "),
    ("a space that can't be seen", _ANY, "\\1\u200b = "),
    ("a byte order mark", _ANY, "\ufeff\\1 = "),
    ("a bullet", _ANY, r"• \1 = "),
    ("a hyphen", _ANY, r"- \1 = "),
    ("no value", r"^(\w+) = .*[^\[]$", r"\1 ="),
    ("a line twice", _PLAIN, r"\1" "\n" r"\1"),
    ("a conflict", _PLAIN, r"<<<<<<< HEAD" "\n" r"\1" "\n=======\n" r"\1" "\n>>>>>>> other"),
    ("the start of a conflict", _PLAIN, r"<<<<<<< HEAD" "\n" r"\1"),
    ("the end of a conflict", _PLAIN, r"\1" "\n>>>>>>> other"),
    ("a fence", _PLAIN, "```\n" r"\1"),
    ("a remark with a colon", _PLAIN, "Kim: please check this\n" r"\1"),
    ("a remark", _PLAIN, "TODO write this\n" r"\1"),
    ("a rule of dashes", r"^(\[.*\])$", "-----\n" r"\1"),
    ("a comment of a web page", r"^(\[.*\])$", "<!-- part two -->\n" r"\1"),
    ("no way on", r"^to = .*$", GONE),
    ("no id", r"^id = .*$", GONE),
    ("no text", r"^text = .*$", GONE),
    ("no note", r"^note = .*$", GONE),
    ("no outcome", r"^outcome = .*$", GONE),
    ("no ending", r"^ending = .*$", GONE),
    ("no moves", r"^moves = .*$", GONE),
    ("no title", r"^title = .*$", GONE),
    ("no start", r"^start = .*$", GONE),
    ("no header of a scene", r"^\[scenes\.[a-z0-9-]+\]$", GONE),
    ("no header of a reply", r"^\[\[scenes\.[a-z0-9-]+\.replies\]\]$", GONE),
    ("no header of a test", r"^\[\[tests\]\]", GONE),
    ("no header of the customer", r"^\[customer\]$", GONE),
    ("says as a table", r'^says = "(.*)"$', r'says = { text = "\1" }'),
    ("an answer as a list", r'^answer = "(.*)"$', r'answer = ["\1"]'),
    ("a text that is empty", r'^text = ".*"$', 'text = ""'),
    ("a key that there isn't", r"^(id = .*)$", r"\1" "\n" 'voice = "soft"'),
    ("a scene's key in a reply", r"^(id = .*)$", r"\1" "\n" 'nudge = "Well?"'),
    ("a reply's key in a scene", r"^(\[scenes\..*\])$", r"\1" "\n" 'skills = ["own"]'),
    ("the customer's key at the top", r"^(title = .*)$", r"\1" "\n" 'temperament = "steady"'),
    ("@resume", r'"@resume"', '"@resum"'),
)
# fmt: on


class Wrong(NamedTuple):
    """A file with one mistake, the line of it, and how many lines it has more."""

    text: str
    line: int
    longer: int


def misspelt(word: str, rng: random.Random) -> str:
    """Return a word with a letter missing, twice, or in the place of its neighbour."""
    if len(word) < 4:
        return word + word[-1]
    at = rng.randrange(1, len(word) - 2)
    if word[at] == word[at + 1] or "-" in word[at : at + 2]:
        return word + word[-1]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return rng.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped))


def with_mistake(text: str, row: tuple[str, str, object], rng: random.Random) -> Wrong | None:
    """Return a text with a mistake in one of the lines that it can be made in; None if there is no such line."""
    _, pattern, instead = row
    lines = text.split("\n")
    places = [
        index
        for index, line in enumerate(lines)
        if re.search(pattern, line.split(" #")[0].rstrip())
    ]
    if not places:
        return None
    index = rng.choice(places)
    bare = lines[index].split(" #")[0].rstrip()
    found = re.search(pattern, bare)
    assert found is not None
    if instead is None:
        start, end = found.span("word")
        changed = bare[:start] + misspelt(found["word"], rng) + bare[end:]
    else:
        new = instead(found) if callable(instead) else found.expand(str(instead))
        changed = bare[: found.start()] + new + bare[found.end() :]
    after = [] if GONE in changed else [changed]
    wrong = "\n".join((*lines[:index], *after, *lines[index + 1 :]))
    return Wrong(wrong, index + 1, changed.count("\n"))
