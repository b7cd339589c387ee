"""A progress bar: tqdm's where it is installed, a plain one otherwise, and none where nobody looks."""
from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Watcher = Callable[[dict[str, Any]], None]


class Bar:
    """Shows how far a run is; use it as a context."""

    def __init__(self, title: str, wanted: bool | Watcher | None) -> None:
        self._watcher: Watcher | None = wanted if callable(wanted) else None
        self._shown = wanted is True or (wanted is None and _is_interactive())
        self._title = title
        self._bar: Any = None
        self._drawn = 0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()

    def show(self, progress: dict[str, Any]) -> None:
        if self._watcher is not None:
            self._watcher(progress)
        elif self._shown:
            done = min(1.0, max(0.0, float(progress.get("done") or 0)))
            if not self._draw_tqdm(done, str(progress.get("step") or "")):
                self._draw_plain(done, progress)

    def _draw_tqdm(self, done: float, step: str) -> bool:
        if self._bar is None and not self._drawn:
            try:
                from tqdm.auto import tqdm
            except ImportError:
                return False
            self._bar = tqdm(total=100, desc=self._title, unit="%", leave=False)
        if self._bar is None:
            return False
        self._bar.set_postfix_str(step, refresh=False)
        self._bar.update(round(done * 100) - self._bar.n)
        return True

    def _draw_plain(self, done: float, progress: dict[str, Any]) -> None:
        told = progress.get("secondsLeft")
        left = -1.0 if told is None else float(told)
        rest = f", {_span(left)} left in this step" if left >= 0 else ""
        bar = "█" * int(done * 24)
        line = f"{self._title} {bar:░<24} {done:.0%} {progress.get('step') or ''}{rest}"[:110]
        sys.stderr.write("\r" + line.ljust(self._drawn))
        sys.stderr.flush()
        self._drawn = max(self._drawn, len(line))


def _span(seconds: float) -> str:
    """A time for people, with as much of it as they can use."""
    for unit, name in ((3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.1f} {name}" if seconds < 10 * unit else f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} s"


def _is_interactive() -> bool:
    """A terminal, or a notebook."""
    shell = sys.modules.get("IPython")
    kernel = shell.get_ipython() if shell is not None and hasattr(shell, "get_ipython") else None
    return type(kernel).__name__ == "ZMQInteractiveShell" or (sys.stderr is not None and sys.stderr.isatty())
