"use strict";
// Python runs here, away from the page, which stays responsive. Nothing is fetched: what Python's
// loader asks for is answered from the blobs that the page has handed over.

const BASE = "https://peelcheck.invalid/";
let python = null;
let session = null;
let tables = null; // the packed code of DuckDB, in peelcheck-tables.html
let database = null;

self.onmessage = async (event) => {
  const { id, what } = event.data;
  try {
    const answer = what === "start" ? await start(event.data) : await work(event.data);
    self.postMessage({ id, answer });
  } catch (error) {
    self.postMessage({ id, error: saidBy(error), isFatal: isFatal(error) });
  }
};

async function start({ wasm, stdlib, packages, lock, tables: packed }) {
  tables = packed;
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
  self.fetch = async (address) => { throw new Error(`nothing is fetched: ${address}`); };
  tell("Unpacking the checker");
  python.unpackArchive(packages, "zip", { extractDir: "/" });
  tell("Reading the rules");
  if (tables) python.registerJsModule("duckdb_in_page", duckdbInPage);
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
      return answer(JSON.stringify(message.question));
    case "report":
      return session.report(message.format).toJs();
    case "pack":
      return session.pack().toJs();
    default:
      throw new Error(`unknown message: ${message.what}`);
  }
}

// What duckdb.py asks for, which takes the place of DuckDB's own package.
const duckdbInPage = {
  is_started: () => Boolean(database),
  connect: () => database.connect(),
  answer: (connection, sql) => {
    const found = peelcheckTables.answer(connection, sql);
    if ("stopped" in found) database = null; // its memory may be half changed: the next check starts another
    return JSON.stringify(found);
  },
};

// DuckDB is started for the first table, and the question asked again: most returns have none.
async function answer(question) {
  try {
    return JSON.parse(session.answer(question));
  } catch (error) {
    if (error.type !== "NotStartedError") throw error;
  }
  tell("Starting DuckDB, which counts tables");
  const code = tables.stream().pipeThrough(new DecompressionStream("gzip"));
  const response = new Response(code, { headers: { "Content-Type": "application/wasm" } });
  database = await peelcheckTables.start(response, python.FS);
  tell("Counting tables");
  return JSON.parse(session.answer(question));
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
