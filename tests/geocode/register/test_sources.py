"""Every kind of source gives the same register: its own columns, coordinates and geometry make no difference."""

from __future__ import annotations

import csv
import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import OutputError, SourceNotFound, SourceUnreadable
from sociale_kaart.geocode.register.build import Built, build_register
from sociale_kaart.geocode.register.counts import Refusal
from sociale_kaart.geocode.register.info import read_meta
from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.geocode.register.sources import SYNONYMS, map_columns
from sociale_kaart.geocode.register.sources_gpkg import points
from tests.geocode.register.addresses import RUIJTERKADE, address, query, told

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

# NLExtract's full address CSV, and a row of it as published.
NLEXTRACT = (
    "openbareruimte;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;gemeente;provincie;nummeraanduiding;"
    "verblijfsobjectgebruiksdoel;oppervlakteverblijfsobject;verblijfsobjectstatus;object_id;object_type;nevenadres;"
    "pandid;pandstatus;pandbouwjaar;x;y;lon;lat\n"
    "De Ruijterkade;105;;1;1011AB;Amsterdam;Amsterdam;Noord-Holland;0363200000081086;kantoorfunctie;1;"
    "Verblijfsobject in gebruik;0363010000964973;VBO;f;0363100012181960;Pand in gebruik;1884;122177;487877;"
    "4.90516680992096;52.3777796784077\n"
)

# The columns of bag-light.gpkg (PDOK, 2026) that matter here, in its order.
BAG_LIGHT = [
    "rdf_seealso",
    "identificatie",
    "status",
    "gebruiksdoel",
    "openbare_ruimte_naam",
    "openbare_ruimte_naam_kort",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "postcode",
    "woonplaats_naam",
    "nummeraanduiding_hoofdadres_identificatie",
    "openbare_ruimte_identificatie",
    "woonplaats_identificatie",
    "bronhouder_identificatie",
]


def build(source: Path, **options: object) -> tuple[Path, Built]:
    out = source.with_name("register.sqlite")
    return out, build_register(source, out, built_at=NOON, **options)  # type: ignore[arg-type]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def geometry(shape: shapely.Geometry, *, srs: int = 28992, envelope: bool = False) -> bytes:
    """A geometry as a GeoPackage holds it (GeoPackage 1.3, clause 2.1.3)."""
    x_from, y_from, x_to, y_to = shape.bounds or (0.0,) * 4
    box = struct.pack("<4d", x_from, x_to, y_from, y_to) if envelope else b""
    flags = 1 | (2 if envelope else 0) | (16 if shape.is_empty else 0)
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", srs) + box + shapely.to_wkb(shape)


