import pytest

from site_builder.export.address import address, root_path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "https://example.gov.cn/qxmd/"),
        ("", "https://example.gov.cn/qxmd/"),
        ("listings/index.html", "https://example.gov.cn/qxmd/listings/"),
        ("listings/nm-1.html", "https://example.gov.cn/qxmd/listings/nm-1.html"),
        (
            "listings/organ/市局/index.html",
            "https://example.gov.cn/qxmd/listings/organ/%E5%B8%82%E5%B1%80/",
        ),
    ],
)
def test_addresses_are_absolute_and_name_a_folder_by_its_slash(path: str, expected: str) -> None:
    assert address("https://example.gov.cn/qxmd/", path) == expected


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("https://example.gov.cn/", "/"),
        ("https://example.gov.cn", "/"),
        ("https://example.gov.cn/a/qxmd/", "/a/qxmd/"),
        ("https://example.gov.cn/a%20b/$c;{}", "/a%20b/%24c%3B%7B%7D/"),
        ("https://example.gov.cn/%E6%AC%A0%E8%96%AA/", "/欠薪/"),
    ],
)
def test_the_root_is_the_path_as_a_server_decodes_it(base_url: str, expected: str) -> None:
    assert root_path(base_url) == expected
