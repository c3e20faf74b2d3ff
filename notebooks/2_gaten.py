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
# # 2. De gaten van een provincie
#
# Waar ontbreekt hulp, en weten we dat zeker? We nemen twee provincies. In het **voorbeeld van Utrecht** (verzonnen)
# heeft de coördinator verklaard dat de lijsten volledig zijn: dan kan een kaart een gat aanwijzen. Van
# **Overijssel** (openbare bronnen) heeft niemand dat verklaard: dan kan zij dat niet.
#
# Drie woorden die niet hetzelfde zijn:
#
# - **gat**: er is geen plek, te weinig inwoners kunnen elders terecht, en de lijst is volledig verklaard,
#   daar én in elke gemeente eromheen;
# - **geen plek, buren?**: in de gemeente zelf is zeker geen plek, maar van een buurgemeente is niet alles bekend;
# - **onbekend**: er kan een plek zijn waar niemand ons van vertelde.

# %%
import shutil
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

import sociale_kaart as sk
from sociale_kaart.gebieden.gemeenten import gemeenten

werkmap = Path(tempfile.mkdtemp())
MAPPEN = Path("../geodata/kaarten")
GRENS_M = 5000


def gebouwd(naam):
    """Een kaart, gebouwd in een tijdelijke map."""
    return sk.build(sk.open_kaart(shutil.copytree(MAPPEN / naam, werkmap / naam)), today=date.today())


def tel(aantal):
    """Een aantal zoals we het schrijven: 12.345."""
    return f"{aantal:,.0f}".replace(",", ".")


# %% [markdown]
# # Utrecht (voorbeeld)
#
# ## Stap 1. Wie heeft hulp binnen bereik?

# %%
utrecht = gebouwd("voorbeeld-utrecht")
rapport = sk.report(utrecht, limit_m=GRENS_M)
bron = sk.source_line(rapport)
figuur1 = sk.coverage_maps(
    utrecht,
    rapport,
    pillars=["spreekuur", "computer", "training"],
    title="Figuur 1. Hulp binnen bereik in de provincie Utrecht (voorbeeld)",
)
figuur1

# %% [markdown]
# Een figuur is te bewaren als SVG en PNG, met de bronregel in het bestand:

# %%
[pad.name for pad in figuur1.save(werkmap / "figuur1")]

# %% [markdown]
# ## Stap 2. Waar is geen spreekuur?

# %%
spreekuur = {rij.area: rij for rij in rapport.rows if rij.pillar == "spreekuur"}
zonder = [rij for rij in spreekuur.values() if rij.status == "uncovered"]
pd.DataFrame(
    {
        "gemeente": rij.area_name,
        "oordeel": rij.reach,
        "binnen 5 km": f"{rij.share_within_limit:.0%}",
        "te ver": tel(rij.persons_beyond),
        "van deze buren is niet alles bekend": ", ".join(gemeenten()[code].naam for code in rij.not_declared),
    }
    for rij in zonder
).style.hide(axis="index")

# %%
verst = sorted(spreekuur.values(), key=lambda rij: rij.persons_beyond, reverse=True)
sk.bar_chart(
    [
        sk.Bar(rij.area_name, rij.persons_beyond, rij.persons_beyond_low, rij.persons_beyond_high)
        for rij in verst[:12]
    ],
    title="Figuur 2. Wie te ver van een spreekuur woont",
    subtitle=f"Inwoners verder dan {GRENS_M / 1000:.0f} km van een bekend spreekuur; lichter: als de onbekende er zijn",
    source=bron,
)

# %% [markdown]
# ## Stap 3. Wie moeten we bellen?
#
# Van een gemeente zonder spreekuur weten we pas of zij een gat is als ook haar buren hun lijst volledig
# verklaren. Die buren liggen meestal in een andere provincie.

