"""Articles for the press: one source, carried to where it is pasted, printed or set."""

from site_builder.press.piece import Named, Picture, Piece
from site_builder.press.plain import plain
from site_builder.press.printed import printed
from site_builder.press.reading import piece_of
from site_builder.press.standing import PressError
from site_builder.press.wechat import LONGEST_SUMMARY, LONGEST_TITLE, WeChat, wechat

__all__ = [
    "LONGEST_SUMMARY",
    "LONGEST_TITLE",
    "Named",
    "Picture",
    "Piece",
    "PressError",
    "WeChat",
    "piece_of",
    "plain",
    "printed",
    "wechat",
]
