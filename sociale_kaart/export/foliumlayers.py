"""What folium lacks: a layer whose words cannot become markup, a legend, and a map that carries its own Leaflet.

Folium renders what it wrote as a template once more, so that a name with two braces in it would be run on the computer
of whoever makes the map; and its popups are markup, which would be run on that of whoever opens it. Here words from a
sheet only ever go into JSON without braces or angle brackets, and from there into text nodes.

Imports folium (the extra `notebooks`): foliummap.py asks for it first.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template
from markupsafe import escape

from sociale_kaart.errors import SocialeKaartError

_ESCAPES: Final = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",  # ends a line of JavaScript before 2019
    "\u2029": "\\u2029",
    # No brace of JSON's own stands before these: the brace is within a string.
    "{{": "\\u007b\\u007b",
    "{%": "\\u007b%",
    "{#": "\\u007b#",
}
_ESCAPED: Final = re.compile("|".join(map(re.escape, _ESCAPES)))

# Nothing is loaded and nobody is told anything, whatever the file comes to hold.
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def script_json(value: object) -> str:
    """JSON that stands safely in a script, also in one that is rendered as a template twice."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)


class SafeLayer(Layer):
    """One layer of features; their properties are `t` (a title), `l` (lines below it) and `s` (number of a style).

    Parameters
    ----------
    collection : GeoJSON FeatureCollection, WGS84
    styles : Leaflet path options, one per `s`
    notes : what holds for all of a style, told as the last line; none by default
    z_index : what is higher is drawn above; folium's own layers stand at 400
    on_canvas : draw on a canvas: thousands of points at once, without patterns
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = (function () {
            const styles = {{ this.styles }};
            const notes = {{ this.notes }};
            const map = {{ this._parent.get_name() }};
            map.createPane({{ this.pane|tojson }}).style.zIndex = {{ this.z_index }};
            const drawn = {padding: 0.5, pane: {{ this.pane|tojson }}};
            const renderer = L.{{ "canvas" if this.on_canvas else "svg" }}(drawn);
            function words(feature) {
                const box = document.createElement("div");
                const title = box.appendChild(document.createElement("strong"));
                title.textContent = feature.properties.t;
                const note = notes[feature.properties.s];
                for (const line of [...(feature.properties.l || []), ...(note ? [note] : [])]) {
                    box.appendChild(document.createElement("div")).textContent = line;
                }
                return box;
            }
            const layers = L.geoJSON({{ this.collection }}, {
                style: (feature) => ({renderer: renderer, ...styles[feature.properties.s]}),
                pointToLayer: (feature, where) => L.circleMarker(where, {renderer: renderer}),
                onEachFeature: (feature, layer) => {
                    layer.bindPopup(() => words(feature));
                    layer.bindTooltip(() => document.createTextNode(feature.properties.t));
                },
            });
            {%- if not this.on_canvas %}
            // A canvas above takes every click: one that hit none of its dots was meant for what lies below.
            map.on("click", (event) => {
                if (!(event.originalEvent.target instanceof HTMLCanvasElement)) { return; }
                const below = document.elementsFromPoint(event.originalEvent.clientX, event.originalEvent.clientY);
                layers.eachLayer((layer) => {
                    if (below.includes(layer.getElement())) { layer.openPopup(event.latlng); }
                });
            });
            {%- endif %}
            return layers;
        })();
        {% endmacro %}
        """
    )

    def __init__(
        self,
        collection: Mapping[str, Any],
        styles: Sequence[Mapping[str, Any]],
        *,
        name: str,
        z_index: int,
        notes: Sequence[str] = (),
        on_canvas: bool = False,
    ) -> None:
        super().__init__(name=str(escape(name)), overlay=True)
        self._name = "SafeLayer"
        self.notes = script_json(list(notes))
        self.pane, self.z_index = f"kaart-{z_index}", z_index
        self.collection, self.styles, self.on_canvas = script_json(collection), script_json(styles), on_canvas


