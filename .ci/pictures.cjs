// Takes the pictures that pictures.py asks for, as JSON on standard input.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const jobs = JSON.parse(fs.readFileSync(0, "utf8"));
const puppeteer = require(path.join(jobs.modules, "puppeteer-core"));
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const until = (page, words) => page.waitForFunction(
  (pattern) => new RegExp(pattern).test(document.getElementById("status").textContent),
  { timeout: 60_000 }, words);
const click = (page, id) => page.$eval(`#${id}`, (one) => one.click());
const pause = (page, time) => page.evaluate((wait) => new Promise((done) => setTimeout(done, wait)), time);

const steps = {
  async "browser-check"(page) {
    await page.evaluate(() => { at("examples").value = "year-of-months"; });
    await click(page, "example");
    await until(page, "Checked in");
    await page.$eval("#result-title", (one) => one.scrollIntoView());
    await pause(page, 1000);
  },
  async "browser-form"(page) {
    await click(page, "tab-form");
    await page.waitForSelector("#questions input");
    const fill = (name, text) => page.evaluate((label, typed) => {
      const one = document.getElementById(label) || [...document.querySelectorAll("#questions .help")]
        .find((help) => help.textContent.includes(`(${label})`)).parentElement.querySelector("input");
      one.value = typed;
      one.dispatchEvent(new Event("input", { bubbles: true }));
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }, name, text);
    await fill("form-force", "Anytown Police");
    await fill("form-period", "2026-03");
    await fill("calls_101_offered", "14,974");
    await fill("calls_101_abandoned", "703");
    await fill("calls_101_abandonment_rate", "4.7%");
    await page.$eval("#form", (one) => one.scrollIntoView());
    await pause(page, 1500);
  },
  async browser(page) {
    await click(page, "tab-rules");
    await page.waitForSelector("#tree button");
    await pause(page, 2000);
    await page.evaluate(() => editor.replace(editor.text().replace("below: 5%", "below: 4%")));
    await page.waitForSelector("#effect-part:not([hidden])");
    await page.$eval("#panel-rules", (one) => one.scrollIntoView());
    await pause(page, 3000);
  },
};

async function main() {
  const browser = await puppeteer.launch({ executablePath: jobs.chromium, headless: true, args: quiet });
  try {
    for (const { file, name, size: [width, height] } of jobs.reports) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({ path: path.join(jobs.to, `${name}.png`) });
      await page.close();
    }
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 860 });
    await page.goto(pathToFileURL(jobs.page).href);
    await until(page, "Ready");
    for (const name of jobs.steps) {
      await steps[name](page);
      await page.screenshot({ path: path.join(jobs.to, `${name}.png`) });
    }
    await page.goto(pathToFileURL(jobs.proof.file).href);
    await until(page, "Ready");
    await click(page, "judge-again");
    await until(page, "Judged again");
    await page.screenshot({ path: path.join(jobs.to, `${jobs.proof.name}.png`) });
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
