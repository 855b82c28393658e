"""Makes ``kb/read/vocabulary.txt``: how often each word stands in a set of Indonesian regulations.

    python -m bench.vocabulary BULK            # BULK: a folder of text files, searched whole

A line is ``word count``, most frequent first. Only words that stand in at least ``--texts`` texts are kept: a word of one
text alone says nothing of the language. Counts are facts; no running text is kept.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from kb.read.words import VOCABULARY, WORD


def main() -> None:
    """Write the file, and say to stderr what was counted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulk", type=Path)
    parser.add_argument("--texts", type=int, default=3)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for path in sorted(p for p in args.bulk.rglob("*") if p.is_file()):
        words = Counter(word.casefold() for word in WORD.findall(path.read_text("utf-8", "replace")))
        counts.update(words)
        texts.update(words.keys())
    kept = sorted((-counts[word], word) for word, times in texts.items() if times >= args.texts)
    VOCABULARY.write_text("".join(f"{word} {-count}\n" for count, word in kept), encoding="utf-8")
    print(f"{counts.total():,} words, {len(counts):,} different, {len(kept):,} kept in {VOCABULARY.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
