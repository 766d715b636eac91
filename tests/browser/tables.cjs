// Checks folders with peelcheck-tables.html, and writes as JSON what came of each.
// node tables.cjs MODULES BROWSER EXECUTABLE PEELCHECK-TABLES.HTML TODAY FOLDER...
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, browserName, executablePath, file, today, ...folders] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

const until = (page, words) => page.waitForFunction(
  (pattern) => new RegExp(pattern).test(document.getElementById("status").textContent),
  { timeout: 110_000, polling: 20 }, words);

async function checked(page, folder) {
  await page.evaluate(() => document.getElementById("clear").click());
  await until(page, "^Ready");
  await page.evaluate(() => status("Adding."));
  const names = fs.readdirSync(folder).map((name) => path.join(folder, name));
  await (await page.$("#choose")).uploadFile(...names);
  await until(page, "Ready to check|MB|did not work");
  await page.evaluate((day) => { globalThis.today = () => day; status("Asked."); }, today);
  await page.evaluate(() => document.getElementById("check").click());
  await until(page, "Checked in|did not work|again");
  return page.evaluate(async () => ({
    status: at("status").textContent,
    verdict: at("verdict").textContent,
    problems: [...document.querySelectorAll("#problems li")].map((one) => one.textContent),
    report: at("saves").hidden ? "" : new TextDecoder().decode(await send("report", { format: "json" })),
  }));
}

async function main() {
  const isFirefox = browserName === "firefox";
  const browser = await puppeteer.launch({ browser: browserName, executablePath, headless: true,
    args: isFirefox ? [] : quiet, protocolTimeout: 120_000 });
  const page = await browser.newPage();
  page.setDefaultNavigationTimeout(120_000);
  const [asked, said] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(pathToFileURL(file).href);
  await until(page, "^Ready|not start");
  const found = {};
  for (const folder of folders) found[path.basename(folder)] = await checked(page, folder);
  await browser.close();
  process.stdout.write(JSON.stringify({ found, said, asked: asked.filter((one) => !/^(blob|data|about):/.test(one)).slice(1) }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
