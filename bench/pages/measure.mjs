// Lighthouse on the main pages, on its mobile profile, median of five: bench/run pages.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [site, applicant, certified] = process.argv.slice(2);
const rounds = 5, least = { accessibility: 1, performance: 0.95 };

async function signIn(link) {
  const answer = await fetch(link, { redirect: "manual" });
  const cookie = answer.headers.getSetCookie().map(c => c.split(";")[0]).join("; ");
  const read = async path => (await fetch(site + path, { headers: { cookie } })).text();
  return { cookie, read };
}

const me = await signIn(applicant), holder = await signIn(certified);
const draft = (await me.read("/my")).match(/\/my\/application\/[0-9a-f-]{36}/)[0];
const mine = (await holder.read("/my")).match(/\/my\/certificate\/[A-Z0-9]+/)[0];
const pages = [
  ["/"], ["/ready?pathway=initial"], ["/account/sign-up"], ["/account/sign-in"], ["/registry?q=example"], ["/registry/" + mine.split("/").pop()],
  ["/my", me], [draft, me], [draft + "/about-you", me], [draft + "/evidence", me], [draft + "/review", me], ["/my", holder], [mine, holder],
];

const chrome = await launch({ chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"] });
let missed = false;
console.log("| page | accessibility | performance | largest paint | bytes |\n|---|---|---|---|---|");
try {
  for (const [path, who] of pages) {
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const result = await lighthouse(site + path, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: Object.keys(least), extraHeaders: who ? { Cookie: who.cookie } : undefined });
      const { categories, audits } = result.lhr;
      runs.push({
        accessibility: categories.accessibility.score, performance: categories.performance.score,
        paint: audits["largest-contentful-paint"].numericValue, bytes: audits["total-byte-weight"].numericValue,
        faults: Object.values(audits).filter(a => a.scoreDisplayMode === "binary" && a.score === 0 && categories.accessibility.auditRefs.some(r => r.id === a.id)).map(a => a.id),
      });
    }
    const median = key => runs.map(r => r[key]).sort((a, b) => a - b)[(rounds - 1) / 2];
    const kept = Object.entries(least).every(([key, value]) => median(key) >= value);
    missed ||= !kept;
    const shown = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "…") + (who === holder ? " (certified)" : "");
    console.log(`| ${shown} | ${Math.round(median("accessibility") * 100)} | ${Math.round(median("performance") * 100)} | ${(median("paint") / 1000).toFixed(2)} s | ${Math.round(median("bytes") / 1024)} KB |${kept ? "" : ` MISSED ${[...new Set(runs.flatMap(r => r.faults))]}`}`);
  }
} finally {
  chrome.kill();
}
process.exit(missed ? 1 : 0);
