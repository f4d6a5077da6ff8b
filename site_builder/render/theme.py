"""The theme: templates of the product, overridden by the site, strictly read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from site_builder.errors import Problem, RenderError
from site_builder.i18n import CHINESE, Speech, _, speech
from site_builder.model.artifact import fingerprint
from site_builder.render.spoken import Spoken
from site_builder.render.theme_files import bytes_of, files_under
from site_builder.render.words import FILTERS
from site_builder.resources import theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping
    from pathlib import Path
    from types import TracebackType

    from site_builder.i18n import Message

# What an expression in somebody's template can raise besides Jinja's own errors.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_STATIC, _ASSET = "static", "asset"
_REMEMBERED = 512
_LANGUAGES = 8


class Theme:
    """The templates in force: the site's own where it has one, else the product's."""

    def __init__(self, overrides: Path | None) -> None:
        """Read templates from ``overrides``, then from the shipped theme."""
        self._overrides = overrides if overrides is not None and overrides.is_dir() else None
        self.is_own = self._overrides is not None
        self.folders = tuple(f for f in (self._overrides, theme_folder()) if f is not None)
        self._environments: dict[Speech, Environment] = {}
        self._sources: dict[str, str] = {}
        self._closures: dict[str, str] = {}
        self._assets: dict[str, tuple[str, ...] | None] = {}

    @property
    def _environment(self) -> Environment:
        """The templates in the language of the site that is being made."""
        spoken = speech()
        if spoken not in self._environments:
            self._environments[spoken] = _environment(self.folders, spoken)
        return self._environments[spoken]

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The text of template ``name``.

        Raises:
            RenderError: the template is broken, or uses what ``context`` lacks.
        """
        try:
            return self._environment.get_template(name).render(context)
        except TemplateSyntaxError as error:
            raise RenderError(_broken(error), error.name or name, error.lineno) from error
        except _FAULTS as error:
            place = self._place(error.__traceback__) or (name, None)
            raise RenderError(_broken(error), *place) from error

    def text(self, name: str) -> str:
        """A file of the theme as it stands: what is no template.

        Raises:
            RenderError: it is missing, or no text.
        """
        return self._source(name)

    def closure(self, name: str) -> str:
        """A digest of a template's source and of all that it extends, includes and imports.

        Where one of them is named only as it is rendered, that may be any file of the theme.
        """
        if name not in self._closures:
            used = sorted(self._used_by(name))
            any_file = self._whole if any(self._read(each).may_use_any for each in used) else None
            self._closures[name] = fingerprint(any_file, *map(self._source, used), *used)
        return self._closures[name]

    def assets_used(self, name: str) -> tuple[str, ...] | None:
        """The names that ``asset("…")`` is called with, in a template or what it uses.

        None where one of them is known only as it is rendered: it may be any.
        """
        if name not in self._assets:
            read = [self._read(used) for used in self._used_by(name)]
            names = tuple(sorted({file for each in read for file in each.assets}))
            is_known = not any(each.may_use_any or each.may_ask_for_any for each in read)
            self._assets[name] = names if is_known else None
        return self._assets[name]

    def problems(self) -> list[Problem]:
        """What is broken in the site's own templates."""
        if self._overrides is None:
            return []
        files = sorted(self._overrides.rglob("*.html"))
        names = (file.relative_to(self._overrides).as_posix() for file in files)
        return [
            problem
            for name in names
            if not name.startswith(f"{_STATIC}/")
            for problem in self._problems_of(name)
        ]

    def static_files(self) -> dict[str, Path]:
        """Every file under ``static/``, by its name there; the site's own first.

        Raises:
            RenderError: some folder cannot be read.
        """
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found |= files_under(folder / _STATIC)
        return dict(sorted(found.items()))

    @cached_property
    def _whole(self) -> str:
        """A digest of every file of the theme."""
        files = [each for folder in self.folders for each in files_under(folder).items()]
        return fingerprint(*(part for name, file in files for part in (name, bytes_of(file, name))))

    def _problems_of(self, name: str) -> Iterator[Problem]:
        try:
            self._environment.get_template(name)
            missing = [used for used in self._references(name) if not self._exists(used)]
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            yield _problem(name, error, getattr(error, "lineno", None))
            return
        for used in missing:
            yield _problem(name, TemplateNotFound(used), None)

    def _references(self, name: str) -> tuple[str, ...]:
        return self._read(name).references

    def _exists(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in self.folders)

    def _used_by(self, name: str) -> set[str]:
        used, waiting = {name}, [name]
        while waiting:
            for other in self._references(waiting.pop()):
                if other not in used:
                    used.add(other)
                    waiting.append(other)
        return used

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        if loader is None:
            raise ValueError(name)
        if name not in self._sources:
            try:
                self._sources[name] = loader.get_source(self._environment, name)[0]
            except (TemplateNotFound, UnicodeDecodeError) as error:
                raise RenderError(_broken(error), name) from error
        return self._sources[name]

    def _read(self, name: str) -> _Read:
        try:
            return _read(self._source(name))
        except TemplateSyntaxError as error:
            raise RenderError(_broken(error), name, error.lineno) from error

    def _place(self, traceback: TracebackType | None) -> tuple[str, int] | None:
        """The innermost template and line; Jinja puts them into the traceback."""
        found = None
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            for folder in self.folders:
                if file.startswith(f"{folder}/") and file.endswith(".html"):
                    found = file.removeprefix(f"{folder}/"), traceback.tb_lineno
            traceback = traceback.tb_next
        return found


