"""What a published folder doubts of the sheets, beside what is truly wrong with them."""

import json
import re
from pathlib import Path

from plant import Sheet


class Doubts:
    """What a published folder doubts of the sheets."""

    def __init__(self, published: Path):
        notes = json.loads((published / "notes.json").read_bytes())["notes"]
        self.notes = [n for n in notes if n["kind"] == "doubted"]
        layer = json.loads((published / "layers" / "sheets.geojson").read_bytes())["features"]
        self.sheets = {f["properties"]["sheet"]: f["properties"] for f in layer}

    def of(self, sheet: str) -> list[str]:
        wanted = re.compile(rf"^sheet:{re.escape(sheet)}(?![\w-])")
        return [n["message"] for n in self.notes if wanted.match(n["about"])]

    def name(self, sheet: str, key: str) -> bool:
        """Whether the key is named; `workshop` is not named by `workshop/c1`, which is another thing."""
        mention = re.compile(rf"(?<![\w/-]){re.escape(key)}(?![\w/-])")
        return any(mention.search(m) for m in self.of(sheet))

    def suspects(self, sheet: str) -> set[str]:
        listed = self.sheets.get(sheet, {}).get("suspect_controls") or []
        return {c["landmark"] if isinstance(c, dict) else c for c in listed}

    def mirrored(self, sheet: str) -> bool:
        return bool(self.sheets.get(sheet, {}).get("mirrored")) or any("mirror" in m for m in self.of(sheet))

    def turned(self, sheet: str, controls: tuple[str, ...]) -> bool:
        said = any(re.search(r"\bturned\b|\b180\b|upside down", m) for m in self.of(sheet))
        return said or 2 * len(self.suspects(sheet) & set(controls)) > len(controls)


def sheets_of(truth: Path) -> list[dict]:
    return [json.loads(p.read_bytes()) for p in sorted((truth / "sheets").glob("*.json"))]


def swaps(doubts: Doubts, truth: Path) -> dict:
    """The generator's own exchanges of two buildings, and how many of them are named."""
    pairs = [(t["sheet"], g["keys"]) for t in sheets_of(truth) for g in t["gross"] if g["kind"] == "swapped"]
    return {"planted": len(pairs), "named": sum(any(doubts.name(sheet, k) for k in keys) for sheet, keys in pairs)}


def alarms(doubts: Doubts, case: Path, truth: Path) -> dict:
    """Doubts about what is as the generator meant it to be, on the sheets without a mistake."""
    named, drawn, sheets, kinds = 0, 0, 0, {"mirrored": 0, "turned": 0}
    clean = [t for t in sheets_of(truth) if not t["gross"] and not t["wrong_control"]]
    for t in clean:
        sheet = Sheet(case, t["sheet"])
        keys = set(sheet.buildings()) | {n for f in sheet.features() for n in f["properties"].get("nodes") or [] if n}
        wrong = sum(doubts.name(t["sheet"], k) for k in keys)
        kinds["mirrored"] += doubts.mirrored(t["sheet"])
        kinds["turned"] += doubts.turned(t["sheet"], tuple(sheet.controls)) if sheet.controls else False
        named, drawn, sheets = named + wrong, drawn + len(keys), sheets + (wrong > 0)
    return {"named": named, "drawn": drawn, "alarmed": sheets, "sheets": len(clean)} | kinds
