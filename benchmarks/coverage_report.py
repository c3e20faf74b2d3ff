"""Bar 4 of coverage: the whole national report for five pillars, cold, in a process of its own.

    .venv/bin/python -m benchmarks.coverage_report basic|full|robust COUNTRY.npz

`benchmarks.coverage` starts it and times it from outside: starting Python, importing and reading the country included.
basic: measures 1-5 and 9. full: all but 12. robust: a hundred draws beside the basic ones. Prints one line of JSON: the
peak of its memory, the seconds of the report itself, those of the processor from start to end, and of one pillar what
its peer is asked too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

PILLARS = 5
LIMITS = {"basic": (5.0, 500.0), "full": (30.0, 1_000.0)}
WHAT = {
    "basic": "national report, measures 1-5 and 9",
    "full": "national report, all but 12",
    "robust": "national report with 100 draws",
}


def main() -> None:
    """Read, report, tell."""
    from benchmarks.coverage_covering import peak_mb
    from sociale_kaart.coverage.measures.robust import DRAWS
    from sociale_kaart.coverage.points import Points
    from sociale_kaart.coverage.regions import gemeenten_regions
    from sociale_kaart.coverage.report import Options, report_of
    from sociale_kaart.coverage.report.known import Help
    from sociale_kaart.coverage.sites import Sites

    which = sys.argv[1]
    with np.load(sys.argv[2]) as file:
        made = {name: file[name] for name in file.files}
    points = Points(
        x_rd=made["x_rd"],
        y_rd=made["y_rd"],
        gemeentecode=made["gemeentecode"],
        persons={"all": made["persons"], "65+": made["old"]} if which == "full" else {"all": made["persons"]},
        source="made",
        vintage="2024",
    )
    codes = sorted(set(points.gemeentecode.tolist()))

    def help_of(number: int) -> Help:
        x, y = made[f"sites_{number}"].T
        ids = np.arange(len(x)).astype(str)
        sites = Sites(
            id=ids,
            x_rd=x,
            y_rd=y,
            gemeentecode=made[f"codes_{number}"],
            hours_per_week=made[f"hours_{number}"],
            kind=np.where(np.arange(len(x)) % 3 > 0, "library", "partner"),
            names=ids,
        )
        perhaps = np.arange(len(x)) % 20 == 0  # of one in twenty nobody knows
        levels = np.where(np.arange(len(x)) % 10 == 0, "straat", "adres")
        return Help(
            certain=sites.only(~perhaps),
            perhaps=sites.only(perhaps),
            doubtful=sites.only(perhaps),
            unknown=sites.only(perhaps),
            complete=frozenset(codes),
            levels=np.concatenate((levels[~perhaps], levels[perhaps])),
        )

    options = Options(
        with_supply=which == "full",
        assumed_hours=20.0 if which == "full" else None,
        income=made["income"] if which == "full" else None,
        robustness_draws=DRAWS if which == "robust" else 0,
    )
    began = time.perf_counter()
    help_per_pillar = {f"pillar {number}": help_of(number) for number in range(PILLARS)}
    found = report_of(points, help_per_pillar, gemeenten_regions(codes), options)
    seconds = time.perf_counter() - began
    first = [one for one in found.rows if one.pillar == "pillar 0"]
    print(
        json.dumps(
            {
                "seconds": seconds,
                "processor_s": time.process_time(),
                "peak_mb": peak_mb(),
                "rows": len(found.rows),
                "mean_distance_m": {one.gemeentecode: one.mean_distance_m for one in first},
                "share_within_5km": {one.gemeentecode: one.share_within_5km for one in first},
            }
        )
    )


def national_report(made: Any) -> Iterator[Any]:
    """Bar 4, of a country of `benchmarks.coverage_country`."""
    from benchmarks.coverage_rows import Row, at_most, timed

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "country.npz"
        written = _write(made, file)
        expected = _by_geopandas(made, written)
        for which, what in WHAT.items():
            command = [sys.executable, "-m", "benchmarks.coverage_report", which, str(file)]
            took_s, told = timed(lambda command=command: subprocess.check_output(command, text=True))
            answer = json.loads(told)
            assert answer["rows"] == PILLARS * len(expected["mean_distance_m"])
            for name, figures in expected.items():
                assert answer[name].keys() == figures.keys()
                np.testing.assert_allclose(list(answer[name].values()), list(figures.values()), rtol=1e-9)
            if which in LIMITS:
                yield at_most("4", f"{what}, from start to end", took_s, LIMITS[which][0], "s")
                yield at_most("4", "  its memory at most", answer["peak_mb"], LIMITS[which][1], "MB")
            else:
                yield Row("4", what, f"{took_s:.1f} s, {answer['peak_mb']:.0f} MB")
            load = f"{answer['processor_s']:.1f} s, {os.getloadavg()[0]:.1f} at work"
            yield Row("4", "  its processor time; how many were at work", load)


def _write(made: Any, file: Path) -> dict[str, np.ndarray]:
    """The country as arrays; every pillar has as many sites as the country, each drawn where people live."""
    random = np.random.default_rng(4)
    persons = made.squares.persons["all"]
    arrays = {
        "x_rd": made.squares.x_rd,
        "y_rd": made.squares.y_rd,
        "gemeentecode": made.squares.gemeentecode,
        "persons": persons,
        "old": np.rint(persons * random.uniform(0.05, 0.4, len(persons))),
        "income": random.uniform(20.0, 60.0, len(persons)),
    }
    for number in range(PILLARS):
        chosen = random.choice(len(persons), len(made.sites), replace=False, p=persons / persons.sum())
        arrays[f"sites_{number}"] = made.squares.xy_rd[chosen]
        arrays[f"codes_{number}"] = made.squares.gemeentecode[chosen]
        arrays[f"hours_{number}"] = np.where(
            random.random(len(chosen)) < 0.9, random.integers(1, 30, len(chosen)).astype(float), np.nan
        )
    np.savez(file, **arrays)
    return arrays


def _by_geopandas(made: Any, arrays: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """The peer: the certain sites of the first pillar by sjoin_nearest, summed up per gemeente by pandas."""
    import geopandas as gpd

    certain = arrays["sites_0"][np.arange(len(made.sites)) % 20 != 0]
    points, sites = (
        gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T), crs=28992)
        for xy in (made.squares.xy_rd, certain)
    )
    joined = gpd.sjoin_nearest(points, sites, distance_col="metres")
    metres = joined.groupby(level=0)["metres"].min()
    persons, code = arrays["persons"], arrays["gemeentecode"]
    weighed = gpd.pd.DataFrame(
        {"code": code, "persons": persons, "away": persons * metres, "within": persons * (metres <= 5_000)}
    )
    sums = weighed.groupby("code").sum()
    return {
        "mean_distance_m": (sums["away"] / sums["persons"]).to_dict(),
        "share_within_5km": (sums["within"] / sums["persons"]).to_dict(),
    }


if __name__ == "__main__":
    main()
