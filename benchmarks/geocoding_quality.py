"""How good the offline geocoder is on messy addresses whose answer is known, and whether it meets the bars.

python -m benchmarks.geocoding_quality [--register 2000000] [--variants 48000] [--seed 1] [--half report] [--write]

Half of the variants, by street, is there to tune on; the figures are those of the other half. --write learns the
confidence table from the first and puts it into the package and into the documentation.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.quality.figures import bars, print_figures
from benchmarks.quality.learn import learn
from benchmarks.quality.measure import Result, ask
from benchmarks.quality.publish import write_table
from benchmarks.quality.variants import REPORT, TUNE, make_variants
from benchmarks.quality.world import World, build_world
from sociale_kaart.geocode import confidence
from sociale_kaart.geocode.register.layout import FORMAT
from sociale_kaart.geocode.register.lookup import RegisterBackend

CACHE = Path(__file__).parent / ".cache"


def main() -> None:
    """Build what is not there yet, ask everything, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--register", type=int, default=2_000_000, help="made-up addresses beside the real ones"
    )
    parser.add_argument("--variants", type=int, default=48_000, help="messy addresses, both halves together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=(TUNE, REPORT), default=REPORT, help="the half to print figures of")
    parser.add_argument(
        "--write", action="store_true", help="write the confidence table learnt on the tuning half"
    )
    parser.add_argument("--again", action="store_true", help="build the register anew")
    parser.add_argument(
        "--misses", type=int, default=0, help="of each class show so many misses (tuning half only)"
    )
    arguments = parser.parse_args()
    world = _world(arguments.register, arguments.seed, again=arguments.again)
    variants = make_variants(world.pool, arguments.variants, arguments.seed)
    print(
        f"Register of {world.addresses:,} addresses in {world.places:,} places; "
        f"{len(variants):,} variants, seed {arguments.seed}."
    )
    with RegisterBackend(world.path) as backend:
        results, seconds = ask(backend, variants)
    print(f"Asked in {seconds:.1f} s: {len(variants) / seconds:,.0f} a second.")
    tuning = [result for result in results if result.variant.half == TUNE]
    if arguments.write:
        how = (
            f"measured {datetime.now(UTC).date()}, seed {arguments.seed}, {len(tuning):,} variants of the tuning half,"
            f" register of {world.addresses:,} addresses"
        )
        write_table(learn(tuning), how)
        confidence.table.cache_clear()
    chosen = [result for result in results if result.variant.half == arguments.half]
    print_figures(chosen, arguments.half)
    if arguments.half == TUNE:
        _show_misses(chosen, arguments.misses)
    sys.exit(0 if bars(chosen) else 1)


def _world(addresses: int, seed: int, *, again: bool) -> World:
    """The register and what to ask of it; built once, and kept for the next run."""
    kept = CACHE / f"quality-{FORMAT}-{addresses}-{seed}.pickle"
    if again or not kept.exists():
        CACHE.mkdir(exist_ok=True)
        started = perf_counter()
        world = build_world(kept.with_suffix(".sqlite"), addresses, seed)
        kept.write_bytes(pickle.dumps(world))
        print(f"Built in {perf_counter() - started:.0f} s.")
        return world
    found = pickle.loads(kept.read_bytes())
    assert isinstance(found, World)
    return found


def _show_misses(results: list[Result], count: int) -> None:
    by_kind: dict[str, list[Result]] = {}
    for result in results:
        missed = result.at_address != result.variant.in_register and not result.variant.shared_number
        if missed or (result.at_address and not result.right):
            by_kind.setdefault(f"{result.variant.kind}: {result.variant.detail}", []).append(result)
    for kind, some in by_kind.items():
        print(f"\n{kind}: {len(some)} missed")
        for result in some[:count]:
            print(f"  {result.variant.asked!s} <- {' '.join(map(str, result.variant.truth[:6]))}")
            print(f"      {result.match.level} {'|'.join(result.match.faults)} {result.match.address}")


if __name__ == "__main__":
    main()
