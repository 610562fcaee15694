"""Makes LocusGothic.ttf from NanumGothic.ttf: `python subset.py NanumGothic.ttf LocusGothic.ttf` (see README.md)."""

import sys
from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 Supplement, Latin Extended-A
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x1100, 0x11FF),  # Hangul Jamo
    (0x2000, 0x22FF),  # punctuation, currency, letterlike, number forms, arrows, operators
    (0x2460, 0x2473),  # circled numbers
    (0x25A0, 0x2606),  # geometric shapes, stars
    (0x3000, 0x303F),  # CJK punctuation
    (0x3130, 0x318F),  # Hangul Compatibility Jamo
    (0xAC00, 0xD7A3),  # all 11,172 Hangul syllables
    (0xFF01, 0xFF5E),  # full-width forms
]
KEPT = {"GlyphOrder", "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}
NAMES = {
    1: "Locus Gothic",
    2: "Regular",
    3: "Locus Gothic Regular, subset",
    4: "Locus Gothic",
    6: "LocusGothic",
    13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    14: "https://openfontlicense.org",
}


def rename(font):
    """The family's reserved name may not name a modified version (OFL 1.1, condition 3); the copyright stays."""
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5) and n.platformID == 3 and n.langID == 0x409]
    for name_id, text in NAMES.items():
        table.setName(text, name_id, 3, 1, 0x409)


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    for tag in [tag for tag in font.keys() if tag not in KEPT]:
        del font[tag]
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"], recalc_timestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in RANGES for c in range(first, last + 1)])
    subsetter.subset(font)
    rename(font)
    font.save(target)


main(*sys.argv[1:])
