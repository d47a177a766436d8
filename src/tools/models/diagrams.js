import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';
import { withViewer } from './browser.js';
import { decisionPage } from './decision-table.js';
import { findModels, fingerprint } from './files.js';

/**
 * `npm run diagrams` draws every process as SVG and PNG, and writes every decision table as a page,
 * into docs/diagrams; what is up to date is left alone. With `--check` it only says what isn't.
 */
const FOLDER = 'docs/diagrams';
const MARK = /<!-- model ([0-9a-f]{64}) png ([0-9a-f]{64}) -->/;

const checking = process.argv.includes('--check');
const processes = await findModels('bpmn');
const stale = await filter(processes, async (model) => !(await isDrawn(model)));
const pages = await writtenPages();
const outdated = await filter(Object.keys(pages), async (page) => (await read(page)) !== pages[page]);
const left = await leftovers();

if (checking) {
  report();
} else {
  await renew();
}

function report() {
  const old = [
    ...stale.map((model) => `${picture(model, 'svg')} is older than ${model}`),
    ...outdated.map((page) => `${page} is older than its model`),
    ...left.map((file) => `${file} has no model any more`)
  ];
  old.forEach((line) => console.error(line));
  if (old.length > 0) {
    console.error('Run: npm run diagrams');
    process.exitCode = 1;
  }
  console.log(`diagrams: ${processes.length} models, ${old.length} out of date`);
}

async function renew() {
  await mkdir(FOLDER, { recursive: true });
  if (stale.length > 0) {
    await withViewer(async ({ browser, show }) => {
      for (const model of stale) {
        await draw(model, await show(model), browser);
      }
    });
  }
  await Promise.all(outdated.map((page) => writeFile(page, pages[page])));
  await Promise.all(left.map((file) => rm(file)));
  console.log(`diagrams: ${stale.length + outdated.length} written, ${left.length} removed`);
}

async function draw(model, viewer, browser) {
  const { svg: raw } = await viewer.evaluate(() => window.viewer.saveSVG());
  const svg = withBackground(withSteadyIds(raw));
  await photograph(svg, browser, picture(model, 'png'));
  const mark = `<!-- model ${await fingerprint(model)} png ${await fingerprint(picture(model, 'png'))} -->`;
  await writeFile(picture(model, 'svg'), `${svg.trimEnd()}\n${mark}\n`);
}

/** The viewer makes up new ids for arrow heads each time; numbers do as well and don't change. */
function withSteadyIds(svg) {
  const made = [...new Set([...svg.matchAll(/<marker[^>]* id="([^"]+)"/g)].map((match) => match[1]))];
  return made.reduce((text, id, index) => text.replaceAll(id, `marker-${index + 1}`), svg);
}

/** Black lines on nothing can't be seen on a dark page. */
function withBackground(svg) {
  const [, x, y, width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg);
  const paper = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="white"/>`;
  return svg.replace(/(<svg[^>]*>)/, `$1${paper}`);
}

async function photograph(svg, browser, path) {
  const page = await browser.newPage();
  await page.setContent(`<body style="margin: 0">${svg.slice(svg.indexOf('<svg'))}</body>`);
  await page.locator('svg').first().screenshot({ path });
  await page.close();
}

/** The pages about the models, by file: the index of all and one for each decision file. */
async function writtenPages() {
  const decisions = await findModels('dmn');
  const tables = await Promise.all(
    decisions.map(async (model) => [picture(model, 'md'), await decisionPage(await read(model))])
  );
  const entries = await Promise.all(processes.map(entry));
  const index = [
    '# The desk\'s processes and decisions',
    'Drawn from `processes/` by `npm run diagrams`; a change by hand is lost.',
    ...entries,
    ...(decisions.length > 0 ? ['## Decisions', decisions.map(link).join('\n')] : [])
  ];
  return { ...Object.fromEntries(tables), [join(FOLDER, 'README.md')]: `${index.join('\n\n')}\n` };
}

async function entry(model) {
  const { rootElement } = await new BpmnModdle().fromXML(await read(model));
  const id = basename(model, '.bpmn');
  const definition = rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process');
  const words = definition?.documentation?.[0]?.text?.trim();
  return [`## ${definition?.name ?? id}`, ...(words ? [words] : []), `![${id}](${id}.svg)`].join('\n\n');
}

function link(model) {
  const id = basename(model, '.dmn');
  return `- [${id}](${id}.md)`;
}

async function isDrawn(model) {
  const mark = MARK.exec((await read(picture(model, 'svg'))) ?? '');
  return (
    mark !== null &&
    mark[1] === (await fingerprint(model)) &&
    mark[2] === (await fingerprint(picture(model, 'png')))
  );
}

async function leftovers() {
  const kept = new Set([
    ...Object.keys(pages),
    ...processes.flatMap((model) => [picture(model, 'svg'), picture(model, 'png')])
  ]);
  const there = await readdir(FOLDER).catch(() => []);
  return there.map((file) => join(FOLDER, file)).filter((file) => !kept.has(file));
}

function picture(model, extension) {
  return join(FOLDER, basename(model).replace(/\.\w+$/, `.${extension}`));
}

async function read(file) {
  return (await fingerprint(file)) && readFile(file, 'utf8');
}

async function filter(all, predicate) {
  const keep = await Promise.all(all.map(predicate));
  return all.filter((_, index) => keep[index]);
}
