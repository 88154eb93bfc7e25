"""Make outlines light without tearing them apart: two neighbours keep the same points along their border."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Geometry = dict[str, Any]
DECIMALS = 3  # 0.001° is 110 m
SMALLEST_AREA = 0.0006  # square degrees: an islet of about 5 km² is not seen on a map of France


def rings_of(geometry: Geometry) -> Iterator[list[Ring]]:
    """Give the polygons of a geometry, each as its rings without the repeated last point."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield [[(x, y) for x, y in ring[:-1]] for ring in polygon]


def area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def junctions(rings: list[Ring]) -> set[Point]:
    """Give the points where more than two outlines meet or where a border reaches the coast."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
            neighbours[point].add(before)
            neighbours[before].add(point)
    return {point for point, others in neighbours.items() if len(others) > 2}  # noqa: PLR2004 -- one on each side


def arcs_of(ring: Ring, ends: set[Point]) -> Iterator[Ring]:
    """Cut a ring where it meets others; one that meets none is cut at its smallest and its farthest point."""
    cuts = [i for i, point in enumerate(ring) if point in ends]
    if len(cuts) < 2:  # noqa: PLR2004 -- an arc needs two ends
        first = cuts[0] if cuts else ring.index(min(ring))
        origin = ring[first]
        far = max(
            range(len(ring)), key=lambda i: (ring[i][0] - origin[0]) ** 2 + (ring[i][1] - origin[1]) ** 2
        )
        cuts = sorted([first, far])
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield [ring[i % len(ring)] for i in range(start, end + 1)]


def distance(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) if length else 0.0
    return ((point[0] - a[0] - share * dx) ** 2 + (point[1] - a[1] - share * dy) ** 2) ** 0.5


def thin(arc: Ring, tolerance: float) -> Ring:
    """Drop points nearer than the tolerance to the line between those kept (Douglas and Peucker)."""
    turned = arc[-1] < arc[0]
    points = arc[::-1] if turned else arc
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        start, end = spans.pop()
        far = max(
            range(start + 1, end), key=lambda i: distance(points[i], points[start], points[end]), default=None
        )
        if far is not None and distance(points[far], points[start], points[end]) > tolerance:
            kept.add(far)
            spans += [(start, far), (far, end)]
    result = [points[i] for i in sorted(kept)]
    return result[::-1] if turned else result


def thin_ring(ring: Ring, ends: set[Point], tolerance: float) -> Ring:
    points = [point for arc in arcs_of(ring, ends) for point in thin(arc, tolerance)[:-1]]
    rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points]
    return [
        point for before, point in zip([rounded[-1], *rounded[:-1]], rounded, strict=True) if point != before
    ]


def simplify_features(shapes: dict[str, Geometry], tolerance: float) -> dict[str, Geometry]:
    """Return the light geometry of each code; the largest polygon of a code is always kept."""
    ends = junctions([ring for shape in shapes.values() for rings in rings_of(shape) for ring in rings])
    light: dict[str, Geometry] = {}
    for code, shape in shapes.items():
        polygons = sorted(rings_of(shape), key=lambda rings: -abs(area(rings[0])))
        seen = [rings for i, rings in enumerate(polygons) if i == 0 or abs(area(rings[0])) >= SMALLEST_AREA]
        thinned = [[thin_ring(ring, ends, tolerance) for ring in rings] for rings in seen]
        closed = [[[*ring, ring[0]] for ring in rings] for rings in thinned]
        single = len(closed) == 1
        light[code] = {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": closed[0] if single else closed,
        }
    return light


def centre_of(geometry: Geometry) -> Point:
    """Return latitude and longitude of the middle of the largest polygon."""
    ring = max((rings[0] for rings in rings_of(geometry)), key=lambda outer: abs(area(outer)))
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return round(y / (6 * area(ring)), DECIMALS), round(x / (6 * area(ring)), DECIMALS)
