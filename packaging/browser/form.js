// The form: a return made of what is typed.

const typed = new Map(); // what was filled in, by the kind and name of its field
let openedForm = "";
let returnName = ""; // of the return that the form has made; it never replaces a file of the reader's

function nameOfReturn() {
  if (returnName && kept.has(returnName)) return returnName;
  let number = 1;
  returnName = "return.yaml";
  while (kept.has(returnName)) returnName = `return-${++number}.yaml`;
  return returnName;
}

async function openForm(only = at("form-only").value) {
  await showSheets();
  if (openedForm === `form ${only}`) return;
  const form = await ask("form", { only });
  if (form.problems) {
    show(form);
    return;
  }
  openedForm = `form ${only}`;
  if (!at("form-only").options.length) {
    at("form-only").append(
      made("option", { value: "" }, "All standards"),
      made("optgroup", { label: "Those of an area for improvement" },
        ...form.afis.map(({ name, title }) => made("option", { value: name }, title))),
      made("optgroup", { label: "One standard" },
        ...form.every.map(({ name, title }) => made("option", { value: name }, title))),
    );
    at("forces").append(...form.forces.map((name) => made("option", { value: name })));
  }
  const asked = new Set();
  at("questions").replaceChildren(
    ...form.facts.map(factField),
    ...form.rules.map((rule) => ruleFields(rule, asked)),
    ...(form.targets.length ? [made("fieldset", {}, made("legend", {}, "The force’s own targets"),
      ...form.targets.map((target) => field("targets", target)))] : []),
  );
}

async function showSheets() {
  const { files, figures, problems } = await ask("sheets");
  at("form-sheets").hidden = Boolean(problems) || !files.length;
  if (problems) return;
  at("form-sheets").replaceChildren(made("legend", {}, "Sheets of figures to read"),
    made("p", { className: "help" }, "Say which label is which figure. What is left as not read is not used."),
    ...files.flatMap(({ file, sheets, problems: wrong }) => [
      ...wrong.map((text) => made("p", { className: "reading bad" }, `${file}: ${text}`)),
      ...sheets.map((sheet) => sheetPart(file, sheet, figures)),
    ]));
}

function sheetPart(file, { name, months, labels }, figures) {
  const id = `sheet-${file}-${name}`;
  const title = name ? `${file}, sheet ${name}` : file;
  const isPlain = !months || labels.every((label) => figures.includes(label));
  if (isPlain) {
    return made("p", {}, made("input", { type: "checkbox", id, "data-file": file }), " ",
      made("label", { htmlFor: id, className: "inline" }, `${title}: read as it is`));
  }
  const row = (label, number) => {
    const select = made("select", { "aria-label": `Figure of ${label}`, "data-label": label },
      made("option", { value: "" }, "not read"), ...figures.map((one) => made("option", { value: one }, one)));
    const key = `label ${id} ${label}`;
    select.value = typed.get(key) || "";
    select.addEventListener("change", () => typed.set(key, select.value));
    return made("tr", {}, made("th", { scope: "row", id: `${id}-${number}` }, label), made("td", {}, select));
  };
  return made("table", { "data-file": file, "data-sheet": name, "data-months": months },
    made("caption", {}, `${title}: months ${months}`),
    made("thead", {}, made("tr", {}, made("th", { scope: "col" }, "Label in the sheet"), made("th", { scope: "col" }, "Figure"))),
    made("tbody", {}, ...labels.map(row)));
}

function sheetAnswers() {
  const plain = [...at("form-sheets").querySelectorAll("input:checked")].map(({ dataset }) => ({ file: dataset.file }));
  const described = [...at("form-sheets").querySelectorAll("table")].map(({ dataset, tBodies }) => ({
    file: dataset.file, sheet: dataset.sheet, months: dataset.months,
    figures: Object.fromEntries([...tBodies[0].querySelectorAll("select")]
      .filter(({ value }) => value).map((select) => [select.dataset.label, select.value])),
  }));
  return [...plain, ...described.filter(({ figures }) => Object.keys(figures).length)];
}

function factField({ name, means, values, taken_as: otherwise }) {
  const id = `facts ${name}`.replace(" ", "-");
  const select = made("select", { id }, made("option", { value: "" }, `not stated (taken as ${otherwise})`),
    ...values.map((value) => made("option", { value }, value)));
  select.value = typed.get(`facts ${name}`) || "";
  select.addEventListener("change", () => typed.set(`facts ${name}`, select.value));
  return made("p", {}, made("label", { htmlFor: id }, means), " ", select);
}

