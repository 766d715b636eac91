"""What hatchling calls to put the compiled rules into a wheel; see compile_rules.py."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds three files to a wheel. An editable install is a source tree, and has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules in a process of its own, where nothing else is loaded."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        script = Path(self.root) / "packaging/compile_rules.py"
        subprocess.run([sys.executable, str(script), self.folder.name], check=True)
        for file in Path(self.folder.name).iterdir():
            build_data["force_include"][str(file)] = f"peelcheck/pipeline/{file.name}"

    def finalize(self, version: str, _: dict[str, Any], __: str) -> None:
        """Remove the files, which are now in the wheel."""
        if version != "editable":
            self.folder.cleanup()
