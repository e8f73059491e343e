"""The Windows bundle from end to end, under wine as on a Chinese Windows (code page 936).

Usage: python packaging/bundle_test.py gongkai-windows.zip

Comes in: the ZIP. Goes out: a line for each thing that was tried, and how many hold. What wine 8 lacks is put in here:
a function of the system, an older numpy, no `_wmi`. Paths of more than 260 characters cannot be tried, since wine 8
itself fails to name them. Needs wine, a mingw compiler and localedef (Debian: wine wine64 gcc-mingw-w64-x86-64-win32
locales).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple
from urllib.request import urlopen
from zipfile import ZipFile

from bundle import BATCHES, PACKAGES, RUNTIME, TOP, pip

from extract.library.views import TABLES
from extract.words.sheet_names import AUDIT_WORKBOOK, REVIEW_DATA, REVIEW_FOLDER, REVIEW_PAGE, REVIEW_PAPERS

HERE = Path(__file__).parent
ROOT = HERE.parent
SAMPLES = ROOT / "samples"
COUNTY = "澄溪县"
COMPILER = "x86_64-w64-mingw32-gcc"
TOOLS = ("wine", "wineserver", "localedef", COMPILER)
PLACE = "某县 政务公开办 (2024)"
"""A folder such as people have: Chinese, blanks, brackets."""
_SECONDS, _LAST_WORDS, _LINE = 900, 3, 200
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


class Bench(NamedTuple):
    """Where things are tried: a folder, the bundle in it, and what the system of wine is told."""

    folder: Path
    bundle: Path
    environment: dict[str, str]

    @property
    def python(self) -> str:
        """The Python of the bundle."""
        return str(self.bundle / RUNTIME / "python.exe")

    def begun(self, *command: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        """A command of Windows that runs."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=folder or self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def ran(self, *command: str, folder: Path | None = None) -> tuple[int, str]:
        """How a command of Windows ended, and what it said. It is answered with a key. Its streams are pipes, since
        Python finds no others under wine; they are not waited for: services of wine that it starts keep them open."""
        running = self.begun(*command, folder=folder)
        assert running.stdin and running.stdout
        said: list[bytes] = []
        listener = Thread(target=said.extend, args=(iter(partial(os.read, running.stdout.fileno(), 4096), b""),))
        listener.daemon = True
        listener.start()
        running.stdin.write(b"\r\n")
        running.stdin.close()
        code = running.wait(timeout=_SECONDS)
        listener.join(timeout=_LAST_WORDS)
        return code, b"".join(said).decode("gb18030", "replace")


def main(archive: Path) -> None:
    """Tries it all."""
    if lacking := [tool for tool in TOOLS if not shutil.which(tool) and not Path("/usr/lib/wine", tool).exists()]:
        sys.exit(f"not at hand: {' '.join(lacking)}")
    with TemporaryDirectory() as folder:
        bench = made_ready(Path(folder), archive)
        failed = 0
        try:
            for tried in TRIALS:
                began = time.monotonic()
                faults = list(tried(bench))
                failed += bool(faults)
                seconds = time.monotonic() - began
                print(
                    f"{'FAILED' if faults else 'ok'}  {tried.__doc__} ({seconds:.0f} s)",
                    *faults,
                    sep="\n    ",
                    flush=True,
                )
        finally:
            subprocess.run(["wineserver", "-k"], env=bench.environment, check=False)
    print(f"{len(TRIALS) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


def made_ready(folder: Path, archive: Path) -> Bench:
    """A new wine that speaks Chinese, and the bundle, with what wine lacks."""
    locales, bundle = folder / "locales", folder / PLACE / TOP
    locales.mkdir()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(locales / "zh_CN.UTF-8")], check=True)
    own = {"WINEPREFIX": str(folder / "wine"), "WINEARCH": "win64", "WINEDEBUG": "-all", "DISPLAY": ""}
    speaking = {"LOCPATH": str(locales), "LC_ALL": "zh_CN.UTF-8", "WINEDLLOVERRIDES": "mscoree,mshtml="}
    path = f"{os.environ['PATH']}:/usr/lib/wine"
    os.environ["PATH"] = path
    bench = Bench(folder, bundle, {**os.environ, **own, **speaking})
    for command in (("wineboot", "-i"), ("winecfg", "-v", "win10")):
        bench.ran(*command)
    with ZipFile(archive) as files:
        files.extractall(folder / PLACE)
    runtime = bundle / RUNTIME
    (runtime / "_wmi.pyd").unlink(missing_ok=True)
    library = runtime / "bcryptprimitives.dll"
    source = HERE / "windows" / "bcryptprimitives.c"
    subprocess.run([COMPILER, "-shared", "-s", "-o", library, source, "-ladvapi32"], check=True)
    for each in (runtime / PACKAGES).glob("numpy*"):
        shutil.rmtree(each)
    system = ("--python-version=3.13", "--implementation=cp", "--platform=win_amd64", "--only-binary=:all:")
    pip("download", "--no-deps", *system, "--require-hashes", "-d", str(folder), "-r", f"{HERE}/windows/wine.txt")
    with ZipFile(next(folder.glob("numpy-*.whl"))) as wheel:
        wheel.extractall(runtime / PACKAGES)
    return bench


