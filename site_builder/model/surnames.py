"""The surname of a Chinese name: which part of it stays when the given name is hidden."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from site_builder.model.mongolian import is_mongolian

# What the tables of the two packages lack: spellings of the second simplification (付 for
# 傅, 肖 for 萧, 闫 for 阎, 代 for 戴, 邱 for 丘), and rare surnames that are no usual words.
_ALSO: Final = (
    "付 肖 闫 代 邱 占 於 亓 仝 仵 么 佴 佘 厍 揣 昝 栗 檀 琚 眭 矫 种 笪 綦 翦 苌 茆 逄 郄 "
    "郇 雒 鹿 玄 纳 俎 达 淳于 完颜 纳兰"
)
_LONGEST_HAN: Final = 4
_MIDDLE_DOTS: Final = frozenset("·•‧・．.")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Every surname known, of one character or of more; made when first asked for."""
    # Both packages are slow to import, and most commands ask for no surname.
    from faker.providers.person.zh_CN import Provider  # noqa: PLC0415
    from random_name_type.data.chinese import CHINESE_NAME_DATA  # noqa: PLC0415

    return frozenset(
        (
            *Provider.last_names,
            *CHINESE_NAME_DATA["family_names_single"],
            *CHINESE_NAME_DATA["family_names_compound"],
            *_ALSO.split(),
        )
    )


@lru_cache(maxsize=4096)
def surname_of(name: str) -> str:
    """The surname with which ``name`` begins; empty where it has none, or none that is known.

    A compound surname stays whole (欧阳) if a given name follows it. Mongolian names, names
    with a dot (买买提·艾力), those in other letters and those longer than a Han name have none.
    """
    if len(name) > _LONGEST_HAN or _MIDDLE_DOTS.intersection(name) or is_mongolian(name):
        return ""
    return next((name[:size] for size in (2, 1) if _is_surname(name, size)), "")


def _is_surname(name: str, size: int) -> bool:
    return len(name) > size and name[:size] in surnames()
