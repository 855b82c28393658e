"""Check every regulation's Akoma Ntoso against the official schema: ``python -m bench.akn SCHEMA [--index DIR]``.

SCHEMA is ``akomantoso30.xsd`` as OASIS publishes it, beside the ``xml.xsd`` it imports. Prints how many are valid, and which are not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lxml import etree

from kb.export import exported
from kb.knowledge import KnowledgeBase


def main() -> int:
    """Validate, tell, and exit with 1 if any is not valid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    args = parser.parse_args()
    schema = etree.XMLSchema(etree.parse(str(args.schema)))
    kb = KnowledgeBase.open(args.index)
    keys = [holding.regulation.kunci for holding in kb.holdings() if holding.clauses]
    valid = {key: schema.validate(etree.fromstring(exported(kb, key, "akn").encode())) for key in keys}
    faults = [key for key, good in valid.items() if not good]
    print(f"{len(keys) - len(faults)} of {len(keys)} regulations valid against {args.schema.name}")
    for fault in faults:
        print(f"FAULT   {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
