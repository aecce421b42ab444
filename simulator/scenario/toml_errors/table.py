"""The mistake behind each of tomli's messages: one table of what may be at the place, and what to say about it.

This is the one place that knows tomli's words. For each message it has cases in order, and the first that is the one at the
place counts. Most are a pattern with a sentence and a hint; the others are functions of `keys`, `values`, `quotes` and
`twice`. A message that is not known here, say of a later tomli, still gets a sentence and a place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from simulator.scenario.toml_errors import keys, quotes, values, whole_file
from simulator.scenario.toml_errors.case import Case, When, first
from simulator.scenario.toml_errors.survey import (
    HEADER,
    KEY_LINE,
    NAME,
    Mistake,
    deepest,
    longest_plain,
    survey,
)
from simulator.scenario.toml_errors.twice import given_twice

if TYPE_CHECKING:
    from simulator.scenario.toml_errors.case import Explain

_DEEP: Final = 100

# Where a case counts: in the header of a table, outside of brackets, in a list, in braces.
_HEADER: Final = (HEADER,)
_OUTSIDE: Final = ("",)
_LIST: Final = ("[",)
_NOT_LIST: Final = ("", "{")
_INSIDE: Final = ("[", "{")

# Words that several cases share.
_COMMENT: Final = ("A comment begins with #.", "Use # instead.")
_EARLY_END: Final = "Look above for a list or a table that is closed too early."
_WRITE_KEY: Final = f"Add key = before it. {_EARLY_END}"
_IN_BRACES: Final = (
    'Braces hold key = value; a list without keys needs square brackets, as in ["…"].'
)
_NO_LIST_KEY: Final = ("This list has no key before it.", _WRITE_KEY)
_KEY_IN_LIST: Final = ("A list can't hold a key by itself; put the key and its value in braces.",
                       'Use { key = "value" }.')  # fmt: skip
_NO_ENTRY: Final = ("There is a comma here with no entry before it.",
                    "Delete the comma, or add the missing entry.")  # fmt: skip
_NO_EQUALS: Final = "There is no equals sign after $name; write each line as key = value."
_TO_QUOTES: Final = "Keep all the words of a text inside its quotes, and put # before a comment."
_AFTER_HEADER: Final = "Only a # comment can follow $header on its line."
_NO_VALUE: Final = "There is no value after $key =."
_NO_TRUTH: Final = "$words is neither true nor false, and text needs quotes."
_BARE_TEXT: Final = ("$words is text without quotes.", "$write$text, with straight quotes.")
_LEFT_OUT: Final = r"(?:…|\.\.+)+"
_NOT_CLOSED: Final = "The text that $quote opens here isn't closed on its line."
_DOUBLE: Final = "Double the backslash: \\\\, or delete it."

# fmt: off
NO_KEY: Final = Case("=", "There is no key before this equals sign.", "Add the key before it, as in level = 2.")

_DASH: Final = Case(rf"(?P<dash>[-*•])[ \t]+(?=(?P<line>{KEY_LINE}[^\n]*))",
                    "A line with a key doesn't begin with $dash.", "Use $line, without the $dash.", fix="")

NO_STATEMENT: Final[tuple[Explain, ...]] = (
    values.unseen,
    whole_file.conflict,
    whole_file.fence,
    quotes.half_opened,
    quotes.curly,
    Case(r"//|/\*|;|%|<!--", *_COMMENT, fix="#"),
    _DASH,
    Case(r"--(?=[ \t])", *_COMMENT, fix="#"),
    NO_KEY,
    Case(r"[\]})]", "This $mark doesn't close anything.", f"Delete it. {_EARLY_END}", fix=""),
    Case(r"\{", "Braces hold the value of a key, but there is no key before them.",
         f"Add the key and = before them. {_EARLY_END}"),
    keys.lone_dot,
    Case(",", "There is a comma here, outside any list.", f"Delete it. {_EARLY_END}", fix=""),
    keys.odd_key,
    Case("", "A line can't begin with $mark; use key = value, a [table] or a # comment.",
         "Put # before a comment, and keep all the words of a text inside its quotes."),
)
NO_EQUALS: Final[tuple[Explain, ...]] = (
    values.unseen,
    values.unclosed,
    quotes.half_opened,
    Case(r"(?P<quote>[\"'])(?:(?!(?P=quote))[^\n=])*=",
         "The two $quote here have the equals sign between them, so it is read as part of the key.",
         "Type the key without quotes.", start="item"),
    Case(r"--(?=[ \t])", *_COMMENT, start="item", fix="#"),
    replace(_DASH, start="item"),
    Case(r"(?P<sign>>=|<=|==|!=|<|>)[ \t]*[\"']?(?P<number>[a-z]+|-?[0-9]+)[\"']?",
         "A comparison in braces comes after an equals sign, and in quotes.",
         "Use $name = \"$sign $number\".", within=("{",), fix="= \"$sign $number\""),
    keys.wrong_sign,
    Case(r"\]\]", "A [[ is missing here, before the table name.", "Use [[$name]].", at="item", within=_OUTSIDE,
         fix="[[", insert="item"),
    Case(r"\]", "A [ is missing here, before the table name.", "Use [$name].", at="item", within=_OUTSIDE,
         fix="[", insert="item"),
    values.list_in_braces,
    Case(r"[,\]}]", "$name has no value in these braces.", _IN_BRACES, at="item", within=_INSIDE),
    Case(r"[\"'][ \t]*=", "There is a quote after $name but none before it.", "Type $name without quotes.", fix=" ="),
    keys.no_sign,
    keys.odd_key,
    Case(r"[\"']", "This text has no key before it and isn't in a list.", _WRITE_KEY, start="item"),
    Case(r"[^\n]", _NO_EQUALS, f'To give it text, use $name = "…". {_TO_QUOTES}'),
    Case("", _NO_EQUALS, _TO_QUOTES, at="item"),
)
NAME_EXPECTED: Final = (
    Case(r"\S", "A key name is expected here, not $mark.", _IN_BRACES, within=("{",)),
    Case(r"\S", "A key name is expected here, not $mark."),
)
NO_NAME: Final[tuple[Explain, ...]] = (
    values.unseen,
    quotes.half_opened,
    values.unclosed,
    quotes.curly,
    keys.lone_dot,
    When(keys.follows_dot, (keys.odd_header, keys.odd_key, *NAME_EXPECTED)),
    Case(r"[\]\n#]", "This table header has no name.", "Add the name, as in [customer].",
         at="statement", within=_HEADER),
    Case(r"\[", "A table header opens with [ or [[, with no space between the brackets.",
         "Use [name], or [[name]] for a list.", at="statement", within=_HEADER),
    keys.odd_header,
    keys.table_before_table,
    Case(",", *_NO_ENTRY, fix=""),
    NO_KEY,
    values.wrong_closer,
    keys.odd_key,
    *NAME_EXPECTED,
)
NO_HEADER_END: Final[tuple[Explain, ...]] = (
    values.unseen,
    Case(rf"\[\[?[ \t]*(?P<written>{NAME})[ \t]*\]?[ \t]*(?=$|#)",
         "This table header opens with $opener but doesn't close with $closer.",
         "Use $opener$name$closer.", start="statement", fix="$opener$written$closer"),
    Case(r"[\n#\]]|\Z", "This table header opens with $opener but doesn't close with $closer.",
         "Use $opener$name$closer.", at="statement"),
    Case(",", *_NO_LIST_KEY, at="statement"),
    Case(r"\[\[?[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*[\"']", *_NO_LIST_KEY, start="statement"),
    Case("[=:]", "A table header holds a name and nothing else, but $mark follows.",
         "Put $opener$name$closer on this line and the rest on the next."),
    keys.odd_header,
)
NUMBER: Final = When(values.is_short, (
    Case(r"[–—−‐‑‒][ \t]*(?P<number>[0-9][0-9.]*)", "$mark is a dash, not the minus sign that numbers need.",
         "${write}-$number, with a plain -.", "value", fix="-$number"),
    Case(r"(?P<sign>[+-])[ \t]+(?P<number>[0-9][0-9.]*)", "There is a space between $sign and its number.",
         "$write$sign$number.", "value", fix="$sign$number"),
    Case(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+", "$words has commas in it, which numbers can't have.",
         "$write$digits.", "value", fix="$digits"),
    values.decimal,
    Case(r"(?P<sign>[+-]?)0+(?P<number>[0-9](?:\.?[0-9]+)*)", "$words begins with a zero, which numbers can't.",
         "$write$sign$number.", "value", fix="$sign$number"),
    Case(r"[+-]?[0-9]{1,3}(?:[ '.][0-9]{3})+", "$words isn't a number; write its digits together.",
         "$write$digits.", "value", fix="$digits"),
    Case(r"(?P<number>[+-]?[0-9]+)\.", "$words ends with a decimal point, and a number can't.", "$write$number.", "value",
         fix="$number"),
    Case(r"(?P<number>[+-]?[0-9]+)[ \t]*%", "$words has a percent sign, which numbers can't have.",
         "$write$number.", "value", fix="$number"),
))
BAD_DATE: Final = Case(".*", "$words isn't a real date.", "$write$text if it is text.", "value")
NO_VALUE: Final[tuple[Explain, ...]] = (
    values.unseen,
    values.unclosed,
    Case(",", *_NO_ENTRY, within=_LIST, fix=""),
    Case(r"[,\]})]", _NO_VALUE, "Add a value before the $mark.", within=_NOT_LIST),
    Case(r"[\n#]|\Z", _NO_VALUE, "Put the value on the same line; text needs straight quotes.", at="behind"),
    values.wrong_closer,
    quotes.curly,
    Case(KEY_LINE, *_KEY_IN_LIST, within=_LIST),
    Case(r"[=:]|(?<==)>(?!=)", "A key and its value have one equals sign between them and nothing else.",
         "Delete the $mark here.", fix=""),
    Case(r"\((?P<inner>[^()\n]*)\)", "A list needs square brackets, not round ones.", "Use [ and ] instead of ( and ).",
         fix="[$inner]"),
    Case(r"\(", "A list needs square brackets, not round ones.", "Use [ and ] instead of ( and )."),
    NUMBER,
    Case("(?i:true|false)", "$words must be in lower-case letters.", "$write$small.", "value", fix="$small"),
    Case("(?i:yes|on)", _NO_TRUTH, "${write}true, or $text if it is text.", "value", fix="true"),
    Case("(?i:no|off)", _NO_TRUTH, "${write}false, or $text if it is text.", "value", fix="false"),
    Case("(?i:none|null|nil|n/a)", "TOML has no empty value such as $words.",
         "Leave the whole line out, or use $text if it is text.", "value"),
    values.unopened_text,
    Case(r"[^{]*\}", "A { is missing here; its } is at the end of the line.", "Add { here.",
         "value", within=_OUTSIDE, fix="{ ", insert="value"),
    Case(r"[^\[]*\]", "A [ is missing here; its ] is at the end of the line.", "Add [ here.",
         "value", within=_OUTSIDE, fix="[", insert="value"),
    Case(_LEFT_OUT, "$words stands for entries that are left out, but a list must have them all.",
         "Write the missing entries here, each in quotes, or delete it.", "value", within=_LIST),
    Case(_LEFT_OUT, "$words stands for a value that is left out.", "Write the value here.", "value"),
    Case(KEY_LINE, "A second equals sign follows, so this can't be a value; text needs quotes.", "$write$text.",
         within=_OUTSIDE),
    Case(r".*\".*", "A value can't begin with $mark; text needs straight quotes.",
         "Delete the $mark, or add the quotes.", "value", within=_INSIDE),
    Case(".*", *_BARE_TEXT, "value", fix="$text"),
)
AFTER_NUMBER: Final = When(values.follows_number, (
    NUMBER,
    When(values.is_within_words, (
        Case(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", BAD_DATE.message, BAD_DATE.hint, "value"),
        Case(r"[+\d-].*", "$words isn't a number, and text needs quotes.", _BARE_TEXT[1], "value", fix="$text"),
        When(values.is_whole, (Case(".*", *_BARE_TEXT, "value", fix="$text"),)),
    )),
))
AFTER_STRING: Final = When(quotes.follows_string, (
    quotes.swallowed_curly,
    Case(r"(?P<quote>(?<=\")\"|(?<=')')", "There is one $quote too many here.", "Delete it; one $quote closes a text.",
         fix=""),
    quotes.apostrophe,
    quotes.empty_text,
    quotes.swallowed_item,
    Case(r"[\"']", "There is a second text after the first.", 'Put several texts in a list: ["…", "…"].', within=_OUTSIDE),
    quotes.inner_quote,
))
AFTER_STATEMENT: Final[tuple[Explain, ...]] = (
    values.unseen,
    keys.surplus_bracket,
    Case(r"//|/\*", *_COMMENT, within=_HEADER),
    Case(KEY_LINE, _AFTER_HEADER, "Put what follows on the next line.", within=_HEADER),
    Case("", _AFTER_HEADER, "Delete it, or put # before it.", within=_HEADER),
    quotes.curly,
    AFTER_NUMBER,
    AFTER_STRING,
    Case(r"//|/\*|--", *_COMMENT, fix="#"),
    Case(r",(?=[^\S\n]*(?:#|$))", "A line doesn't end with a comma.", "Delete the comma.", fix=""),
    values.bare_list,
    Case(r";[ \t]*(?P<comment>#[^\n]*)?$", "A line doesn't end with a semicolon.", "Delete it.", fix="$comment"),
    Case(";", "A line doesn't end with a semicolon.", "Delete it and everything after it."),
    values.missing_opener,
    Case(r"[\]})]", "This $mark doesn't close anything.", "Delete it, or add the matching opening bracket.", fix=""),
    Case(KEY_LINE, "$given begins on the same line as another key.", "Put it on its own line.", fix="\n", insert="pos"),
    Case("", "Only a # comment can follow $before on its line.",
         "If it belongs to the text, put it inside the quotes."),
)
BETWEEN_ITEMS: Final[tuple[Explain, ...]] = (
    values.unseen,
    values.unclosed,
    quotes.curly,
    values.wrong_closer,
    AFTER_STRING,
    AFTER_NUMBER,
    Case("[;，、؛،]", "Entries are separated by commas, not by $mark.", "Use a comma instead.", fix=","),
    Case("[=:]", *_KEY_IN_LIST, within=_LIST),
    Case("[=:]", "A comma or } is expected here, not $mark."),
    Case(r"//|/\*", *_COMMENT),
    Case(r"[^\W_]|[\"'\[{+-]", "A comma is missing here, between two entries.", "Add a comma here.", at="behind",
         fix=",", insert="behind"),
    Case("", "A comma or $closer is expected here, not $mark."),
)
NO_STRING_END: Final[tuple[Explain, ...]] = (
    Case("(?P<quotes>\"\"\"|''')", "The text that $quotes opens here is never closed.",
         "Put $quotes at the end of the text.", "opened"),
    quotes.wrong_end,
    quotes.closed_by_other,
    When(quotes.text_over_lines, (
        Case(r"(?P<quote>[\"'])", _NOT_CLOSED,
             "A text over several lines needs $quote$quote$quote before it and $quote$quote$quote after it.", "opened"),
    )),
    Case(r"(?P<quote>[\"'])(?P<inner>[^\n]*?)(?=[ \t]*$)", _NOT_CLOSED,
         "Put $quote at the end of the text, on the same line.", "opened", fix="$quote$inner$quote"),
)
BAD_ESCAPE: Final[tuple[Explain, ...]] = (
    quotes.windows_path,
    *(
        Case(rf"\\{letter}(?![0-9A-Fa-f]{{{digits}}})",
             f"\\{letter} must be followed by {words} digits (0 to 9, a to f).",
             f"Complete the number, or double the backslash: \\\\{letter}.", "backslash", fix="\\", insert="backslash")
        for letter, digits, words in (("x", 2, "two"), ("u", 4, "four"), ("U", 8, "eight"))
    ),
    Case(r"(?P<number>\\(?:x.{2}|u.{4}|U.{8}))", "$number isn't a valid character code.",
         "Type the character itself.", "backslash"),
    Case(r"\\(?P<letter>['’])", '$letter needs no backslash within "...".', "Delete the backslash.", "backslash",
         fix="$letter"),
    Case(r"\\(?:\s|\Z)", "A backslash begins a special character, but nothing follows this one.",
         _DOUBLE, "backslash", fix="\\", insert="backslash"),
    Case(r"\\(?P<letter>.)", "A backslash begins a special character, and \\$letter isn't one.",
         _DOUBLE, "backslash", fix="\\", insert="backslash"),
)
# fmt: on
NOT_A_DATE: Final[tuple[Explain, ...]] = (values.unseen, BAD_DATE)
GIVEN_TWICE: Final[tuple[Explain, ...]] = (given_twice,)

# By the start of tomli's message; the first that fits counts.
EXPLAINED: Final[tuple[tuple[str, tuple[Explain, ...]], ...]] = (
    ("Invalid statement", NO_STATEMENT),
    ("Expected '=' after a key", NO_EQUALS),
    ("Invalid initial character for a key part", NO_NAME),
    ("Expected ']' at the end of a table declaration", NO_HEADER_END),
    ("Expected ']]' at the end of an array declaration", NO_HEADER_END),
    ("Invalid value", NO_VALUE),
    ("Invalid date or datetime", NOT_A_DATE),
    ("Expected newline or end of document after a statement", AFTER_STATEMENT),
    ("Unclosed array", BETWEEN_ITEMS),
    ("Unclosed inline table", BETWEEN_ITEMS),
    ("Unterminated string", NO_STRING_END),
    ('Expected "\'"', NO_STRING_END),
    ("Expected \"'''\"", NO_STRING_END),
    ("Illegal character '\\n'", NO_STRING_END),
    ("Found invalid character '\\n'", NO_STRING_END),
    ("Unescaped '\\' in a string", BAD_ESCAPE),
    ("Invalid hex value", BAD_ESCAPE),
    ("Escaped character is not a Unicode scalar value", BAD_ESCAPE),
    ("Cannot declare", GIVEN_TWICE),
    ("Cannot mutate immutable namespace", GIVEN_TWICE),
    ("Cannot redefine namespace", GIVEN_TWICE),
    ("Cannot overwrite a value", GIVEN_TWICE),
    ("Duplicate inline table key", GIVEN_TWICE),
)


def find_mistake(text: str, message: str, pos: int) -> Mistake:
    """Return the mistake that made tomli stop at *pos* of *text* with *message*."""
    place = survey(text, min(pos, len(text)))
    cases = next(
        (cases for start, cases in EXPLAINED if message.startswith(start)), (values.unseen,)
    )
    # A later tomli may stop at places that these cases do not expect.
    with suppress(IndexError, ValueError):
        mistake = first(place, (quotes.runaway, *cases))
        if mistake is not None:
            return mistake
    return Mistake(place.pos, f"The file can't be read past this point ({message}).")


def find_excess(text: str, *, is_nesting: bool) -> Mistake:
    """Return the place in *text* that is too deep for Python or a number too long for it."""
    if not is_nesting:
        message = "This number has far too many digits."
        return Mistake(longest_plain(text), message, "Put it in quotes if it is text.")
    offset, depth = deepest(text)
    if depth > _DEEP:
        message = f"The brackets that open here are nested {depth} deep, which is too deep."
        return Mistake(offset, message, "Close each bracket before the next one opens.")
    message = "This key has far too many parts joined by dots."
    return Mistake(longest_plain(text), message, "Put a name with dots in it in quotes.")
