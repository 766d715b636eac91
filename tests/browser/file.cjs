// Does with peelcheck.html what its readers would, and writes as JSON what came of it.
// node file.cjs MODULES BROWSER EXECUTABLE PEELCHECK.HTML FOLDER
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, browserName, executablePath, file, folder] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const isFirefox = browserName === "firefox";
const inFolder = (name) => path.join(folder, name);

const launch = (more = [], preferences = {}) => puppeteer.launch({
  extraPrefsFirefox: preferences,
  browser: browserName, executablePath, headless: true,
  args: isFirefox ? more : [...quiet, ...more], protocolTimeout: 120_000,
});

const text = (page, id) => page.$eval(`#${id}`, (one) => one.textContent);
const status = (page) => text(page, "status");
const until = (page, words, wait = 60_000) => page.waitForFunction(
  (pattern) => new RegExp(pattern).test(document.getElementById("status").textContent),
  { timeout: wait, polling: 20 }, words);
const click = (page, id) => page.$eval(`#${id}`, (one) => one.click());
const problems = (page) => page.$$eval("#problems li", (all) => all.map((one) => one.textContent));

async function opened(browser) {
  const page = await browser.newPage();
  page.asked = [];
  page.said = [];
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("console", (message) => page.said.push(message.text()));
  page.on("pageerror", (error) => page.said.push(error.message));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(pathToFileURL(file).href);
  await until(page, "Ready|not start|switched off");
  return page;
}

async function choose(page, names, input = "choose") {
  const element = await page.$(`#${input}`);
  await element.uploadFile(...names.map(inFolder));
  await new Promise((done) => setTimeout(done, 50));
}

async function add(page, names) {
  await page.evaluate(() => status("Adding."));
  await choose(page, names);
  await until(page, "Ready to check|MB|did not work|zip|rule pack");
}

async function check(page) {
  await page.evaluate(() => status("Asked."));
  await click(page, "check");
  await until(page, "Checked in|did not work|again");
}

async function clear(page) {
  await click(page, "clear");
  await until(page, "^Ready");
}