def geopackage(
    path: Path, layers: Mapping[str, tuple[Sequence[str], Iterable[Sequence[object]]]], epsg: int = 28992
) -> Path:
    """Layers by name: columns, and rows that begin with their geometry."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, last_change TEXT, srs_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization_coordsys_id INTEGER);"
        )
        database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (1, ?)", (epsg,))
        for name, (columns, rows) in layers.items():
            database.execute(
                "INSERT INTO gpkg_contents VALUES (?, 'features', '2026-09-01T00:00:00Z', 1)", (name,)
            )
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 1)", (name,))
            quoted = '"' + name.replace('"', '""') + '"'
            database.execute(f"CREATE TABLE {quoted} (geom, {', '.join(columns)})")
            marks = ", ".join("?" * (len(columns) + 1))
            database.executemany(f"INSERT INTO {quoted} VALUES ({marks})", rows)
    return path


def bag_light_row(one: AddressRow, shape: shapely.Geometry, **options: bool) -> tuple[object, ...]:
    return (
        geometry(shape, **options),
        "http://bag.basisregistraties.overheid.nl/",
        one.adresseerbaarobject_id,
        "Verblijfsobject in gebruik",
        "woonfunctie",
        one.openbare_ruimte,
        one.openbare_ruimte_kort or None,
        one.huisnummer,
        one.huisletter or None,
        one.huisnummertoevoeging or None,
        one.postcode or None,
        one.woonplaats,
        one.nummeraanduiding_id,
        "0363300000003186",
        "3594",
        one.gemeentecode.removeprefix("GM"),
    )


# CSV.


def test_the_addresses_of_nlextract_are_read_as_they_are(tmp_path: Path) -> None:
    out, built = build(write(tmp_path / "bagadres-full.csv", NLEXTRACT))
    assert told(out) == {RUIJTERKADE}
    assert built.counts.located == 0, "the gemeente's name will do"


def test_a_further_address_of_an_object_is_an_address_of_its_own(tmp_path: Path) -> None:
    """A nevenadres in NLExtract: another nummeraanduiding, the same object."""
    header, row, _ = NLEXTRACT.split("\n")
    other = (
        row.replace("0363200000081086", "0363200000081087").replace(";105;", ";106;").replace(";f;", ";t;")
    )
    out, _ = build(write(tmp_path / "bagadres-full.csv", f"{header}\n{row}\n{other}\n"))
    assert query(out, "SELECT count(*), count(DISTINCT adresseerbaarobject_id) FROM address") == [(2, 1)]


def test_our_own_csv_gives_back_every_field(tmp_path: Path) -> None:
    houses = [
        RUIJTERKADE,
        address(huisnummer=7, huisletter="A", huisnummertoevoeging="NA", buurtcode="BU03630000"),
        address(openbare_ruimte='Straat, met komma en "aanhaling"', postcode=""),
    ]
    path = tmp_path / "eigen.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(asdict(RUIJTERKADE)))
        writer.writeheader()
        writer.writerows(map(asdict, houses))
    out, _ = build(path)
    assert told(out) == set(houses)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_degrees_with_a_decimal_comma_are_read_too(tmp_path: Path, delimiter: str) -> None:
    lon, lat = ((f'"{value.item():.7f}"').replace(".", ",") for value in rd_to_wgs84(122_177.0, 487_877.0))
    text = "\n".join(
        delimiter.join(cells)
        for cells in (
            ("Straat", "Nummer", "Plaats", "Longitude", "Latitude"),
            ("De Ruijterkade", "105", "Amsterdam", lon, lat),
        )
    )
    out, _ = build(write(tmp_path / "graden.csv", text))
    assert told(out) == {address(huisnummertoevoeging="", postcode="")}


def test_columns_can_be_pointed_at(tmp_path: Path) -> None:
    """x and y hold degrees here, and the street is in a column that we would not think of."""
    lon, lat = (value.item() for value in rd_to_wgs84(122_177.0, 487_877.0))
    path = write(tmp_path / "anders.csv", f"waar,nr,dorp,x,y\nDe Ruijterkade,105,Amsterdam,{lon},{lat}\n")
    pointed = {"openbare_ruimte": "waar", "huisnummer": "nr", "woonplaats": "dorp", "lon": "x", "lat": "y"}
    out, built = build(path, columns=pointed)
    assert told(out) == {address(huisnummertoevoeging="", postcode="")}
    assert built.source.columns == pointed


def test_what_is_pointed_at_goes_before_a_name_that_we_know(tmp_path: Path) -> None:
    path = write(
        tmp_path / "twee.csv",
        "straat,officieel,huisnummer,woonplaats,x,y\nRuyterkade,De Ruijterkade,105,Amsterdam,122177,487877\n",
    )
    out, _ = build(path, columns={"openbare_ruimte": "officieel"})
    assert query(out, "SELECT name FROM street") == [("De Ruijterkade",)]


def test_a_shifted_row_is_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    header, row, _ = NLEXTRACT.split("\n")
    shifted = row.replace("De Ruijterkade;", "De Ruijterkade; achter;").replace("0363200000081086", "1")
    out, built = build(write(tmp_path / "scheef.csv", f"{header}\n{shifted}\n{row}\n{shifted}\n\nDam;1\n"))
    assert told(out) == {RUIJTERKADE}
    assert built.counts.rows == 4 == built.counts.refused.total() + 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "er is geen kolom voor openbare_ruimte, huisnummer, woonplaats, x_rd en y_rd, of lon en lat"),
        (b"straat;huisnummer;plaats\nDam;1;Amsterdam\n", "er is geen kolom voor x_rd en y_rd, of lon en lat"),
        (b"straat;straat;huisnummer\n", "kolom 'straat' staat er meer dan eens"),
        (b"straat;nummer;plaats;x;y\nCaf\xe9;1;Amsterdam;122177;487877\n", "niet in UTF-8"),
        (b"str\xe2at;nummer;plaats;x;y\n", "niet in UTF-8"),
        (b'straat;nummer;plaats;x;y\n"Dam;1;Amsterdam;122177;487877\n', "aanhalingsteken te veel"),
        (b"straat;nummer;plaats;x;y\n", "er zijn geen rijen"),
        (b"straat;nummer;plaats;x;y\nDam;1;Amsterdam;4,9;52,4\n", r"1 x geen co.rdinaten in Nederland"),
    ],
)
def test_a_csv_that_is_of_no_use_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bron.csv"
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=message):
        build(path)
    assert [one.name for one in tmp_path.iterdir()] == ["bron.csv"]


# Parquet.


def test_parquet_gives_the_same_register_as_csv(tmp_path: Path) -> None:
    rows = [RUIJTERKADE, address(huisnummer=7, postcode="", huisletter="A")]
    frame = pd.DataFrame([asdict(one) for one in rows])
    frame.to_csv(tmp_path / "bron.csv", index=False)
    frame.to_parquet(tmp_path / "bron.parquet")
    out, _ = build(tmp_path / "bron.csv")
    assert told(out) == set(rows)
    out, _ = build(tmp_path / "bron.parquet")
    assert told(out) == set(rows)


def test_parquet_may_hold_numbers_where_others_hold_text(tmp_path: Path) -> None:
    frame = pd.DataFrame([asdict(RUIJTERKADE)]).astype(
        {"nummeraanduiding_id": "int64", "adresseerbaarobject_id": "float64", "huisnummer": "float64"}
    )
    frame["gemeentecode"] = 363
    frame["huisletter"] = None
    frame.to_parquet(tmp_path / "bron.parquet")
    out, _ = build(tmp_path / "bron.parquet")
    assert told(out) == {RUIJTERKADE}


def test_a_broken_parquet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "bron.parquet"
    pd.DataFrame([asdict(RUIJTERKADE)]).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceUnreadable, match="geen heel Parquet-bestand"):
        build(path)


# GeoPackage.


def test_the_light_bag_is_read_from_its_three_layers(tmp_path: Path) -> None:
    house = RUIJTERKADE
    boat = replace(
        house,
        openbare_ruimte="Realengracht",
        huisnummer=9,
        postcode="1013KW",
        nummeraanduiding_id="0363200000398886",
    )
    caravan = replace(
        house,
        openbare_ruimte="Stenen Hoofd",
        huisnummer=1,
        postcode="",
        nummeraanduiding_id="0363200012157127",
    )
    berth = shapely.box(boat.x_rd - 10, boat.y_rd - 3, boat.x_rd + 10, boat.y_rd + 3)
    # A pitch in the shape of a horseshoe: its middle lies outside.
    pitch = shapely.box(122_000, 488_000, 122_030, 488_030) - shapely.box(122_010, 488_005, 122_020, 488_030)
    path = geopackage(
        tmp_path / "bag-light.gpkg",
        {
            "pand": (["identificatie", "bouwjaar"], []),
            "verblijfsobject": (BAG_LIGHT, [bag_light_row(house, shapely.Point(house.x_rd, house.y_rd))]),
            "ligplaats": (BAG_LIGHT, [bag_light_row(boat, berth, envelope=True)]),
            "standplaats": (BAG_LIGHT, [bag_light_row(caravan, shapely.MultiPolygon([pitch]))]),
        },
    )
    out, built = build(path)
    found = {one.nummeraanduiding_id: one for one in told(out)}
    assert found[house.nummeraanduiding_id] == house
    assert found[boat.nummeraanduiding_id] == boat
    stands = found[caravan.nummeraanduiding_id]
    assert pitch.contains(shapely.Point(stands.x_rd, stands.y_rd))
    assert built.source.layers == ("ligplaats", "standplaats", "verblijfsobject")
    assert built.source.passed_over == ("pand",)
    assert built.counts.located == 0
    assert read_meta(out)["source_date"] == "2026-09-01"


def test_what_was_withdrawn_is_left_out_and_counted(tmp_path: Path) -> None:
    lives = bag_light_row(RUIJTERKADE, shapely.Point(122_177, 487_877))
    gone = list(bag_light_row(address(huisnummer=7), shapely.Point(122_177, 487_877)))
    gone[3] = "Verblijfsobject ingetrokken"
    path = geopackage(tmp_path / "bag.gpkg", {"verblijfsobject": (BAG_LIGHT, [lives, gone])})
    out, built = build(path)
    assert built.counts.refused == {Refusal.WITHDRAWN: 1}
    assert told(out) == {RUIJTERKADE}


def test_a_geopackage_in_degrees_is_turned_to_metres(tmp_path: Path) -> None:
    lon, lat = (value.item() for value in rd_to_wgs84(122_177.0, 487_877.0))
    path = geopackage(
        tmp_path / "bag.gpkg",
        {"verblijfsobject": (BAG_LIGHT, [bag_light_row(RUIJTERKADE, shapely.Point(lon, lat))])},
        epsg=4326,
    )
    out, _ = build(path)
    assert told(out) == {RUIJTERKADE}


def test_a_geopackage_of_another_country_is_refused(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "be.gpkg", {"adres": (BAG_LIGHT, [])}, epsg=31370)
    with pytest.raises(SourceUnreadable, match=r"EPSG:31370.*ogr2ogr -t_srs EPSG:28992"):
        build(path)


def test_a_layer_can_be_pointed_at(tmp_path: Path) -> None:
    row = bag_light_row(RUIJTERKADE, shapely.Point(122_177, 487_877))
    other = bag_light_row(address(huisnummer=7), shapely.Point(122_177, 487_877))
    path = geopackage(tmp_path / "twee.gpkg", {"nu": (BAG_LIGHT, [row]), 'to"en': (BAG_LIGHT, [other])})
    out, built = build(path, layers=["nu"])
    assert told(out) == {RUIJTERKADE}
    assert built.source.passed_over == ('to"en',)
    with pytest.raises(SourceUnreadable, match="er is geen laag 'straks'"):
        build(path, layers=["straks"])


def test_a_geopackage_without_addresses_names_its_layers(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "panden.gpkg", {"pand": (["identificatie", "bouwjaar"], [])})
    with pytest.raises(SourceUnreadable, match=r"geen enkele laag heeft kolommen van adressen.*pand"):
        build(path)


def test_what_is_no_geopackage_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="geen heel GeoPackage"):
        build(write(tmp_path / "bron.gpkg", "geen"))


POINTS = st.builds(shapely.Point, st.floats(0, 300_000), st.floats(300_000, 629_000))
BOXES = st.builds(
    lambda x, y, side: shapely.box(x, y, x + side, y + side),
    st.floats(0, 300_000),
    st.floats(300_000, 629_000),
    st.floats(1, 100),
)


@given(st.lists(st.tuples(st.one_of(POINTS, BOXES), st.booleans()), max_size=12))
def test_a_point_lies_where_its_geometry_does(shapes: list[tuple[shapely.Geometry, bool]]) -> None:
    x, y = points([geometry(shape, envelope=envelope) for shape, envelope in shapes])
    for (shape, _), one_x, one_y in zip(shapes, x, y, strict=True):
        assert shape.covers(shapely.Point(one_x, one_y))


@given(st.lists(st.one_of(st.none(), st.binary(max_size=64), st.just(geometry(shapely.Point())))))
def test_what_is_no_geometry_gives_no_point_and_no_error(blobs: list[bytes | None]) -> None:
    x, y = points(blobs)
    assert len(x) == len(y) == len(blobs)


# Real files.


def test_the_addresses_of_groningen_build_by_the_names_of_their_columns(
    shared_file: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "groningen.sqlite"
    source = shared_file("adressen/groningen_adressen.csv")
    built = build_register(source, out, built_at=NOON)
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    distinct = {
        (r["street"], r["number"], r["letter"], r["suffix"], r["postal_code"], r["city"]) for r in rows
    }
    assert built.counts.rows == len(rows)
    assert built.counts.refused == {Refusal.DOUBLE_ADDRESS: len(rows) - len(distinct)}
    assert {
        (o.openbare_ruimte, str(o.huisnummer), o.huisletter, o.huisnummertoevoeging, o.postcode, o.woonplaats)
        for o in told(out)
    } == distinct
    # The file is of gemeente Groningen alone (README of the data folder).
    assert query(out, "SELECT DISTINCT gemeentecode FROM place") == [("GM0014",)]


def test_the_sample_of_amsterdam_builds_by_the_names_of_its_columns(
    shared_file: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "amsterdam.sqlite"
    source = shared_file("pdok/ogc/bag_voorbeeld.gpkg")
    built = build_register(source, out, built_at=NOON)
    rows = [
        row
        for layer in ("verblijfsobjecten", "standplaatsen", "ligplaatsen")
        for row in query(source, f"SELECT nummer_id, straatnaam, huisnummer FROM {layer}")
    ]
    assert built.counts.rows == len(rows)
    # Silodam 219 stands there with two ids.
    assert built.counts.refused == {Refusal.DOUBLE_ADDRESS: 1}
    found = {(one.nummeraanduiding_id, one.openbare_ruimte, one.huisnummer) for one in told(out)}
    assert found < set(rows)
    assert query(out, "SELECT woonplaats, gemeentecode FROM place") == [("Amsterdam", "GM0363")]
    assert read_meta(out)["source_date"] == "2021-10-28"


# What is told.


def test_a_register_tells_what_it_was_made_of(tmp_path: Path) -> None:
    import hashlib

    path = write(tmp_path / "bagadres-full.csv", NLEXTRACT)
    out, _ = build(path, source_date="2026-09-08")
    meta = read_meta(out)
    assert meta["source"] == "bagadres-full.csv"
    assert meta["source_sha256"] == hashlib.sha256(NLEXTRACT.encode()).hexdigest()
    assert meta["source_date"] == "2026-09-08"
    assert meta["built_at"] == "2026-11-22T12:00:00+00:00"
    assert "Kadaster" in meta["attribution"]
    assert str(tmp_path) not in str(meta)


def test_of_addresses_without_ids_we_claim_no_origin(tmp_path: Path) -> None:
    path = write(tmp_path / "b.csv", "straat,huisnummer,plaats,x,y\nDam,1,Amsterdam,121300,487300\n")
    out, _ = build(path)
    assert "licence" not in read_meta(out)


def test_only_the_moment_of_building_differs_between_two_builds(tmp_path: Path) -> None:
    path = write(tmp_path / "bagadres-full.csv", NLEXTRACT)
    out, _ = build(path)
    first, before = out.read_bytes(), read_meta(out)
    build(path)
    assert out.read_bytes() == first
    build_register(path, out, built_at=NOON.replace(hour=13))
    assert {name for name, value in read_meta(out).items() if before[name] != value} == {"built_at"}


# What is refused.


def test_a_file_that_is_no_register_is_never_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "bagadres-full.csv", NLEXTRACT)
    for out in (path, write(tmp_path / "diensten.xlsx", "van een ander")):
        before = out.read_bytes()
        with pytest.raises(OutputError, match="geen register"):
            build_register(path, out, built_at=NOON)
        assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "message"),
    [("bron.zip", "pak het eerst uit"), ("bron.xlsx", "geef het de goede naam"), ("bron", "eindigt")],
)
def test_a_kind_of_file_that_we_do_not_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(SourceUnreadable, match=f"(?i){message}"):
        build(write(tmp_path / name, "x"))


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"bron\.csv"):
        build(tmp_path / "bron.csv")


def test_only_a_geopackage_has_layers(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="Laat --layer weg"):
        build(write(tmp_path / "bron.csv", NLEXTRACT), layers=["adres"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"straat": "waar"}, "'straat' is geen veld"), ({"postcode": "pc"}, "er is geen kolom 'pc'")],
)
def test_pointing_at_what_is_not_there_is_told(asked: dict[str, str], message: str) -> None:
    with pytest.raises(SourceUnreadable, match=message):
        map_columns(["straat", "huisnummer", "plaats", "x", "y"], asked, Path("bron.csv"))


def test_no_name_of_a_column_stands_for_two_fields() -> None:
    names = [name for field, synonyms in SYNONYMS.items() for name in (field, *synonyms)]
    assert len(names) == len(set(names))


def test_an_id_of_the_object_alone_is_not_taken_for_an_address() -> None:
    """In PDOK's own collection of addresses `identificatie` is the nummeraanduiding's."""
    found = ["identificatie", "straat", "huisnummer", "woonplaats", "x", "y"]
    assert "adresseerbaarobject_id" not in map_columns(found, {}, Path("bron.csv"))
    assert (
        map_columns([*found, "nummeraanduiding"], {}, Path("bron.csv"))["adresseerbaarobject_id"]
        == "identificatie"
    )