# %%
twijfel = [rij for rij in zonder if rij.reach == "unknown"]
bellen = Counter(code for rij in twijfel for code in rij.not_declared).most_common()
naam_van = {code: f"{gemeenten()[code].naam} ({gemeenten()[code].provincie})" for code, _ in bellen}
sk.bar_chart(
    [sk.Bar(naam_van[code], aantal) for code, aantal in bellen[:10]],
    title="Figuur 3. Welke buren het eerst te bellen",
    subtitle="Aantal gemeenten zonder spreekuur waarvan het oordeel op deze buur wacht",
    source=bron,
)

# %% [markdown]
# ## Stap 4. Wat hangt aan één plek?

# %%
kwetsbaar = sorted(spreekuur.values(), key=lambda rij: rij.persons_fragile, reverse=True)
sk.bar_chart(
    [sk.Bar(f"{rij.area_name}: {rij.fragile_site_name}", rij.persons_fragile) for rij in kwetsbaar[:8]],
    title="Figuur 4. Wat er gebeurt als één spreekuur sluit",
    subtitle=f"Inwoners van de gemeente die dan geen spreekuur binnen {GRENS_M / 1000:.0f} km meer hebben",
    source=bron,
)

# %% [markdown]
# ## Stap 5. Ook voor wie overdag werkt?

# %%
MOMENTEN = {"alles bij elkaar": None} | {
    moment: moment for moment in ("zonder afspraak", "dinsdagochtend", "dinsdagavond", "zaterdag")
}
op_moment = {
    naam: sk.report(utrecht, pillars=["spreekuur"], per="provincie", when=moment, limit_m=GRENS_M).rows[0]
    for naam, moment in MOMENTEN.items()
}
sk.bar_chart(
    [
        sk.Bar(naam, rij.share_within_limit, rij.share_within_limit_low, rij.share_within_limit_high)
        for naam, rij in op_moment.items()
    ],
    title="Figuur 5. Wanneer er een spreekuur open is",
    subtitle=f"Inwoners met een open spreekuur binnen {GRENS_M / 1000:.0f} km; lichter: als onbekende tijden meetellen",
    source=bron,
    unit="%",
    factor=100,
)

# %% [markdown]
# ## Stap 6. Op weg naar het doel

# %%
sk.target_chart(
    rapport, "spreekuur", title="Figuur 6. Spreekuren in de provincie, en het doel", name="een spreekuur"
)

# %% [markdown]
# ## Conclusie
#
# Alle getallen en namen hieronder komen uit de figuren; verandert de kaart, dan verandert de tekst.

# %%
gaten = [rij for rij in zonder if rij.reach == "gap"]
via_buren = [rij for rij in zonder if rij.reach == "neighbour"]
eerste, breekbaarst = verst[0], kwetsbaar[0]
overdag, avond = op_moment["dinsdagochtend"], op_moment["dinsdagavond"]
doel = max((doel for doel in rapport.targets if doel.pillar == "spreekuur"), key=lambda doel: doel.by)
assert eerste in gaten
assert doel.places_low == doel.places_high


def namen(rijen):
    """De gemeenten van deze rijen, op naam."""
    return ", ".join(sorted(rij.area_name for rij in rijen))


# %% tags=["conclusie"]
Markdown(f"""
### Wat een provincie hiermee kan doen

In {len(zonder)} van de {len(spreekuur)} gemeenten is zeker geen spreekuur: {namen(zonder)} (figuur 1).
Voor {namen(via_buren)} is dat minder erg, want minstens de helft van de inwoners kan in een andere gemeente terecht
(figuur 1). Zeker een gat is {namen(gaten)} (figuur 1). Daar wonen {tel(eerste.persons_beyond)} mensen
te ver van een spreekuur, meer dan in enige andere gemeente van de provincie (figuur 2).

**Kijk het eerst naar {eerste.area_name}.** Nergens wonen meer mensen die nu niets binnen bereik hebben (figuur 2).

**Bel daarna de buren.** Over {len(twijfel)} gemeenten zonder spreekuur is nog geen oordeel te geven, omdat over de
provinciegrens niemand zijn lijst volledig verklaarde (figuur 1). Begin bij {naam_van[bellen[0][0]]}: op die ene lijst
wachten {bellen[0][1]} van die gemeenten (figuur 3).

**Bescherm wat er is.** Als {breekbaarst.fragile_site_name} sluit, hebben {tel(breekbaarst.persons_fragile)} inwoners
van {breekbaarst.area_name} geen spreekuur binnen bereik meer (figuur 4). Vraag die organisatie naar haar plannen,
voordat zij sluit (figuur 4).

**Vraag naar de avond.** Op dinsdagochtend bereikt {overdag.share_within_limit:.0%} van de inwoners een open spreekuur,
op dinsdagavond is er geen enkel zeker open (figuur 5). Hoogstens is dat
{avond.share_within_limit_high:.0%}, als alle onbekende tijden meevallen (figuur 5).

**Tel af naar het doel.** Er zijn {doel.places_low} van de {doel.count} beloofde plekken, dus uiterlijk in
{doel.by.year} moeten er nog {doel.count - doel.places_low} bij (figuur 6).
""")

