import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const VIEWER = require.resolve('bpmn-js/dist/bpmn-viewer.production.min.js');
const STYLES = require.resolve('bpmn-js/dist/assets/bpmn-js.css');

/** Opens Chromium with a BPMN viewer in it, hands a `show(file)` to the work, and closes it after. */
export async function withViewer(work) {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await page.setContent('<div id="canvas" style="width: 1600px; height: 1000px"></div>');
    await page.addStyleTag({ path: STYLES });
    await page.addScriptTag({ path: VIEWER });
    await page.evaluate(() => {
      window.viewer = new BpmnJS({ container: '#canvas' });
    });
    return await work({ browser, show: (file) => show(page, file) });
  } finally {
    await browser.close();
  }
}

/** Draws one model. The page that comes back holds it in its `viewer`. */
async function show(page, file) {
  const warnings = await page.evaluate(
    async (xml) => (await window.viewer.importXML(xml)).warnings.map((warning) => warning.message),
    await readFile(file, 'utf8')
  );
  if (warnings.length > 0) {
    throw new Error(`${file} can't be drawn whole:\n  ${warnings.join('\n  ')}`);
  }
  return page;
}

async function findChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  try {
    await access(path);
  } catch {
    throw new Error(
      `No Chromium at ${path}. Install it (Debian: apt-get install chromium) or name yours: CHROMIUM=/path/to/it`
    );
  }
  return path;
}
