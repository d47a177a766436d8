import { DmnModdle } from 'dmn-moddle';

const HIT_POLICIES = {
  UNIQUE: 'exactly one row may match',
  FIRST: 'the first row that matches counts',
  ANY: 'rows that match must agree',
  'RULE ORDER': 'all rows that match count, in order',
  COLLECT: 'all rows that match count'
};

/** Writes a DMN file as a Markdown page: each decision with its table, a row per rule. */
export async function decisionPage(xml) {
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml, 'dmn:Definitions');
  if (warnings.length > 0) {
    throw new Error(warnings.map((warning) => warning.message).join('\n'));
  }
  const decisions = rootElement.drgElement.filter(({ $type }) => $type === 'dmn:Decision');
  return `${[`# ${rootElement.name}`, ...decisions.flatMap(section)].join('\n\n')}\n`;
}

function section({ id, name, description, decisionLogic }) {
  return [
    `## ${name} (\`${id}\`)`,
    ...(description ? [description.trim()] : []),
    ...(decisionLogic?.$type === 'dmn:DecisionTable' ? table(decisionLogic) : expression(decisionLogic))
  ];
}

function expression(logic) {
  return logic?.text ? [`\`${logic.text.trim()}\``] : [];
}

function table({ hitPolicy = 'UNIQUE', aggregation, input = [], output, rule = [] }) {
  const headings = [
    ...input.map((each) => each.label ?? each.inputExpression.text),
    ...output.map((each) => `**${each.label ?? each.name}**`),
    'why'
  ];
  const rows = rule.map(({ inputEntry = [], outputEntry, description }) => [
    ...inputEntry.map(({ text }) => code(text) || 'any'),
    ...outputEntry.map(({ text }) => code(text)),
    cell(description)
  ]);
  const policy = [hitPolicy, aggregation].filter(Boolean).join(' ');
  return [
    `Hit policy ${policy}: ${HIT_POLICIES[hitPolicy] ?? 'see the DMN standard'}.`,
    [headings.map(cell), headings.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
  ];
}

function code(text) {
  const plain = cell(text);
  return plain && plain !== '-' ? `\`${plain}\`` : '';
}

function cell(text = '') {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
