"use strict";
// Python runs here, away from the page, which stays responsive. Nothing is fetched: what Python's
// loader asks for is answered from the blobs that the page has handed over.

const BASE = "https://peelcheck.invalid/";
let python = null;

self.importScripts = () => {
  throw new Error("no scripts are imported");
};

self.onmessage = async (event) => {
  const { id, what } = event.data;
  try {
    const answer = what === "start" ? await start(event.data) : work(event.data);
    self.postMessage({ id, answer });
  } catch (error) {
    self.postMessage({ id, error: String(error && error.message ? error.message : error) });
  }
};

async function start({ wasm, stdlib, packages, lock }) {
  const answers = {
    "pyodide.asm.wasm": [wasm, "application/wasm"],
    "python_stdlib.zip": [stdlib, "application/zip"],
  };
  self.fetch = async (address) => {
    const name = String(address).slice(BASE.length);
    if (!(name in answers)) throw new Error(`nothing is fetched: ${address}`);
    const [content, type] = answers[name];
    return new Response(content, { headers: { "Content-Type": type } });
  };
  tell("Starting Python");
  python = await self.loadPyodide({
    indexURL: BASE,
    lockFileContents: JSON.parse(new TextDecoder().decode(lock)),
    packageBaseUrl: BASE,
    createPyodideModule: _createPyodideModule,
    stdout: () => {},
    stderr: () => {},
  });
  tell("Unpacking the checker");
  python.unpackArchive(packages, "zip", { extractDir: "/" });
  tell("Loading the checker");
  python.runPython("import sys; sys.path.insert(0, '/site'); import peelcheck_session as session; session.clear()");
  return python.runPython("sys.version.split()[0]");
}

function work(message) {
  const session = python.globals.get("session");
  try {
    switch (message.what) {
      case "put":
        return session.put(message.name, python.toPy(new Uint8Array(message.content)));
      case "ask":
        return JSON.parse(session.answer(JSON.stringify(message.question)));
      case "file":
        return session.written(message.format).toJs();
      default:
        throw new Error(`unknown message: ${message.what}`);
    }
  } finally {
    session.destroy();
  }
}

function tell(step) {
  self.postMessage({ step });
}
