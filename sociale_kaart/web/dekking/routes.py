"""The addresses of the pages of coverage."""

from __future__ import annotations

from flask import Blueprint

from sociale_kaart.web.dekking.gemeente import gemeente
from sociale_kaart.web.dekking.page import download, overview

blueprint = Blueprint("dekking", __name__)
blueprint.add_url_rule("/dekking", view_func=overview)
blueprint.add_url_rule("/dekking.csv", view_func=download)
blueprint.add_url_rule("/dekking/<gemeentecode>", view_func=gemeente)
