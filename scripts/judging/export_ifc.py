"""An IFC file, opened by ifcopenshell: valid in schema and rules, a body for all that is drawn, claims as published.

`problems(folder)` reads the one `*.ifc` of a folder; with the published folder beside it, that too. Needs ifcopenshell,
and pytest, with which it evaluates the rules of the schema.
"""

import json
import multiprocessing
import sys
from pathlib import Path

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.element
import ifcopenshell.validate

DRAWN = ("IfcWall", "IfcSpace", "IfcDoor", "IfcWindow", "IfcBuildingElementProxy", "IfcGeographicElement", "IfcOpeningElement")
SET = "Locus_Provenance"
LABEL = 255  # the longest IfcLabel


def problems(folder: Path, published: Path | None = None) -> list[str]:
    files = sorted(Path(folder).glob("*.ifc"))
    if len(files) != 1:
        return [f"{len(files)} files in {folder}, one wanted"]
    ifcopenshell.get_log()  # what an earlier file left there
    try:
        model = ifcopenshell.open(str(files[0]))
    except Exception as error:  # whatever it raises, the file cannot be opened
        return [f"{files[0].name}: {error}"]
    found = [f"parser: {line}" for line in ifcopenshell.get_log().splitlines()]
    logger = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(model, logger, express_rules=True)
    found += [f"validate: {' '.join(str(s.get('message', s)).split())}"[:300] for s in logger.statements]
    found += earth_problems(model) + tree_problems(model) + body_problems(model)
    return found + (published_problems(model, Path(published)) if published else [])


def earth_problems(model) -> list[str]:
    conversions, systems = model.by_type("IfcMapConversion"), model.by_type("IfcProjectedCRS")
    if len(conversions) != 1 or len(systems) != 1 or not systems[0].Name.startswith("EPSG:"):
        return ["no way to the earth: one IfcMapConversion to one EPSG code wanted"]
    return []


def tree_problems(model) -> list[str]:
    """Everything hangs on the project, storeys on buildings; what fills an opening stands in a wall."""
    found = []
    for product in model.by_type("IfcProduct"):
        parent, steps = product, 0
        while parent and not parent.is_a("IfcProject") and steps < 20:
            parent, steps = ifcopenshell.util.element.get_parent(parent), steps + 1
        if not parent or steps == 20:
            found.append(f"{product.is_a()} {product.Name}: hangs on nothing")
    for relation in model.by_type("IfcRelFillsElement"):
        if not relation.RelatingOpeningElement.VoidsElements:
            found.append(f"{relation.RelatedBuildingElement.Tag}: fills an opening of no wall")
    return found


def body_problems(model) -> list[str]:
    wanted = {p.id(): p for kind in DRAWN for p in model.by_type(kind) if p.Representation}
    if not wanted:
        return []
    settings = ifcopenshell.geom.settings()
    iterator = ifcopenshell.geom.iterator(settings, model, multiprocessing.cpu_count(), include=list(wanted.values()))
    made = {}
    if iterator.initialize():
        while True:
            shape = iterator.get()
            made[shape.id] = len(shape.geometry.faces)
            if not iterator.next():
                break
    return [f"{p.is_a()} {p.Name}: no geometry" for i, p in wanted.items() if not made.get(i)]


def claims(product) -> dict:
    return ifcopenshell.util.element.get_psets(product, psets_only=True).get(SET, {})


def published_problems(model, published: Path) -> list[str]:
    bundle = json.loads((published / "bundle.json").read_text("utf-8"))
    elements = {e["id"]: e for e in bundle["elements"]}
    here = {}
    for product in model.by_type("IfcProduct"):
        if (name := claims(product).get("locus_id")) and not product.is_a("IfcSite"):
            here[name] = product
    found = [f"{name}: not in both" for name in sorted(elements.keys() ^ here.keys())]
    for name in elements.keys() & here.keys():
        element, product = elements[name], here[name]
        found += [f"{name}: {p}" for p in element_problems(element, product)]
    groups = {group.Name for group in model.by_type("IfcGroup")}
    for hypothesis in bundle["hypotheses"]:
        if hypothesis["drawn"] and hypothesis["name"] not in groups:
            found.append(f"{hypothesis['name']}: the alternative is not told")
    walls = {gap["opening"] for e in bundle["elements"] for gap in e.get("shape", {}).get("gaps", [])}
    shown = {e["id"] for e in bundle["elements"] if not e.get("hypothesis") or e.get("hypothesis_default")}
    filled = {r.RelatedBuildingElement.Tag for r in model.by_type("IfcRelFillsElement")}
    if missing := (walls & shown) - filled:
        found.append(f"cut out of no wall: {sorted(missing)}")
    return found


def element_problems(element: dict, product) -> list[str]:
    said, found = claims(product), []
    for key in ("status", "independent_accounts", "radius95_m", "hypothesis", "height_basis"):
        if said.get(f"locus_{key}") != element.get(key):
            found.append(f"{key} {said.get(f'locus_{key}')}, published {element.get(key)}")
    if sorted(said.get("locus_sources", [])) != sorted(element.get("sources", [])):
        found.append("sources differ")
    ko = (element.get("name") or {}).get("ko", "").replace("\0", "\u2400")
    short = ko if len(ko) <= LABEL else ko[: LABEL - 1] + "…"
    if ko and (said.get("locus_name_ko") != ko or short not in (product.Description, getattr(product, "LongName", None))):
        found.append(f"the Korean name is {said.get('locus_name_ko')}, {product.Description}")
    if len(product.Name) > LABEL:
        found.append("a name that is no label: longer than 255 characters")
    first = not element.get("hypothesis") or element.get("hypothesis_default")
    if not first and product.Representation:
        found.append("drawn, though it is not shown first")
    if first and not product.Representation and product.is_a() in DRAWN:
        found.append("no body")
    return found


if __name__ == "__main__":
    said = problems(*map(Path, sys.argv[1:]))
    print("\n".join(said) or "no problem")
    sys.exit(1 if said else 0)
