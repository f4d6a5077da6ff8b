"""``server/README.txt``: how a webmaster puts the configuration to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

# Not sentences: these lines are copied into a server's own configuration.
_NGINX_HTTP = """\
    map_hash_bucket_size 256;
    map_hash_max_size 65536;
    map $uri $site_builder_gone {
        default "";
        include /PATH/output/server/gone.map;
    }"""
_NGINX_SERVER = """\
    set $site_builder_root /PATH/output/site;
    include /PATH/output/server/nginx.conf;"""
_NGINX_RELOAD = "    nginx -t && nginx -s reload"
_APACHE = """\
    <Directory "/PATH/output/site">
        Require all granted
        Include /PATH/output/server/htaccess
    </Directory>"""


def readme(name: str, base: str) -> str:
    """What to do for nginx, Apache and static hosts, in Chinese."""
    parts = (part.text("zh") if isinstance(part, Message) else part for part in _parts(name, base))
    return "\n\n".join(parts) + "\n"


def _parts(name: str, base: str) -> Iterator[Message | str]:
    yield _("{name}: how to configure the web server", name=name)
    yield _(
        "All files here are written anew by each build. They send the security and caching "
        "headers that the site relies on, and answer 410 for records that are no longer public. "
        "The site stands under {base}. /PATH is the folder that holds output/.",
        base=base,
    )
    yield from _nginx()
    yield from _apache(base)
    yield _("3. Static hosts (_headers, _redirects)")
    yield _(
        "Copy the contents of output/site/ to {base} of the folder that the host publishes, and "
        "_headers and _redirects to the top of that folder. A host that does not know the status "
        "410 in _redirects shows the gone pages with 200 instead.",
        base=base,
    )
    if base != "/":
        yield _("4. Robots (robots.txt)")
        yield _(
            "Robots read robots.txt only at the top of a domain: add the lines of "
            "output/site/robots.txt to the file that stands there."
        )


def _nginx() -> Iterator[Message | str]:
    yield _("1. nginx (nginx.conf, gone.map)")
    yield _("In the http block:")
    yield _NGINX_HTTP
    yield _("In the server block of the domain:")
    yield _NGINX_SERVER
    yield _("After each build, let nginx read the addresses of ended records again:")
    yield _NGINX_RELOAD


def _apache(base: str) -> Iterator[Message | str]:
    yield _("2. Apache 2.4 (htaccess), with the modules alias, dir, headers, mime and rewrite")
    yield _("In the virtual host of the domain; reload Apache after each build:")
    yield f'    Alias "{base}" "/PATH/output/site/"\n{_APACHE}'
    yield _(
        "Where only .htaccess files are allowed, copy htaccess into the published folder under "
        "the name .htaccess."
    )
