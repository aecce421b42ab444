"""The forms that a report can have: what each is called, how its file's name ends, and how it is written.

A form is imported when it is first written, because most of them are never needed in one run.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.report.results import Detail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from simulator.report.source import ReportSource
    from simulator.scenario.model import Scenario


class Form(StrEnum):
    """A form of a report."""

    TEXT = "text"
    HTML = "html"
    PLAYS = "plays"
    TURNS = "turns"
    ROSTER = "roster"
    VERSIONS = "versions"
    JSON = "json"
    XAPI = "xapi"


class FormWords(NamedTuple):
    """How the name of a form's file ends, and what the form is."""

    ending: str
    label: str


FORMS: Mapping[Form, FormWords] = MappingProxyType(
    {
        Form.TEXT: FormWords(".txt", "Text to read"),
        Form.HTML: FormWords(".html", "A page to open in a browser, send or print"),
        Form.PLAYS: FormWords(".csv", "A table with a row for each conversation"),
        Form.TURNS: FormWords("-moves.csv", "A table with a row for each move"),
        Form.ROSTER: FormWords("-roster.csv", "A table of scores for a learning platform"),
        Form.VERSIONS: FormWords(
            "-versions.csv", "A table with a row for each version of a scenario"
        ),
        Form.JSON: FormWords(".json", "Everything as JSON, for other programs"),
        Form.XAPI: FormWords("-xapi.json", "Statements for a learning record store"),
    }
)


def form_for(name: str, chosen: Form = Form.TEXT) -> Form:
    """Return the form that the ending of a file's name asks for: the chosen one if that fits, or if no form has the ending."""
    low = name.lower()
    kind = FORMS[chosen].ending.rpartition(".")[2]
    others = [form for form in FORMS if low.endswith(FORMS[form].ending)]
    if not others or (chosen is not Form.TEXT and low.endswith(f".{kind}")):
        return chosen
    return max(others, key=lambda form: len(FORMS[form].ending))


def detail_of(form: Form, best: Callable[[Scenario, str], int | None] | None = None) -> Detail:
    """Return how much has to be worked out of each play for a form."""
    return Detail(
        reasons=form in (Form.JSON, Form.TURNS),
        advice=form in (Form.TEXT, Form.HTML, Form.JSON),
        best=best,
    )


def has_names(form: Form) -> bool:
    """Return whether a form has the names of people, where they aren't replaced by pseudonyms."""
    return form not in (Form.XAPI, Form.VERSIONS)


def is_read(form: Form) -> bool:
    """Return whether people read a form, so that one conversation alone is told with its debrief."""
    return form in (Form.TEXT, Form.HTML)


def pieces_of(source: ReportSource, form: Form, *, excel: bool = False) -> Iterator[str]:
    """Return a report in a form, piece by piece; `excel` has tables as Excel takes them."""
    match form:
        case Form.JSON:
            from simulator.report.export.json_form import report_json

            return report_json(source)
        case Form.PLAYS | Form.TURNS | Form.ROSTER:
            from simulator.report.export import csv_form

            tables = {
                Form.PLAYS: csv_form.plays_csv,
                Form.TURNS: csv_form.turns_csv,
                Form.ROSTER: csv_form.roster_csv,
            }
            return tables[form](source, excel=excel)
        case Form.VERSIONS:
            from simulator.report.export.versions_csv import versions_csv

            return versions_csv(source, excel=excel)
        case Form.HTML:
            from simulator.report.export.html_form import report_html

            return report_html(source)
        case Form.XAPI:
            from simulator.report.export.xapi_form import report_xapi

            return report_xapi(source)
        case _:
            from simulator.report.export.text_form import report_text

            return report_text(source)


def endings_words(forms: Sequence[Form]) -> str:
    """Return what the endings of names stand for: `.txt is text to read, .html a page`."""
    return ", ".join(
        f"{FORMS[form].ending} {FORMS[form].label[:1].lower()}{FORMS[form].label[1:]}"
        for form in forms
    )
