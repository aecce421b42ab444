"""What the command `serve` accepts. Described in docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands


def add_server_commands(commands: Commands) -> None:
    """Add the commands of the standing server."""
    serve = commands.add(
        "serve",
        "serve",
        "run a standing server with accounts and classes",
        "serve --bind 192.168.1.20 --port 8443",
        commands.shared.library,
        commands.shared.log,
    )
    serve.add_argument(
        "--db",
        metavar="FILE",
        help="the server's file, created if it doesn't exist (default: yours)",
    )
    serve.add_argument("--bind", help="the address to serve on (default: this computer only)")
    serve.add_argument("--port", type=int, help="the port to serve on (default: any free one)")
    serve.add_argument(
        "--tls",
        choices=("auto", "on", "off"),
        help="auto: on, unless only this computer can connect (default: auto)",
    )
    serve.add_argument("--cert", metavar="FILE", help="your own certificate, in PEM format")
    serve.add_argument("--key", metavar="FILE", help="the certificate's key")
    serve.add_argument(
        "--public-url",
        metavar="URL",
        help="the address others use, if it differs, for example behind a proxy",
    )
    serve.add_argument(
        "--i-know", action="store_true", default=None, help="serve other computers without TLS"
    )
    serve.add_argument(
        "--new-link",
        metavar="NAME",
        help="print a link for this trainer to choose a new passphrase",
    )
    serve.add_argument(
        "--json", action="store_true", help="print how to connect as one line of JSON"
    )