class Legend(MacroElement):
    """What the colours mean, and below it the source line.

    Parameters
    ----------
    rows : of each its label, and Leaflet path options; None makes the label a heading
    source : plain text
    patterns : by name, the colour of the ground and of what is drawn on it; a style fills with url(#kaart-NAME)
    striped : the pattern that has stripes; the others have dots
    bounds : what the map shows at first, clear of the legend: south-west and north-east, latitude first
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>
        .leaflet-container { background: #fff; }
        .leaflet-interactive:focus:not(:focus-visible) { outline: none; }
        .leaflet-container .leaflet-popup-content { font: .85rem/1.4 system-ui, sans-serif; }
        .leaflet-container .leaflet-control-attribution { font: .68rem/1.35 system-ui, sans-serif; max-width: 60rem; }
        .kaart-legenda { background: #fff; color: #17212b; padding: .5rem .7rem; border-radius: .4rem; max-width: 15rem;
            box-shadow: 0 1px 4px rgb(0 0 0 / 40%); font: .78rem/1.45 system-ui, sans-serif; }
        .kaart-legenda strong { display: block; line-height: 1.25; margin: .35rem 0 .2rem; }
        .kaart-legenda strong:first-child { margin-top: 0; }
        .kaart-legenda svg { width: 1.4rem; height: .9rem; margin-right: .45rem; vertical-align: -.1rem; }
        .kaart-patronen { position: absolute; width: 0; height: 0; }
        </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <svg class="kaart-patronen" aria-hidden="true"><defs>
        {%- for name, (ground, drawn) in this.patterns.items() %}
        <pattern id="kaart-{{ name }}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" fill="{{ ground }}"/>
        {%- if name == this.striped %}
        <rect width="2.5" height="7" fill="{{ drawn }}"/>
        {%- else %}
        <circle cx="3.5" cy="3.5" r="1.2" fill="{{ drawn }}"/>
        {%- endif %}
        </pattern>
        {%- endfor %}
        </defs></svg>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        (function () {
            const told = {{ this.told }};
            const legend = L.control({position: "bottomright"});
            legend.onAdd = function () {
                const box = L.DomUtil.create("div", "kaart-legenda");
                for (const [label, look] of told.rows) {
                    if (!look) {
                        box.appendChild(document.createElement("strong")).textContent = label;
                        continue;
                    }
                    const row = box.appendChild(document.createElement("div"));
                    const swatch = row.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
                    swatch.setAttribute("aria-hidden", "true");
                    swatch.setAttribute("viewBox", "0 0 22 14");
                    const shape = swatch.appendChild(document.createElementNS(
                        "http://www.w3.org/2000/svg", look.radius ? "circle" : "rect"));
                    const size = look.radius ? {cx: 11, cy: 7, r: 5} : {x: 1, y: 1, width: 20, height: 12};
                    for (const [name, value] of Object.entries(
                        {...size, fill: look.fillColor, stroke: look.color, "fill-opacity": look.fillOpacity})) {
                        shape.setAttribute(name, value);
                    }
                    row.appendChild(document.createTextNode(label));
                }
                return box;
            };
            const map = {{ this._parent.get_name() }};
            legend.addTo(map);
            // Where there is room, nothing that is shown lies behind the legend.
            const beside = legend.getContainer().offsetWidth + 20;
            const room = map.getSize().x > 3 * beside ? [beside, 30] : [0, 30];
            map.fitBounds({{ this.bounds }}, {paddingBottomRight: room});
            const source = document.createElement("span");
            source.textContent = told.source;
            map.attributionControl.setPrefix("Leaflet").addAttribution(source.innerHTML);
        })();
        {% endmacro %}
        """
    )

    def __init__(
        self,
        rows: Sequence[tuple[str, Mapping[str, Any] | None]],
        source: str,
        *,
        patterns: Mapping[str, tuple[str, str]],
        striped: str,
        bounds: Sequence[tuple[float, float]],
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Legend"
        self.told = script_json({"rows": list(rows), "source": source})
        self.patterns, self.striped, self.bounds = patterns, striped, script_json(list(bounds))


class OfflineMap(folium.Map):
    """A map in one file: Leaflet within it, no tiles, and a policy that lets nothing be loaded."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, leaflet_js: str, leaflet_css: str, **options: Any) -> None:
        super().__init__(tiles=None, zoom_snap=0.25, **options)  # no tiles, so any scale will do
        self._name = "Map"
        self._leaflet = (
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<link rel="icon" href="data:,">'
            f"<style>{leaflet_css}</style><script>{leaflet_js}</script>"
        )

    def render(self, **kwargs: Any) -> str:
        """Put Leaflet before everything that needs it."""
        figure = self.get_root()
        assert isinstance(figure, Figure)
        figure.header.add_child(_Verbatim(self._leaflet), name="leaflet")
        rendered: str = super().render(**kwargs)  # type: ignore[no-untyped-call]
        return rendered


class _Verbatim(Element):
    """Text that is no template: minified scripts are full of braces."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def bundled_leaflet(folder: Path) -> tuple[str, str]:
    """Leaflet's script and style, the style with its pictures inside, from the built front end in a folder.

    Raises SocialeKaartError where the front end was never built.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        script, style = (
            (folder / manifest[name]).read_text(encoding="utf-8")
            for name in ("offlinemap.js", "offlinemap.css")
        )
    except (OSError, KeyError, ValueError) as fault:
        raise SocialeKaartError(
            "the bundled Leaflet is not there",
            where=folder,
            remedy="Build the front end: pip install -e . (or python hatch_build.py)",
        ) from fault
    assert "</script" not in script
    return script, re.sub(r"url\(\"?\./([\w.-]+\.png)\"?\)", lambda found: _as_data(folder / found[1]), style)


def _as_data(picture: Path) -> str:
    return f"url(data:image/png;base64,{b64encode(picture.read_bytes()).decode('ascii')})"
