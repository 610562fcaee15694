"""Asks the Library of Congress's bagit.py whether a sealed pack is a valid BagIt bag.

    pack.py FOLDER      prints what it objects to; ends with 1 on any

Needs bagit (scripts/judging/requirements-exports.txt)."""

import logging
import sys
from pathlib import Path

import bagit


def problems(folder: Path) -> list[str]:
    """What is wrong with the bag, a sentence each."""
    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        details = getattr(error, "details", None) or [error]
        return [f"{folder}: {detail}" for detail in details]
    return []


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    found = problems(Path(sys.argv[1]))
    print("\n".join(found) or f"{sys.argv[1]}: a valid bag")
    sys.exit(bool(found))
