import struct

from site_builder.model.public import PublicRecord
from site_builder.render.markdown import Surroundings, html, linked_listings
from tests.render.helpers import a_listing

SHA = "a" * 64
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)


def shown(text: str, *, listing: PublicRecord | None = None, picture: bytes | None = PNG) -> str:
    return html(
        text,
        Surroundings(
            root="../",
            folder="news",
            files=(("news/images/site.png", SHA), ("news/list.pdf", SHA)),
            listing=lambda record_id: listing if listing and listing.id == record_id else None,
            picture=lambda _path, _sha256: picture,
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


def test_a_signed_picture_shows_with_its_size() -> None:
    assert shown("![工地](images/site.png)") == (
        '<p><img alt="工地" height="480" src="../assets/img-aaaaaaaaaaaaaaaa.png" width="640"></p>'
    )


def test_a_picture_that_is_gone_leaves_its_words() -> None:
    assert shown("![工地](images/site.png)", picture=None) == "<p>工地</p>"


def test_a_picture_of_unknown_size_shows_all_the_same() -> None:
    assert shown("![工地](images/site.png)", picture=b"?") == (
        '<p><img alt="工地" src="../assets/img-aaaaaaaaaaaaaaaa.png"></p>'
    )


def test_a_picture_that_was_not_signed_leaves_its_words() -> None:
    assert shown("![工地](https://elsewhere.example/x.png)") == "<p>工地</p>"
    assert shown("![名单](list.pdf)") == "<p>名单</p>"


def test_tables_keep_their_alignment_without_style() -> None:
    assert shown("|a|b|\n|---|--:|\n|1|2|") == (
        '<div class="table-scroll"><table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="align-right" scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td>1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table></div>'
    )
