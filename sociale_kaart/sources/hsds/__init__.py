"""From HSDS to a map folder: a tabular package or JSON becomes the sheets a coordinator goes on with."""
