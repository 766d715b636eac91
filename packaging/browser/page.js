"use strict";
const at = (id) => document.getElementById(id);
let worker = null;
let next = 1;
const waiting = new Map();
let startedBefore = false;

async function unpacked(id) {
  const binary = atob(at(`data-${id}`).textContent);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function ask(what, message = {}, transfer = []) {
  const id = next++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, what, ...message }, transfer);
  });
}

function status(text, isBad = false) {
  at("status").textContent = text;
  at("status").className = isBad ? "bad" : "";
}

async function start() {
  if (typeof WebAssembly !== "object") {
    status("This browser does not run WebAssembly, which Python needs. Use the Windows folder, or ask IT to allow WebAssembly for this file.", true);
    return;
  }
  try {
    status("Unpacking the file.");
    const [code, wasm, stdlib, packages, lock] = await Promise.all(
      ["worker", "wasm", "stdlib", "packages", "lock"].map(unpacked),
    );
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = received;
    worker.onerror = died;
    await ask("start", { wasm, stdlib, packages, lock });
    status(startedBefore ? "The checker was started again. Add your files anew." : "Ready.");
    startedBefore = true;
    for (const control of document.querySelectorAll("button, input")) control.disabled = false;
  } catch (error) {
    status(`The checker did not start: ${error.message}`, true);
  }
}

function received({ data }) {
  if (data.step) {
    status(`${data.step}.`);
    return;
  }
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if ("error" in data) reject(new Error(data.error));
  else resolve(data.answer);
}

function died(event) {
  event.preventDefault();
  for (const { reject } of waiting.values()) reject(new Error("the checker stopped"));
  waiting.clear();
  worker.terminate();
  start();
}

async function add(list) {
  for (const file of list) {
    const content = await file.arrayBuffer();
    try {
      await ask("put", { name: file.webkitRelativePath || file.name, content }, [content]);
    } catch (error) {
      show({ problems: [`${file.name}: ${error.message}`], html: "", verdict: "" });
    }
  }
  showFiles(await ask("ask", { question: { do: "files" } }));
}

function showFiles(files) {
  at("files").replaceChildren(
    ...files.map(({ name, kind }) => {
      const item = document.createElement("li");
      const what = document.createElement("small");
      what.textContent = ` ${kind} `;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = `Remove ${name}`;
      remove.addEventListener("click", async () => {
        await ask("ask", { question: { do: "remove", with: [name] } });
        showFiles(await ask("ask", { question: { do: "files" } }));
      });
      item.append(name, what, remove);
      return item;
    }),
  );
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function check() {
  status("Checking.");
  const begun = performance.now();
  try {
    show(await ask("ask", { question: { do: "run", with: [today()] } }));
    status(`Checked in ${((performance.now() - begun) / 1000).toFixed(2)} seconds.`);
  } catch (error) {
    status(`The check failed: ${error.message}`, true);
  }
}

function show({ problems, html, verdict }) {
  at("result").hidden = false;
  at("verdict").textContent = verdict || "Nothing was checked.";
  at("problems").replaceChildren(
    ...problems.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
  at("report").hidden = !html;
  at("saves").hidden = !html;
  at("report").srcdoc = html;
}

const TYPES = {
  html: "text/html",
  json: "application/json",
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

async function save(format) {
  const content = await ask("file", { format });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: TYPES[format] }));
  link.download = `report.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

for (const button of document.querySelectorAll("[data-format]")) {
  button.addEventListener("click", () => save(button.dataset.format));
}
at("choose").addEventListener("change", (event) => add(event.target.files));
at("check").addEventListener("click", check);
at("clear").addEventListener("click", async () => {
  await ask("ask", { question: { do: "clear" } });
  showFiles([]);
  at("result").hidden = true;
});
at("example").addEventListener("click", async () => {
  showFiles(await ask("ask", { question: { do: "example", with: ["norfolk-2024"] } }));
  await check();
});
const drop = at("drop");
drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.className = "over"; });
drop.addEventListener("dragleave", () => { drop.className = ""; });
drop.addEventListener("drop", (event) => { event.preventDefault(); drop.className = ""; add(event.dataTransfer.files); });
window.addEventListener("load", start);
