"""Debian's nginx, with the configuration that a release brings along."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/t1;
    proxy_temp_path {folder}/t2;
    fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4;
    scgi_temp_path {folder}/t5;
    map_hash_bucket_size 256;
    map $uri $site_builder_gone {{
        default "";
        include {output}/server/gone.map;
    }}
    server {{
        listen 127.0.0.1:{port};
        set $site_builder_root {output}/site;
        include {output}/server/nginx.conf;
    }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A server on the loopback."""

    port: int
    process: subprocess.Popen[bytes]

    def reload(self, until: Callable[[], bool]) -> None:
        """Let it read its configuration anew, as the README of ``output/server/`` asks."""
        self.process.send_signal(signal.SIGHUP)
        for _ in range(200):
            if until():
                return
            time.sleep(0.02)
        pytest.fail("nginx did not reload")


@contextmanager
def serving_by_nginx(output: Path, folder: Path) -> Iterator[Nginx]:
    """Serve ``output/site`` by ``output/server``; nginx's own files go to ``folder``."""
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if binary is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    port = free_port()
    # Started by root, nginx would read as nobody, who may not enter pytest's folders.
    user = "" if os.geteuid() else "user root;"
    text = NGINX.format(folder=folder, output=output, port=port, user=user)
    (folder / "main.conf").write_text(text, "utf-8")
    command = [binary, "-p", str(folder), "-c", str(folder / "main.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process, folder / "error.log")
            yield Nginx(port, process)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; fail with its log where it ended instead."""
    for _ in range(100):
        if process.poll() is not None:
            pytest.fail(log.read_text("utf-8") if log.exists() else "the server ended")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not answer")
