"""A piece as one HTML file that prints on A4: nothing in it comes from elsewhere."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from site_builder.press.tree import html_of, tree

if TYPE_CHECKING:
    from site_builder.press.piece import Picture, Piece
    from site_builder.render.theme import Theme

_TEMPLATE: Final = "press/print.html"
# As the site shows blocks, in the colours and sizes of print.css.
_STYLES: Final = ("static/css/timeline.css", "static/css/blocks.css", "press/print.css")


def printed(piece: Piece, theme: Theme, called: str) -> bytes:
    """A piece for paper; ``called`` is what the site is called.

    Raises:
        RenderError: The theme is broken.
    """
    root = tree(piece.body)
    for image in root.iter("img"):
        picture = piece.picture(image.get("src", ""))
        if picture is not None:
            image.set("src", _inside(picture))
            image.attrib.pop("loading", None)  # no reader of paper comes near
    given = {
        "piece": piece,
        "body": Markup(html_of(root)),  # noqa: S704 - of safe HTML
        "style": Markup("\n".join(map(theme.text, _STYLES))),  # noqa: S704 - the theme's own
        "called": called,
    }
    return theme.render(_TEMPLATE, given).encode()


def _inside(picture: Picture) -> str:
    """A picture as an address that holds it."""
    sort = "jpeg" if picture.suffix == ".jpg" else picture.suffix.removeprefix(".")
    return f"data:image/{sort};base64,{base64.b64encode(picture.data).decode()}"
