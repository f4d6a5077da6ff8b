"""What a stage promises, with each file that tells of others promised from those."""

from collections.abc import Iterable

from site_builder.model.artifact import Artifact, Closing, Measure, Promise


def standing(promises: Iterable[Promise]) -> list[Artifact]:
    """Every file; last those that tell of others, from what these came to."""
    found: list[Artifact] = []
    closings: list[Closing] = []
    for each in promises:
        if isinstance(each, Closing):
            closings.append(each)
        else:
            found.append(each)
    made = {each.path: each for each in found}
    for closing in closings:
        told = (made[path] for path in closing.tells_of if path in made)
        found.append(closing.close({each.path: Measure.of(each.make()) for each in told}))
    return found
