"""Pages as people need them who do not see, or not well: what axe finds in them, in a browser.

Usage: python -m bench.axe AXE.js PAGE.html…

`AXE.js` is axe.min.js of the npm package axe-core. A page of ours lets no script run; a copy of it that does is looked
at, at the width of a desk and at that of a phone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_RULES = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_SAID = re.compile(r'<pre id="axe-said">(.*?)</pre>', re.DOTALL)
_WIDTHS = (1280, 390)
_ASKED = """
axe.run(document, {resultTypes: ["violations"]}).then(found => {
  const said = document.createElement("pre");
  said.id = "axe-said";
  said.textContent = JSON.stringify({
    passes: found.passes.length,
    violations: found.violations.map(one => ({
      id: one.id, help: one.help, nodes: one.nodes.map(node => node.html.slice(0, 160) + " " + node.failureSummary)
    })),
  });
  document.body.append(said);
});
"""


def looked_at(page: Path, axe: Path, width: int) -> dict[str, Any]:
    """How many rules a page keeps, and those that it does not."""
    text = _RULES.sub("", page.read_text(encoding="utf-8"))
    script = f"<script>{axe.read_text(encoding='utf-8')}</script><script>{_ASKED}</script>"
    with TemporaryDirectory() as folder:
        copy = page.with_name(f".axe-{page.name}")
        copy.write_text(text.replace("</body>", f"{script}</body>"), encoding="utf-8")
        try:
            browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            size = [f"--window-size={width},900", f"--user-data-dir={folder}", "--virtual-time-budget=60000"]
            shown = subprocess.run(
                [*browser, *size, "--dump-dom", copy.absolute().as_uri()],
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=300,
                check=True,
            ).stdout
        finally:
            copy.unlink()
    said = _SAID.search(shown)
    if not said:
        raise RuntimeError(f"axe said nothing of {page}")
    found: dict[str, Any] = json.loads(unescape(said[1]))
    return found


def main(axe: Path, pages: list[Path]) -> int:
    """Prints what is found; how many rules are broken."""
    broken = 0
    for page in pages:
        for width in _WIDTHS:
            found = looked_at(page, axe, width)
            broken += len(found["violations"])
            print(f"{page.name} at {width}: {found['passes']} rules kept, {len(found['violations'])} broken")
            for one in found["violations"]:
                print(f"  {one['id']}: {one['help']} ({len(one['nodes'])})", *one["nodes"][:3], sep="\n    ")
    return broken


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])))
