"""What stands between people and the server: real proxies with the settings that are packaged and shown in Running.md, and one that holds answers back."""
import copy
import http.client
import http.server
import os
import re
import subprocess
import threading
import time

from house import PATIENCE, ROOT, House, reserve

FRAMES = {  # what the packaged snippet stands in; {folder}, {port} and {snippet} are filled in
    "nginx": """daemon off; master_process off; pid {folder}/pid; error_log stderr; events {{}}
http {{
access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
server {{
listen 127.0.0.1:{port};
{snippet}
}}
}}""",
    "haproxy": """{snippet}
frontend people
    bind 127.0.0.1:{port}
    default_backend open-floor
""",
    "apache": """ServerRoot {folder}
DefaultRuntimeDir {folder}
PidFile {folder}/pid
ErrorLog /dev/stderr
ServerName localhost
Listen 127.0.0.1:{port}
{modules}
{snippet}
""",
    "caddy": """{{
admin off
default_bind 127.0.0.1
}}
{snippet}
""",
}
COMMANDS = {
    "nginx": ["/usr/sbin/nginx", "-e", "stderr", "-c"],
    "haproxy": ["/usr/sbin/haproxy", "-db", "-f"],
    "apache": ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f"],
    "caddy": ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config"],
}
APACHE_MODULES = ["mpm_event", "authz_core", "proxy", "proxy_http", "proxy_wstunnel"]


KINDS = tuple(COMMANDS)


def shown(kind):
    """What the manual for running a server shows for this proxy, if anything."""
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / "Sources/openfloor/openfloor.docc/Running.md").read_text(), re.S)


def packaged(kind):
    return (ROOT / "packaging/proxies" / kind).read_text()


def snippet(kind, port, own):
    """The packaged settings for this proxy, with the house's port, and the proxy's own where they name a site."""
    found = packaged(kind)
    assert "127.0.0.1:8080" in found
    found = found.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    return found.replace("notes.example.org {", f"http://127.0.0.1:{own} {{")


class Proxied:
    """A house that people reach by a proxy. `front` is the house as seen from there. Use as a context."""

    def __init__(self, folder, *options):
        self.folder = folder
        self.reserved = reserve()
        self.port = self.reserved.getsockname()[1]
        address = f"http://127.0.0.1:{self.port}"
        self.house = House(folder / "data", "--public-url", address, *options)

    def __enter__(self):
        self.house.start()
        self.front = copy.copy(self.house)
        self.front.address, self.front.port = f"http://127.0.0.1:{self.port}", self.port
        try:
            self.open()
        except BaseException:
            self.house.stop()
            raise
        return self

    def __exit__(self, *_):
        self.close()
        self.house.stop()
        self.reserved.close()

    def found(self, **meeting):
        """An open meeting, seen by way of the proxy."""
        made = self.house.found(**meeting)
        made.must("facilitator", "open")
        through = copy.copy(made)
        through.house = self.front
        return through


class RealProxy(Proxied):
    """nginx, HAProxy, Apache or Caddy from Debian, in the foreground, as whoever runs the tests."""

    def __init__(self, kind, folder):
        super().__init__(folder, "--trusted-proxy", "127.0.0.1")
        self.kind = kind

    def open(self):
        modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES)
        if os.geteuid() == 0:  # Apache's children may not be root
            modules += "\nUser www-data\nGroup www-data"
        settings = self.folder / f"{self.kind}.conf"
        settings.write_text(FRAMES[self.kind].format(
            folder=self.folder, port=self.port, modules=modules,
            snippet=snippet(self.kind, self.house.port, self.port)))
        self.log = open(self.folder / "proxy.log", "ab")
        self.process = subprocess.Popen(
            [*COMMANDS[self.kind], str(settings)], stdout=self.log, stderr=self.log,
            env=dict(os.environ, HOME=str(self.folder)))  # where Caddy would keep certificates
        end = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < end, (self.folder / "proxy.log").read_text()
            time.sleep(0.02)

    def answers(self):
        try:
            return self.front.ask("GET", "/health/live")[0] == 200
        except OSError:
            return False

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()


class BufferingProxy(Proxied):
    """Hands an answer on when it is whole, or has grown to 16 KiB, as virus scanners do; knows no WebSocket.

    With `swallows`, a request to open one gets no answer at all; else it is passed on without its `Upgrade`.
    """

    def __init__(self, folder, swallows=False):
        super().__init__(folder)
        self.swallows = swallows
        self.upgrades = 0

    def open(self):
        proxy = self

        class Handler(Holding):
            way = proxy

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler, bind_and_activate=False)
        self.server.allow_reuse_address = True
        self.server.daemon_threads = True
        self.server.request_queue_size = 64
        self.server.server_bind()
        self.server.server_activate()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Holding(http.server.BaseHTTPRequestHandler):
    """One connection to the buffering proxy: one request, one answer."""

    HELD = 16_384  # bytes
    HOP = {"connection", "upgrade", "keep-alive", "transfer-encoding", "te", "trailer"}
    way = None

    def do_GET(self):
        self.close_connection = True
        if "Upgrade" in self.headers:
            self.way.upgrades += 1
            if self.way.swallows:
                self.connection.recv(1)  # until the browser gives up
                return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kept = {name: value for name, value in self.headers.items() if name.lower() not in self.HOP}
        upstream = http.client.HTTPConnection("127.0.0.1", self.way.house.port)
        upstream.request(self.command, self.path, body or None, kept)
        try:
            self.hand_on(upstream.getresponse())
        except OSError:  # somebody went
            pass
        finally:
            upstream.close()

    do_POST = do_GET

    def hand_on(self, answer):
        kept = [f"{name}: {value}" for name, value in answer.getheaders() if name.lower() not in self.HOP]
        held = "\r\n".join([f"HTTP/1.1 {answer.status} {answer.reason}", *kept, "Connection: close", "", ""]).encode()
        while piece := answer.read1(65_536):
            held += piece
            if len(held) >= self.HELD:
                self.wfile.write(held)
                held = b""
        self.wfile.write(held)

    def log_message(self, *_):
        pass
