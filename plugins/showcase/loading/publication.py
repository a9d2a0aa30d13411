"""What any file says of its own publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from showcase.diagnostics import Acceptance, Diagnostics
from showcase.model.documents import Publication, Source, Withdrawal

if TYPE_CHECKING:
    from showcase.loading.schema import PublicationSchema

__all__ = ["publication_of"]


def publication_of(schema: PublicationSchema, source: Source, diagnostics: Diagnostics) -> Publication:
    """Draft, date of publication, old addresses, withdrawal and accepted warnings (told to ``diagnostics``)."""
    accepted = tuple(
        Acceptance(source.at("accepted", n), item.rule, item.reason, item.shown)
        for n, item in enumerate(schema.accepted)
    )
    diagnostics.accept(accepted)
    withdrawn = schema.withdrawn
    return Publication(
        draft=schema.draft,
        publish=schema.publish,
        aliases=tuple(schema.aliases),
        withdrawn=Withdrawal(withdrawn.date, withdrawn.reason) if withdrawn else None,
        accepted=accepted,
    )
