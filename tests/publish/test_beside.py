"""What a host must know of a site of files, and where it must know it of."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sociale_kaart.publish.beside import headers_file, nginx_file, root_path, sitemaps
from sociale_kaart.publish.files import Written

FILES = [
    Written(file, 1, "", is_new=True)
    for file in (
        "index.html",
        "en/index.html",
        "over/index.html",
        "ingesloten/plekken/index.html",
        "en/ingesloten/plekken/index.html",
    )
]


def at_nginx(example: str, path: str) -> str:
    """What nginx says with a path: of a regular expression that fits, else of the longest beginning."""
    flat = re.sub(r"(?m)^ +", "", example)
    found = re.findall(r"(?ms)^location ([^{]+) \{\n(.*?)(?=^location |\Z)", flat)
    for place, told in found:
        if place.startswith("~ ") and re.search(place.removeprefix("~ "), path):
            return str(told)
    inside = [
        (place, told) for place, told in found if not place.startswith(("~", "=")) and path.startswith(place)
    ]
    return str(max(inside, default=("", ""))[1])


@pytest.mark.parametrize("root", ["/", "/kaart/", "/hulp/de.kaart/"])
@pytest.mark.parametrize(
    ("path", "framed", "for_others", "lasting"),
    [
        ("", False, False, False),
        ("over/", False, False, False),
        ("en/over/", False, False, False),
        ("ingesloten/plekken/", True, True, False),
        ("en/ingesloten/dekking/taal/", True, True, False),
        ("static/kaart-AB.js", False, False, True),
        ("data/kaart.gpkg", False, False, False),
        ("kaart/plekken/alle.svg", False, True, False),
        ("en/kaart.svg", False, True, False),
    ],
)
def test_nginx_says_with_each_file_what_the_app_says_whatever_folder_the_site_is_in(
    root: str, path: str, framed: bool, for_others: bool, lasting: bool
) -> None:
    told = at_nginx(nginx_file(root, ""), root + path)
    assert ("frame-ancestors *" in told, "frame-ancestors 'none'" in told) == (framed, not framed)
    assert ("Cross-Origin-Resource-Policy" in told) == for_others
    assert ("immutable" in told) == lasting


def test_the_example_for_nginx_leaves_the_rest_of_a_host_alone_and_no_question_in_its_log() -> None:
    example = nginx_file("/kaart/", "")
    assert at_nginx(example, "/index.html") == ""
    assert re.findall(r"(?m)^\S.*", example)[1:] == [
        "location = /kaart {",
        "}",
        "location /kaart/ {",
        "}",
    ]
    assert "error_page 404 /kaart/404.html;" in example
    assert "    access_log off;" in example


def test_the_rules_for_a_host_begin_in_the_folder_of_the_site() -> None:
    here, below = (headers_file(root, "", FILES, ("en",)) for root in ("/", "/kaart/"))
    rules = re.findall(r"(?m)^/.*", here)
    assert {"/*", "/", "/404.html", "/en/", "/over/*", "/en/ingesloten/*", "/static/*"} <= set(rules)
    assert re.findall(r"(?m)^/.*", below) == [f"/kaart{one}" for one in rules]
    framed = below.split("/kaart/en/ingesloten/*\n")[1].split("\n")[0]
    assert "frame-ancestors *" in framed


@pytest.mark.parametrize(
    ("address", "root"), [("https://a.example", "/"), ("https://a.example/kaart", "/kaart/")]
)
def test_a_page_shown_at_any_depth_knows_where_the_site_begins(address: str, root: str) -> None:
    assert root_path(address) == root


def test_search_engines_are_led_to_pages_and_not_to_frames() -> None:
    told = sitemaps("https://a.example/kaart", FILES, date(2026, 11, 22))["sitemap.xml"]
    assert re.findall("<loc>(.*?)</loc>", told) == [
        "https://a.example/kaart/",
        "https://a.example/kaart/en/",
        "https://a.example/kaart/over/",
    ]
