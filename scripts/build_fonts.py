"""Make the typefaces: a small variable WOFF2 for headings, TTFs for the PDFs. Called by build_assets.py.

The face of the pages has one axis, so that it stays small: from 500 to 700 in the usual width; from 700 to
800 it narrows to 82 % and takes the drawing for large sizes. `font-weight: 800` is the poster.
"""

import logging
from pathlib import Path

from fontTools import merge, subset
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.ttLib import TTFont
from fontTools.varLib import build as build_variable
from fontTools.varLib import instancer

# What French and English headings need. Any other letter comes from the fallback face.
LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÂÇÉÈÊËÎÏÔŒÙÛÜàâæçéèêëîïôöœùûüÿñ \u00a0\u202f.,:;!?…·’'-–—«»()/&%+−×°€"
)
# weight on the axis: (weight, width, drawing size) of the source
CUTS = {500: (500, 100, 24), 700: (700, 100, 24), 800: (800, 82, 96)}
PRINTED = {"Bold": CUTS[700], "ExtraBold": CUTS[800]}
TEXT_FACES = (
    ("400", "normal", "Regular"),
    ("400", "italic", "Italic"),
    ("600", "normal", "SemiBold"),
    ("700", "normal", "Bold"),
)
THIN, NARROW = 0x2009, 0x202F
# Kerning under this many units of 1000 is not seen; the rest is rounded, which halves its bytes.
KERNING_SEEN, KERNING_STEP = 25, 10


def _display(modules: Path) -> TTFont:
    files = modules / "@fontsource-variable" / "bricolage-grotesque" / "files"
    font = TTFont(files / "bricolage-grotesque-latin-standard-normal.woff2")
    font.flavor = None
    _thin_space(font)
    return font


def _thin_space(font: TTFont) -> None:
    """Give the narrow no-break space the glyph of the thin space: the faces lack it, French needs it."""
    for table in font["cmap"].tables:
        if THIN in table.cmap:
            table.cmap[NARROW] = table.cmap[THIN]


def _name(font: TTFont, family: str, style: str) -> None:
    """Name a cut so that a typesetter finds it by family and weight."""
    names = {
        1: family,
        2: style,
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
        16: family,
        17: style,
    }
    for identifier, text in names.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)


def _cut(font: TTFont, cut: tuple[int, int, int]) -> TTFont:
    weight, width, size = cut
    return instancer.instantiateVariableFont(font, {"wght": weight, "wdth": width, "opsz": size})


def _keep(font: TTFont, features: list[str]) -> TTFont:
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[1, 2, 4, 6, 13, 14])
    keeper = subset.Subsetter(options)
    keeper.populate(text=LETTERS)
    keeper.subset(font)
    return font


def heading_face(modules: Path, target: Path) -> None:
    """Write the variable face of the headings, about 18 kB."""
    space = DesignSpaceDocument()
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=500, default=700, maximum=800))
    for place, cut in CUTS.items():
        font = _cut(_keep(_display(modules), []), cut)
        for table in {"GPOS", "GSUB", "GDEF", "STAT"} & set(font.keys()):
            del font[table]
        space.addSource(SourceDescriptor(font=font, location={"Weight": place}, styleName=str(place)))
    face, _model, _sources = build_variable(space)
    kerned = _cut(_keep(_display(modules), ["kern"]), (730, 96, 40))
    _round_kerning(kerned)
    for table in {"GPOS", "GDEF"} & set(kerned.keys()):
        face[table] = kerned[table]
    face.flavor = "woff2"
    face.save(target)


def _round_kerning(font: TTFont) -> None:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            if table.LookupType == 2:  # noqa: PLR2004 -- pairs
                for value in _pair_values(table):
                    seen = abs(value.XAdvance) >= KERNING_SEEN
                    value.XAdvance = round(value.XAdvance / KERNING_STEP) * KERNING_STEP if seen else 0


def _pair_values(table: object) -> list:
    if table.Format == 1:
        values = [record.Value1 for pairs in table.PairSet for record in pairs.PairValueRecord]
    else:
        values = [record.Value1 for row in table.Class1Record for record in row.Class2Record]
    return [value for value in values if value is not None and hasattr(value, "XAdvance")]


def printed_headings(modules: Path, target: Path) -> None:
    """Write two static cuts of the display face as TTF."""
    for style, cut in PRINTED.items():
        font = _cut(_display(modules), cut)
        _name(font, "Bricolage Grotesque", style)
        font["OS/2"].usWidthClass = 5  # asked for by weight alone
        font.save(target / f"BricolageGrotesque-{style}.ttf")


def printed_text(modules: Path, target: Path) -> None:
    """Write the text face as TTF, Latin and extended Latin in one file per cut."""
    files = modules / "@fontsource" / "source-sans-3" / "files"
    for weight, slope, style in TEXT_FACES:
        parts: list[Path] = []
        for block in ("latin", "latin-ext"):
            font = TTFont(files / f"source-sans-3-{block}-{weight}-{slope}.woff2")
            font.flavor = None
            _thin_space(font)
            parts.append(target / f".{block}.ttf")
            font.save(parts[-1])
        merged = merge.Merger().merge([str(part) for part in parts])
        _name(merged, "Source Sans 3", style)
        merged.save(target / f"SourceSans3-{style}.ttf")
        for part in parts:
            part.unlink()


def build(modules: Path, *, web: Path, print_: Path) -> None:
    """Make all typefaces; `web` is the folder of the pages, `print_` that of the PDFs."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    web.mkdir(parents=True, exist_ok=True)
    heading_face(modules, web / "bricolage.woff2")
    printed_headings(modules, print_)
    printed_text(modules, print_)
