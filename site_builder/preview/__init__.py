"""The site before anybody signs: on this machine alone, for those who write it."""

from site_builder.preview.answers import Answers
from site_builder.preview.desk import Desk
from site_builder.preview.server import HOST, bound

__all__ = ["HOST", "Answers", "Desk", "bound"]
