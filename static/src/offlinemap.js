// Leaflet by itself, as window.L: what export/foliummap.py puts into a file that must work without a network.
import "leaflet";
