import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints } from '../geometry.js';

const task = (id, x, y, more = {}) => ({
  id,
  type: 'bpmn:UserTask',
  x,
  y,
  width: 100,
  height: 80,
  ...more
});

const flow = (id, source, target, ...waypoints) => ({
  id,
  type: 'bpmn:SequenceFlow',
  source,
  target,
  waypoints: waypoints.map(([x, y]) => ({ x, y }))
});

const row = [task('a', 0, 0), task('b', 200, 0), task('c', 400, 0)];
const chain = [flow('a-b', 'a', 'b', [100, 40], [200, 40]), flow('b-c', 'b', 'c', [300, 40], [400, 40])];

const seen = ({ shapes = row, flows = chain, labels = [], hidden = [] }) =>
  complaints({ shapes, flows, labels, hidden });

test('a plain row pleases', () => {
  assert.deepEqual(seen({}), []);
});

test('flows that cross are named', () => {
  const shapes = [...row, task('d', 200, 200)];
  const flows = [
    flow('a-d', 'a', 'd', [100, 40], [150, 40], [150, 240], [200, 240]),
    flow('x', 'b', 'c', [120, 120], [350, 120])
  ];
  assert.deepEqual(seen({ shapes, flows }), ['a-d crosses x']);
});

test('flows of one target may run together', () => {
  const shapes = [...row, task('d', 200, 200)];
  const flows = [
    ...chain,
    flow('d-c', 'd', 'c', [300, 240], [350, 240], [350, 40], [400, 40])
  ];
  assert.deepEqual(seen({ shapes, flows }), []);
});

test('strangers may not run together', () => {
  const shapes = [...row, task('d', 400, 200)];
  const flows = [
    flow('a-c', 'a', 'c', [50, 80], [50, 140], [450, 140], [450, 80]),
    flow('b-d', 'b', 'd', [250, 80], [250, 140], [430, 140], [430, 200])
  ];
  assert.deepEqual(seen({ shapes, flows }), ['a-c crosses b-d']);
});

test('a flow through a stranger is named', () => {
  assert.deepEqual(seen({ flows: [flow('a-c', 'a', 'c', [100, 40], [400, 40])] }), ['a-c crosses b']);
});

test('a flow may lie in the sub-process around it but not in another', () => {
  const around = { id: 's', type: 'bpmn:SubProcess', x: -20, y: -20, width: 540, height: 120 };
  const inside = row.map((each) => ({ ...each, parent: 's' }));
  assert.deepEqual(seen({ shapes: [around, ...inside] }), []);
  assert.deepEqual(seen({ shapes: [around, ...row] }), ['a-b crosses s', 'b-c crosses s']);
});

test('only a loop may lead to the left', () => {
  const back = flow('c-a', 'c', 'a', [450, 80], [450, 140], [50, 140], [50, 80]);
  assert.deepEqual(seen({ flows: [...chain, back] }), []);
  assert.deepEqual(seen({ flows: [chain[1], back] }), ['c-a leads to the left and is no loop']);
});

test('a loop may start at the border of a task', () => {
  const border = { id: 't', type: 'bpmn:BoundaryEvent', host: 'c', x: 432, y: 62, width: 36, height: 36 };
  const back = flow('t-a', 't', 'a', [450, 98], [450, 140], [50, 140], [50, 80]);
  assert.deepEqual(seen({ shapes: [...row, border], flows: [...chain, back] }), []);
});

test('a flow from the border of a task may go straight down', () => {
  const border = { id: 't', type: 'bpmn:BoundaryEvent', host: 'a', x: 72, y: 62, width: 36, height: 36 };
  const shapes = [...row, border, task('d', 0, 200)];
  const flows = [...chain, flow('t-d', 't', 'd', [90, 98], [90, 200])];
  assert.deepEqual(seen({ shapes, flows }), []);
});

test('a label on a shape, a flow or another label is named', () => {
  const label = (owner, x, y) => ({ owner, x, y, width: 40, height: 14 });
  assert.deepEqual(seen({ labels: [label('a-b', 130, 15)] }), []);
  assert.deepEqual(seen({ labels: [label('a-b', 180, 10)] }), ['the label of a-b covers b']);
  assert.deepEqual(seen({ labels: [label('a-b', 130, 32)] }), ['a-b runs through the label of a-b']);
  assert.deepEqual(seen({ labels: [label('a-b', 130, 15), label('b-c', 150, 10)] }), [
    'the labels of a-b and b-c cover each other'
  ]);
});

test('a name that is longer than its box is named', () => {
  const text = { x: 5, y: -10, width: 90, height: 98 };
  assert.deepEqual(seen({ shapes: [task('a', 0, 0, { text }), row[1], row[2]] }), [
    'the name of a is longer than its box'
  ]);
});

test('what a collapsed sub-process hides is named', () => {
  assert.deepEqual(seen({ hidden: ['userTask_x'] }), [
    "userTask_x can't be seen: expand the sub-process around it"
  ]);
});
