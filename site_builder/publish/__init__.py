"""Artifacts to the live site: what changed, staging, verification, switch."""

from site_builder.publish.clock_guard import check_clock
from site_builder.publish.ledger import keep_ledger, latest_stay, read_ledger
from site_builder.publish.lock import only_one
from site_builder.publish.lost_memory import (
    UNKNOWN_HIDINGS,
    damaged_memory,
    last_shown,
    lost_memory,
    shown_again,
)
from site_builder.publish.served import check_served
from site_builder.publish.stage import Staged, stage
from site_builder.publish.switch import switch
from site_builder.publish.trees import SearchedTree, Trees
from site_builder.publish.verify import Secrets, Verdict, verify_release
from site_builder.scan.scanner import Leak, Withheld

__all__ = [
    "UNKNOWN_HIDINGS",
    "Leak",
    "SearchedTree",
    "Secrets",
    "Staged",
    "Trees",
    "Verdict",
    "Withheld",
    "check_clock",
    "check_served",
    "damaged_memory",
    "keep_ledger",
    "last_shown",
    "latest_stay",
    "lost_memory",
    "only_one",
    "read_ledger",
    "shown_again",
    "stage",
    "switch",
    "verify_release",
]
