"""Start a learning record store to try `simulator send` on: Ralph, with its statements in a file.

    python bench/store.py FOLDER [--port 8100]

Needs a Python that has `ralph-malph[full]`, which the program itself doesn't: make one with `python -m venv`. The user is
`class` with the password `secret`. In release 5.1.0 the file back-end answers every request after the first with an error 500,
because it tries to create its file again; here it appends. Then, with SIMULATOR_STORE_PASSWORD=secret:

    simulator send saves --to http://127.0.0.1:8100/xAPI --user class
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

USER, PASSWORD = "class", "secret"


def main() -> None:
    """Write the file of users, then serve until it is interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8100)
    options = parser.parse_args()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    users = folder / "auth.json"
    os.environ |= {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(users),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
    }
    if not users.exists():
        ralph = str(Path(sys.executable).with_name("ralph"))
        agent = ["-N", USER, "-A", USER, "https://store.invalid"]
        command = [ralph, "auth", "-u", USER, "-p", PASSWORD, "-s", "all", *agent, "-w"]
        subprocess.run(command, check=True)
    serve(options.port)


def serve(port: int) -> None:
    """Serve, with a file back-end that appends."""
    data = importlib.import_module("ralph.backends.data.base")
    file_store = importlib.import_module("ralph.backends.lrs.fs")
    file_store.FSLRSBackend.default_operation_type = data.BaseOperationType.APPEND
    server = importlib.import_module("uvicorn")
    server.run("ralph.api:app", host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