def for_windows(path: Path) -> str:
    """A path as Windows writes it."""
    return "Z:" + str(path).replace("/", "\\")


def without_recognition(folder: Path) -> Path:
    """A folder on whose path Python here has as little to recognise scans as the bundle has."""
    own = folder / "plain"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import sys\n\nsys.modules['onnxruntime'] = None\n", encoding="utf-8")
    return own


# ── What is tried: each yields what is wrong ─────────────────────────────────────────────────────────────────────────


def samples(bench: Bench) -> Iterator[str]:
    """samples read: the CSV files are byte for byte those of Linux, and the workbook opens"""
    (bench.folder / "samples").symlink_to(SAMPLES)
    code, said = bench.ran(bench.python, "-m", "extract", "extract", "samples", "-o", "windows")
    plain = {**os.environ, "PYTHONPATH": f"{without_recognition(bench.folder)}{os.pathsep}{ROOT}"}
    read = [sys.executable, "-m", "extract", "extract", "samples", "-o", "linux", "-q"]
    subprocess.run(read, cwd=bench.folder, env=plain, check=False)
    if code:
        yield said[-2000:]
        return
    for table in TABLES:
        one, other = (bench.folder / system / f"{table}.csv" for system in ("windows", "linux"))
        lines = zip_longest(*(path.read_bytes().splitlines() for path in (one, other)), fillvalue=b"")
        apart = [(ours, theirs) for ours, theirs in lines if ours != theirs]
        if apart:
            here, there = (line.decode()[:_LINE] for line in apart[0])
            yield f"{table}.csv differs in {len(apart)} lines: {here} | {there}"
    yield from opens(bench.folder / "windows" / "核查表.xlsx")


def dropped(bench: Bench) -> Iterator[str]:
    """年报核查.bat with a folder dropped on it: Chinese and blanks in all names; workbook, page and papers are there"""
    code, said = bench.ran("cmd", "/c", "call", for_windows(bench.bundle / BATCHES[0]), for_windows(reports_in(bench)))
    results = bench.folder / PLACE / REVIEW_FOLDER
    if "8 个单位" not in said:
        yield f"exit code {code}: {said[-2000:]}"
        return
    yield from opens(results / AUDIT_WORKBOOK)
    page = results / REVIEW_PAGE
    if not page.exists() or "铜铃坳镇" not in page.read_text(encoding="utf-8"):
        yield "no page"
    if not list((results / REVIEW_PAPERS).rglob("*.docx")):
        yield "no papers"
    if not (results / REVIEW_DATA / "facts.csv").exists():
        yield "no data"


