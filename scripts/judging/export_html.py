#!/usr/bin/env python3
"""What Chromium, axe-core and a plain HTML parser say of an exported page.

    export_html.py FOLDER [PUBLISHED]
    export_html.py --rebuild       builds assets/page.js again from web/ and compares

Needs node, chromium, playwright-core and axe-core (scripts/judging/package.json), and shapely where PUBLISHED is given: then
ids and the SHA-256 are compared with bundle.json, and nobody may have walked through a wall."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

HERE = Path(__file__).resolve().parent
EXPORT = HERE.parents[1] / "crates" / "export"
# What leads outside, by element: none of these may name anything but a part of the page or data within it.
LOADING = {"src", "srcset", "href", "data", "poster", "action", "formaction", "background", "xlink:href"}
# A page with more answers takes Chromium and axe many minutes on two cores.
LARGEST = 300
# Half a body, less what single precision and one frame may lose, metres.
BODY_M = 0.24


class Page(HTMLParser):
    """What stands in the page, as a parser reads it that runs nothing."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.problems, self.ids, self.links, self.answers, self.blocks, self.named = [], [], [], [], [], []
        self.policy, self.open = "", None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy":
            self.policy = attributes.get("content", "")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "answer" in (attributes.get("class") or "").split():
            self.answers.append((attributes.get("data-kind"), attributes.get("data-id")))
        elif "data-id" in attributes:
            self.named.append(attributes["data-id"])
        if tag in ("script", "style"):
            self.open = (tag, attributes.get("type"))
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.problems.append(f"<{tag}> has the attribute {name}")
            if name in LOADING and not (value or "").startswith(("#", "data:")):
                self.problems.append(f"<{tag}> leads to {value!r}")
            if name == "href" and (value or "").startswith("#"):
                self.links.append(value[1:])

    def handle_data(self, data):
        if self.open:
            self.blocks.append((*self.open, data))
            self.open = None


def of_text(text: str) -> tuple[Page, list[str]]:
    page = Page()
    page.feed(text)
    problems = list(page.problems)
    scripts = [data for tag, kind, data in page.blocks if tag == "script" and kind is None]
    styles = [data for tag, _, data in page.blocks if tag == "style"]
    if len(scripts) != 1 or len(styles) != 1:
        problems.append(f"{len(scripts)} scripts and {len(styles)} style sheets instead of one each")
    for block in scripts + styles:
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in page.policy:
            problems.append("the policy does not allow the page's own script or style by its hash")
    if "unsafe" in page.policy or "default-src 'none'" not in page.policy or "http" in page.policy:
        problems.append(f"the policy is not strict: {page.policy}")
    known = set(page.ids)
    if len(known) != len(page.ids):
        problems.append(f"{len(page.ids) - len(known)} ids stand twice")
    dead = sorted({link for link in page.links if unquote(link) not in known})
    problems += [f"a link leads to #{link}, which is not in the page" for link in dead[:5]]
    strangers = sorted(set(page.named) - {name for _, name in page.answers})
    problems += [f"{name} is shown and has no answer" for name in strangers[:5]]
    for sign in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        if sign in text:
            problems.append(f"U+{ord(sign):04X} stands in the page and commands it")
    return page, problems


def against_bundle(text: str, page: Page, published: Path) -> list[str]:
    raw = (published / "bundle.json").read_bytes()
    bundle, problems = json.loads(raw), []
    if hashlib.sha256(raw).hexdigest() not in text:
        problems.append("the SHA-256 of bundle.json is not in the page")
    for kind, members in (("element", "elements"), ("incident", "incidents"), ("sheet", "sheets")):
        wanted = {one["id"] for one in bundle[members]}
        given = {name for what, name in page.answers if what == kind}
        if wanted != given:
            problems.append(f"answers about {kind}s: {len(wanted - given)} missing, {len(given - wanted)} invented")
    return problems


def through_walls(path: list, published: Path) -> list[str]:
    """Places nearer to a wall than half a body, away from its openings."""
    from shapely.geometry import LineString, Point
    from shapely.ops import unary_union

    bundle = json.loads((published / "bundle.json").read_bytes())
    told = {h["name"] for h in bundle["hypotheses"] if h["default"]}
    walls = []
    for element in bundle["elements"]:
        shape = element.get("shape") or {}
        shown = element.get("hypothesis") in told | {None}
        if not shown or element["layer"] != "walls" or len(shape.get("line", [])) < 2 or shape["top_m"] < 0.4:
            continue
        half = (shape.get("thickness_m") or 0.1) / 2
        # A door stands in one wall and may reach into the next: a metre of freedom around its middle.
        gaps = [LineString(gap["line"]).buffer(0.5 + half + BODY_M) for gap in shape.get("gaps", [])]
        walls.append((element["id"], LineString(shape["line"]).difference(unary_union(gaps)), half))
    problems = []
    for x, _, z in path:
        for name, line, half in walls:
            apart = line.distance(Point(x, z)) - half
            if not line.is_empty and apart < BODY_M:
                problems.append(f"walking: at {x:.2f}, {z:.2f} one is {apart:.2f} m from {name}")
    return problems[:5]


def problems(folder: Path, published: Path | None = None) -> list[str]:
    """Everything that is wrong with the page in a folder; nothing where it is fine."""
    pages = sorted(folder.glob("*.html"))
    if len(pages) != 1:
        return [f"{len(pages)} pages in {folder.name} instead of one"]
    text = pages[0].read_text(encoding="utf-8")
    page, found = of_text(text)
    if published:
        found += against_bundle(text, page, published)
    if len(page.answers) > LARGEST:
        print(f"{pages[0].name} has {len(page.answers)} answers: read, not opened in Chromium", flush=True)
        return found
    tried = subprocess.run(
        ["node", HERE / "export_html.mjs", pages[0]], capture_output=True, text=True, timeout=900, check=False
    )
    if tried.returncode:
        return found + [f"the browser could not be asked: {tried.stderr.strip()[-400:]}"]
    told = json.loads(tried.stdout)
    found += told["problems"]
    if published:
        found += through_walls(told["path"], published)
    return found


def rebuilt() -> list[str]:
    """Whether web/ still builds to the very script that is committed."""
    with tempfile.TemporaryDirectory() as folder:
        web = Path(folder) / "web"
        shutil.copytree(EXPORT / "web", web, ignore=shutil.ignore_patterns("node_modules"))
        (Path(folder) / "assets").mkdir()
        for command in (["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit"], ["npm", "run", "build"]):
            done = subprocess.run([*command, "--loglevel=error"], cwd=web, capture_output=True, text=True, check=False)
            if done.returncode:
                return [f"{' '.join(command)} fails: {done.stderr.strip()[-300:]}"]
        new = (Path(folder) / "assets" / "page.js").read_bytes()
    same = new == (EXPORT / "assets" / "page.js").read_bytes()
    return [] if same else ["crates/export/assets/page.js is not what crates/export/web builds: run `npm run build` there"]


if __name__ == "__main__":
    if sys.argv[1:] == ["--rebuild"]:
        said = rebuilt()
    else:
        said = problems(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(said))
    sys.exit(1 if said else 0)
