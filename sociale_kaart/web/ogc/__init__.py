"""OGC API - Features: a map as QGIS, ArcGIS and GDAL open it live."""
