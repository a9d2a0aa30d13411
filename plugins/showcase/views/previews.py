"""Which picture stands for a page where its address is shared: a drawn one, else a photo, else none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.model.renditions import plan_fallback
from showcase.model.social import PREVIEW_SIZE, PreviewCard, Stamp
from showcase.model.units import Photo, Unit
from showcase.views.parts import Context, Preview, best_state, level_badge

__all__ = ["photo_preview", "preview_cards", "site_card", "site_preview", "unit_card", "unit_preview"]


def unit_card(context: Context, unit: Unit) -> PreviewCard:
    """Name, level, place, seal and cover of a unit."""
    best, site = best_state(context, unit), context.collection.config.site
    badges = (level_badge(best.level, best.grade, best.rung),) if best else ()
    stamps = (*(Stamp(badge.text, badge.css) for badge in badges), Stamp(unit.kind.name, "kind"))
    return PreviewCard(
        name=unit.short_name,
        stamps=stamps,
        is_verified=best.is_verified if best else None,
        place=" · ".join(part for part in (unit.region.full_name, best.term if best else "") if part),
        site=f"{site.place}{site.name}",
        chop=site.chop,
        cover=unit.cover,
    )


def site_card(context: Context) -> PreviewCard:
    """For pages that are nobody's own: the site's name and what it says of itself."""
    site = context.collection.config.site
    return PreviewCard(
        name="".join(site.motto) or f"{site.place}{site.name}",
        stamps=(Stamp(site.period, "kind"),) if site.period else (),
        place=site.sponsor,
        site=f"{site.place}{site.name}",
        chop=site.chop,
    )


def preview_cards(context: Context) -> Iterator[tuple[str, PreviewCard]]:
    """All that are wanted, each with the address of its page."""
    yield "", site_card(context)
    for unit in context.units:
        yield unit.url, unit_card(context, unit)


def unit_preview(context: Context, unit: Unit) -> Preview | None:
    """Of a unit's page, and of its materials that show no picture of their own."""
    words = f"{unit.name}的名片"
    if unit.publication.withdrawn is None and (drawn := _drawn(context, unit_card(context, unit), words)):
        return drawn
    return photo_preview((unit.cover,) if unit.cover else ())


def site_preview(context: Context) -> Preview | None:
    """Of all other pages."""
    site = context.collection.config.site
    return _drawn(context, site_card(context), f"{site.place}{site.name}")


def photo_preview(photos: Iterable[Photo]) -> Preview | None:
    """The first photo, as JPEG: not everybody who shows previews knows WebP."""
    photo = next(iter(photos), None)
    if photo is None:
        return None
    made = plan_fallback(photo)
    return Preview(url=made.url, width=made.width, height=made.height, alt=photo.alt or photo.caption)


def _drawn(context: Context, card: PreviewCard, words: str) -> Preview | None:
    fitting = context.lettering.fit(card) if context.lettering else None
    if context.lettering is None or fitting is None:
        return None
    width, height = PREVIEW_SIZE
    return Preview(url=context.lettering.url(fitting), width=width, height=height, alt=words)
