// DuckDB in the worker of the page: it reads the files that Python has, and answers in texts.
// Nothing is fetched and nothing is written: see `readOnly`.
import {
  DEFAULT_RUNTIME, VoidLogger, callSRet, createDuckDB, dropResponseBuffers, failWith, getPlatformFeatures, readString,
} from "./node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs";

const FILES_OF_PYTHON = 1; // the protocol that DuckDB knows as Node's files
const MAY_BE_MISSING = 1 << 7;

// Starts a DuckDB that knows of no files yet. `code` is its compiled code, `files` the file system of Python.
export async function start(code, files) {
  if (!(await getPlatformFeatures()).wasmExceptions) throw new Error("This browser is too old to count tables. Use one of 2023 or later.");
  const runtime = readOnly(files);
  const module = { mainModule: "", mainWorker: "" };
  const database = await createDuckDB({ mvp: module, eh: module }, new VoidLogger(), runtime);
  await new Promise((resolve, reject) => {
    database.instantiateWasm = (imports, done) => {
      globalThis.DUCKDB_RUNTIME = runtime;
      WebAssembly.instantiate(code, imports).then((instance) => done(instance, code), reject);
      return [];
    };
    database.instantiate(() => {}).then(resolve, reject);
  });
  database.open({});
  return database;
}

// Lets go of the database that was started last.
export function forget() {
  globalThis.DUCKDB_BINDINGS = null;
  globalThis.DUCKDB_RUNTIME = null;
}

// Runs a statement. The answer has the texts of each column, null for a missing one, or what failed.
export function answer(connection, sql) {
  try {
    const table = connection.query(sql);
    const columns = table.schema.fields.map((_, number) => Array.from(
      table.getChildAt(number) ?? [], (cell) => (cell === null ? null : String(cell))));
    return { columns };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return { stopped: String(error.message) };
    return { error: String(error.message) };
  }
}

function readOnly(files) {
  const open = new Map();
  const text = (mod, begin, length) => readString(mod, begin, length);
  const isThere = (path) => files.analyzePath(path).exists;
  const refused = (mod) => { failWith(mod, "files are only read here"); return 0; };
  const said = (run) => (mod, ...given) => {
    try {
      return run(mod, ...given);
    } catch (error) {
      failWith(mod, String(error.message || error));
      return 0;
    }
  };
  const path = (mod, id) => {
    const [status, begin, length] = callSRet(mod, "duckdb_web_fs_get_file_info_by_id", ["number", "number"], [id, 0]);
    const found = text(mod, begin, length);
    dropResponseBuffers(mod);
    if (status !== 0) throw new Error(found);
    return JSON.parse(found).fileName;
  };
  return {
    ...DEFAULT_RUNTIME,
    testPlatformFeature: () => true,
    getDefaultDataProtocol: () => FILES_OF_PYTHON,
    openFile: said((mod, id, flags) => {
      const name = path(mod, id);
      if (!isThere(name)) {
        if (!(flags & MAY_BE_MISSING)) failWith(mod, `there is no file ${name}`);
        return 0;
      }
      open.set(id, files.open(name, "r"));
      const result = mod._malloc(16);
      mod.HEAPF64[result >> 3] = files.stat(name).size;
      mod.HEAPF64[(result >> 3) + 1] = 0;
      return result;
    }),
    readFile: said((mod, id, to, bytes, from) => files.read(open.get(id), mod.HEAPU8, to, bytes, from)),
    closeFile: said((mod, id) => {
      if (open.has(id)) files.close(open.get(id));
      open.delete(id);
      return 0;
    }),
    getLastFileModificationTime: said((mod, id) => files.stat(path(mod, id)).mtime.getTime() / 1000),
    checkFile: said((mod, begin, length) => isThere(text(mod, begin, length))),
    // A path comes with brackets around what would else be a pattern.
    glob: said((mod, begin, length) => {
      const name = text(mod, begin, length).replace(/\[([*?[])\]/g, "$1");
      if (isThere(name)) mod.ccall("duckdb_web_fs_glob_add_path", null, ["string"], [name]);
    }),
    checkDirectory: () => false,
    listDirectoryEntries: () => false,
    dropFile: () => {},
    syncFile: () => {},
    progressUpdate: () => {},
    writeFile: refused, truncateFile: refused, moveFile: refused, removeFile: refused,
    createDirectory: refused, removeDirectory: refused,
  };
}
