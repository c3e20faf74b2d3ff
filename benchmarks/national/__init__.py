"""A made-up national address set of realistic shape: real places, postcode areas and street names, invented houses."""

from benchmarks.national.addresses import COLUMNS, generate
from benchmarks.national.country import Country, bag_street_names, read_country

__all__ = ["COLUMNS", "Country", "bag_street_names", "generate", "read_country"]
