"""The report of a class or of one of its assignments, to be saved as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from simulator.play.report_files import stem_of
from simulator.report.export.forms import FORMS, Form
from simulator.rounds.page_requests.forms import attachment
from simulator.server import words as site_words
from simulator.server.assignments.rows import assignments_of
from simulator.server.pages.library import now_of
from simulator.server.plays import words
from simulator.server.plays.class_report import played_in, report_text

if TYPE_CHECKING:
    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Ask what the report covers, its form, and whether it has names."""
    assignments = await assignments_of(visit.site.store, visit.its_class.id)
    return visit.page(
        "report.html",
        words.REPORT,
        of_class=visit.its_class,
        assignments=[(each.id, each.title) for each in assignments],
        forms=[(form.value, told.label) for form, told in FORMS.items()],
        first=Form.HTML.value,
    )


async def save(visit: Visit) -> web.Response:
    """Answer with the report as a file."""
    site, of_class = visit.site, visit.its_class
    titles = {each.id: each.title for each in await assignments_of(site.store, of_class.id)}
    form, what = visit.given("form"), visit.given("what")
    if form not in list(Form) or (what and what not in titles):
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=words.UNREADABLE_FORM
        )
    reported = await played_in(site.store, site.plays, of_class.id, what)
    title = f"{of_class.title}: {titles[what]}" if what else of_class.title
    named = visit.given("names") == "yes"
    text = await visit.site.plays.beside(
        lambda: report_text(title, reported, Form(form), now_of(visit), named=named)
    )
    return web.Response(
        body=text.encode("utf-8", "replace"),
        content_type="application/octet-stream",
        headers={"Content-Disposition": attachment(f"{stem_of(title)}{FORMS[Form(form)].ending}")},
    )
