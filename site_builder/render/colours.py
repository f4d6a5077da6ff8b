"""A site's own colours, as the end of its style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.resources import shipped_colours

if TYPE_CHECKING:
    from collections.abc import Mapping


def colour_rules(colours: Mapping[str, Mapping[str, str]]) -> str:
    """The rules that put ``colours`` in force on screens; paper stays black and white."""
    light, dark = (dict(colours.get(scheme, {})) for scheme in ("light", "dark"))
    if not light and not dark:
        return ""
    # What is light by rule would be so on dark screens too.
    shipped = shipped_colours()["dark"]
    dark = {**{name: shipped[name] for name in light}, **dark}
    return _rules("screen", light) + _rules("screen and (prefers-color-scheme: dark)", dark)


def _rules(media: str, colours: Mapping[str, str]) -> str:
    rules = "".join(f"    --colour-{name}: {value};\n" for name, value in sorted(colours.items()))
    return f"\n@media {media} {{\n  :root {{\n{rules}  }}\n}}\n" if rules else ""
