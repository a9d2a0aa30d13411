from __future__ import annotations

import subprocess
import sys

from tests import site


def test_a_small_site_builds_strictly(build):
    result = build(None, "--strict")
    assert result.code == 0, result.output
    assert "白鹭镇" in result.main("units/bailu-town/")


def test_check_is_clean(check):
    result = check()
    assert (result.code, result.problems()) == (0, []), result.output


def test_a_check_loads_nothing_that_only_a_build_needs(tmp_path):
    """Nor what reads files that this site has not: workbooks, HEIC photos, PDFs."""
    unused = ("openpyxl", "pillow_heif", "pypdf", "xlsxwriter", "feedgen", "showcase.views", "showcase.exports")
    code = (
        "import sys; from showcase.command import commands; code = commands.main(['check'], standalone_mode=False)\n"
        f"print(code, [name for name in {unused} if name in sys.modules], 'pydantic' in sys.modules)"
    )
    site.write(tmp_path, site.base_files())
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 [] True"  # the last of these it needs
