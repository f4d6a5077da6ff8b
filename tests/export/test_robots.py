from pathlib import Path

from site_builder.export.robots import robots_txt
from tests.export.examples import a_corpus, made


def test_robots_may_read_all_and_learn_of_the_sitemap(tmp_path: Path) -> None:
    assert made(robots_txt(a_corpus(tmp_path)))["site/robots.txt"].decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://example.gov.cn/qxmd/sitemap.xml\n"
    )
