"""The error tree; every message names the thing, what was found and asked, and the remedy.

KbError
├── CorpusError          the corpus folder is missing, empty, or holds nothing readable
│   └── CatalogueError   a catalogue file breaks the schema or contradicts another
├── IndexUnusable        the index cannot be opened
│   ├── IndexMissing     there is none where it was looked for
│   ├── IndexMismatch    it was built from other settings, model or format than those asked for
│   └── IndexCorrupt     a file of it is missing or differs from the manifest
├── ModelError           an embedding model cannot be loaded
├── ReadError            one file cannot be read; becomes its verdict row, never stops a build
├── FetchError           an official text cannot be had; becomes its row in the report, or ends a fetch that cannot start
├── LocatorError         a text is not a locator or an address
├── QuestionError        a question or filter cannot be used as given
├── ServeError           the page cannot be served
└── BackupError          a backup cannot be written, or what it holds cannot be trusted

Messages reach users, so they are Indonesian.
"""

from __future__ import annotations


class KbError(Exception):
    """Anything foreseen that a caller must act on; the command line prints it as one line."""


class CorpusError(KbError):
    """A corpus folder is missing, empty, or holds nothing that could be read."""


class CatalogueError(CorpusError):
    """A catalogue file breaks the schema or contradicts another one."""


class IndexUnusable(KbError):
    """The index on disk cannot be opened."""


class IndexMissing(IndexUnusable):
    """No index stands where it was looked for."""


class IndexMismatch(IndexUnusable):
    """The index was built from other settings, another model or another format than asked for."""


class IndexCorrupt(IndexUnusable):
    """A file of the index is missing or differs from what the manifest says."""


class ModelError(KbError):
    """An embedding model cannot be loaded or does not give what its files promise."""


class ReadError(KbError):
    """One file cannot be read; a build records it as that file's verdict and goes on."""


class FetchError(KbError):
    """One official text cannot be had, which becomes its row in the report; or a fetch cannot start at all."""


class LocatorError(KbError, ValueError):
    """A text is not a locator or an address."""


class QuestionError(KbError):
    """A question or a filter cannot be used as it was given."""


class ServeError(KbError):
    """The page cannot be served."""


class BackupError(KbError):
    """A backup cannot be written, is damaged, or holds what no backup of ours holds."""
