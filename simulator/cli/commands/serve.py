"""`simulator serve`: a standing server for a team, with accounts and classes."""

from __future__ import annotations

import contextlib
import json
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli import Exit
from simulator.cli.host_options import HostOptions, check_ranges, endpoint_given
from simulator.cli.host_start import loop_run
from simulator.errors import SimulatorError
from simulator.text import path_text

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.server.serving import Started

NEEDED = ("argon2", "jinja2")
"""The packages of the extra `server`; everything else of the program works without them."""


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of `simulator serve`; None means that the option was left out."""

    db: str | None = None
    bind: str | None = None
    port: int | None = None
    tls: str | None = None
    cert: str | None = None
    key: str | None = None
    public_url: str | None = None
    new_link: str | None = None
    i_know: bool | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Serve until a signal comes."""
    try:
        from simulator.server.serving import serve
    except ImportError as error:
        if (error.name or "").split(".")[0] not in NEEDED:
            raise
        raise SimulatorError(
            f"The server needs the package {error.name}, which isn't installed.",
            "Install the simulator with its extra: pip install 'customer-service-simulator[server]'.",
        ) from None
    from simulator.records.log_file import logger_of, round_log_path
    from simulator.rounds.hosted.endpoint import Endpoint

    given = HostOptions(
        bind=options.bind,
        port=options.port,
        tls=options.tls,
        cert=options.cert,
        key=options.key,
        public_url=options.public_url,
        i_know=options.i_know,
    )
    check_ranges(given)
    path = Path(options.db) if options.db else context.server_file
    context.open_log(round_log_path(path))

    def ready(started: Started) -> None:
        logger_of("server").info("simulator %s serves", __version__)
        announce(started, path, options)

    async def serving() -> bool:
        await serve(
            path,
            endpoint_given(given, Endpoint()),
            context.library,
            context.rounds_folder,
            context.round_reports,
            now=time.time,
            random=secrets.token_bytes,
            link_for=options.new_link,
            ready=ready,
        )
        return True

    with contextlib.suppress(KeyboardInterrupt):
        loop_run()(serving())
    print(f"The server has stopped. Everything is saved in {path_text(path)}.", file=sys.stderr)
    return Exit.DONE


def announce(started: Started, path: Path, options: Options) -> None:
    """Print how the server is reached, and a trainer's link once."""
    if options.json:
        document = {
            "url": started.url,
            "fingerprint": started.fingerprint,
            "link": started.link,
            "db": str(path),
        }
        print(json.dumps(document), flush=True)
        return
    print(f"Serving: {started.url}/\nSaved in: {path_text(path)}", flush=True)
    if started.link:
        what = "Choose a new passphrase" if options.new_link else "Make the first trainer's account"
        print(f"{what} within 15 minutes: {started.link}", flush=True)
