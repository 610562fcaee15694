// Opens an exported page in Chromium and tries what a reader would: with and without WebGL, without scripts, by keyboard, in
// both languages, on paper. Prints one JSON object: `problems`, and `path`, where somebody walked (scene metres).
//
//   node export_html.mjs PAGE.html

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const page = pathToFileURL(process.argv[2]).href;
const chrome = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const NO_WEBGL = ["--disable-gpu", "--disable-webgl", "--disable-3d-apis"];
const problems = [];
const must = (so, sentence) => so || problems.push(sentence);

// A page that is watched: what it asks for, complains of, and forbids itself.
async function open(args, name, options = {}) {
  const browser = await chromium.launch({ executablePath: chrome, args: ["--no-sandbox", ...args] });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", ...options });
  tab.on("request", (request) => {
    const url = request.url();
    must(url === page || url.startsWith("data:"), `${name}: the page asks for ${url.slice(0, 80)}`);
  });
  tab.on("console", (message) => {
    const bad = ["error", "warning"].includes(message.type()) && !/GPU stall due to ReadPixels/.test(message.text());
    must(!bad, `${name}: the console says: ${message.text().slice(0, 200)}`);
  });
  tab.on("pageerror", (error) => problems.push(`${name}: the script fails: ${error.message}`));
  tab.on("dialog", (dialog) => {
    problems.push(`${name}: a dialog opens: ${dialog.message().slice(0, 80)}`);
    dialog.dismiss();
  });
  await tab.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  tab.setDefaultTimeout(120000);
  await tab.goto(page);
  return { browser, tab };
}

const elements = (tab) =>
  tab.evaluate(() => JSON.parse(document.getElementById("scene").textContent).elements.map(({ id }) => id));
const asked = (tab) => tab.evaluate(() => document.getElementById("answer-content").dataset.id ?? null);
const eye = (tab) => tab.evaluate(() => document.getElementById("model-canvas").dataset.eye.split(",").map(Number));
const picture = (tab) => tab.evaluate(() => document.getElementById("model-canvas").toDataURL());
// Until the picture was drawn again after what `act` does, however slow the machine is.
async function redrawn(tab, act) {
  const count = () => tab.evaluate(() => Number(document.getElementById("model-canvas").dataset.drawn));
  const before = await count();
  await act();
  for (let i = 0; i < 300 && (await count()) === before; i += 1) await tab.waitForTimeout(50);
  await tab.waitForTimeout(150);
}

async function violations(tab, name) {
  for (const directive of await tab.evaluate(() => window.violations)) problems.push(`${name}: the page breaks its own ${directive}`);
}

async function accessible(tab, name, include = ["body"]) {
  // Injected over the debugger, which the page's policy does not bind.
  await tab.evaluate(axe.source);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // A few answers stand for all of them: they are made alike.
  const some = { include: include.map((part) => [part]), exclude: [[".answers .answer:nth-of-type(n + 4)"], [".incidents > li:nth-of-type(n + 4)"]] };
  const result = await tab.evaluate(([some, runOnly]) => window.axe.run(some, { runOnly }), [some, tags]);
  for (const found of result.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))) {
    problems.push(`${name}: axe ${found.id} (${found.impact}): ${found.nodes.length} times, first ${found.nodes[0].html.slice(0, 160)}`);
  }
}

// A link in a plan shows the answer with the id of what was clicked.
async function clicksInPlan(tab, name) {
  const link = tab.locator('.plan a.thing.floor[href^="#element-"]:visible').first();
  if ((await link.count()) === 0) return;
  const id = await link.getAttribute("data-id");
  await link.dispatchEvent("click");
  must((await asked(tab)) === id, `${name}: a click on ${id} in a plan shows ${await asked(tab)}`);
  must(await tab.locator("#answer-content").getByText(id, { exact: true }).first().isVisible(), `${name}: the answer does not name ${id}`);
}

async function model(tab) {
  const ids = await elements(tab);
  await tab.waitForFunction(() => document.getElementById("model-canvas")?.dataset.eye, null, { timeout: 120000 });
  must(await tab.locator("#no-webgl").isHidden(), "model: it says that WebGL is missing where it is not");
  const canvas = tab.locator("#model-canvas");
  // The ground's image comes a moment later.
  await tab.waitForTimeout(1500);
  const first = await picture(tab);
  must(first.length > 5000, "model: the picture is empty");
  for (const sign of ["basis", "uncertainty"]) {
    await redrawn(tab, () => tab.locator(`label[for=doubt-${sign}]`).click());
    must((await picture(tab)) !== first, `model: ${sign} changes nothing in the picture`);
    await redrawn(tab, () => tab.locator(`label[for=doubt-${sign}]`).click());
    must((await picture(tab)) === first, `model: ${sign} off and on again is not the same picture`);
  }
  for (const way of ["plan", "walk", "orbit"]) {
    await redrawn(tab, () => tab.locator(`label[for=way-${way}]`).click());
    must((await canvas.getAttribute("data-way")) === way, `model: the button ${way} does not lead there`);
  }
  const views = await tab.locator("#view option").evaluateAll((options) => options.map(({ value }) => value));
  for (const view of views.filter((title) => title.startsWith("walk:")).slice(0, 1)) {
    await redrawn(tab, () => tab.selectOption("#view", view));
  }
  const box = await canvas.boundingBox();
  await tab.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.6);
  const pointed = await asked(tab);
  must(views.length < 2 || ids.includes(pointed), `model: a click shows ${pointed}, which is no element`);
  await tab.keyboard.press("Escape");
  must((await asked(tab)) === null, "model: Esc does not close the answer");
}

