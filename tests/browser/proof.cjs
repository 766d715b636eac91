// Opens pages that have a report inside, judges it again, and writes as JSON what came of each.
// node proof.cjs MODULES BROWSER EXECUTABLE PROOF.HTML...
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, browserName, executablePath, ...files] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const text = (page, id) => page.$eval(`#${id}`, (one) => one.textContent);

async function judged(browser, file) {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => /^Ready|not start/.test(document.getElementById("status").textContent), { timeout: 60_000 });
  const shown = await page.$("#proof-report");
  const frame = shown && await shown.contentFrame();
  const title = frame && await frame.evaluate(() => document.querySelector("h1").textContent);
  const font = frame && await frame.evaluate(() => getComputedStyle(document.body).fontFamily);
  const before = await text(page, "proof-result");
  await page.$eval("#judge-again", (one) => one.click());
  await page.waitForFunction(() => /come|shown to be|not judged/.test(document.getElementById("proof-result").textContent), { timeout: 60_000 });
  await page.screenshot({ path: `${file}.${browserName}.png` });
  const found = {
    title, font, before, said,
    result: await text(page, "proof-result"),
    differences: await page.$$eval("#proof-differences li", (all) => all.map((one) => one.textContent)),
    files: await page.$$eval("#proof-files strong", (all) => all.map((one) => one.textContent)),
    tabs: await page.$eval("[role=tablist]", (one) => one.hidden),
    asked: asked.filter((address) => !/^(blob|data|about):/.test(address)).slice(1),
  };
  await page.setViewport({ width: 375, height: 800 });
  found.over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.close();
  return found;
}

(async () => {
  const args = browserName === "firefox" ? [] : quiet;
  const browser = await puppeteer.launch({ browser: browserName, executablePath, headless: true, args, protocolTimeout: 120_000 });
  const found = {};
  try {
    for (const file of files) found[path.basename(file)] = await judged(browser, file);
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
