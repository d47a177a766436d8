const { is } = require('bpmnlint-utils');

/** What may stand before the underscore instead of the type's own name; the first line that fits. */
const SHORT_KINDS = [
  ['bpmn:StartEvent', 'start'],
  ['bpmn:EndEvent', 'end'],
  ['bpmn:Event', 'event'],
  ['bpmn:Gateway', 'gateway'],
  ['bpmn:CallActivity', 'call'],
  ['bpmn:BusinessRuleTask', 'decision'],
  ['bpmn:SequenceFlow', 'flow'],
  ['bpmn:TextAnnotation', 'note']
];

const NAMED_TYPES = [
  'bpmn:FlowNode',
  'bpmn:SequenceFlow',
  'bpmn:MessageFlow',
  'bpmn:Participant',
  'bpmn:Lane',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Message',
  'bpmn:Error',
  'bpmn:Signal',
  'bpmn:Escalation'
];

const VERB_NOUN = /^[a-z][A-Za-z0-9]*$/;

/** A flow may be called after the two steps that it joins. */
const FROM_TO = /^[a-z][A-Za-z0-9]*(_[a-z][A-Za-z0-9]*)?$/;

/**
 * Ids are `<kind>_<verbNoun>`, so that a log line or an incident can be read without the model. The
 * kind is the type's own name (`userTask`), its short form (`gateway`), or an event's trigger (`timer`).
 */
module.exports = function elementId() {
  return { check };

  function check(node, reporter) {
    if (!NAMED_TYPES.some((type) => is(node, type))) {
      return;
    }
    const id = node.id || '';
    const underscore = id.indexOf('_');
    const kinds = kindsOf(node);
    const [form, words] = is(node, 'bpmn:SequenceFlow')
      ? [FROM_TO, '<from>_<to>']
      : [VERB_NOUN, '<verbNoun>'];
    if (!kinds.includes(id.slice(0, underscore)) || !form.test(id.slice(underscore + 1))) {
      const wanted = kinds.map((kind) => `${kind}_${words}`).join(' or ');
      reporter.report(id, `Id must be ${wanted}`, ['id']);
    }
  }
};

function kindsOf(node) {
  const short = SHORT_KINDS.find(([type]) => is(node, type));
  const triggers = is(node, 'bpmn:Event') ? node.eventDefinitions || [] : [];
  return [
    ...(short ? [short[1]] : []),
    lowerCamel(node.$type),
    ...triggers.map((definition) => lowerCamel(definition.$type).replace('EventDefinition', ''))
  ];
}

function lowerCamel(type) {
  const name = type.replace('bpmn:', '');
  return name[0].toLowerCase() + name.slice(1);
}
