"""Judges printed files: every PDF under FOLDER, as poppler, qpdf and pikepdf read it.

Run: python export_pdf.py FOLDER [PUBLISHED]

Without a clock and without a network: fonts embedded, text selectable, structure and language as PDF/UA-1 wants them
(ISO 14289-1), nothing that runs, no date. With PUBLISHED, the published folder that a report was made from, it also checks
that the report tells the identifiers and figures of that folder.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf

HANGUL = re.compile(r"[\uac00-\ud7a3]")
# What a document may not carry: programs, ways out of the page, files.
FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/GoToR", "/EmbeddedFile", "/RichMedia", "/OpenAction")


def run(*command):
    """Exit status and what was printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def text_of(path):
    """The text, line breaks as spaces."""
    return " ".join(run("pdftotext", "-layout", str(path), "-")[1].split())


def fonts(path):
    """Every font is embedded and says which characters its pictures stand for."""
    rows = run("pdffonts", str(path))[1].splitlines()[2:]
    if not rows:
        yield "it has no font: its words are drawings"
    for row in rows:
        # The columns from the right: object, generation, unicode, subset, embedded.
        embedded, _, unicode = row.split()[-5:-2]
        if (embedded, unicode) != ("yes", "yes"):
            yield f"the font {row.split()[0]} is not embedded or has no Unicode map"


def figures_without_words(element, seen):
    """How many figures of the structure tree have no alternative text."""
    if not isinstance(element, pikepdf.Dictionary) or element.objgen in seen:
        return 0
    if element.objgen != (0, 0):
        seen.add(element.objgen)
    bad = int(element.get("/S") == "/Figure" and not str(element.get("/Alt", "")).strip())
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return bad + sum(figures_without_words(kid, seen) for kid in kids if isinstance(kid, pikepdf.Dictionary))


def accessible(pdf):
    """The marks of PDF/UA-1 that a program can see."""
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it is not marked as tagged (ISO 14289-1, 6.2)"
    if "/StructTreeRoot" not in root:
        yield "it has no structure (ISO 14289-1, 7.1)"
    elif lacking := figures_without_words(root.StructTreeRoot, set()):
        yield f"{lacking} figures have no alternative text (ISO 14289-1, 7.3)"
    if not str(root.get("/Lang", "")):
        yield "it has no language (ISO 14289-1, 7.2)"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "its window would show the file's name (ISO 14289-1, 7.1)"
    with pdf.open_metadata() as metadata:
        if str(metadata.get("pdfuaid:part")) != "1":
            yield "its metadata do not say PDF/UA-1 (ISO 14289-1, 5)"
        if not str(metadata.get("dc:title", "")).strip():
            yield "it has no title (ISO 14289-1, 7.1)"
        dates = [key for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate") if key in metadata]
        if dates or "/CreationDate" in pdf.docinfo or "/ModDate" in pdf.docinfo:
            yield "it has a date: two runs would differ"


def names(thing):
    """Keys, types and kinds of actions of an object and of what lies directly in it."""
    if isinstance(thing, pikepdf.Array):
        items = list(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from map(str, thing.keys())
        yield from (str(thing.get(key)) for key in ("/S", "/Type") if key in thing)
        items = [thing.get(key) for key in thing.keys()]
    else:
        return
    for item in items:
        # What is an object of its own is looked at in its own turn.
        if isinstance(item, pikepdf.Object) and not item.is_indirect:
            yield from names(item)


def quiet(pdf):
    """Nothing runs and nothing leads out."""
    for bad in sorted({name for thing in pdf.objects for name in names(thing)}.intersection(FORBIDDEN)):
        yield f"it holds {bad}"


def problems_of(path):
    """What is wrong with one file."""
    status, said = run("qpdf", "--check", str(path))
    if status != 0:
        yield f"qpdf: {said.strip().splitlines()[-1] if said.strip() else status}"
        return
    yield from fonts(path)
    with pikepdf.open(path) as pdf:
        yield from accessible(pdf)
        yield from quiet(pdf)
    text = text_of(path)
    if "\ufffd" in text:
        yield "its text has characters that no program can read"


def told(path, published):
    """Whether a report, or the drawing sheets, tell what was published."""
    bundle = json.loads((published / "bundle.json").read_text(encoding="utf-8"))
    # Words break at the ends of lines: identifiers are compared without spaces and hyphens.
    bare = re.sub(r"[\s\u00ad-]", "", text_of(path))
    ids = [bundle["case"]["id"], *(a["id"] for a in bundle["accounts"]), *(s["id"] for s in bundle["sheets"])]
    ids += [i["id"] for i in bundle["incidents"]] + [h["name"] for h in bundle["hypotheses"]]
    ids += [e["id"] for e in bundle["elements"] if e["layer"] not in ("walls", "roads") or e.get("key")]
    if path.name.endswith(".drawings.pdf"):
        # Drawings number what they show; of the folder they name the hash alone.
        ids = [bundle["case"]["id"], hashlib.sha256((published / "bundle.json").read_bytes()).hexdigest()]
        ids += [a["id"] for a in bundle["accounts"]] + [i["id"] for i in bundle["incidents"]]
    else:
        ids += bundle["files"].values()
    for needed in ids:
        if re.sub(r"[\s-]", "", needed) not in bare:
            yield f"it does not tell {needed}"
    if not HANGUL.search(bare):
        yield "it has no Korean"
    for element in bundle["elements"]:
        if element.get("radius95_m") is not None and element["layer"] == "rooms":
            # Rounded up to centimetres, no superfluous zeros.
            radius = -(-round(element["radius95_m"] * 1000) // 10) / 100
            if f"{radius:.2f}".rstrip("0").rstrip(".") + "m" not in bare:
                yield f"it does not tell the radius of {element['id']}"


def problems(folder, published=None):
    """Sentences, one a problem; none where all is well."""
    found = []
    paths = sorted(Path(folder).rglob("*.pdf"))
    if not paths:
        found.append(f"{folder}: there is no PDF")
    for path in paths:
        found += [f"{path.name}: {sentence}" for sentence in problems_of(path)]
        if published is not None:
            found += [f"{path.name}: {sentence}" for sentence in told(path, Path(published))]
    return found


if __name__ == "__main__":
    sentences = problems(*sys.argv[1:3])
    print("\n".join(sentences) or "no problems")
    sys.exit(bool(sentences))
