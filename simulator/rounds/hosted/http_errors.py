"""What the HTTP library reports, told to the host in a line at most.

Anyone on the network can send something that isn't HTTP. The library answers it; the trainer's screen isn't written on.
"""

from __future__ import annotations

import logging
import sys

from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError

from simulator.records.log_file import logger_of

LOG = logger_of("rounds")


class _OneLine(logging.Handler):
    """Says nothing of what others sent, and of a fault of ours one line."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, (HttpProcessingError, RequestPayloadError, ConnectionError)):
            LOG.error("Server error", exc_info=record.exc_info)
            told = repr(error) if error else record.getMessage()
            print(f"simulator: server error: {told}", file=sys.stderr, flush=True)


def quiet_logger() -> logging.Logger:
    """Return the logger for the library to use."""
    logger = logging.Logger("simulator.rounds", logging.WARNING)
    logger.addHandler(_OneLine())
    return logger