// Walks about by keyboard from inside the first room, and remembers every place.
async function walk(tab) {
  const path = [];
  await tab.focus("#model-canvas");
  await tab.keyboard.press("Digit1");
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let leg = 0; leg < 14; leg += 1) {
    const turn = random() < 0.5 ? "KeyQ" : "KeyE";
    await tab.keyboard.down(turn);
    await tab.waitForTimeout(200 + 700 * random());
    await tab.keyboard.up(turn);
    await tab.keyboard.down("ShiftLeft");
    await tab.keyboard.down("KeyW");
    for (let i = 0; i < 8; i += 1) {
      await tab.waitForTimeout(70);
      path.push(await eye(tab));
    }
    await tab.keyboard.up("KeyW");
    await tab.keyboard.up("ShiftLeft");
  }
  const reach = (i) => Math.max(...path.map((at) => at[i])) - Math.min(...path.map((at) => at[i]));
  must(reach(0) + reach(2) > 1, "walk: the keys do not move anybody");
  return path;
}

async function keyboard(tab) {
  await tab.waitForFunction(() => document.getElementById("model-canvas")?.dataset.eye, null, { timeout: 120000 });
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => document.activeElement?.className);
  must(first === "skip", `keyboard: the first stop is ${first}, not the link that skips to the content`);
  const stops = new Set();
  for (let i = 0; i < 45; i += 1) {
    await tab.keyboard.press("Tab");
    stops.add(await tab.evaluate(() => document.activeElement?.id || document.activeElement?.tagName));
  }
  for (const stop of ["way-orbit", "doubt-basis", "view", "level", "model-canvas"]) must(stops.has(stop), `keyboard: Tab does not reach ${stop}`);
}

async function languages(tab) {
  const heading = () => tab.locator("#limits-heading").innerText();
  await tab.locator("label[for=language-ko]").click();
  must((await heading()) === "한계", `languages: in Korean a heading says ${await heading()}`);
  must((await tab.evaluate(() => document.documentElement.lang)) === "ko", "languages: the page does not say that it is Korean");
  await accessible(tab, "Korean", ["header", "nav", "#model", "#limits", "#panel"]);
  await tab.locator("label[for=language-en]").click();
  must((await heading()) === "Limits", `languages: in English a heading says ${await heading()}`);
}

async function finds(tab) {
  const rows = tab.locator("#elements tbody tr");
  const all = await rows.count();
  const id = await rows.first().getAttribute("data-id");
  await tab.fill("#search", id);
  const left = await tab.locator("#elements tbody tr:visible").count();
  must(left >= 1 && (all === 1 || left < all), `search: ${id} leaves ${left} of ${all} rows`);
  await tab.fill("#search", "");
  if ((await tab.locator("#from").count()) === 0) return;
  await tab.fill("#from", "1900-01-01");
  await tab.fill("#to", "1900-12-31");
  const old = await tab.locator('#incidents li.found[data-from]:not([data-from=""]):visible').count();
  must(old === 0, `days: ${old} incidents of later years are shown in 1900`);
  await tab.fill("#from", "");
  await tab.fill("#to", "");
}

async function withWebgl() {
  const { browser, tab } = await open(SOFTWARE, "with WebGL");
  const path = [];
  const isEmpty = (await elements(tab)).length === 0;
  if (!isEmpty) {
    await keyboard(tab);
    await model(tab);
    path.push(...(await walk(tab)));
  }
  await clicksInPlan(tab, "with WebGL");
  await accessible(tab, "English");
  await languages(tab);
  if (!isEmpty) await finds(tab);
  const paper = await tab.pdf({ format: "A4" });
  must(paper.length > 20000, "print: nothing comes out");
  await violations(tab, "with WebGL");
  must(await tab.evaluate(() => window.obeyed === undefined), "a name in the case was obeyed as script");
  await browser.close();
  return path;
}

async function withoutWebgl() {
  const { browser, tab } = await open(NO_WEBGL, "without WebGL");
  const isEmpty = (await elements(tab)).length === 0;
  must((await tab.locator("#no-webgl").isVisible()) !== isEmpty, "without WebGL: the page does not say what is missing");
  must(!(await tab.locator("#model-canvas").isVisible()), "without WebGL: an empty picture is left standing");
  await clicksInPlan(tab, "without WebGL");
  const broken = await tab.locator("img").evaluateAll((images) => images.filter((image) => image.naturalWidth === 0).length);
  must(broken === 0, `without WebGL: ${broken} pictures cannot be decoded`);
  await violations(tab, "without WebGL");
  await browser.close();
}

async function withoutScript() {
  const { browser, tab } = await open(NO_WEBGL, "without scripts", { javaScriptEnabled: false });
  must(await tab.locator("noscript .notice").isVisible(), "without scripts: the page does not say what is missing");
  const link = tab.locator("#elements tbody a").first();
  if ((await link.count()) > 0) {
    const target = (await link.getAttribute("href")).slice(1);
    await link.click();
    const answer = tab.locator(`[id="${decodeURIComponent(target)}"]`);
    must(await answer.isVisible(), `without scripts: the answer ${target} is not shown`);
  }
  await tab.locator("label[for=language-ko]").click();
  must((await tab.locator("#limits-heading").innerText()) === "한계", "without scripts: the language cannot be changed");
  await browser.close();
}

const path = await withWebgl();
await withoutWebgl();
await withoutScript();
process.stdout.write(JSON.stringify({ problems, path }));
