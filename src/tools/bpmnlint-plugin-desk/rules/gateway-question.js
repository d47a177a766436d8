const { isAny } = require('bpmnlint-utils');

/** A gateway that decides is named by the question that it answers. */
module.exports = function gatewayQuestion() {
  return { check };

  function check(node, reporter) {
    const decides = isAny(node, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);
    if (decides && (node.outgoing || []).length > 1 && !/\?$/.test(node.name || '')) {
      reporter.report(node.id, 'Name must be a question that ends with "?"', ['name']);
    }
  }
};
