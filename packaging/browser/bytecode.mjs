// Runs bytecode.py in the runtime that the browser will have.
// node bytecode.mjs RUNTIME BYTECODE.PY SOURCE.ZIP TARGET.ZIP LEAVE_OUT...
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, code, source, target, ...leaveOut] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: runtime + path.sep });
python.FS.writeFile("/source.zip", new Uint8Array(fs.readFileSync(source)));
python.runPython(fs.readFileSync(code, "utf8"));
python.globals.set("leave_out", python.toPy(leaveOut));
python.runPython("compile_archive('/source.zip', '/target.zip', tuple(leave_out))");
fs.writeFileSync(target, python.FS.readFile("/target.zip"));
