// Opens pages in a browser and writes as JSON what a person and a checker would find there.
// node look.cjs MODULES CHROMIUM FILE...
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, chromium, ...files] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const fits = () => ({
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  results: [...document.querySelectorAll("table.wide td:nth-child(2) .tag")]
    .map((tag) => tag.getBoundingClientRect().right - window.innerWidth),
});

// Words in one picture whose boxes share any room.
const collisions = () => [...document.querySelectorAll("svg.chart")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")];
  const boxes = texts.map((text) => text.getBoundingClientRect());
  return texts.flatMap((text, i) => texts.slice(i + 1).filter((_, j) => {
    const [a, b] = [boxes[i], boxes[i + 1 + j]];
    return a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
  }).map((other) => [text.textContent, other.textContent]));
});

const onPaper = () => ({
  over: [...document.querySelectorAll("table, svg")]
    .map((one) => Math.round(one.getBoundingClientRect().right - document.documentElement.clientWidth))
    .filter((by) => by > 0),
  folded: [...document.querySelectorAll("details table, details dl")]
    .filter((one) => one.getBoundingClientRect().height === 0).length,
});

// The rows of the first table as they are seen, from the top down, after an arrow key chose an order.
const seenRows = () => [...document.querySelector(".sortable").querySelectorAll("tbody tr")]
  .map((row) => [row.getBoundingClientRect().top, row.querySelector("a").textContent])
  .sort((one, other) => one[0] - other[0]).map((row) => row[1]);

async function sorted(page) {
  const radios = await page.$$eval(".board .sort", (boxes) => boxes.length && boxes[0].querySelectorAll("input").length);
  const orders = {};
  if (!radios) return orders;
  await page.focus(".board .sort input");
  for (let number = 0; number < radios; number++) {
    if (number) await page.keyboard.press("ArrowDown");
    const chosen = await page.evaluate(() => document.activeElement.checked && document.activeElement.parentElement.textContent.trim());
    orders[chosen] = await page.evaluate(seenRows);
  }
  await page.keyboard.press("ArrowDown");
  return orders;
}

const ruleNames = (found) => found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);

async function look(browser, file) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const refused = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.setViewport({ width: 1100, height: 900 });
  await page.goto(pathToFileURL(file).href);
  const found = { asked: asked.slice(1), refused: [...refused], collisions: await page.evaluate(collisions) };
  found.orders = await sorted(page);
  await page.setViewport({ width: 375, height: 800 });
  found.phoneOrders = await sorted(page);
  found.phone = await page.evaluate(fits);
  await page.setViewport({ width: 1100, height: 900 });
  found.desk = await page.evaluate(fits);
  await page.emulateMediaType("print");
  await page.setViewport({ width: 688, height: 1000 }); // A4 less its margins, at 96 to the inch
  found.paper = await page.evaluate(onPaper);
  await page.emulateMediaType("screen");
  await page.setViewport({ width: 1100, height: 900 });
  const session = await page.createCDPSession();
  await session.send("Page.setBypassCSP", { enabled: true });
  await page.reload();
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document));
  found.violations = ruleNames(violations);
  found.passes = passes.length;
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  found.dark = ruleNames((await page.evaluate(() => axe.run(document, { runOnly: ["color-contrast"] }))).violations);
  found.grounds = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMediaType("print");
  found.paperGround = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMediaType("screen");
  await page.close();
  return found;
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: quiet, headless: true });
  const found = {};
  for (const file of files) found[path.basename(file)] = await look(browser, file);
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
