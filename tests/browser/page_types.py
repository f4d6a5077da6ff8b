"""One page of each sort, in a release of the demo content."""

from pathlib import Path


def page_types(demo: Path) -> list[str]:
    """Their addresses; of pages whose words the site writes, all."""
    return [
        *("", "search/", "check/", "listings/", "cases/", "typical-cases/", "news/", "statistics/"),
        first(demo, "listings/region/*/index.html"),
        first(demo, "listings/organ/*/index.html"),
        first(demo, "listings/letter/*/index.html"),
        first(demo, "listings/2*/index.html"),
        first(demo, "cases/type/*/index.html"),
        first(demo, "cases/2*/index.html"),
        first(demo, "typical-cases/tc-*.html"),
        first(demo, "news/nw-*.html"),
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
