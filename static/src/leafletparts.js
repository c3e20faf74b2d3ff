// Of Leaflet 1.9.4 what the map uses: half of its weight. Its own index would take in all of it.
import { Attribution } from "leaflet/src/control/Control.Attribution.js";
import { Scale } from "leaflet/src/control/Control.Scale.js";
import { setPosition } from "leaflet/src/dom/DomUtil.js";
import { LatLngBounds } from "leaflet/src/geo/LatLngBounds.js";
import { Layer } from "leaflet/src/layer/Layer.js";
import { TileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { Polygon } from "leaflet/src/layer/vector/Polygon.js";
import { Polyline } from "leaflet/src/layer/vector/Polyline.js";
import { SVG, create, pointsToPath } from "leaflet/src/layer/vector/SVG.js";
import { DoubleClickZoom } from "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import { Drag } from "leaflet/src/map/handler/Map.Drag.js";
import { TouchZoom } from "leaflet/src/map/handler/Map.TouchZoom.js";
import { Map as LeafletMap } from "leaflet/src/map/Map.js";

// As Leaflet's own index of vector layers does it.
SVG.create = create;
SVG.pointsToPath = pointsToPath;

// Leaflet's own would bring in its canvas too, for layers that do not say what draws them; ours do.
LeafletMap.include({
  getRenderer({ options: { renderer } }) {
    if (!this.hasLayer(renderer)) this.addLayer(renderer);
    return renderer;
  },
});

export { Attribution, DoubleClickZoom, Drag, LatLngBounds, Layer, LeafletMap, Polygon, Polyline, SVG, Scale, TileLayer, TouchZoom, setPosition };
