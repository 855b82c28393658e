"""What the server writes to stderr: one JSON object a line; never a question, an answer, or who asked."""

from __future__ import annotations

import datetime
import json
import logging
import sys
import traceback
from types import TracebackType
from typing import Any


def event(name: str, **fields: Any) -> None:
    """Write one line: the time, what happened, and its fields."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    sys.stderr.write(json.dumps({"time": now, "event": name, **fields}, ensure_ascii=False) + "\n")
    sys.stderr.flush()


def fault_of(error: BaseException) -> dict[str, Any]:
    """An unforeseen exception as fields: its type and where it arose. Its message may hold a question, and is left out."""
    return {"exception": type(error).__name__, "at": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-6:]]


class _Lines(logging.Handler):
    """Other packages' warnings, in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; of an exception only what ``fault_of`` keeps."""
        error = record.exc_info[1] if record.exc_info else None
        told = fault_of(error) if error else {"message": record.getMessage()}
        event(f"log.{record.name}", level=record.levelname.lower(), **told)


def listen() -> None:
    """Bring the warnings of the web server into these lines, and nothing else of it."""
    for name in ("uvicorn", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [_Lines(logging.WARNING)], False
