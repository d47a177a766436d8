/**
 * What makes a drawn model hard to read, found by its coordinates alone.
 *
 * A drawing is `{ shapes, flows, labels, hidden }`. A shape has `id`, `type`, `x`, `y`, `width`, `height`, the
 * ids of its `parent` and `host` (of a boundary event), and `text`, the box of the words inside it. A
 * flow has `id`, `type`, `source`, `target` and `waypoints`. A label is the box of the words outside
 * their `owner`. What stands in a collapsed sub-process is `hidden`, by its id. All lengths are in the model's own points.
 */

/** What two things may share before the eye takes offence. */
const TOLERANCE = 2;

const CONTAINERS = ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Group'];

/** Says what is wrong with a drawing, a line each. */
export function complaints(drawing) {
  const { shapes, flows, labels, hidden = [] } = drawing;
  const byId = new Map(shapes.map((shape) => [shape.id, shape]));
  const solid = shapes.filter((shape) => !CONTAINERS.includes(shape.type));
  return [
    ...crossedFlows(flows),
    ...crossedShapes(flows, solid, byId),
    ...backwardFlows(flows, byId),
    ...coveredLabels(labels, solid, flows, byId),
    ...spilledWords(shapes),
    ...hidden.map((id) => `${id} can't be seen: expand the sub-process around it`)
  ];
}

function crossedFlows(flows) {
  return pairs(flows)
    .filter(([one, other]) => {
      const related = one.source === other.source || one.target === other.target;
      return segments(one).some((a) => segments(other).some((b) => clash(a, b, related)));
    })
    .map(([one, other]) => `${one.id} crosses ${other.id}`);
}

function crossedShapes(flows, shapes, byId) {
  return flows.flatMap((flow) => {
    const own = new Set([...withAncestors(flow.source, byId), ...withAncestors(flow.target, byId)]);
    return shapes
      .filter((shape) => !own.has(shape.id) && !isAttachment(flow, shape))
      .filter((shape) => segments(flow).some((segment) => runsThrough(segment, shape)))
      .map((shape) => `${flow.id} crosses ${shape.id}`);
  });
}

/** An association may end at a flow or at a shape that stands on the way. */
function isAttachment(flow, shape) {
  return flow.type === 'bpmn:Association' && [flow.source, flow.target].includes(shape.host);
}

function backwardFlows(flows, byId) {
  const sequence = flows.filter((flow) => flow.type === 'bpmn:SequenceFlow');
  return sequence
    .filter((flow) => {
      const source = byId.get(flow.source);
      const start = source.host ? byId.get(source.host).x : middle(source);
      return middle(byId.get(flow.target)) < start - TOLERANCE;
    })
    .filter((flow) => !reachable(flow.target, sequence, byId).has(flow.source))
    .map((flow) => `${flow.id} leads to the left and is no loop`);
}

/** All shapes that can follow after one, itself included. */
function reachable(start, flows, byId) {
  const seen = new Set();
  const open = [start];
  while (open.length > 0) {
    const id = open.pop();
    if (!seen.has(id)) {
      seen.add(id);
      open.push(...flows.filter(({ source }) => source === id).map(({ target }) => target));
      open.push(...[...byId.values()].filter(({ host }) => host === id).map((event) => event.id));
    }
  }
  return seen;
}

function coveredLabels(labels, shapes, flows, byId) {
  const around = (label) => {
    const owner = byId.get(label.owner) ?? flows.find((flow) => flow.id === label.owner);
    return withAncestors(owner.parent, byId);
  };
  return [
    ...labels.flatMap((label) =>
      shapes
        .filter((shape) => !around(label).has(shape.id) && overlap(label, shape))
        .map((shape) => `the label of ${label.owner} covers ${shape.id}`)
    ),
    ...labels.flatMap((label) =>
      flows
        .filter((flow) => segments(flow).some((segment) => runsThrough(segment, label)))
        .map((flow) => `${flow.id} runs through the label of ${label.owner}`)
    ),
    ...pairs(labels)
      .filter(([one, other]) => overlap(one, other))
      .map(([one, other]) => `the labels of ${one.owner} and ${other.owner} cover each other`)
  ];
}

function spilledWords(shapes) {
  return shapes
    .filter(({ text, ...box }) => text && (text.width > box.width || text.height > box.height))
    .map((shape) => `the name of ${shape.id} is longer than its box`);
}

function withAncestors(id, byId) {
  const chain = new Set();
  for (let next = id; next; next = byId.get(next)?.parent) {
    chain.add(next);
  }
  return chain;
}

function pairs(all) {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other]));
}

function middle(shape) {
  return shape.x + shape.width / 2;
}

function segments({ waypoints }) {
  return waypoints.slice(1).map((to, index) => [waypoints[index], to]);
}

function overlap(a, b) {
  return (
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > TOLERANCE &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > TOLERANCE
  );
}

/** Whether a segment has more than a touch in common with a box (Liang and Barsky's clipping). */
function runsThrough([from, to], box) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const left = box.x + TOLERANCE;
  const top = box.y + TOLERANCE;
  const right = box.x + box.width - TOLERANCE;
  const bottom = box.y + box.height - TOLERANCE;
  let enter = 0;
  let leave = 1;
  for (const [step, room] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y]
  ]) {
    if (step === 0) {
      if (room < 0) {
        return false;
      }
    } else if (step < 0) {
      enter = Math.max(enter, room / step);
    } else {
      leave = Math.min(leave, room / step);
    }
  }
  return enter < leave;
}

/** Whether two segments cross or, when their flows have no end in common, so much as touch. */
function clash(a, b, related) {
  const sides = [side(a, b[0]), side(a, b[1]), side(b, a[0]), side(b, a[1])];
  if (sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0) {
    return true;
  }
  return (
    !related &&
    (within(a, b[0]) || within(a, b[1]) || within(b, a[0]) || within(b, a[1]))
  );
}

function side([from, to], point) {
  return Math.sign((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x));
}

function within(segment, point) {
  const [from, to] = segment;
  return (
    side(segment, point) === 0 &&
    point.x >= Math.min(from.x, to.x) &&
    point.x <= Math.max(from.x, to.x) &&
    point.y >= Math.min(from.y, to.y) &&
    point.y <= Math.max(from.y, to.y)
  );
}
