import hashlib

import pytest

from site_builder.article import published_pdf
from site_builder.model.public import PublicRecord
from site_builder.render.markdown import Surroundings, html, linked_listings
from site_builder.render.picture import Asset, ShownFiles
from tests.render.helpers import a_listing
from tests.shown import pdf, photograph, png

SHA = "a" * 64
PNG = png()
FILE = hashlib.sha256(published_pdf(pdf())).hexdigest()[:16]
CSV = "\N{ZERO WIDTH NO-BREAK SPACE}县,人数\n<b>甲</b>,3\n*乙*,\n".encode()
PHOTOGRAPH = photograph()
FILES = {
    "news/images/site.jpg": PHOTOGRAPH,
    "news/images/site.png": PNG,
    "news/2025/my picture.png": PNG,
    "news/list.pdf": pdf(),
    "news/table.csv": CSV,
    "news/old.csv": "县,人数".encode("gb18030"),
}


def shown(
    text: str,
    *,
    listing: PublicRecord | None = None,
    has_files: bool = True,
    links: tuple[tuple[str, str], ...] = (),
) -> str:
    return html(
        text,
        Surroundings(
            root="../",
            folder="news",
            files=tuple((path, SHA) for path in FILES),
            links=links,
            listing=lambda record_id: listing if listing and listing.id == record_id else None,
            shown=ShownFiles(lambda path, _sha256: FILES.get(path) if has_files else None),
        ),
    )


def test_what_is_written_as_html_shows_as_written() -> None:
    assert shown("<script>x</script> <b>y</b>") == (
        "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;y&lt;/b&gt;</p>"
    )


def test_a_link_that_runs_script_loses_its_address() -> None:
    assert shown("[x](javascript:alert(1))") == "<p><a>x</a></p>"


def test_links_to_pages_of_the_site_stay_relative() -> None:
    assert shown("[x](../repair.html)") == '<p><a href="../repair.html">x</a></p>'


def test_headings_begin_below_the_title_of_the_page() -> None:
    assert shown("# a\n\n## b") == "<h2>a</h2>\n<h3>b</h3>"
    assert shown("## a\n\n#### b") == "<h2>a</h2>\n<h4>b</h4>"


def test_a_listing_in_force_is_linked_and_guarded() -> None:
    listing = a_listing(1)
    assert shown("[某厂](listing:nm-2026-0001)。", listing=listing) == (
        '<p><a data-hidden-from="2029-03-02" data-id="nm-2026-0001" '
        'data-instead="某公司（公示期已届满）" data-kind="listing" data-record="" '
        'href="../listings/nm-2026-0001.html">某厂</a>。</p>'
    )


def test_the_words_of_a_link_to_no_listing_in_force_do_not_show() -> None:
    assert shown("见[某厂](listing:nm-2026-0009)。") == "<p>见某公司。</p>"


def test_an_article_says_which_listings_it_names() -> None:
    text = "[a](listing:nm-2026-0001) [b](listing:nm-2026-0002) [c](../x.html)"
    assert linked_listings(text) == ["nm-2026-0001", "nm-2026-0002"]


def copies(name: str) -> tuple[Asset, ...]:
    return ShownFiles(lambda path, _sha256: FILES.get(path)).assets(f"news/images/{name}", SHA)


def test_a_signed_picture_shows_with_its_size() -> None:
    (asset,) = copies("site.png")
    assert shown("字\n\n![工地](images/site.png)") == (
        f'<p>字</p>\n<p><img alt="工地" decoding="async" height="16" loading="lazy" '
        f'src="../{asset.address}" width="24"></p>'
    )


def test_a_large_picture_comes_in_widths_and_the_browser_takes_one() -> None:
    told = ", ".join(
        f"../{each.address} {each.copy.width}w" for each in copies("site.jpg") if each.copy
    )
    page = shown("字\n\n![工地](images/site.jpg)")
    assert f'srcset="{told}"' in page
    assert [f" {width}w" in told for width in (720, 1080, 1440)] == [True] * 3
    assert f'src="../{copies("site.jpg")[0].address}"' in page
    assert 'height="1080"' in page
    assert 'width="1440"' in page


