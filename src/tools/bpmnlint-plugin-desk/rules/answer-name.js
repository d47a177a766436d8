const { isAny } = require('bpmnlint-utils');

/** Each flow out of a deciding gateway is named by its answer, the default one too. */
module.exports = function answerName() {
  return { check };

  function check(node, reporter) {
    const decides = isAny(node, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);
    const flows = node.outgoing || [];
    if (decides && flows.length > 1) {
      flows
        .filter((flow) => !(flow.name || '').trim())
        .forEach((flow) => reporter.report(flow.id, 'Name must be an answer to the gateway', ['name']));
    }
  }
};
