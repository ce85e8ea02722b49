"""Place the communes of a pack on the 9 × 9 tile map: python tools/tile_map.py policy/lai-chau/communes.csv

Latitude and longitude are scaled to the grid and every commune gets the tile that keeps the sum of squared
distances least; the lower left corner stays free for the legend. Prints how often north-south and west-east order is
kept. The province may move a tile by hand afterwards: the columns are data.
"""

from __future__ import annotations

import csv
import sys
from itertools import combinations, product
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

SIZE = 9
LEGEND = {(row, column) for row in (7, 8, 9) for column in (1, 2, 3, 4)}


def place(rows: list[dict[str, str]]) -> list[tuple[int, int]]:
    """A tile (row, column) for each commune, counted from 1 at the north-west."""
    tiles = [tile for tile in product(range(1, SIZE + 1), repeat=2) if tile not in LEGEND]
    south = _scaled([-float(row["lat"]) for row in rows])
    east = _scaled([float(row["lon"]) for row in rows])
    cost = [[(r - y) ** 2 + (c - x) ** 2 for r, c in tiles] for y, x in zip(south, east, strict=True)]
    _, chosen = linear_sum_assignment(np.array(cost))
    return [tiles[index] for index in chosen]


def _scaled(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [1 + (SIZE - 1) * (value - low) / (high - low) for value in values]


def order_kept(rows: list[dict[str, str]], tiles: list[tuple[int, int]]) -> float:
    """The share of pairs of communes whose north-south and west-east order the tiles do not reverse."""
    kept = total = 0
    for (one, a), (other, b) in combinations(zip(rows, tiles, strict=True), 2):
        for axis, name, sign in ((0, "lat", -1), (1, "lon", 1)):
            real = sign * (float(one[name]) - float(other[name]))
            kept += real * (a[axis] - b[axis]) >= 0
            total += 1
    return kept / total


def main() -> None:
    path = Path(sys.argv[1])
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    tiles = place(rows)
    for row, (tile_row, tile_column) in zip(rows, tiles, strict=True):
        row["tile_row"], row["tile_column"] = str(tile_row), str(tile_column)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} communes, order kept in {order_kept(rows, tiles):.1%} of pairs")


if __name__ == "__main__":
    main()
