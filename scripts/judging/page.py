"""A page of several sections, each written by a program of its own."""

import re
from pathlib import Path


def sections(text: str) -> dict[str, str]:
    """The sections by their `## ` heading, in order, each with its heading; what comes before the first under the empty one."""
    parts = re.split(r"(?m)^(?=## )", text)
    return {part.splitlines()[0] if part.startswith("## ") else "": part for part in parts}


def joined(parts: dict[str, str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts.values()) + "\n"


def with_section(text: str, heading: str, body: str, before: str) -> str:
    """The page with that section replaced, or put in before another (last where that one is not there)."""
    parts, section = sections(text), f"{heading}\n\n{body}"
    if heading in parts:
        return joined(parts | {heading: section})
    ordered = {}
    for name, part in parts.items():
        if name == before:
            ordered[heading] = section
        ordered[name] = part
    return joined(ordered | {heading: section})


def write(page: Path, heading: str, body: str, before: str) -> None:
    """Puts a section into the page."""
    page.write_text(with_section(page.read_text(encoding="utf-8"), heading, body, before), encoding="utf-8")


def keeping(new: str, page: Path, before: str) -> str:
    """The new text, and the sections of the page that it says nothing of."""
    old = sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    for heading, part in old.items():
        if heading not in sections(new):
            new = with_section(new, heading, part.removeprefix(heading).strip("\n"), before)
    return new