async function fill(page, id, value) {
  await page.$eval(`#${id}`, (one, typed) => {
    one.value = typed;
    one.dispatchEvent(new Event("input", { bubbles: true }));
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

const saved = async (page, format) => Buffer.from(await page.evaluate(async (name) => {
  const bytes = await send("report", { format: name });
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}, format), "base64");

async function report(page) {
  const frame = page.frames().find((one) => one !== page.mainFrame());
  const source = await page.$eval("#report", (one) => one.srcdoc);
  const seen = frame ? await frame.evaluate(() => ({ title: document.querySelector("h1")?.textContent,
    font: getComputedStyle(document.body).fontFamily })).catch(() => ({})) : {};
  return { ...seen, length: source.length };
}

const steps = {
  async norfolk(page) {
    await add(page, ["norfolk/data.yaml"]);
    const files = await page.$$eval("#files li", (all) => all.map((one) => one.textContent));
    await check(page);
    fs.writeFileSync(inFolder("norfolk.json"), await saved(page, "json"));
    fs.writeFileSync(inFolder("norfolk.xlsx"), await saved(page, "xlsx"));
    return { files, verdict: await text(page, "verdict"), problems: await problems(page), report: await report(page),
      csv: (await saved(page, "csv")).toString(), html: (await saved(page, "html")).length };
  },

  async months(page) {
    await clear(page);
    await add(page, fs.readdirSync(inFolder("months")).map((name) => `months/${name}`));
    await check(page);
    return { verdict: await text(page, "verdict"), problems: await problems(page) };
  },

  async compared(page) {
    await clear(page);
    await add(page, ["gate/2026-03.yaml", "gate/force.yaml", "gate/february.json"]);
    await check(page);
    return { verdict: await text(page, "verdict"), problems: await problems(page),
      since: await page.$eval("#report", (one) => /since|last time|february/i.test(one.srcdoc)) };
  },

  async form(page) {
    await clear(page);
    await click(page, "tab-form");
    await page.waitForSelector("#questions fieldset");
    await fill(page, "form-force", "Norfolk Constabulary");
    await fill(page, "form-period", "2024-03");
    await fill(page, "figures-calls_101_abandonment_rate", "4.7%");
    await page.waitForFunction(() => document.getElementById("figures-calls_101_abandonment_rate-reading").textContent);
    const reading = await text(page, "figures-calls_101_abandonment_rate-reading");
    await fill(page, "figures-calls_101_abandonment_rate", "0.047");
    await page.waitForFunction(() => /not a/.test(document.getElementById("figures-calls_101_abandonment_rate-reading").textContent));
    const refused = await text(page, "figures-calls_101_abandonment_rate-reading");
    await fill(page, "figures-calls_101_abandonment_rate", "21.9%");
    await fill(page, "figures-high_risk_share", "26%");
    await fill(page, "figures-offenders_per_offender_manager", "63:1");
    await page.evaluate(() => status("Asked."));
    await page.$eval("#form", (one) => one.requestSubmit());
    await until(page, "Checked in|did not work");
    const found = { reading, refused, verdict: await text(page, "verdict"), problems: await problems(page),
      written: await page.evaluate(() => kept.get("return.yaml").text()) };
    await add(page, ["sheets/months.csv"]);
    await click(page, "tab-form");
    await page.waitForSelector("#form-sheets input");
    await page.evaluate(() => { for (const one of document.querySelectorAll("#form-sheets input")) one.checked = true; });
    found.with_sheet = await page.evaluate(() => writeReturn());
    await clear(page);
    await add(page, ["sheets/dashboard.xlsx"]);
    await click(page, "tab-form");
    await page.waitForSelector("#form-sheets table");
    found.labels = await page.$$eval("#form-sheets table:first-of-type th[scope=row]", (all) => all.map((one) => one.textContent));
    await fill(page, "form-period", "2026-03");
    await fill(page, "figures-calls_101_abandonment_rate", "");
    await page.evaluate(() => {
      const select = document.querySelector("#form-sheets select[data-label='101 calls abandoned (%)']");
      select.value = "calls_101_abandonment_rate";
      select.dispatchEvent(new Event("change"));
      status("Asked.");
    });
    await page.$eval("#form", (one) => one.requestSubmit());
    await until(page, "Checked in|did not work");
    found.mapped = { verdict: await text(page, "verdict"), problems: await problems(page),
      written: await page.evaluate(() => kept.get("return.yaml").text()) };
    await fill(page, "figures-calls_101_abandonment_rate", "21.9%");
    await fill(page, "parts-offenders_of_manager", "A: 47\nA: 12");
    await page.evaluate(() => status("Asked."));
    await page.$eval("#form", (one) => one.requestSubmit());
    await until(page, "did not work");
    found.twice = await status(page);
    await fill(page, "parts-offenders_of_manager", "A: one: 47\nB: 12");
    await page.evaluate(() => status("Asked."));
    await page.$eval("#form", (one) => one.requestSubmit());
    await until(page, "Checked in|did not work");
    found.parts = await page.evaluate(() => kept.get("return.yaml").text());
    await fill(page, "parts-offenders_of_manager", "");
    await fill(page, "form-only", "101-abandonment");
    await page.waitForFunction(() => document.querySelectorAll("#questions fieldset").length === 1);
    found.kept = await page.$eval("#figures-calls_101_abandonment_rate", (one) => one.value);
    await click(page, "tab-check");
    return found;
  },

  async rules(page) {
    await clear(page);
    await add(page, fs.readdirSync(inFolder("months")).map((name) => `months/${name}`));
    await click(page, "tab-rules");
    await page.waitForFunction(() => document.querySelector("#rule dl"), { timeout: 60_000 });
    const said = await page.$eval("#rule", (one) => one.innerText);
    const type = (from, to) => page.evaluate((one, other) => editor.replace(editor.text().replace(one, other)), from, to);
    await type("below: 5%", "below: 4%");
    await page.waitForFunction(() => /Untested|does not hold/.test(document.getElementById("rule").textContent));
    await page.waitForFunction(() => /pack as opened/.test(document.getElementById("effect").textContent));
    const failing = { rule: await page.$eval("#rule", (one) => one.innerText), effect: await text(page, "effect"),
      faults: await page.$$eval("#faults li", (all) => all.map((one) => one.textContent)) };
    await page.evaluate(() => editor.replace(editor.text().replace("49 of 1000 is met", "39 of 1000 is met")
      .replace("50 of 1000 is a breach", "40 of 1000 is a breach").replace("4.9% to 5.1% cannot", "3.9% to 4.1% cannot")
      .replace("49 of 1000 in 2019", "39 of 1000 in 2019").replace("calls_101_abandoned: 50", "calls_101_abandoned: 40")
      .replace("Fewer than 5%", "Fewer than 4%")));
    await page.waitForFunction(() => /Every edge is tested/.test(document.getElementById("rule").textContent));
    await page.waitForFunction(() => /pack as opened/.test(document.getElementById("effect").textContent));
    const effect = await text(page, "effect");
    await click(page, "show-diff");
    await page.waitForFunction(() => /below: 4%/.test(document.getElementById("diff").textContent));
    const diff = await text(page, "diff");
    await click(page, "tab-check");
    await check(page);
    const after = { verdict: await text(page, "verdict"), by: await text(page, "by-rules") };
    await click(page, "tab-rules");
    await page.evaluate(() => editor.replace(editor.text().replace("figure: calls_101", "figure: colls_101")));
    const atOnce = await page.evaluate(async () => {
      await check();
      return document.getElementById("verdict").textContent;
    });
    await page.waitForFunction(() => /Did you mean/.test(document.getElementById("faults").textContent));
    const faults = await page.$$eval("#faults li", (all) => all.map((one) => one.textContent));
    const marked = await page.evaluate(() => document.getElementById("editor").shadowRoot.querySelectorAll(".cm-lintRange-error").length);
    const zip = Buffer.from(await page.evaluate(async () => btoa(Array.from(await send("pack"), (b) => String.fromCharCode(b)).join(""))), "base64");
    fs.writeFileSync(inFolder("rules.zip"), zip);
    await page.evaluate(() => status("Opening."));
    await choose(page, ["rules.zip"], "choose-zip");
    await until(page, "rule pack is open");
    const openedZip = Number((await status(page)).match(/\d+/)[0]);
    await page.evaluate(() => status("Opening."));
    await click(page, "open-shipped");
    await until(page, "rule pack is open");
    await click(page, "tab-check");
    return { said, failing, effect, diff, after, faults, marked, at_once: atOnce, opened_zip: openedZip };
  },

  async hostile(page) {
    const found = {};
    for (const name of fs.readdirSync(inFolder("hostile"))) {
      await clear(page);
      await page.evaluate(() => status("Adding."));
      await choose(page, [`hostile/${name}`]);
      await until(page, "Ready to check|MB|did not work|zip|rule pack");
      const first = await status(page);
      await check(page);
      found[name] = { first, then: await status(page), verdict: await text(page, "verdict"), problems: await problems(page) };
    }
    found.injected = await page.evaluate(() => window.injected !== undefined || Boolean(document.querySelector("#files img, #problems img")));
    return found;
  },

  async tables(page) {
    await clear(page);
    await add(page, fs.readdirSync(inFolder("tables")).map((name) => `tables/${name}`));
    await check(page);
    return { verdict: await text(page, "verdict"), problems: await problems(page) };
  },

  async death(page) {
    await clear(page);
    await add(page, ["norfolk/data.yaml"]);
    await page.evaluate(() => stopped("The checker stopped."));
    await until(page, "started again with your files");
    const said = await status(page);
    await check(page);
    return { said, verdict: await text(page, "verdict") };
  },

  async keyboard(page) {
    const focused = () => page.evaluate(() => document.activeElement.id);
    const found = [];
    await page.focus("#tab-check");
    for (const _ of [1, 2, 3]) {
      await page.keyboard.press("ArrowRight");
      found.push(await focused());
    }
    await page.keyboard.press("Tab");
    found.push(await focused());
    await page.evaluate(() => status("Asked."));
    await page.focus("#check");
    await page.keyboard.press("Enter");
    await until(page, "Checked in");
    found.push(await text(page, "verdict"));
    return found;
  },

  async look(page) {
    await clear(page);
    await add(page, ["norfolk/data.yaml", "sheets/dashboard.xlsx"]);
    await check(page);
    const pictures = {};
    for (const [width, height] of [[1280, 900], [375, 800]]) {
      await page.setViewport({ width, height });
      for (const tab of ["check", "form", "rules"]) {
        await click(page, `tab-${tab}`);
        await new Promise((done) => setTimeout(done, 700));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        pictures[`${tab}-${width}`] = over;
        await page.screenshot({ path: inFolder(`${browserName}-${tab}-${width}.png`), fullPage: tab !== "form" });
      }
    }
    return pictures;
  },

  async axe(page) {
    const found = {};
    await page.evaluate(() => { at("examples").value = "dashboard"; });
    await click(page, "example");
    await until(page, "Checked in");
    await page.evaluate(axe);
    for (const tab of ["check", "form", "rules"]) {
      await click(page, `tab-${tab}`);
      await new Promise((done) => setTimeout(done, 1500));
      const { violations, passes } = await page.evaluate(() => axe.run(document, { iframes: false }));
      found[tab] = { passes: passes.length, violations: violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary])]) };
    }
    return found;
  },
};

async function main() {
  const found = {};
  const browser = await launch();
  try {
    const page = await opened(browser);
    found.status = await status(page);
    for (const [name, step] of Object.entries(steps)) {
      try {
        found[name] = await step(page);
      } catch (error) {
        found[name] = { failed: `${error.message}; ${await status(page)}` };
      }
      if (name === "look") {
        found.asked = page.asked.filter((address) => !/^(blob|data|about):/.test(address)).slice(1);
        found.said = [...page.said];
      }
    }
  } finally {
    await browser.close();
  }
  const without = await launch(isFirefox ? [] : ["--js-flags=--jitless"], { "javascript.options.wasm": false });
  found.without_wasm = await status(await opened(without));
  await without.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
