"use strict";
const at = (id) => document.getElementById(id);

function made(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function status(text, isBad = false) {
  at("status").textContent = text;
  at("status").className = isBad ? "bad" : "";
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function delayed(milliseconds, run) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), milliseconds);
  };
}

function saveAs(name, content, type) {
  const link = made("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function problemItem({ where, what, fix, text, line, column, length, is_warning: isWarning }) {
  const item = made("li", isWarning ? { className: "warning" } : {}, isWarning ? "Look at this: " : "");
  if (where) item.append(made("strong", {}, `${where}: `));
  item.append(`${what} ${fix || ""}`.trim());
  if (line && text && text.trim()) item.append(excerpt(text, column, length));
  return item;
}

const MOST_SHOWN = 90; // characters of a line

// The line of a problem, from where the problem is in view, and carets below it.
function excerpt(text, column, length) {
  const first = column + length > MOST_SHOWN ? Math.max(0, column - 1 - MOST_SHOWN / 2) : 0;
  const before = column - 1 - first;
  const carets = Math.max(1, Math.min(length, text.length - column + 1, MOST_SHOWN - before));
  return made("code", {}, `${text.slice(first, first + MOST_SHOWN)}\n${" ".repeat(before)}${"^".repeat(carets)}`);
}

// The checker, in a worker that is started again if it stops.

const MOST_BYTES = 50_000_000;
const MOST_STARTS = 4;
let worker = null;
let next = 1;
let starts = 0;
let parts = null;
const waiting = new Map();
const kept = new Map(); // the reader's files by name, to hand them over again
let example = ""; // the one that is open

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

async function unpacked(id) {
  const bytes = bytesOf(at(`data-${id}`).textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function send(what, message = {}) {
  const id = next++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, what, ...message }, message.content ? [message.content] : []);
  });
}

async function ask(name, given = {}) {
  const late = setTimeout(() => { at("stop").hidden = false; }, 5000);
  try {
    return await send("ask", { question: { do: name, with: given } });
  } finally {
    clearTimeout(late);
    at("stop").hidden = true;
  }
}

function lack() {
  if (typeof WebAssembly !== "object") return "This browser has WebAssembly switched off, which Python needs. Use the Windows folder, or ask IT to allow WebAssembly for this file.";
  if (typeof DecompressionStream !== "function") return "This browser is too old. Use Edge, Chrome, Firefox or Safari of 2023 or later, or the Windows folder.";
  return "";
}

async function start() {
  const missing = lack();
  if (missing) {
    status(missing, true);
    return;
  }
  starts += 1;
  try {
    status("Unpacking the file.");
    const names = ["worker", "wasm", "stdlib", "packages", "lock"];
    parts ??= Object.fromEntries(await Promise.all(names.map(async (name) => [name, await unpacked(name)])));
    // DuckDB, in peelcheck-tables.html, stays packed until a table is counted.
    if (at("data-tables")) parts.tables ??= new Blob([bytesOf(at("data-tables").textContent)]);
    for (const name of [...names, "tables"]) at(`data-${name}`)?.remove(); // to free their memory
    const address = URL.createObjectURL(new Blob([parts.worker], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = received;
    worker.onerror = (event) => { event.preventDefault(); stopped("The checker stopped."); };
    const { wasm, stdlib, packages, lock, tables } = parts;
    await send("start", { wasm, stdlib, packages, lock, tables });
    URL.revokeObjectURL(address);
    status("Ready.");
    for (const control of document.querySelectorAll("button, input, select")) control.disabled = false;
    send("ask", { question: { do: "warm" } }).catch(() => {});
  } catch (error) {
    if (error instanceof Stopped) return;
    status(`The checker did not start: ${error.message}. Use the Windows folder.`, true);
  }
}

function received({ data }) {
  if (data.step) {
    status(`${data.step}.`);
    return;
  }
  if (!waiting.has(data.id)) return;
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (!("error" in data)) {
    resolve(data.answer);
    return;
  }
  reject(new Error(data.error));
  if (data.isFatal) stopped("The checker stopped.");
}

class Stopped extends Error {}

async function stopped(why) {
  worker.terminate();
  for (const { reject } of waiting.values()) reject(new Stopped(why));
  waiting.clear();
  if (starts >= MOST_STARTS) {
    status(`${why} It was started ${starts} times. Reload the page, and check this file on the command line.`, true);
    return;
  }
  await start();
  try {
    if (example) await ask("example", { name: example });
    for (const [name, file] of kept) await send("put", { name, content: await file.arrayBuffer() });
    await restorePack();
    await showFiles();
    status(`${why} It was started again with your files.`, true);
  } catch (error) {
    if (!(error instanceof Stopped)) status(`${why} Your files could not be opened again: ${error.message}`, true);
  }
}

at("stop").addEventListener("click", () => stopped("The checker was stopped."));

// Wraps what a person starts: a failure is said and the page goes on.
function guarded(run) {
  return async (event) => {
    try {
      await run(event);
    } catch (error) {
      if (!(error instanceof Stopped)) status(`This did not work: ${error.message}`, true);
    }
  };
}

// Tabs

const tabs = [...document.querySelectorAll("[role=tab]")];

function choose(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    at(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
  at("result").hidden = tab.id === "tab-rules" || !at("result").dataset.shown;
}

for (const [number, tab] of tabs.entries()) {
  tab.addEventListener("click", guarded(async () => {
    choose(tab);
    if (tab.id === "tab-form") await openForm();
    if (tab.id === "tab-rules") await openBench();
  }));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const other = tabs[(number + step + tabs.length) % tabs.length];
    other.focus();
    other.click();
  });
}

// Files

const KINDS = {
  return: "return", profile: "profile", register: "register of AFIs", report: "earlier report, to compare with",
  exceptions: "exceptions", table: "sheet or table", rule: "rule file, not used here", unknown: "not used",
};

async function keep(name, file) {
  if (file.size > MOST_BYTES) throw new Error(`${name} has more than 50 MB. Check it on the command line.`);
  await send("put", { name, content: await file.arrayBuffer() });
  kept.set(name, file);
}

async function add(found) {
  const pack = found.filter(({ name }) => /(^|\/)standards\/[^/]+$/.test(name));
  if (pack.length) {
    await openPackFiles(found);
    return;
  }
  const wrong = [];
  for (const { name, file } of found) {
    try {
      if (/\.zip$/i.test(name)) await openPackZip(file);
      else await keep(name, file);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      wrong.push(error.message);
    }
  }
  await showFiles();
  if (wrong.length) status(wrong.join(" "), true);
  else if (!/rule pack/.test(at("status").textContent)) status("Ready to check.");
}

const chosen = (list) => [...list].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

async function dropped(transfer) {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ name: entry.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return;
      for (const one of some) await walk(one);
    }
  };
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  for (const entry of entries) await walk(entry);
  return found;
}

