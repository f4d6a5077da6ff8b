"""What the press office writes: typical cases and news, in Markdown."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from site_builder.kinds.base import Spec, Values
from site_builder.kinds.fields import Body, Day, Id, Minute, Several, Text, Words
from site_builder.model.moment import Moment
from site_builder.model.record import Facts


class Source(Values):
    """Where the facts come from."""

    name: Words
    title: Text | None = None
    date: Day | None = None


class Withdrawn(Values):
    """When and why an article was taken back."""

    on: Day
    reason: Text | None = None


class Correction(Values):
    """What was wrong in an article and is right now, and since when."""

    on: Day
    text: Text


Corrections = Annotated[tuple[Correction, ...], Field(max_length=500)]


class Article(Values):
    """What typical cases and news share; ``summary`` is told where others lead to it."""

    id: Id
    title: Words
    organ: Words
    published_on: Day
    embargo_until: Minute | None = None
    tags: Several = ()
    source: Source | None = None
    summary: Text | None = None
    corrections: Corrections = ()
    withdrawn: Withdrawn | None = None
    body: Body = ""


class TypicalCase(Article):
    """A typical case; ``occurred_in`` is a county, never finer."""

    regime: Words
    occurred_in: Words
    review_on: Day | None = None
    cases: Several = ()


class News(Article):
    """A news item; one that publishes several typical cases names them in their order."""

    typical_cases: Several = ()


def _facts(article: Article) -> Facts:
    case = article if isinstance(article, TypicalCase) else None
    return Facts(
        title=article.title,
        regime=case.regime if case else None,
        organ=article.organ,
        region=case.occurred_in if case else None,
        starts={"published_on": article.published_on},
        published_on=article.published_on,
        embargo_until=Moment.parse(article.embargo_until) if article.embargo_until else None,
        withdrawn_on=article.withdrawn.on if article.withdrawn else None,
        identifying=(article.title,),
    )


TYPICAL_CASE = Spec("typical-case", "typical-cases", TypicalCase, _facts, ("title",))
NEWS = Spec("news", "news", News, _facts, ("title",))
