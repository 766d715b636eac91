"""A small client of the yaml-language-server, as an editor is one: over stdin and stdout."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

from conftest import ROOT, YAML_LANGUAGE_SERVER

SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "format": {"enable": False},
    }
}


class Editor:
    """An editor with one server behind it; nothing it shows comes from the network."""

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            ["node", str(YAML_LANGUAGE_SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"snippetSupport": False}}},
        }
        folder = ROOT.as_uri()
        self.ask("initialize", processId=None, rootUri=folder, capabilities=capabilities)
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=SETTINGS)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.kill()
        for stream in (self._server.stdin, self._server.stdout):
            assert stream
            stream.close()
        self._server.wait()

    def open(self, file: str, text: str) -> str:
        """Open a file of the repository, whether it is there or not, with this text; its address.

        Each file is opened once.
        """
        uri = (ROOT / file).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def told(self, file: str, text: str) -> list[str]:
        """What is underlined in a file, as line:column text."""
        uri = self.open(file, text)
        while uri not in self._diagnostics:
            self._take(self._receive())
        return [
            f"{one['range']['start']['line'] + 1}:{one['range']['start']['character'] + 1} "
            f"{one['message']}"
            for one in self._diagnostics[uri]
        ]

    def completions(self, file: str, text: str) -> dict[str, str]:
        """What is offered at the end of the text: each word with what is said of it."""
        lines = text.split("\n")
        uri = self.open(file, text)
        found = self.ask("textDocument/completion", **_at(uri, len(lines), len(lines[-1]) + 1))
        return {one["label"]: str(one.get("documentation", "")) for one in found["items"]}

    def hover(self, file: str, text: str, line: int, column: int) -> str:
        """What is shown over a place, counted from 1."""
        uri = self.open(file, text)
        found = self.ask("textDocument/hover", **_at(uri, line, column))
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, **params: Any) -> Any:
        """The server's answer to a request."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._take(message)

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _take(self, message: dict[str, Any]) -> None:
        """Keep what is told, and answer what the server asks."""
        method, params = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics" and params:
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif method == "workspace/configuration" and params:
            result = [SETTINGS.get(item["section"], {}) for item in params["items"]]
            self._send({"id": message["id"], "result": result})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._server.stdout
        assert stream
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line, "the server has gone"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(stream.read(length))
        return message


def _at(uri: str, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": uri},
        "position": {"line": line - 1, "character": column - 1},
    }


OTHER_SECTORS = (ROOT / "examples/packs/hospital", ROOT / "examples/packs/council")
"""Packs that are used alone. Their returns name the body by a key of their own."""


def shipped() -> list[Path]:
    """Every YAML file of the rule pack and the examples that names its schema."""
    files = [*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]
    return sorted({*files} - {folder / "data.yaml" for folder in OTHER_SECTORS})