function ruleFields({ title, asks, counts, rate }, asked) {
  const set = made("fieldset", {}, made("legend", {}, title), made("p", { className: "help" }, asks));
  for (const figure of [...counts, ...(rate ? [rate] : [])]) {
    if (figure === rate) set.append(made("p", {}, "Or, without the counts:"));
    if (asked.has(figure.name)) {
      set.append(made("p", {}, `${figure.name} is asked above.`));
      continue;
    }
    asked.add(figure.name);
    set.append(figure.part ? partsField(figure) : field("figures", figure));
  }
  return set;
}

function field(group, { name, means, unit, advice, sample }) {
  const key = `${group} ${name}`;
  const id = key.replace(" ", "-");
  const input = made("input", { id, autocomplete: "off", "aria-describedby": `${id}-help ${id}-reading` });
  input.value = typed.get(key) || "";
  const reading = made("output", { id: `${id}-reading`, className: "reading", htmlFor: id });
  const read = delayed(120, guarded(() => readAmount(name, input, reading)));
  input.addEventListener("input", () => {
    typed.set(key, input.value);
    if (group === "figures") read();
  });
  if (input.value && group === "figures") read();
  const about = [unit && `In ${unit}.`, advice, `As in ${sample}.`].filter(Boolean).join(" ");
  return made("p", {}, made("label", { htmlFor: id }, means), input, " ",
    made("span", { id: `${id}-help`, className: "help" }, `${about} (${name})`), reading);
}

async function readAmount(name, input, reading) {
  const text = input.value.trim();
  const answer = text ? await ask("reading", { name, text }) : { means: "" };
  if (text !== input.value.trim()) return;
  const [wrong] = answer.problems || [];
  reading.textContent = wrong ? `${wrong.what} ${wrong.fix}` : answer.means && `Read as ${answer.means}`;
  reading.className = wrong ? "reading bad" : "reading";
  input.setAttribute("aria-invalid", String(Boolean(wrong)));
}

function partsField({ name, means, part }) {
  const id = `parts-${name}`;
  const area = made("textarea", { id, rows: 4, "aria-describedby": `${id}-help` });
  area.value = typed.get(`parts ${name}`) || "";
  area.addEventListener("input", () => typed.set(`parts ${name}`, area.value));
  const complete = made("input", { type: "checkbox", id: `${id}-complete` });
  complete.checked = typed.get(`complete ${name}`) === "yes";
  complete.addEventListener("change", () => typed.set(`complete ${name}`, complete.checked ? "yes" : ""));
  return made("p", {}, made("label", { htmlFor: id }, means), area,
    made("span", { id: `${id}-help`, className: "help" }, `A line for each ${part}, under any label: A: 47 (${name}) `),
    complete, " ", made("label", { htmlFor: complete.id, className: "inline" }, `Every ${part} is here`));
}

// A line without a colon, or with a label that was there before, is refused: it would be lost.
function partsOf(text) {
  const found = new Map();
  for (const line of text.split("\n").filter((one) => one.trim())) {
    const colon = line.lastIndexOf(":");
    const label = line.slice(0, Math.max(0, colon)).trim();
    if (!label) throw new Error(`${line.trim()} has no label. Write a label, a colon and a number, as in A: 47.`);
    if (found.has(label)) throw new Error(`${label} is there twice. Give each line a label of its own.`);
    found.set(label, line.slice(colon + 1).trim());
  }
  return Object.fromEntries(found);
}

function answers() {
  const found = { force: at("form-force").value, period: at("form-period").value,
    figures: {}, parts: {}, complete: [], facts: {}, targets: {},
    sheets: sheetAnswers() };
  for (const [key, text] of typed) {
    const [group, name] = key.split(" ");
    if (!text.trim() || group === "label") continue;
    if (group === "complete") found.complete.push(name);
    else found[group][name] = group === "parts" ? partsOf(text) : text;
  }
  return found;
}

async function writeReturn() {
  await sendEdits();
  for (const id of ["form-force", "form-period"]) {
    if (!at(id).value.trim()) {
      at(id).focus();
      status(id === "form-force" ? "Write the name of the force first." : "Write the period first.", true);
      return "";
    }
  }
  const name = nameOfReturn();
  const written = await ask("filled", { answers: answers(), name });
  if (written.problems) {
    show(written);
    return "";
  }
  kept.set(name, new Blob([written.text]));
  await showFiles();
  return written.text;
}

at("form-only").addEventListener("change", guarded(() => openForm()));
at("form").addEventListener("submit", guarded(async (event) => {
  event.preventDefault();
  if (await writeReturn()) await check();
}));
at("form-save").addEventListener("click", guarded(async () => {
  const text = await writeReturn();
  if (text) saveAs(returnName, text, "application/yaml");
}));
