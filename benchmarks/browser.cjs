// Opens peelcheck.html in Chromium and writes as JSON how long what readers do takes.
// node browser.cjs MODULES CHROMIUM PEELCHECK.HTML RUNS
const path = require("path");
const fs = require("fs");
const { pathToFileURL } = require("url");

const [modules, executablePath, file, runs] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));

const said = (page, words) => page.waitForFunction(
  (pattern) => new RegExp(pattern).test(document.getElementById("status").textContent),
  { timeout: 300_000, polling: 5 }, words);

// Seconds of processor time, and resident megabytes, of a process and those that it has started.
function used(pid) {
  const found = { seconds: 0, megabytes: 0 };
  const parents = new Map();
  for (const name of fs.readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const fields = fs.readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1].split(" ");
      parents.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch { /* it has ended */ }
  }
  const below = (one) => one === pid || (parents.has(one) && below(parents.get(one).parent));
  for (const [one, { ticks }] of parents) {
    if (!below(one)) continue;
    found.seconds += ticks / 100;
    try {
      const rollup = fs.readFileSync(`/proc/${one}/smaps_rollup`, "utf8");
      found.megabytes += Number(rollup.match(/Pss:\s+(\d+)/)[1]) / 1024;
    } catch { /* it has ended */ }
  }
  return found;
}

async function measured() {
  const browser = await puppeteer.launch({ executablePath, headless: true, protocolTimeout: 300_000,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
  const pid = browser.process().pid;
  const page = await browser.newPage();
  const found = {};
  const empty = used(pid);
  const timed = async (name, run) => {
    const [began, before] = [performance.now(), used(pid).seconds];
    await run();
    found[name] = { wall: (performance.now() - began) / 1000, processor: used(pid).seconds - before };
  };
  await timed("open to ready", async () => {
    await page.goto(pathToFileURL(file).href);
    await said(page, "^Ready");
  });
  await timed("first verdict", async () => {
    await page.evaluate(() => document.getElementById("example").click());
    await said(page, "^Checked in");
  });
  await timed("a changed figure judged", async () => {
    await page.evaluate(async () => {
      const name = "data.yaml";
      const text = "force: Norfolk Constabulary\nperiod: 2024-03\nfigures: {calls_101_abandonment_rate: 4.2%}\n";
      await send("put", { name, content: new TextEncoder().encode(text).buffer });
      await check();
    });
  });
  await page.evaluate(() => document.getElementById("tab-rules").click());
  await page.waitForFunction(() => document.querySelector("#rule dl"), { timeout: 300_000 });
  await timed("a changed rule seen", () => page.evaluate(async () => {
    edits.set(openFile, editor.text().replace("below: 5%", "below: 4%"));
    await look();
  }));
  found.memory = used(pid).megabytes - empty.megabytes;
  await browser.close();
  return found;
}

(async () => {
  const all = [];
  for (let run = 0; run < Number(runs); run += 1) all.push(await measured());
  process.stdout.write(JSON.stringify(all));
})().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
