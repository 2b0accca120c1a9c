"""``letterbook serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.terminal.reporting import reporting, say
from generator.errors import UsageError


def serve(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR]…", help="The campaigns' folders; default this one.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address of this machine to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen at.")] = 8000,
    url: Annotated[
        str,
        typer.Option(
            metavar="URL", help="The address that people type, when a proxy with TLS stands before it."
        ),
    ] = "",
) -> None:
    """Serve the pages and the REST API of one or several campaigns, until it is stopped.

    The first start prints a link by which the first admin comes in. docs/server.md tells the rest.
    """
    with reporting(as_json=False):
        require_web()
        from generator.web.serving import serve as serve_campaigns
        from generator.web.settings import Settings
        from generator.workflow.office.login import office_login

        folders = folders or [Path()]
        serve_campaigns(Settings(tuple(folders), host, port, url, office_login()), say)


def require_web() -> None:
    """Refuse to go on without the libraries of the server.

    Raises:
        UsageError: they are not installed.
    """
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("argon2", "fastapi", "multipart", "uvicorn")):
        raise UsageError("the server is not installed", hint="install it with: pip install 'letterbook[web]'")
