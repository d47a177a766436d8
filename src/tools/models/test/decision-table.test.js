import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisionPage } from '../decision-table.js';

const decision = (inside) => `
  <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="tea" name="Tea" namespace="tea">
    <decision id="tea-policy" name="Which tea?">${inside}</decision>
  </definitions>`;

test('a table becomes a page with a row per rule', async () => {
  const page = await decisionPage(
    decision(`<decisionTable id="table" hitPolicy="FIRST">
      <input id="hour" label="hour"><inputExpression id="e"><text>hour</text></inputExpression></input>
      <output id="tea-name" name="tea" />
      <rule id="late">
        <description>Sleep | rest come first</description>
        <inputEntry id="i1"><text>&gt; 17</text></inputEntry>
        <outputEntry id="o1"><text>"camomile"</text></outputEntry>
      </rule>
      <rule id="else">
        <inputEntry id="i2"><text></text></inputEntry>
        <outputEntry id="o2"><text>"assam"</text></outputEntry>
      </rule>
    </decisionTable>`)
  );
  assert.equal(
    page,
    [
      '# Tea',
      '',
      '## Which tea? (`tea-policy`)',
      '',
      'Hit policy FIRST: the first row that matches counts.',
      '',
      '| hour | **tea** | why |',
      '| --- | --- | --- |',
      '| `> 17` | `"camomile"` | Sleep \\| rest come first |',
      '| any | `"assam"` |  |',
      ''
    ].join('\n')
  );
});

test('a file that is no DMN is refused', async () => {
  await assert.rejects(decisionPage(decision('<decisionTabel />')), /decisionTabel/);
});
