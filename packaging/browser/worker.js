"use strict";
// Python runs here, away from the page, which stays responsive. Nothing is fetched: what Python's
// loader asks for is answered from the blobs that the page has handed over.

const BASE = "https://peelcheck.invalid/";
let python = null;
let session = null;

self.onmessage = async (event) => {
  const { id, what } = event.data;
  try {
    const answer = what === "start" ? await start(event.data) : work(event.data);
    self.postMessage({ id, answer });
  } catch (error) {
    self.postMessage({ id, error: saidBy(error), isFatal: isFatal(error) });
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
  tell("Reading the rules");
  python.runPython("import sys; sys.path.insert(0, '/site')");
  session = python.pyimport("peelcheck_page.session").Session("/work");
}

function work(message) {
  switch (message.what) {
    case "put":
      return session.put(message.name, python.toPy(new Uint8Array(message.content)));
    case "zip":
      return JSON.parse(session.open_zip.callKwargs(python.toPy(new Uint8Array(message.content)), { adds: message.adds }));
    case "ask":
      return JSON.parse(session.answer(JSON.stringify(message.question)));
    case "report":
      return session.report(message.format).toJs();
    case "pack":
      return session.pack().toJs();
    default:
      throw new Error(`unknown message: ${message.what}`);
  }
}

// The last line of a traceback has what a person can use.
function saidBy(error) {
  const lines = String(error && error.message ? error.message : error).trim().split("\n");
  return lines[lines.length - 1].replace(/^[\w.]+(Error|Value|Found): /, "");
}

// Python cannot go on after these, as its memory may be half changed.
function isFatal(error) {
  return Boolean(python) && !(error instanceof python.ffi.PythonError) && Boolean(session);
}

function tell(step) {
  self.postMessage({ step });
}
