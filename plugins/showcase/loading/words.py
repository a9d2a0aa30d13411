"""From the words that an author wrote to the terms that the office allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.model.documents import Source
from showcase.model.indicators import Editions
from showcase.model.vocabulary import Jurisdiction, Region, Regions, Taxonomies, Taxonomy, Term

__all__ = ["Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Looks words up in the taxonomies and reports those that are not there, with the nearest one."""

    taxonomies: Taxonomies
    regions: Regions
    diagnostics: Diagnostics
    editions: Editions = field(default_factory=Editions)

    def term(self, taxonomy: Taxonomy, word: str, place: Location) -> Term | None:
        """The term, or ``None``: silently for an empty word, with a diagnostic for an unknown one."""
        found = taxonomy.find(word)
        if found is None and word:
            hint = suggest(word, taxonomy.names()) or f"，可用：{'、'.join(t.name for t in taxonomy)}"
            self.diagnostics.error(place, f"{taxonomy.label}没有“{word}”{hint}", "unknown-term")
        return found

    def terms(self, taxonomy: Taxonomy, words: Iterable[str], source: Source, *key: str | int) -> tuple[Term, ...]:
        """Each of several terms that is known."""
        found = (self.term(taxonomy, word, source.at(*key, n)) for n, word in enumerate(words))
        return tuple(term for term in found if term is not None)

    def points(self, written: Iterable[str], source: Source, *key: str | int) -> tuple[str, ...]:
        """Those of the points of the assessment system that exist, as written and once each."""
        named = dict.fromkeys(word for n, word in enumerate(written) if self._is_point(word, source.at(*key, n)))
        return tuple(named)

    def _is_point(self, word: str, place: Location) -> bool:
        if self.editions.find(word):
            return True
        if not self.editions:
            hint = "，site_config/indicators/ 里还没有测评体系"
        elif found := self.editions.items(word):
            hint = f"，这是测评项目，请写到要点，如“{found[0][1].points[0].id}”"
        else:
            hint = suggest(word, self.editions.names()) or "，编号见 site_config/indicators/ 里的测评体系"
        if self.editions.is_whole:
            self.diagnostics.error(place, f"测评要点没有“{word}”{hint}", "unknown-indicator")
        return False

    def level(self, word: str, jurisdiction: Jurisdiction | None, place: Location) -> Term | None:
        """The level, which must be the one whose titles the jurisdiction gives."""
        level = self.term(self.taxonomies.levels, word, place)
        if level and jurisdiction and jurisdiction.level.name not in ("", level.name):
            message = f"{jurisdiction.name}授予的是{jurisdiction.level.name}称号，这里写的是{level.name}"
            self.diagnostics.error(place, message, "level-mismatch")
        return level

    def jurisdiction(self, name: str, place: Location) -> Jurisdiction | None:
        """The jurisdiction of this name."""
        found = self.taxonomies.jurisdiction(name)
        if found is None and name:
            known = [j.name for j in self.taxonomies.jurisdictions]
            hint = suggest(name, known) or "，请先写入 site_config/taxonomies.yml 的 jurisdictions"
            self.diagnostics.error(place, f"授予范围没有“{name}”{hint}", "unknown-term")
        return found

    def grade(self, grade: str, jurisdiction: Jurisdiction | None, place: Location) -> str:
        """The grade when it is a rung of the jurisdiction's ladders, else the empty string."""
        if not grade or jurisdiction is None or jurisdiction.ladder_of(grade):
            return grade
        hint = suggest(grade, jurisdiction.grades()) or f"，可用：{'、'.join(jurisdiction.grades())}"
        self.diagnostics.error(place, f"{jurisdiction.name}的等次没有“{grade}”{hint}", "unknown-term")
        return ""

    def region(self, word: str, place: Location) -> Region | None:
        """The region of this code or name; an ambiguous name is an error that lists the codes."""
        found = self.regions.find(word)
        if len(found) == 1:
            return found[0]
        if found:
            codes = "、".join(f"{region.full_name}（{region.code}）" for region in found)
            self.diagnostics.error(place, f"地区“{word}”有多个：{codes}；请写代码", "ambiguous-region")
        elif word:
            hint = suggest(word, self.regions.names()) or "，请先写入 site_config/regions.yml"
            self.diagnostics.error(place, f"没有地区“{word}”{hint}", "unknown-term")
        return None
