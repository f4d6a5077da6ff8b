"""Reading built XML back, its namespace taken for granted."""

from xml.etree import ElementTree as ET


def parsed(data: bytes) -> ET.Element:
    """The root of a document that this project made itself."""
    return ET.fromstring(data)  # noqa: S314  our own bytes


def texts(root: ET.Element, path: str) -> list[str | None]:
    """The text of each element at `path`, whose steps are in any namespace."""
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    return [found.text for found in root.findall(steps)]
