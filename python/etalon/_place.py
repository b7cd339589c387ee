"""Where the server is and which token opens it."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .errors import NotSignedIn, Unreachable


def find(url: str | None, token: str | None) -> tuple[str, str]:
    """From the arguments, the environment, the server that runs here, or the last `etalon login`, in this order."""
    local = _json(_home() / "server.json").get("url", "")
    login = _json(_config() / "etalon" / "login.json")
    place = url or os.environ.get("ETALON_URL") or local or login.get("url", "")
    if not place:
        raise Unreachable(
            "no-server", f"No server runs on {_home()}.",
            "Start one with 'etalon up', or name one: etalon.connect('https://…', token='…'), or ETALON_URL and ETALON_TOKEN.")
    secret = token or os.environ.get("ETALON_TOKEN") or ""
    if not secret and _same(place, local):
        # The token of this machine is for the server of this machine, never for another address.
        secret = _text(_home() / "token")
    if not secret and _same(place, login.get("url", "")):
        secret = login.get("token", "")
    if not secret:
        raise NotSignedIn(
            "no-token", f"There is no token for {place}.", "Give one as token=… or ETALON_TOKEN; the account page of the portal makes one.")
    return place, secret


def _home() -> Path:
    if given := os.environ.get("ETALON_HOME"):
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME")
    return Path(data) / "etalon" if data else Path.home() / ".local" / "share" / "etalon"


def _config() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME")
    return Path(given) if given else Path.home() / ".config"


def _same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/") != ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _json(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(_text(file) or "{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
