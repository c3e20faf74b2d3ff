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
# # 4. Hoe zeker zijn we?
#
# Een figuur is zo goed als wat eronder ligt. Vijf dingen die een oordeel kunnen omgooien, elk nagerekend: wat niemand
# weet, waar een adres precies is, waar de grens ligt, hoe de weg loopt, en waar de mensen wonen. Weer het verzonnen
# voorbeeld van Utrecht.

# %%
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

import sociale_kaart as sk
from sociale_kaart.coverage.detour import DETOURS, Mode

# %%
werkmap = Path(tempfile.mkdtemp())
kaart = sk.open_kaart(shutil.copytree("../geodata/kaarten/voorbeeld-utrecht", werkmap / "utrecht"))
data = sk.build(kaart, today=date.today())
GRENS_M = 5000


def procent(deel, cijfers=0):
    """Een deel als percentage: 12,3%."""
    return f"{deel:.{cijfers}%}".replace(".", ",")


def provincie_bij(grens_m):
    """De rij van de hele provincie voor het spreekuur, bij deze grens."""
    return sk.report(data, pillars=["spreekuur"], per="provincie", limit_m=grens_m).rows[0]


provincie = provincie_bij(GRENS_M)
rapport = sk.report(data, pillars=["spreekuur"], limit_m=GRENS_M, robustness_draws=100)
bron = sk.source_line(rapport)
SCHAAL = {"unit": "%", "factor": 100}

# %% [markdown]
# ## Wat niemand weet
#
# Van sommige plekken zegt een bron zelf dat zij het niet weet. Zij tellen nergens mee, behalve hier: het minste en het
# meeste dat waar kan zijn.

# %%
onzeker = [rij for rij in rapport.rows if rij.share_within_limit_low != rij.share_within_limit_high]
sk.bar_chart(
    [
        sk.Bar(naam, rij.share_within_limit, rij.share_within_limit_low, rij.share_within_limit_high)
        for naam, rij in [
            ("hele provincie", provincie),
            *((rij.area_name, rij) for rij in sorted(onzeker, key=lambda rij: -rij.share_within_limit_high)),
        ]
    ],
    title="Figuur 1. Wat de onbekende plekken kunnen uitmaken",
    subtitle=f"Inwoners met een spreekuur binnen {GRENS_M / 1000:.0f} km, waar een onbekende plek verschil maakt",
    source=bron,
    **SCHAAL,
)

# %% [markdown]
# ## Houdt een gat stand?
#
# Honderd keer opnieuw: elke plek schuift zoveel als haar adres onzeker is, de grens ligt ergens tussen 80 en 120
# procent, en de onbekende plekken zijn er nu eens wel en dan weer niet. Een gat heet **robuust** als het dat in
# minstens 95 van de 100 keer is.

# %%
ooit = sorted((rij for rij in rapport.rows if rij.gap_share), key=lambda rij: rij.gap_share, reverse=True)
sk.bar_chart(
    [
        sk.Bar(rij.area_name, rij.gap_share, note="robuust" if rij.gap_robust else "niet robuust")
        for rij in ooit
    ],
    title="Figuur 2. Hoe vaak een gemeente een gat is",
    subtitle="Deel van honderd trekkingen; gemeenten die het nooit zijn staan er niet bij",
    source=bron,
    **SCHAAL,
)

# %% [markdown]
# ## Waar de grens ligt

# %%
grenzen = {km: provincie_bij(km * 1000) for km in (2, 3, 4, 5, 6, 8, 10)}
sk.bar_chart(
    [sk.Bar(f"{km} km", rij.share_within_limit) for km, rij in grenzen.items()],
    title="Figuur 3. Wat de gekozen grens uitmaakt",
    subtitle="Inwoners van de provincie met een spreekuur binnen de grens",
    source=bron,
    **SCHAAL,
)

# %% [markdown]
# ## Hoe de weg loopt
#
# Wij meten in een rechte lijn. Een weg is langer: te voet, op de fiets en met de auto elk met een eigen omwegfactor,
# geijkt op routes in en rond Den Haag. Vijf kilometer over de weg is dus minder ver in een rechte lijn.

# %%
wijzen = {"te voet": Mode.WALK, "fiets": Mode.BIKE, "auto": Mode.CAR}
over_de_weg = {wijze: provincie_bij(GRENS_M / DETOURS[mode].factor) for wijze, mode in wijzen.items()}
sk.bar_chart(
    [
        sk.Bar("rechte lijn", provincie.share_within_limit),
        *(
            sk.Bar(
                f"weg, {wijze}",
                rij.share_within_limit,
                note=f"(weg = {str(DETOURS[wijzen[wijze]].factor).replace('.', ',')} × lijn)",
            )
            for wijze, rij in over_de_weg.items()
        ),
    ],
    title="Figuur 4. Rechte lijn of weg",
    subtitle=f"Inwoners van de provincie met een spreekuur binnen {GRENS_M / 1000:.0f} km, zo gemeten",
    source=bron,
    **SCHAAL,
)

# %% [markdown]
# ## Waar de mensen wonen
#
# Ieder woont in het midden van zijn buurt, naar het CBS. Van sommige buurten houdt het CBS het aantal geheim.

# %%
pd.DataFrame(
    {
        "groep": groep.group,
        "buurten met mensen": groep.points,
        "geheim": groep.suppressed,
        "inwoners op een punt": procent(groep.share_placed, 2),
    }
    for groep in rapport.placed
).style.hide(axis="index")

# %%
robuust = [rij.area_name for rij in rapport.rows if rij.gap_robust]
nu_gat = [rij.area_name for rij in rapport.rows if rij.reach == "gap"]
breedst = max(onzeker, key=lambda rij: rij.share_within_limit_high - rij.share_within_limit_low)
speling, ook = (rij.share_within_limit_high - rij.share_within_limit_low for rij in (provincie, breedst))
fiets = over_de_weg["fiets"]
assert set(robuust) <= set(nu_gat)

kleinste, grootste = min(grenzen), max(grenzen)
bij_kleinste, bij_grootste = (procent(grenzen[km].share_within_limit) for km in (kleinste, grootste))
per_fiets, per_lijn = procent(fiets.share_within_limit), procent(provincie.share_within_limit)

# %% tags=["conclusie"]
Markdown(f"""
### Waar een provincie op kan bouwen

Een gat is nu: {", ".join(nu_gat)}; robuust daarvan: {", ".join(robuust) or "geen"} (figuur 2). De onbekende
plekken maken voor de hele provincie hoogstens {procent(speling, 1)} van de inwoners uit, maar in {breedst.area_name} is
het {procent(ook)} (figuur 1). De grens doet meer: binnen {kleinste} km heeft {bij_kleinste} een spreekuur, binnen
{grootste} km {bij_grootste} (figuur 3). Wie met de fiets over de weg meet, houdt {per_fiets} over in plaats van
{per_lijn} (figuur 4). Noem dus altijd de grens en de manier van meten erbij (figuur 3, figuur 4).
""")
