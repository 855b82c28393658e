"""A process that reads one file after another, so that all processors read: ``python -m kb.read.worker``.

It also keeps a text that was made to be slow, or that fills memory, from costing more than its own verdict: the process
ends at its limits, and whoever asked starts another. Its argument is the limit in seconds. It is told the names of
instruments first, then asked of each file, and answers with an ``Answer``.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from kb import child
from kb.child import Child
from kb.errors import ReadError
from kb.read.pages import read_document
from kb.read.reading import Reading, Taken
from kb.read.sandbox import MEMORY, SECONDS


class _Asked(msgspec.Struct, array_like=True):
    """A file, its path in the system's own bytes, and its name in citations."""

    path: bytes
    name: str


class Answer(msgspec.Struct, array_like=True):
    """A reading as it is taken, packed, or why there is none; ``unopened`` if the file could not be opened."""

    reading: bytes = b""
    fault: str = ""
    unopened: bool = False


class Worker:
    """One such process, seen from the other side; it is started when it is first asked, and again if it ended."""

    def __init__(self, names: Sequence[str], seconds: int = SECONDS) -> None:
        self._names, self._seconds = names, seconds
        self._child: Child | None = None

    def read(self, path: Path, name: str) -> bytes:
        """A file's reading as it is ``Taken``, packed.

        Raises:
            ReadError: If it cannot be read, or the process ended over it.
            OSError: If it cannot be opened.
        """
        packed = self._started().ask(msgspec.msgpack.encode(_Asked(os.fsencode(path), name)))
        if packed is None:
            limits = f"{self._seconds} detik atau {MEMORY // 1024**2} MB"
            raise ReadError(f"pembaca berhenti (kode {self.close()}); naskah melewati batas {limits}; pecah berkasnya")
        answer = msgspec.msgpack.decode(packed, type=Answer)
        if answer.unopened:
            raise OSError(0, answer.fault)
        if answer.fault:
            raise ReadError(answer.fault)
        return answer.reading

    def close(self) -> int:
        """Let the process end; its exit code."""
        child, self._child = self._child, None
        return child.close() if child else 0

    def _started(self) -> Child:
        if self._child is None:
            self._child = Child("kb.read.worker", str(self._seconds))
            with suppress(BrokenPipeError):  # told when it is asked
                self._child.tell(msgspec.msgpack.encode(list(self._names)))
        return self._child


def _answered(path: Path, name: str, names: Sequence[str], seconds: int) -> Answer:
    try:
        document = read_document(path, name)
        signal.alarm(seconds)  # the process ends: a pattern that runs away hears nothing gentler
        return Answer(msgspec.msgpack.encode(Taken.of(Reading.of(document, names))))
    except ReadError as error:
        return Answer(fault=_legible(str(error)))
    except MemoryError:
        return Answer(fault=f"naskah memerlukan memori lebih dari batas {MEMORY // 1024**2} MB; pecah berkasnya")
    except OSError as error:
        return Answer(fault=_legible(error.strerror or str(error)), unopened=True)
    finally:
        signal.alarm(0)


def _legible(words: str) -> str:
    return words.encode("utf-8", "replace").decode()  # a file's name may hold bytes that are no letters


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told = child.asked()
    names = msgspec.msgpack.decode(next(told, b"\x90"), type=list[str])
    for packed in told:
        wanted = msgspec.msgpack.decode(packed, type=_Asked)
        answer = _answered(Path(os.fsdecode(wanted.path)), wanted.name, names, int(sys.argv[1]))
        child.answer(msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