def in_use(bench: Bench) -> Iterator[str]:
    """the same again while a program has the workbook open: it stays, the new one stands beside it, and that is said"""
    book = bench.folder / PLACE / REVIEW_FOLDER / AUDIT_WORKBOOK
    if not book.exists():
        yield "there is no workbook"
        return
    before = book.read_bytes()
    with open_in_windows(bench, book):
        _, said = bench.ran("cmd", "/c", "call", for_windows(bench.bundle / BATCHES[0]), for_windows(reports_in(bench)))
    if book.read_bytes() != before:
        yield "the open workbook was changed"
    beside = book.with_name(f"{book.stem}(1).xlsx")
    if not beside.exists() or beside.name not in said:
        yield said[-2000:]


def draft(bench: Bench) -> Iterator[str]:
    """自查.bat with a draft dropped on it: the page stands beside it"""
    folder = bench.folder / "草稿 文件"
    folder.mkdir()
    shutil.copy(SAMPLES / "云岭坡乡2025.txt", folder / "我镇 年报（草稿）.txt")
    _, said = bench.ran(
        "cmd", "/c", "call", for_windows(bench.bundle / BATCHES[1]), for_windows(folder / "我镇 年报（草稿）.txt")
    )
    page = folder / "我镇 年报（草稿） 自查结果.html"
    if not page.exists() or "云岭坡乡" not in page.read_text(encoding="utf-8"):
        yield said[-2000:]


def at_desk(bench: Bench) -> Iterator[str]:
    """年报工作台.bat with a folder dropped on it: the desk answers on this machine"""
    running = bench.begun("cmd", "/c", "call", for_windows(bench.bundle / BATCHES[2]), for_windows(reports_in(bench)))
    assert running.stdout
    said = ""
    for line in running.stdout:
        said += line.decode("gb18030", "replace")
        if address := _ADDRESS.search(said):
            with urlopen(address[0], timeout=60) as answer:
                if "核查台" not in answer.read().decode():
                    yield "the page is none of ours"
            return
    yield said[-2000:]


def packed(bench: Bench) -> Iterator[str]:
    """an icon that was not unpacked with the rest says so"""
    for name in BATCHES:
        alone = bench.folder / "alone" / name
        alone.parent.mkdir(exist_ok=True)
        shutil.copy(bench.bundle / name, alone)
        _, said = bench.ran("cmd", "/c", "call", for_windows(alone))
        if "请先将压缩包全部解压" not in said:
            yield said


def nothing_of_ours(bench: Bench) -> Iterator[str]:
    """nothing is left outside of the folders"""
    home = bench.folder / "wine" / "drive_c" / "users"
    yield from (f"left: {path}" for path in home.rglob("*") if "gongkai" in path.name.lower())


TRIALS: tuple[Callable[[Bench], Iterator[str]], ...] = (
    samples,
    dropped,
    in_use,
    draft,
    packed,
    nothing_of_ours,
    at_desk,
)


def reports_in(bench: Bench) -> Path:
    """The reports of a county in a folder of their own."""
    folder = bench.folder / PLACE / f"各单位 年报 {COUNTY}"
    if not folder.exists():
        shutil.copytree(SAMPLES / COUNTY, folder)
    return folder


def opens(book: Path) -> Iterator[str]:
    """What is wrong with a workbook."""
    from openpyxl import load_workbook

    try:
        if not load_workbook(book).sheetnames:
            yield f"{book.name} is empty"
    except Exception as error:  # noqa: BLE001 - whatever it is, the workbook does not open
        yield f"{book.name} does not open: {error}"


@contextmanager
def open_in_windows(bench: Bench, path: Path) -> Iterator[None]:
    """Another program of Windows has a file open, as Excel has it."""
    code = "import sys; file = open(sys.argv[1], 'r+b'); print('open', flush=True); sys.stdin.read()"
    holder = bench.begun(bench.python, "-c", code, for_windows(path))
    assert holder.stdin and holder.stdout
    assert holder.stdout.readline().startswith(b"open")
    try:
        yield
    finally:
        holder.stdin.close()
        holder.wait(timeout=60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
