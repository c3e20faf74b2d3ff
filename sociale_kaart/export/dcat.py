"""The map's data as a catalogue that national portals harvest: DCAT-AP-NL 3.0 (Geonovum, 2024), as JSON-LD.

Publisher, contact and licence are those of kaart.toml. What that does not say is not made up, even where the profile
wants it: a portal then says what is missing, and the publisher knows what to add (docs/reference/api.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.datapackage import DataFile, slug
from sociale_kaart.export.licences import licence_of

Node = dict[str, Any]

_EU = "http://publications.europa.eu/resource/authority"
PUBLIC = f"{_EU}/access-right/PUBLIC"
SOCIETY = f"{_EU}/data-theme/SOCI"
DUTCH = f"{_EU}/language/NLD"
IANA = "http://www.iana.org/assignments/media-types"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
CONTEXT: Mapping[str, str] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_KEYWORDS = ("sociale kaart", "hulp", "Informatiepunt Digitale Overheid")


def dcat(data: MapData, files: Sequence[DataFile], root: str, package: str = "") -> Node:
    """A catalogue with a dataset per table, and the API.

    root : the address of the website, without a slash behind it
    package : where no server answers, the name of the file with all of the map as an HSDS package, instead of the API
    """
    page = f"{root}/data"
    described = _described(data)
    per_table: defaultdict[str, list[DataFile]] = defaultdict(list)
    for file in files:
        per_table[file.name.partition(".")[0]].append(file)
    catalogue: Node = {
        "@id": f"{page}#catalogus",
        "@type": "dcat:Catalog",
        "dct:title": _dutch(data.config.title),
        "dct:description": _dutch(data.config.intro or data.config.title),
        "dct:publisher": described["dct:publisher"],
        "dcat:contactPoint": described["dcat:contactPoint"],
        "dct:license": described["dct:license"],
        "dct:language": _ref(DUTCH),
        "foaf:homepage": {"@id": page, "@type": "foaf:Document"},
        "dct:modified": _day(data),
        "dcat:dataset": [_dataset(data, name, some, page) for name, some in per_table.items()],
    }
    if package:
        catalogue["dcat:dataset"].append(_packed(data, package, page))
    else:
        catalogue["dcat:service"] = _service(data, root)
    return {"@context": dict(CONTEXT), **catalogue}


def _described(data: MapData) -> Node:
    """What the publisher says of all of it."""
    publisher = {"@type": "foaf:Agent", "foaf:name": _dutch(data.config.publisher.name)}
    if data.config.publisher.url:
        publisher["@id"] = str(data.config.publisher.url)
    return {
        "dct:publisher": publisher,
        "dct:creator": publisher,
        "dcat:contactPoint": _contact(data),
        "dct:accessRights": {"@id": PUBLIC, "@type": "dct:RightsStatement"},
        "dcat:theme": _ref(SOCIETY),
        "dct:license": _licence(data),
        "dct:language": _ref(DUTCH),
    }


def _dataset(data: MapData, name: str, files: Sequence[DataFile], page: str) -> Node:
    about = _about(data, f"{page}#{name}", page, files[0].title, files[0].description)
    return {**about, "dcat:distribution": [_distribution(one, page, data) for one in files]}


def _packed(data: MapData, name: str, page: str) -> Node:
    # Its size and sum stand in SHA256SUMS of the site: making it only to tell them would make it twice.
    about = _about(data, f"{page}#{name}", page, "Hele kaart", "Alles op de kaart als pakket van HSDS 3.1.")
    return {
        **about,
        "dcat:distribution": [_download(data, name, page, "Hele kaart (HSDS)", "application/zip")],
    }


def _about(data: MapData, address: str, page: str, title: str, description: str) -> Node:
    """A dataset without its distributions."""
    described = _described(data)
    del described["dct:license"]
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _dutch(f"{title}: {data.config.title}"),
        "dct:description": _dutch(description),
        **described,
        "dcat:keyword": [_dutch(one) for one in _KEYWORDS],
        "dcat:landingPage": {"@id": page, "@type": "foaf:Document"},
        "dct:modified": _day(data),
        "dcat:version": data.content_hash[:16],
        # Not dct:source: that is of a dataset with an address of its own, which few of these have.
        "dct:provenance": [
            {"@type": "dct:ProvenanceStatement", "rdfs:label": _dutch(one.name)}
            for one in data.config.sources
        ],
    }


def _download(data: MapData, name: str, page: str, title: str, mimetype: str) -> Node:
    """A distribution: the file, without what it weighs."""
    return {
        "@id": f"{page}/{name}",
        "@type": "dcat:Distribution",
        "dct:title": _dutch(title),
        "dcat:accessURL": _ref(page),
        "dcat:downloadURL": _ref(f"{page}/{name}"),
        "dct:license": _licence(data),
        "dcat:mediaType": {"@id": f"{IANA}/{mimetype}", "@type": "dct:MediaType"},
        "dct:language": _ref(DUTCH),
        "dct:modified": _day(data),
    }


def _distribution(file: DataFile, page: str, data: MapData) -> Node:
    node: Node = {
        **_download(data, file.name, page, f"{file.title} ({file.format})", file.mimetype),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _ref(SHA256),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }
    if file.authority:
        node["dct:format"] = {"@id": f"{_EU}/file-type/{file.authority}", "@type": "dct:MediaTypeOrExtent"}
    return node


def _service(data: MapData, root: str) -> Node:
    return {
        "@id": f"{root}/api",
        "@type": "dcat:DataService",
        "dct:identifier": f"{root}/api",
        "dct:title": _dutch(f"API: {data.config.title}"),
        "dct:description": _dutch(
            "Dezelfde gegevens om vanuit een programma te lezen, en wat er veranderde."
        ),
        **_described(data),
        "dcat:endpointURL": _ref(f"{root}/api"),
        "dcat:endpointDescription": _ref(f"{root}/api/openapi.json"),
        "foaf:page": {"@id": f"{root}/api", "@type": "foaf:Document"},
    }


def _contact(data: MapData) -> Node:
    contact = data.config.contact
    node: Node = {"@type": "vcard:Kind", "vcard:fn": _dutch(contact.name)}
    if contact.email:
        node["vcard:hasEmail"] = _ref(f"mailto:{contact.email}")
    if contact.url:
        node["vcard:hasURL"] = _ref(str(contact.url))
    return node


def _licence(data: MapData) -> Node:
    said, known = licence_of(data)
    if known:
        return {"@id": known.authority, "@type": "dct:LicenseDocument"}
    return {
        "@id": f"_:licentie-{slug(said)[:40]}",
        "@type": "dct:LicenseDocument",
        "rdfs:label": _dutch(said),
    }


def _day(data: MapData) -> Node:
    return {"@value": data.known_on.isoformat(), "@type": "xsd:date"}


def _dutch(text: str) -> Node:
    return {"@value": text, "@language": "nl"}


def _ref(address: str) -> Node:
    return {"@id": address}
