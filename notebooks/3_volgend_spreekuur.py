# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3. Waar het volgende spreekuur
#
# Eén spreekuur erbij: waar bereikt het de meeste mensen die nu niets binnen bereik hebben? En wat verandert er, en voor
# wie, als er een bij komt, een sluit of een verhuist? Weer het verzonnen voorbeeld van Utrecht.

# %%
import shutil
import tempfile
from datetime import date
from pathlib import Path

import folium
import pandas as pd
from IPython.display import Markdown

import sociale_kaart as sk
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.gemeenten import gemeenten

# %%
werkmap = Path(tempfile.mkdtemp())
kaart = sk.open_kaart(shutil.copytree("../geodata/kaarten/voorbeeld-utrecht", werkmap / "utrecht"))
data = sk.build(kaart, today=date.today())
GRENS_M = 5000


def tel(aantal):
    """Een aantal zoals we het schrijven: 12.345."""
    return f"{aantal:,.0f}".replace(",", ".")


rapport = sk.report(data, limit_m=GRENS_M)
bron = sk.source_line(rapport)

# %% [markdown]
# ## In een bibliotheek die er al is
#
# De lijst is af te lopen van boven naar beneden: elke plek is de beste volgende, na die erboven.

# %%
in_bieb = sk.next_places(data, "spreekuur", 5, GRENS_M, candidates="libraries")


def waar(plek):
    """De naam van een bestaande plek, met haar gemeente."""
    code = data.gemeente_of(data.listings[plek.id].location_id)
    return f"{plek.name}, {gemeenten()[code].naam}"


sk.bar_chart(
    [sk.Bar(f"{nummer}. {waar(plek)}", plek.gained) for nummer, plek in enumerate(in_bieb.places, start=1)],
    title="Figuur 1. Een spreekuur in een bestaande bibliotheek",
    subtitle=f"Inwoners die dan voor het eerst een spreekuur binnen {GRENS_M / 1000:.0f} km hebben",
    source=bron,
)

# %% [markdown]
# ## Waar dan ook
#
# Elk bewoond punt mag. Er hoeft daar geen gebouw te zijn: dit zegt alleen waar de mensen wonen.

# %%
overal = sk.next_places(data, "spreekuur", 5, GRENS_M, candidates="inhabited")
gemeente_van = locate([plek.x_rd for plek in overal.places], [plek.y_rd for plek in overal.places])
sk.bar_chart(
    [
        sk.Bar(f"{nummer}. in {gemeenten()[code].naam}", plek.gained, plek.gained_at_least, plek.gained)
        for nummer, (plek, code) in enumerate(zip(overal.places, gemeente_van, strict=True), start=1)
    ],
    title="Figuur 2. Een spreekuur waar dan ook",
    subtitle="Inwoners die dan voor het eerst een spreekuur hebben; lichter: tenzij een onbekende plek er al is",
    source=bron,
)

# %% [markdown]
# ## Een voor een, of de beste vijf tegelijk
#
# De lijst kiest steeds de beste volgende plek. De beste **vijf samen** kunnen andere zijn. Het optimum is exact: geen
# enkele andere vijf bereiken meer mensen.

# %%
pd.DataFrame(
    {
        "keuze": naam,
        "een voor een": tel(sum(plek.gained for plek in gevonden.places)),
        "de beste vijf": tel(gevonden.optimum.reached),
        "bewezen": "ja" if gevonden.optimum.proven else "nee",
    }
    for naam, gevonden in {"bibliotheken": in_bieb, "waar dan ook": overal}.items()
).style.hide(axis="index")

# %% [markdown]
# ## Op de kaart
#
# De cijfers zijn de vijf plekken van figuur 2. De kaart werkt zonder internet.

# %%
op_de_kaart = sk.folium_map(data, "spreekuur", report=rapport, offline=True)
for nummer, plek in enumerate(overal.places, start=1):
    lon, lat = (float(graden) for graden in rd_to_wgs84(plek.x_rd, plek.y_rd))
    stip = folium.CircleMarker([lat, lon], radius=9, color="#c2481a", fill=True, pane="markerPane")
    stip.add_child(folium.Tooltip(str(nummer), permanent=True, direction="center")).add_to(op_de_kaart)
op_de_kaart

# %% [markdown]
# ## Wat als?
#
# Een scenario is de kaart zoals zij zou zijn. Elke stap geeft een nieuw scenario; het vorige blijft.

# %%
nu = sk.scenario(data, "spreekuur", limit_m=GRENS_M)
eerste = in_bieb.places[0]
met_een = nu.add(f"Nieuw spreekuur: {waar(eerste)}", eerste.x_rd, eerste.y_rd)
verschil = sk.compare(nu, met_een)
sk.bar_chart(
    [
        sk.Bar(
            gemeenten()[een.gemeentecode].naam,
            een.persons_gaining,
            note=f"(dichterbij: {tel(een.persons_nearer)})",
        )
        for een in sorted(verschil.changes, key=lambda een: -een.persons_gaining)
    ],
    title=f"Figuur 3. Wie erop vooruitgaat: {waar(eerste)}",
    subtitle=f"Inwoners die binnen {GRENS_M / 1000:.0f} km komen, per gemeente",
    source=bron,
)

# %% [markdown]
# En als tegelijk het spreekuur sluit waar de meeste mensen van afhangen?

# %%
spreekuur = [rij for rij in rapport.rows if rij.pillar == "spreekuur"]
breekbaarst = max(spreekuur, key=lambda rij: rij.persons_fragile)
samen = sk.compare(nu, met_een.close(breekbaarst.fragile_site))
wie = {
    een.gemeentecode: een.persons_gaining - een.persons_losing
    for een in samen.changes
    if een.persons_gaining or een.persons_losing
}
sk.bar_chart(
    [
        sk.Bar(gemeenten()[code].naam, abs(saldo), note="winnen" if saldo > 0 else "verliezen")
        for code, saldo in sorted(wie.items(), key=lambda een: -een[1])
    ],
    title="Figuur 4. Eén erbij en één eraf",
    subtitle=f"Inwoners die binnen {GRENS_M / 1000:.0f} km komen of erbuiten vallen, per gemeente",
    source=bron,
)

# %%
vooruit = [een for een in verschil.changes if een.persons_gaining]
vijf_biebs, vijf_vrij = in_bieb.optimum.reached, overal.optimum.reached

# %% tags=["conclusie"]
Markdown(f"""
### Wat een provincie hiermee kan doen

De eerste plek om te vragen is {waar(eerste)}: dan hebben {tel(eerste.gained)} mensen voor het eerst een spreekuur
binnen bereik (figuur 1). Zij wonen in {len(vooruit)} gemeenten, dus dat is geen zaak van één gemeente (figuur 3). Wie
niet aan een bibliotheek gebonden is, bereikt met één plek {tel(overal.places[0].gained)} mensen (figuur 2). Vijf
bibliotheken samen bereiken {tel(vijf_biebs)} mensen, vijf vrij gekozen plekken {tel(vijf_vrij)} (figuur 1, figuur 2).

Sluit ondertussen {breekbaarst.fragile_site_name} in {breekbaarst.area_name}, dan winnen {tel(samen.persons_gaining)}
mensen en verliezen er {tel(samen.persons_losing)} (figuur 4). Trek die twee niet van elkaar af, want het zijn andere
mensen (figuur 4).
""")
