// Of Leaflet 1.9.4 what the map uses: half of its weight. Its own index would take in all of it.
import { Attribution } from "leaflet/src/control/Control.Attribution.js";
import { Scale } from "leaflet/src/control/Control.Scale.js";
import { LatLngBounds } from "leaflet/src/geo/LatLngBounds.js";
import { Layer } from "leaflet/src/layer/Layer.js";
import { TileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { DoubleClickZoom } from "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import { Drag } from "leaflet/src/map/handler/Map.Drag.js";
import { TouchZoom } from "leaflet/src/map/handler/Map.TouchZoom.js";
import { Map as LeafletMap } from "leaflet/src/map/Map.js";

export { Attribution, DoubleClickZoom, Drag, LatLngBounds, Layer, LeafletMap, Scale, TileLayer, TouchZoom };