async function showFiles() {
  const files = await ask("files");
  at("files").replaceChildren(
    ...files.map(({ name, kind }) => {
      const remove = made("button", { type: "button", "aria-label": `Remove ${name}` }, "Remove");
      remove.addEventListener("click", guarded(async () => {
        await ask("remove", { name });
        kept.delete(name);
        await showFiles();
      }));
      return made("li", {}, made("strong", {}, name), made("span", {}, KINDS[kind]), remove);
    }),
  );
}

async function check() {
  status("Checking.");
  const begun = performance.now();
  await sendEdits();
  show(await ask("run", { today: today() }));
  status(`Checked in ${((performance.now() - begun) / 1000).toFixed(2)} seconds.`);
}

function show({ problems = [], html = "", verdict = "", rules = "" }) {
  at("result").hidden = false;
  at("result").dataset.shown = "yes";
  at("verdict").textContent = verdict || "Nothing was checked.";
  at("by-rules").textContent = rules;
  at("problems").replaceChildren(...problems.map(problemItem));
  at("report").hidden = !html;
  at("saves").hidden = !html;
  at("report").srcdoc = html;
  at("result-title").focus();
}

const TYPES = {
  html: "text/html",
  json: "application/json",
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

for (const button of document.querySelectorAll("[data-format]")) {
  const { format } = button.dataset;
  button.addEventListener("click", guarded(async () => {
    saveAs(`report.${format}`, await send("report", { format }), TYPES[format]);
  }));
}
for (const id of ["choose", "choose-folder"]) {
  at(id).addEventListener("change", guarded(async () => {
    const found = chosen(at(id).files);
    at(id).value = "";
    await add(found);
  }));
}
at("check").addEventListener("click", guarded(check));
at("clear").addEventListener("click", guarded(async () => {
  await ask("clear");
  kept.clear();
  example = "";
  await showFiles();
  at("result").hidden = true;
  delete at("result").dataset.shown;
  status("Ready.");
}));
at("example").addEventListener("click", guarded(async () => {
  kept.clear();
  example = at("examples").value;
  await ask("example", { name: example });
  await showFiles();
  await check();
}));
const drop = at("drop");
drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.className = "over"; });
drop.addEventListener("dragleave", () => { drop.className = ""; });
drop.addEventListener("drop", guarded(async (event) => {
  event.preventDefault();
  drop.className = "";
  await add(await dropped(event.dataTransfer));
}));
window.addEventListener("load", start);
