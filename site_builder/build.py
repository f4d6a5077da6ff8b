"""A build: nothing to do, or the whole pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.last_build import LastBuild
from site_builder.progress import Stages
from site_builder.publish import check_clock, only_one
from site_builder.report import Report

if TYPE_CHECKING:
    from site_builder.folders import Folders
    from site_builder.options import Options
    from site_builder.progress import Watcher


def build(folders: Folders, options: Options, watcher: Watcher | None = None) -> Report:
    """Publish the site as the public should read it at one moment.

    Whatever goes wrong is in the report; the live site is whole in any case.
    """
    report = Report(options.as_of)
    try:
        if not options.is_dated:
            check_clock(folders.output, options.as_of)
        with only_one(folders.state):
            stages = Stages(watcher, report.seconds)
            with stages.stage("compare"):
                last = LastBuild.of(folders, options.as_of)
                same = last.report() if options.is_plain else None
            if same is not None:
                return replace(same, seconds=report.seconds)
            last.forget()
            _run(folders, options, report, stages)
            if options.is_plain:
                last.keep(report)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever it is wakes somebody
        report.fail(error)
    return report


def _run(folders: Folders, options: Options, report: Report, stages: Stages) -> None:
    # A second and a half of imports, for which nobody waits where nothing changed.
    from site_builder.pipeline import Pipeline  # noqa: PLC0415
    from site_builder.remember import earlier_content  # noqa: PLC0415
    from site_builder.store.memory import Memory  # noqa: PLC0415

    memory = Memory(folders.state)
    try:
        with earlier_content(memory, options.rollback):
            Pipeline(folders, options, memory, report, stages).run()
    finally:
        memory.close()
