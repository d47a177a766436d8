import { findModels } from './files.js';
import { withViewer } from './browser.js';
import { complaints } from './geometry.js';

/** `npm run layout`: says where a drawn model is hard to read, and fails if it is anywhere. */
const files = await findModels('bpmn', process.argv.slice(2));
let wrong = 0;
if (files.length > 0) {
  await withViewer(async ({ show }) => {
    for (const file of files) {
      const page = await show(file);
      for (const complaint of complaints(await page.evaluate(readDrawing))) {
        console.error(`${file}: ${complaint}`);
        wrong++;
      }
    }
  });
}
console.log(`layout: ${files.length} models, ${wrong} complaints`);
process.exitCode = wrong > 0 ? 1 : 0;

/** Runs in the browser: the drawing as geometry.js wants it. */
function readDrawing() {
  const registry = window.viewer.get('elementRegistry');
  const canvas = window.viewer.get('canvas');
  const root = canvas.getRootElement();
  const drawn = registry.filter((element) => canvas.findRoot(element) === root);
  const id = (element) => (element && element !== root ? element.id : undefined);

  const words = (element) => {
    const text = registry.getGraphics(element).querySelector('.djs-visual text');
    if (!text || !text.textContent) {
      return undefined;
    }
    const { x, y, width, height } = text.getBBox();
    return { x: element.x + x, y: element.y + y, width, height };
  };
  const box = ({ x, y, width, height }) => ({ x, y, width, height });
  const isLabel = (element) => Boolean(element.labelTarget);

  return {
    shapes: drawn
      .filter((element) => element !== root && !element.waypoints && !isLabel(element))
      .map((element) => ({
        id: element.id,
        type: element.type,
        ...box(element),
        parent: id(element.parent),
        host: id(element.host),
        text: /Task$|CallActivity$/.test(element.type) ? words(element) : undefined
      })),
    flows: drawn
      .filter((element) => element.waypoints)
      .map((element) => ({
        id: element.id,
        type: element.type,
        source: id(element.source),
        target: id(element.target),
        parent: id(element.parent),
        waypoints: element.waypoints.map(({ x, y }) => ({ x, y }))
      })),
    hidden: registry
      .filter((element) => canvas.findRoot(element) !== root && element.parent && !isLabel(element))
      .map((element) => element.id),
    labels: drawn
      .filter(isLabel)
      .map((element) => ({ owner: element.labelTarget.id, ...words(element) }))
      .filter((label) => label.width > 0)
  };
}
