// The rules workbench: the files of a pack, an editor, and what the checker makes of them.

let editor = null;
let openFile = "";
let openedPack = { kind: "shipped" }; // to open it again after the checker was started again
const edits = new Map(); // what was typed, by the file
const unsent = new Set(); // files whose newest text the checker does not have yet

async function openBench() {
  if (!editor) {
    const code = await unpacked("editor");
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    await new Promise((resolve, reject) => {
      document.head.append(made("script", { src: address, onload: resolve, onerror: () => reject(new Error("the editor did not load")) }));
    });
    editor = peelcheckEditor.makeEditor(at("editor"), edited);
    showPack(await ask("open_shipped"));
    await showFile("standards/101-abandonment.yaml");
    return;
  }
  if (openFile) await look();
}

function showPack({ files, changed, problems }) {
  if (problems) {
    status(problems.map(({ what, fix }) => `${what} ${fix}`).join(" "), true);
    return false;
  }
  const folders = new Map();
  for (const name of files) {
    const folder = name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "";
    folders.set(folder, [...(folders.get(folder) || []), name]);
  }
  at("tree").replaceChildren(...[...folders].map(([folder, names]) => {
    const list = made("div", {}, ...names.map((name) => {
      const button = made("button", { type: "button", "data-file": name });
      button.addEventListener("click", guarded(() => showFile(name)));
      return button;
    }));
    return folder ? made("details", { open: folder === "standards" && matchMedia("(min-width: 64rem)").matches }, made("summary", {}, folder), list) : list;
  }));
  markTree(changed);
  return true;
}

function markTree(changed) {
  for (const button of at("tree").querySelectorAll("button")) {
    const { file } = button.dataset;
    button.textContent = file.split("/").pop() + (changed.includes(file) ? " (changed)" : "");
    button.setAttribute("aria-current", String(file === openFile));
  }
}

async function showFile(name) {
  const text = await ask("pack_file", { name });
  openFile = name;
  at("editing").textContent = name;
  editor.open(text, `Text of ${name}`);
  at("diff-part").hidden = true;
  await look();
}

const followed = delayed(250, guarded(async () => {
  await look();
}));

function edited(text) {
  edits.set(openFile, text);
  unsent.add(openFile);
  followed();
}

// Called before each answer that depends on the rules: nothing is judged by an older text.
async function sendEdits() {
  for (const name of unsent) {
    unsent.delete(name);
    await ask("edit", { name, text: edits.get(name) });
  }
}

let looking = 0;

async function look() {
  const [mine, name] = [++looking, openFile];
  await sendEdits();
  const found = await ask("look", { name });
  if (mine !== looking) return; // something newer was typed
  const own = ({ file }) => file === `rules/${name}`;
  editor.know(found.names);
  editor.mark([...found.errors.filter(own).map((one) => ({ ...one, isError: true })), ...found.remarks.filter(own)]);
  showFaults([...found.errors, ...found.remarks]);
  at("rule").replaceChildren(...found.rules.flatMap(rulePart));
  markTree(found.changed);
  at("effect-part").hidden = !found.changed.length;
  if (!found.changed.length || !found.can_judge) {
    at("effect").textContent = "The effect is shown when every file can be read.";
    return;
  }
  const effect = await ask("effect", { today: today() });
  if (mine !== looking) return;
  at("effect").textContent = effect.text || effect.problems.map(({ where, what, fix }) => `${where}: ${what} ${fix}`).join("\n");
}

function showFaults(faults) {
  at("faults").replaceChildren(...(faults.length ? faults.map((fault) => {
    const item = problemItem({ ...fault, text: "" }); // the editor shows the line itself
    const file = fault.file.replace(/^rules\//, "");
    if (!fault.line || file === fault.file) return item;
    const go = made("button", { type: "button" }, "Go to it");
    go.addEventListener("click", guarded(async () => {
      if (file !== openFile) await showFile(file);
      editor.goTo(fault.line, fault.column);
    }));
    item.append(" ", go);
    return item;
  }) : [made("li", { className: "right" }, "Nothing is wrong.")]));
}

function rulePart({ title, rows, examples, untested }) {
  const said = made("dl", {}, ...rows.filter(([name]) => !/^Examples/.test(name))
    .flatMap(([name, text]) => [made("dt", {}, name), made("dd", {}, text)]));
  const runs = made("ul", {}, ...examples.map(({ text, holds, found }) => made("li", holds ? {} : { className: "fails" },
    `${text}: ${holds ? "holds" : `does not hold, it is ${found}`}`)));
  const edges = untested.map(({ what, add }) => made("li", {}, `Untested: ${what}. Add: ${add.join("; ")}`));
  return [made("h3", {}, title), said, made("h3", {}, "Its examples"), runs,
    ...(edges.length ? [made("ul", { className: "fails" }, ...edges)] : [made("p", {}, "Every edge is tested.")])];
}

async function takePack(pack, opened) {
  if (opened.problems) {
    showPack(opened);
    return;
  }
  openedPack = pack;
  edits.clear();
  unsent.clear();
  choose(at("tab-rules"));
  if (!editor) await openBench();
  showPack(await ask("pack_files"));
  const [first] = opened.files.filter((name) => name.startsWith("standards/")).concat(opened.files);
  await showFile(first);
  status(`The rule pack is open: ${opened.files.length} files.`);
}

async function handOver(found, adds) {
  for (const { name, file } of found) {
    if (file.size > MOST_BYTES) throw new Error(`${name} has more than 50 MB.`);
    await send("put", { name: `.pack/${name}`, content: await file.arrayBuffer() });
  }
  return ask("open_pack", { folder: ".pack", adds });
}

async function openPackFiles(found) {
  const adds = at("adds").checked;
  if (!editor) await openBench();
  await takePack({ kind: "files", found, adds }, await handOver(found, adds));
}

async function openPackZip(file) {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} has more than 50 MB.`);
  const adds = at("adds").checked;
  if (!editor) await openBench();
  await takePack({ kind: "zip", file, adds }, await send("zip", { content: await file.arrayBuffer(), adds }));
}

async function restorePack() {
  if (!editor) return;
  if (openedPack.kind === "shipped") await ask("open_shipped");
  else if (openedPack.kind === "zip") await send("zip", { content: await openedPack.file.arrayBuffer(), adds: openedPack.adds });
  else await handOver(openedPack.found, openedPack.adds);
  for (const name of edits.keys()) unsent.add(name);
  await sendEdits();
  showPack(await ask("pack_files"));
}

at("choose-pack").addEventListener("change", guarded(async () => {
  const found = chosen(at("choose-pack").files);
  at("choose-pack").value = "";
  await openPackFiles(found);
}));
at("choose-zip").addEventListener("change", guarded(async () => {
  const [file] = at("choose-zip").files;
  at("choose-zip").value = "";
  if (file) await openPackZip(file);
}));
at("open-shipped").addEventListener("click", guarded(async () => {
  await takePack({ kind: "shipped" }, await ask("open_shipped"));
}));
at("save-file").addEventListener("click", () => {
  if (openFile) saveAs(openFile.split("/").pop(), editor.text(), "application/yaml");
});
at("save-zip").addEventListener("click", guarded(async () => {
  await sendEdits();
  saveAs("rules.zip", await send("pack"), "application/zip");
}));
at("show-diff").addEventListener("click", guarded(async () => {
  await sendEdits();
  at("diff").textContent = (await ask("difference")) || "Nothing has changed.";
  at("diff-part").hidden = false;
}));
