"""Artifacts to the live site: what changed, staging, verification, switch."""

from site_builder.publish.addresses import record_at
from site_builder.publish.clock_guard import check_clock, latest_moment
from site_builder.publish.facts import SearchedTree
from site_builder.publish.ledger import keep_ledger, latest_stay, manifest_digest, read_ledger
from site_builder.publish.lock import only_one
from site_builder.publish.lost_memory import (
    UNKNOWN_HIDINGS,
    damaged_memory,
    last_shown,
    lost_memory,
    shown_again,
)
from site_builder.publish.served import ServedVerdict, check_served
from site_builder.publish.stage import Staged, mirror, stage
from site_builder.publish.strike import strike
from site_builder.publish.switch import switch
from site_builder.publish.trees import Trees
from site_builder.publish.verify import (
    Secrets,
    Verdict,
    changed_behind_us,
    leak_problem,
    look_plainly_into,
    tells_a_number,
    verify_release,
)
from site_builder.publish.watch import Patience, Watched, watch
from site_builder.scan.scanner import NOBODYS, Leak, Withheld

__all__ = [
    "NOBODYS",
    "UNKNOWN_HIDINGS",
    "Leak",
    "Patience",
    "SearchedTree",
    "Secrets",
    "ServedVerdict",
    "Staged",
    "Trees",
    "Verdict",
    "Watched",
    "Withheld",
    "changed_behind_us",
    "check_clock",
    "check_served",
    "damaged_memory",
    "keep_ledger",
    "last_shown",
    "latest_moment",
    "latest_stay",
    "leak_problem",
    "look_plainly_into",
    "lost_memory",
    "manifest_digest",
    "mirror",
    "only_one",
    "read_ledger",
    "record_at",
    "shown_again",
    "stage",
    "strike",
    "switch",
    "tells_a_number",
    "verify_release",
    "watch",
]
