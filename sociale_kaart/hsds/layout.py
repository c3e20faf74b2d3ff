"""The tables of HSDS 3.1, their columns, and which hang under which when they are told as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

VERSION = "3.1"

Row = dict[str, Any]
Tables = dict[str, list[Row]]


class Table(NamedTuple):
    """A table of a tabular package: its file, and its columns with a space between them."""

    path: str
    names: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.names.split())


class Many(NamedTuple):
    """A list of records inside another: under which key, of which table, by which column."""

    key: str
    table: str
    column: str


# Source: datapackage.json of HSDS 3.1; units and capacities have their columns in the JSON schemas alone.
TABLES: Mapping[str, Table] = {
    "organization": Table(
        "organizations.csv",
        "id name alternate_name description email website tax_status tax_id year_incorporated "
        "legal_status logo uri parent_organization_id",
    ),
    "program": Table(
        "programs.csv",
        "id organization_id name alternate_name description",
    ),
    "service": Table(
        "services.csv",
        "id organization_id program_id name alternate_name description url email status "
        "interpretation_services application_process fees_description wait_time fees "
        "accreditations eligibility_description minimum_age maximum_age assured_date "
        "assurer_email licenses alert last_modified",
    ),
    "attribute": Table(
        "attributes.csv",
        "id link_id taxonomy_term_id link_type link_entity value label",
    ),
    "service_at_location": Table(
        "service_at_location.csv",
        "id service_id location_id description",
    ),
    "location": Table(
        "locations.csv",
        "id location_type url organization_id name alternate_name description transportation "
        "latitude longitude external_identifier external_identifier_type",
    ),
    "phone": Table(
        "phones.csv",
        "id location_id service_id organization_id contact_id service_at_location_id number "
        "extension type description",
    ),
    "contact": Table(
        "contacts.csv",
        "id organization_id service_id service_at_location_id location_id name title department email",
    ),
    "address": Table(
        "addresses.csv",
        "id location_id attention address_1 address_2 city region state_province postal_code "
        "country address_type",
    ),
    "schedule": Table(
        "schedules.csv",
        "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone "
        "until count wkst freq interval byday byweekno bymonthday byyearday description opens_at "
        "closes_at schedule_link attending_type notes",
    ),
    "funding": Table(
        "funding.csv",
        "id organization_id service_id source",
    ),
    "service_area": Table(
        "service_areas.csv",
        "id service_id service_at_location_id name description extent extent_type uri",
    ),
    "required_document": Table(
        "required_documents.csv",
        "id service_id document uri",
    ),
    "language": Table(
        "languages.csv",
        "id service_id location_id phone_id name code note",
    ),
    "accessibility": Table(
        "accessibility.csv",
        "id location_id description details url",
    ),
    "taxonomy_term": Table(
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy language taxonomy_id term_uri",
    ),
    "metadata": Table(
        "metadata.csv",
        "id resource_id resource_type last_action_date last_action_type field_name previous_value "
        "replacement_value updated_by",
    ),
    "meta_table_description": Table(
        "meta_table_descriptions.csv",
        "id name language character_set",
    ),
    "cost_option": Table(
        "cost_options.csv",
        "id service_id valid_from valid_to option currency amount amount_description",
    ),
    "organization_identifier": Table(
        "organization_identifiers.csv",
        "id organization_id identifier_scheme identifier_type identifier",
    ),
    "taxonomy": Table(
        "taxonomies.csv",
        "id name description uri version",
    ),
    "service_capacity": Table(
        "service_capacity.csv",
        "id service_id unit_id available maximum description updated",
    ),
    "unit": Table(
        "units.csv",
        "id name scheme identifier uri",
    ),
    "url": Table(
        "url.csv",
        "id label url organization_id service_id",
    ),
}

NUMBERS = frozenset(
    [
        "timezone",
        "count",
        "interval",
        "amount",
        "latitude",
        "longitude",
        "minimum_age",
        "maximum_age",
        "extension",
        "year_incorporated",
        "available",
        "maximum",
    ]
)

_LINKED: Mapping[str, str] = {
    "service": "additional_urls:url phones:phone schedules:schedule service_areas:service_area"
    " service_at_locations:service_at_location languages:language funding:funding cost_options:cost_option"
    " required_documents:required_document contacts:contact capacities:service_capacity",
    "service_at_location": "service_areas:service_area contacts:contact phones:phone schedules:schedule",
    "location": "languages:language addresses:address contacts:contact accessibility:accessibility phones:phone"
    " schedules:schedule",
    "organization": "additional_websites:url funding:funding contacts:contact phones:phone locations:location"
    " programs:program organization_identifiers:organization_identifier services:service",
    "contact": "phones:phone",
    "phone": "languages:language",
}
# What hangs under a record of a table; attributes and metadata hang under every record.
UNDER: Mapping[str, tuple[Many, ...]] = {
    parent: tuple(
        Many(key, table, f"{parent}_id") for key, _, table in (pair.partition(":") for pair in pairs.split())
    )
    for parent, pairs in _LINKED.items()
}
# One record inside another: key -> table and the column that names it.
ONE: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "service": {"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
    "service_at_location": {
        "location": ("location", "location_id"),
        "service": ("service", "service_id"),
    },
    "attribute": {"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
    "taxonomy_term": {"taxonomy_detail": ("taxonomy", "taxonomy_id")},
    "service_capacity": {"unit": ("unit", "unit_id")},
}