def test_only_a_picture_before_all_text_is_loaded_at_once() -> None:
    page = shown("![a](images/site.png)\n\n![b](images/site.jpg)")
    assert page.count('loading="lazy"') == 1
    assert page.index('alt="a"') < page.index('alt="b"') < page.index('loading="lazy"')


def test_an_article_in_a_folder_of_its_own_shows_what_it_means() -> None:
    links = (("my%20picture.png", "news/2025/my picture.png"),)
    assert f'src="../{copies("site.png")[0].address}"' in shown(
        "![工地](my%20picture.png)", links=links
    )


def test_a_picture_that_is_gone_leaves_its_words() -> None:
    assert shown("![工地](images/site.png)", has_files=False) == "<p>工地</p>"


def test_a_picture_that_was_not_signed_leaves_its_words() -> None:
    assert shown("![工地](https://elsewhere.example/x.png)") == "<p>工地</p>"
    assert shown("![名单](list.pdf)") == "<p>名单</p>"
    assert shown("![工地](other.png)") == "<p>工地</p>"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "&#47;&#47;evil.example/",
        "/&#9;/evil.example/",
        "https:evil.example",
        "https:&#92;&#92;evil.example",
        "https://www.gov.cn@evil.example/",
        "HTTP://a:b@evil.example",
    ],
)
def test_a_link_whose_end_nobody_would_see_is_none(address: str) -> None:
    assert "href" not in shown(f"[甲]({address})")


@pytest.mark.parametrize(
    "address", ["https://www.gov.cn", "http://www.gov.cn/@a", "HTTPS://a.cn:81?b=c@d", "a/b.html"]
)
def test_a_link_to_a_page_stays(address: str) -> None:
    assert f'href="{address}"' in shown(f"[甲]({address})")


def test_a_pdf_is_offered_with_its_kind_and_size() -> None:
    assert shown("[**全文**](list.pdf#page=2)") == (
        f'<p><a href="../assets/file-{FILE}.pdf#page=2"><strong>全文</strong>（PDF，1 KB）</a></p>'
    )


def test_a_pdf_that_is_not_to_be_had_leaves_its_words() -> None:
    assert shown("[全文](list.pdf)", has_files=False) == "<p>全文</p>"
    assert shown("[全文](other.pdf)") == "<p>全文</p>"


def test_a_pdf_elsewhere_is_a_link_like_any_other() -> None:
    address = "https://www.gov.cn/list.pdf"
    assert shown(f"[全文]({address})") == f'<p><a href="{address}">全文</a></p>'


def test_a_table_shows_with_its_caption_and_its_headings_and_nothing_in_it_is_markdown() -> None:
    assert shown("前\n\n![各县人数](table.csv)\n\n后") == (
        '<p>前</p>\n<div class="table-scroll"><table><caption>各县人数</caption><thead><tr>'
        '<th scope="col">县</th><th scope="col">人数</th></tr></thead><tbody>'
        "<tr><td>&lt;b&gt;甲&lt;/b&gt;</td><td>3</td></tr>"
        "<tr><td>*乙*</td><td></td></tr></tbody></table></div>\n<p>后</p>"
    )


def test_a_table_in_gb18030_shows() -> None:
    assert '<th scope="col">县</th>' in shown("![表](old.csv)")


def test_a_table_that_is_not_to_be_had_leaves_its_caption() -> None:
    assert shown("![各县人数](table.csv)", has_files=False) == "<p>各县人数</p>"
    assert shown("![各县人数](other.csv)") == "<p>各县人数</p>"


def test_tables_keep_their_alignment_without_style() -> None:
    assert shown("|a|b|\n|---|--:|\n|1|2|") == (
        '<div class="table-scroll"><table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="align-right" scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td>1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table></div>'
    )
