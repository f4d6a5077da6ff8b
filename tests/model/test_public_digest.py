"""The checksum on a slip: of what the public sees, and of nothing else."""

from dataclasses import replace
from datetime import date

from site_builder.model.digest import public_digest
from tests.render.helpers import a_listing

LISTING = a_listing()


def test_any_value_that_shows_changes_it() -> None:
    values = {**LISTING.values, "arrears": {"amount": "186200.01", "workers": 14}}
    others = [
        replace(LISTING, values=values),
        replace(LISTING, last_day=date(2029, 3, 2)),
        replace(LISTING, current_name="新名称有限公司"),
    ]
    assert len({public_digest(each) for each in (LISTING, *others)}) == 4


def test_what_does_not_show_changes_nothing() -> None:
    values = {**LISTING.values, "a_field_of_later": None, "another": {"within": []}}
    unlike = replace(LISTING, values=values, digest="0", letter="Z")
    assert public_digest(unlike) == public_digest(LISTING)