@dataclass(frozen=True, slots=True)
class _Read:
    """What a template's source tells: the templates that it uses, and the assets it asks for.

    And whether it may use, or ask for, others that are known only as it is rendered.
    """

    references: tuple[str, ...]
    assets: tuple[str, ...]
    may_use_any: bool
    may_ask_for_any: bool


@lru_cache(maxsize=_REMEMBERED)
def _read(source: str) -> _Read:
    parsed = _environment((), CHINESE).parse(source)
    references = set(meta.find_referenced_templates(parsed))
    asked = [file for call in parsed.find_all(nodes.Call) for file in _asked(call)]
    mentions = (name for name in parsed.find_all(nodes.Name) if name.name == _ASSET)
    return _Read(
        references=tuple(sorted({used for used in references if used is not None})),
        assets=tuple(sorted(set(asked))),
        may_use_any=None in references,
        may_ask_for_any=sum(name.ctx == "load" for name in mentions) != len(asked),
    )


class _Compiled(BytecodeCache):
    """Compiled templates by their source, for every theme of one language in a process."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of this very source."""
        if (data := self._known.get(f"{bucket.key} {bucket.checksum}")) is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; where there is much of it, the oldest goes."""
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


@lru_cache(maxsize=_LANGUAGES)
def _compiled(_spoken: Speech) -> _Compiled:
    return _Compiled()


class _Environment(Environment):
    """An environment whose globals change no more once a template is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of one template: each import compares them, and a chain of maps is slow."""
        return {**self.globals, **(d or {})}


def _environment(folders: tuple[Path, ...], spoken: Speech) -> Environment:
    environment = _Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", Spoken],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_compiled(spoken),
    )
    environment.policies["ext.i18n.trimmed"] = True
    # The extension adds this method when it is loaded, so its type is not known.
    install: Any = environment.__dict__["install_gettext_callables"]
    install(spoken.said, lambda one, many, n: spoken.said(one if n == 1 else many), newstyle=True)
    environment.globals["_"] = _said
    environment.filters.update(FILTERS)
    # Chance makes other bytes each time (promise 6).
    del environment.globals["lipsum"], environment.filters["random"]
    return environment


@lru_cache(maxsize=4096)
def _sentence(message: str, spoken: Speech) -> Markup:
    return escape(spoken.said(message))


def _said(message: str, **values: object) -> Markup:
    """A sentence with values in it: as the extension says it, which looks it up each time."""
    return _sentence(message, speech()) % values


def _asked(call: nodes.Call) -> Iterator[str]:
    if isinstance(call.node, nodes.Name) and call.node.name == _ASSET:
        yield from (part.value for part in call.args if isinstance(part, nodes.Const))


def _broken(error: Exception) -> Message:
    # Other errors may quote what a record says, and logs outlive sites.
    fault = error if isinstance(error, TemplateError) else type(error).__name__
    return _("expected a sound template, found: {fault}", fault=fault)


def _problem(name: str, error: Exception, line: int | None) -> Problem:
    return Problem(
        code="broken-template", message=_broken(error), path=f"templates/{name}", line=line
    )
