const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

/** Lints what stands inside a process and returns `<id>: <rule>` for each finding. */
async function findings(inside, around = '') {
  const { BpmnModdle } = await import('bpmn-moddle');
  const { rootElement } = await new BpmnModdle().fromXML(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
       ${around}
       <process id="tea-making">${inside}</process>
     </definitions>`
  );
  const linter = new Linter({
    config: { extends: 'plugin:desk/recommended' },
    resolver: new NodeResolver({ requireLocal: require })
  });
  const results = await linter.lint(rootElement);
  return Object.entries(results).flatMap(([rule, reports]) =>
    reports.map((report) => `${report.id}: ${rule}`)
  );
}

test('ids that say kind and deed pass', async () => {
  assert.deepEqual(
    await findings(
      `<startEvent id="start_thirstFelt" />
       <userTask id="userTask_boilWater" />
       <boundaryEvent id="timer_kettleForgotten" attachedToRef="userTask_boilWater">
         <timerEventDefinition id="TimerEventDefinition_1">
           <timeDuration xsi:type="tFormalExpression">PT5M</timeDuration>
         </timerEventDefinition>
       </boundaryEvent>
       <intermediateThrowEvent id="compensate_emptyCup">
         <compensateEventDefinition />
       </intermediateThrowEvent>
       <callActivity id="call_milkDelivery" />
       <sequenceFlow id="flow_thirstFelt_boilWater" sourceRef="start_thirstFelt" targetRef="userTask_boilWater" />
       <endEvent id="end_teaDrunk" />`,
      '<message id="message_teaReady" name="tea-making.teaReady" />'
    ),
    []
  );
});

test('ids that a modeler made up are refused', async () => {
  assert.deepEqual(
    await findings('<userTask id="Activity_0x1y2z3" /><endEvent id="Event_1abc" />'),
    ['Activity_0x1y2z3: desk/element-id', 'Event_1abc: desk/element-id']
  );
});

test('an id of another kind is refused', async () => {
  assert.deepEqual(await findings('<serviceTask id="userTask_boilWater" />'), [
    'userTask_boilWater: desk/element-id'
  ]);
});

test('a message without an id of its kind is refused', async () => {
  assert.deepEqual(await findings('', '<message id="Message_1" name="tea-making.teaReady" />'), [
    'Message_1: desk/element-id'
  ]);
});

const fork = (question, answer) => `
  <exclusiveGateway id="gateway_isSugarWanted" name="${question}" default="flow_no">
    <outgoing>flow_yes</outgoing>
    <outgoing>flow_no</outgoing>
  </exclusiveGateway>
  <sequenceFlow id="flow_yes" name="yes" sourceRef="gateway_isSugarWanted" targetRef="task_addSugar" />
  <sequenceFlow id="flow_no" name="${answer}" sourceRef="gateway_isSugarWanted" targetRef="task_drink" />
  <task id="task_addSugar" /><task id="task_drink" />`;

test('a gateway that asks, with flows that answer, passes', async () => {
  assert.deepEqual(await findings(fork('Sugar?', 'no')), []);
});

test('a deciding gateway must be a question', async () => {
  assert.deepEqual(await findings(fork('Check sugar', 'no')), [
    'gateway_isSugarWanted: desk/gateway-question'
  ]);
});

test('the default flow must be named too', async () => {
  assert.deepEqual(await findings(fork('Sugar?', '')), ['flow_no: desk/answer-name']);
});

test('a joining gateway needs no name', async () => {
  assert.deepEqual(
    await findings(
      `<exclusiveGateway id="gateway_join"><outgoing>flow_on</outgoing></exclusiveGateway>
       <sequenceFlow id="flow_on" sourceRef="gateway_join" targetRef="task_drink" />
       <task id="task_drink" />`
    ),
    []
  );
});
