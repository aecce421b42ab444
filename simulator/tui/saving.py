"""Save a report from a full screen: choose its format, then a name; afterwards the screen says where it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.report.export.forms import FORMS, Form
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, InputDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.play.report_files import ReportOffer
    from simulator.tui.program import Program

CANCEL = "cancel"
WITH_NAMES = "It has everyone's name in it. For pseudonyms instead, save it from “What the class did” while names are hidden."
WITH_PSEUDONYMS = (
    "Names are hidden, so the report uses pseudonyms. To include names, show them first."
)


@dataclass(frozen=True, slots=True)
class ReportSaving:
    """A report that is being saved from a screen."""

    app: Program
    offer: ReportOffer
    on_saved: Callable[[], None]
    pseudonyms: bool = False

    def ask_form(self, *sentences: str) -> None:
        """Ask for the form, below sentences on what will be in the report."""
        ways = [DialogOption(form.value, FORMS[form].label) for form in self.offer.forms]
        dialog = ChoiceDialog(
            "Save a report", [self.offer.about, *sentences], [*ways, DialogOption(CANCEL, "Cancel")]
        )
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, way: str | None) -> None:
        if way not in (None, CANCEL):
            form = Form(way)
            self._ask_name(form, self.offer.proposed(form), ())

    def _ask_name(self, form: Form, proposed: str, told: Sequence[str]) -> None:
        def named(name: str | None) -> None:
            if name:
                self.app.run_worker(self._save(name, form), group="report")

        self.app.push_screen(InputDialog("File name", proposed, told), named)

    async def _save(self, name: str, form: Form) -> None:
        """Write the report beside the screen, which stays quick; where that fails, ask again with what was typed."""
        try:
            saved = await asyncio.to_thread(self.offer.save, name, form, pseudonyms=self.pseudonyms)
        except SimulatorError as error:
            self._ask_name(form, name, [str(error)])
            return
        self.on_saved()
        self.app.notify(saved.sentence, markup=False)
        if saved.trouble:
            self.app.notify(saved.trouble, severity="warning", markup=False)
