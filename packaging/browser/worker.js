"use strict";
// Python runs here, away from the page, which stays responsive. Nothing is fetched: what Python's
// loader asks for is answered from the blobs that the page has handed over.

const BASE = "https://peelcheck.invalid/";
let python = null;
let session = null;
let tables = null; // the packed code of DuckDB, in peelcheck-tables.html
let code = null; // the same, compiled
let database = null; // of the question that is being answered

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
      return put(message.name, new Uint8Array(message.content));
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

// The bytes become the file: they are not copied, as a table may have 50 MB of them.
function put(name, content) {
  python.FS.writeFile(session.place(name, content.length), content, { canOwn: true });
}

// What duckdb.py asks for, which takes the place of DuckDB's own package.
const duckdbInPage = {
  is_started: () => Boolean(database),
  connect: () => database.connect(),
  answer: (connection, sql) => {
    return JSON.stringify(peelcheckTables.answer(connection, sql));
  },
};

// DuckDB is started for the first table, and the question asked again: most returns have none. It
// serves one question alone, as it would remember files that have other content by the next.
async function answer(question) {
  try {
    return JSON.parse(session.answer(question));
  } catch (error) {
    if (error.type !== "NotStartedError") throw error;
  }
  tell("Starting DuckDB, which counts tables");
  code ??= await WebAssembly.compileStreaming(new Response(
    tables.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } }));
  database = await peelcheckTables.start(code, python.FS);
  tell("Counting tables");
  try {
    return JSON.parse(session.answer(question));
  } finally {
    database = null;
    peelcheckTables.forget();
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
