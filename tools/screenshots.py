"""Take the pictures of the documents anew: .venv/bin/python tools/screenshots.py

A demonstration province of its own is made in a temporary folder, as things stand on `DAY`, served on a free port and
photographed in headless Chromium at 1366 × 768. Its people are fictional. Writes docs/images/*.png, each within
`MOST` bytes, and removes the folder.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
DAY = "2026-11-23"
SIZE = {"width": 1366, "height": 768}
MOST = 120 * 1024
CHROMIUM = "/usr/bin/chromium"
SAMPLE = ROOT / "tests/workbooks/fail/18_impossible_date.xlsx"
ACCOUNT, PASSWORD = "tinh", "canbo-minh-hoa"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


def dashboard(page: Page, address: str) -> None:
    page.goto(f"{address}/?ngay={DAY}")


def target(page: Page, address: str) -> None:
    page.goto(f"{address}/chi-tieu/5a/?ngay={DAY}")


def matrix(page: Page, address: str) -> None:
    page.goto(f"{address}/ma-tran/?ngay={DAY}")


def official(page: Page, address: str) -> None:
    """Whoever comes first among those whose field of study does not suit."""
    page.goto(f"{address}/can-bo/?xem=chua-phu-hop&ngay={DAY}")
    page.locator("tbody a.name").first.click()


def importing(page: Page, address: str) -> None:
    """A roster in which one date of birth cannot be."""
    page.goto(f"{address}/nhap/")
    page.set_input_files("#files", str(SAMPLE))
    page.click("form.form button.primary")
    if "/cot/" in page.url:
        page.click("div.bar button.primary")


PICTURES: Mapping[str, Callable[[Page, str], None]] = {
    "dashboard": dashboard,
    "target": target,
    "matrix": matrix,
    "official": official,
    "import": importing,
}


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a server with a new demonstration province."""
    with tempfile.TemporaryDirectory(prefix="canbo-screenshots-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"CANBO_VAR": folder}
        canbo = [sys.executable, "-m", "canbo"]
        for command in (["migrate", "--verbosity", "0"], ["demo", "--as-of", DAY], ["collectstatic", "--noinput"]):
            subprocess.run([*canbo, *command], check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        serve = [*canbo, "serve", "--port", str(port), "--workers", "1"]
        with subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                _wait_for(address)
                yield address
            finally:
                server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}/dang-nhap/"):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("the server does not answer")


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/dang-nhap/")
    page.fill("#id_username", ACCOUNT)
    page.fill("#id_password", PASSWORD)
    page.click("button.primary")


# --- small PNG files: a palette of 256 colours is enough for text on plain ground ---------------------------------


def indexed(png: bytes) -> bytes:
    """The picture with at most 256 colours, the most frequent ones; the others take the nearest of these."""
    pixels = _pixels(png)
    codes = pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    colours, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts)[:256]]
    distance = ((_channels(colours)[:, None, :] - _channels(kept)[None, :, :]) ** 2).sum(axis=2)
    rows = distance.argmin(axis=1)[place].reshape(codes.shape).astype(np.uint8)
    height, width = rows.shape
    lines = b"".join(b"\x00" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", _channels(kept).astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_part(name, content) for name, content in parts)


_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _channels(colours: np.ndarray) -> np.ndarray:
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _pixels(png: bytes) -> np.ndarray:
    """The pixels (height, width, 3) of an 8-bit RGB or RGBA file without interlace, as Chromium writes it."""
    packed, at, header = b"", len(_SIGNATURE), b""
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        header = content if name == b"IHDR" else header
        packed += content if name == b"IDAT" else b""
        at += 12 + length
    width, height, _, kind = struct.unpack_from(">IIBB", header)
    depth = {2: 3, 6: 4}[kind]
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * depth)
    made = np.zeros((height + 1, width + 1, depth), np.uint8)
    for number, line in enumerate(raw, 1):
        _unfilter(int(line[0]), line[1:].reshape(width, depth), made[number - 1, 1:], made[number])
    return made[1:, 1:, :3]


def _unfilter(kind: int, line: np.ndarray, above: np.ndarray, made: np.ndarray) -> None:
    """One line of the PNG filters 0 to 4; `made` and the line above it have an empty pixel at the left."""
    if kind == 0:
        made[1:] = line
    elif kind == 1:
        made[1:] = np.cumsum(line, axis=0, dtype=np.uint8)
    elif kind == 2:
        made[1:] = line + above
    else:
        corner = np.zeros_like(above[0])
        for x, pixel in enumerate(line):
            left, up = made[x].astype(np.int16), above[x].astype(np.int16)
            guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner.astype(np.int16))
            made[x + 1] = pixel + guess.astype(np.uint8)
            corner = above[x]


def _paeth(left: np.ndarray, up: np.ndarray, corner: np.ndarray) -> np.ndarray:
    whole = left + up - corner
    far = np.stack([abs(whole - left), abs(whole - up), abs(whole - corner)])
    return np.take_along_axis(np.stack([left, up, corner]), far.argmin(axis=0)[None], axis=0)[0]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        page = browser.new_page(viewport=SIZE, locale="vi-VN")
        sign_in(page, address)
        for name, open_page in PICTURES.items():
            open_page(page, address)
            picture = indexed(page.screenshot())
            if len(picture) > MOST:
                sys.exit(f"{name}.png: {len(picture)} bytes, more than {MOST}")
            (IMAGES / f"{name}.png").write_bytes(picture)
            print(f"docs/images/{name}.png {len(picture) // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()
