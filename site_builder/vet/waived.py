"""Which findings of a record two people let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.vet.sign_offs import sign_off_problem

if TYPE_CHECKING:
    from site_builder.model.waiver import Waiver
    from site_builder.store.content import ContentStore
    from site_builder.vet.sign_offs import Signable


def waivers_of(store: ContentStore, item: Signable) -> dict[str, Waiver]:
    """The waivers of a valid sign-off of exactly these values, by finding."""
    found = store.sign_off(item.id)
    if found is None or not found[0].waivers or sign_off_problem(store, item) is not None:
        return {}
    return {waiver.finding: waiver for waiver in found[0].waivers}
