"""One page of each sort, in a release of the demo content."""

from pathlib import Path


def page_types(demo: Path) -> list[str]:
    """Their addresses; of pages whose words the site writes, all."""
    return [
        *("", "search/", "check/", "listings/", "cases/", "typical-cases/", "news/", "statistics/"),
        "data/",
        first(demo, "listings/region/*/index.html"),
        first(demo, "listings/organ/*/index.html"),
        first(demo, "listings/letter/*/index.html"),
        first(demo, "listings/2*/index.html"),
        first(demo, "cases/type/*/index.html"),
        first(demo, "cases/2*/index.html"),
        first(demo, "typical-cases/tc-*.html"),
        first(demo, "news/nw-*.html"),
        *(with_part(demo, part) for part in PARTS),
        a_listing_page(demo),
        a_case_page(demo),
        a_gone_page(demo),
        "notice-board/",
        first(demo, "notice-board/1*.html"),
        "gone.html",
        *(
            path.name
            for path in sorted(demo.glob("*.html"))
            if path.name not in {"index.html", "gone.html"}
        ),
    ]


# What only some articles have, by the class that it bears.
PARTS = {
    "timeline-block": "timeline",
    "key-figures": "key figures",
    "chart__bar": "chart of bars",
    "chart__lines": "chart of lines",
    "case-group": "release of several cases",
    "corrections": "correction",
    "footnote": "note",
}


def with_part(demo: Path, part: str) -> str:
    """The first article that has a part of its own."""
    articles = sorted([*demo.glob("typical-cases/tc-*.html"), *demo.glob("news/[a-z]*-*.html")])
    shown = f'class="{part}"'
    found = next(path for path in articles if shown in path.read_text("utf-8"))
    return found.relative_to(demo).as_posix()


def first(demo: Path, pattern: str) -> str:
    """The first file of the release that matches."""
    return min(path.relative_to(demo).as_posix() for path in demo.glob(pattern))


def a_listing_page(demo: Path) -> str:
    """A listing in force."""
    return min(page for page in _listings(demo) if "data-record" in _text(demo, page))


def a_gone_page(demo: Path) -> str:
    """What stands where a listing was."""
    return min(page for page in _listings(demo) if "data-record" not in _text(demo, page))


def a_case_page(demo: Path) -> str:
    """The case with the longest timeline."""
    cases = [path for path in demo.glob("cases/2*/*.html") if path.name != "index.html"]
    longest = max(cases, key=lambda path: path.read_text("utf-8").count("timeline__day"))
    return longest.relative_to(demo).as_posix()


def _listings(demo: Path) -> list[str]:
    return [path.relative_to(demo).as_posix() for path in demo.glob("listings/nm-*.html")]


def _text(demo: Path, page: str) -> str:
    return (demo / page).read_text("utf-8")