# %% [markdown]
# Waar één nieuw spreekuur de meeste mensen bereikt, hoeft niet in die gemeente te zijn: dat rekent
# [3. Waar het volgende spreekuur](3_volgend_spreekuur.ipynb) uit. Hoe zeker dit alles is, staat in
# [4. Hoe zeker zijn we](4_hoe_zeker.ipynb).

# %% [markdown]
# # Overijssel
#
# Dezelfde stappen, met wat openbare bronnen vertellen.

# %%
overijssel = gebouwd("overijssel")
rapport_o = sk.report(overijssel, limit_m=GRENS_M)
sk.coverage_maps(
    overijssel,
    rapport_o,
    pillars=["advies", "ontmoeten", "taal", "spreekuur"],
    title="Figuur 7. Wat er van Overijssel bekend is, en wat niet",
)

# %%
soorten = {pijler.id: pijler.name for pijler in overijssel.pillars}
oordelen = pd.DataFrame(
    {"pijler": soorten[rij.pillar], "oordeel": rij.reach.value, "plekken": rij.places}
    for rij in rapport_o.rows
)
per_pijler = oordelen.pivot_table(
    index="pijler", columns="oordeel", values="plekken", aggfunc="size", fill_value=0
)
sk.bar_chart(
    [
        sk.Bar(naam, int(aantal), note=f"van {len(overijssel.gemeentecodes)} gemeenten")
        for naam, aantal in (len(overijssel.gemeentecodes) - per_pijler["unknown"])
        .sort_values(ascending=False)
        .items()
    ],
    title="Figuur 8. Over hoeveel gemeenten we iets weten",
    subtitle="Gemeenten met een bekende plek, of met genoeg inwoners die er een in een andere gemeente hebben",
    source=sk.source_line(rapport_o),
)

# %%
advies = [rij for rij in rapport_o.rows if rij.pillar == "advies"]
met_advies = [rij for rij in advies if rij.reach == "own"]
niets_bekend = [
    naam for naam, aantal in per_pijler["unknown"].items() if aantal == len(overijssel.gemeentecodes)
]
gaten_o = [rij for rij in rapport_o.rows if rij.reach == "gap" or rij.status == "uncovered"]
assert gaten_o == []

# %% tags=["conclusie"]
Markdown(f"""
### Wat een provincie hiermee kan doen

Bekend is een plek voor informatie en advies in {len(met_advies)} van de {len(advies)} gemeenten: {namen(met_advies)}
(figuur 7). Over de andere gemeenten zegt deze kaart niet dat er niets is, maar dat niemand het ons vertelde (figuur 7).
Over {len(niets_bekend)} pijlers weten we nergens iets: {", ".join(niets_bekend)} (figuur 8). Daarom heet geen enkele
gemeente een gat ({len(gaten_o)} van de {len(advies)}), hoe leeg de kaart ook oogt (figuur 7).

**Zet dus nog nergens geld in; vraag eerst.** Vraag elke bibliotheek om één regel per pijler: ja, nee of onbekend
(figuur 8). Laat daarna iemand verklaren dat de lijst volledig is; pas dan kan een lege gemeente een gat worden,
zoals in het voorbeeld van Utrecht (figuur 1).
""")
