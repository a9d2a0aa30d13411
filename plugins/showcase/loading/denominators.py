"""``denominators.yml``: shares that the office wants to see, each with its denominator and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.front_matter import load_yaml
from showcase.loading.words import Words
from showcase.model.denominators import Count, Denominator
from showcase.model.documents import Source
from showcase.model.vocabulary import Region, Regions, Taxonomies

if TYPE_CHECKING:
    from showcase.loading.schema import CountSchema, DenominatorSchema, DenominatorsSchema

__all__ = ["load_denominators"]


def load_denominators(
    root: Root, path: Path, taxonomies: Taxonomies, regions: Regions, diagnostics: Diagnostics
) -> tuple[Denominator, ...]:
    """All of the file; it may be missing, and its faults hide no other."""
    from showcase.loading.schema import DenominatorsSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if path.is_file() else None
    schema = validate(DenominatorsSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return ()
    words = Words(taxonomies, regions, diagnostics)
    return tuple(_denominators(schema, loaded[0], words))


def _denominators(schema: DenominatorsSchema, source: Source, words: Words) -> Iterator[Denominator]:
    for n, item in enumerate(schema.denominators):
        _check_whole(item, source, n, words.diagnostics)
        region = words.region(item.region, source.at("denominators", n, "region"))
        yield Denominator(
            what=item.what,
            label=item.label,
            region=region,
            value=item.value,
            of=_count(item.of, region, source, n, "of", words) if item.of else None,
            as_of=item.as_of,
            source=item.source,
            count=_count(item.count, region, source, n, "count", words),
        )


def _check_whole(item: DenominatorSchema, source: Source, n: int, diagnostics: Diagnostics) -> None:
    """The denominator is a number or counted, and not both."""
    if item.value is None and item.of is None:
        message = f"“{item.what}”没有分母，请写 value（一个数）或 of（数什么）"
        diagnostics.error(source.at("denominators", n), message, "missing-value")
    elif item.value is not None and item.of is not None:
        message = f"“{item.what}”有两个分母，value 和 of 只写一个"
        diagnostics.error(source.at("denominators", n, "of"), message, "bad-value")


def _count(schema: CountSchema, region: Region | None, source: Source, n: int, key: str, words: Words) -> Count:
    known, place = words.taxonomies, ("denominators", n, key)
    if schema.all_units and (schema.application or schema.level or schema.since):
        message = "all_units 数全部单位，不看称号和申报，不能与 application、level、since 同写"
        words.diagnostics.error(source.at(*place, "all_units"), message, "bad-value")
    return Count(
        kinds=words.terms(known.kinds, schema.kind, source, *place, "kind"),
        levels=words.terms(known.levels, schema.level, source, *place, "level"),
        ownership=words.terms(known.ownership, schema.ownership, source, *place, "ownership"),
        sectors=words.terms(known.sectors, schema.sector, source, *place, "sector"),
        systems=tuple(schema.system),
        application=schema.application,
        since=schema.since,
        all_units=schema.all_units,
        region=region,
    )
