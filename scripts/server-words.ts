/**
 * What the server says to people, in German in the code, and its English in src/platform/messages/en.po. It says no by a `Refusal`: whatever text one is made
 * of is found here, also where it stands in a constant of the same file. A parameter is somebody else's word.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

const home = resolve(import.meta.dirname, '..');
export const serverEnglish = join(home, 'src/platform/messages/en.po');

/** What makes one, and as which argument it takes the words. */
const makers = new Map([
  ['Refusal', 2],
  ['problem', 2],
  ['unreadable', 1],
  ['tooHeavy', 0],
  ['oldExcel', 0],
  // What became of an import or an export is said later, to whoever looks.
  ['finish', 5],
  ['abandonExport', 3],
]);
/** The same of methods: what an import says of a row. */
const methods = new Map([
  ['problem', 1],
  ['keepAside', 2],
]);
/** Said on the console of whoever starts the house. */
const onConsole = /platform\/(postgres|file-lock)/;

type Node = { type: string; start: number; [field: string]: unknown };
type Names = ReadonlyMap<string, readonly Node[]>;

/** German words of the server, each with the files in which it stands. `{0}`: what is put in. */
export function gatherServerWords(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const files = globSync('src/{platform,capabilities}/**/*.ts', { cwd: home })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\/ui\/|\.test\.ts$/.test(file) && !onConsole.test(file))
    .toSorted();
  for (const file of files) {
    const code = readFileSync(join(home, file), 'utf8');
    if (
      ![...makers.keys(), ...methods.keys()].some((maker) => code.includes(`${maker}(`)) &&
      !code.includes('because: `')
    )
      continue;
    const nodes = [...every(parseSync(file, code).program as unknown as Node)];
    const names = constantsOf(nodes);
    for (const text of nodes.flatMap((node) => textsOf(saidBy(node), names))) {
      const where = found.get(text) ?? new Set();
      found.set(text, where.add(file));
    }
  }
  return found;
}

/** The words that it gives, or keeps for one that is made later. */
function saidBy({ type, callee, arguments: given, id, body, key, value }: Node): Node | undefined {
  const nameOf = (node: unknown): string => String((node as Node | null | undefined)?.['name']);
  if (type === 'NewExpression' || type === 'CallExpression') {
    const { property } = callee as Node;
    const at = property ? methods.get(nameOf(property)) : makers.get(nameOf(callee));
    return at === undefined ? undefined : (given as Node[])[at];
  }
  if (type === 'Property' && nameOf(key) === 'message') return value as Node;
  // Elsewhere that is a code.
  if (type === 'Property' && nameOf(key) === 'because' && (value as Node).type === 'TemplateLiteral')
    return value as Node;
  if (type !== 'FunctionDeclaration' || !makers.has(nameOf(id))) return undefined;
  const [first] = (body as { body: Node[] }).body;
  const said = first?.type === 'ReturnStatement' ? (first['argument'] as Node) : undefined;
  return said?.type === 'TemplateLiteral' ? said : undefined;
}

function* every(node: Node): Generator<Node> {
  if (typeof node.type === 'string') yield node;
  for (const part of Object.values(node)) if (part !== null && typeof part === 'object') yield* every(part as Node);
}

/** Several of one name are each other's neighbours: all that they may be. */
function constantsOf(nodes: readonly Node[]): Names {
  const found = new Map<string, Node[]>();
  for (const { type, id, init } of nodes) {
    if (type !== 'VariableDeclarator' || !init) continue;
    const name = (id as Node)['name'] as string;
    found.set(name, [...(found.get(name) ?? []), init as Node]);
  }
  return found;
}

/** Whichever of them it will be. */
function textsOf(node: Node | undefined, names: Names): string[] {
  if (!node) return [];
  const of = (...parts: unknown[]): string[] => parts.flatMap((part) => textsOf(part as Node, names));
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' && node['value'] !== '' ? [node['value']] : [];
    case 'TemplateLiteral':
      return [templateOf(node['quasis'] as Quasi[]), ...of(...(node['expressions'] as Node[]))];
    case 'BinaryExpression': {
      const [left, right] = [of(node['left']), of(node['right'])];
      return left.flatMap((before) => right.map((after) => before + after));
    }
    case 'ConditionalExpression':
      return of(node['consequent'], node['alternate']);
    case 'LogicalExpression':
      return of(node['left'], node['right']);
    case 'MemberExpression':
      return node['computed'] ? of(node['object']) : [];
    case 'ObjectExpression':
      return of(...(node['properties'] as Node[]).map(({ value }) => value));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return of(node['expression']);
    case 'Identifier':
      return of(...(names.get(node['name'] as string) ?? []));
    default:
      return [];
  }
}

type Quasi = { value: { cooked: string } };

const templateOf = (pieces: readonly Quasi[]): string =>
  pieces.map(({ value }, at) => (at === 0 ? '' : `{${at - 1}}`) + value.cooked).join('');

const head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: en\\n"\n';

/** In the order of the words, so that two who add some rarely meet. */
export function serverCatalogue(english: ReadonlyMap<string, string>): string {
  const entries = [...gatherServerWords()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([german, files]) => {
      const where = [...files].map((file) => `#: ${file}\n`).join('');
      return `${where}msgid ${JSON.stringify(german)}\nmsgstr ${JSON.stringify(english.get(german) ?? '')}\n`;
    });
  return [head, ...entries].join('\n');
}

/** Gathers them anew; what has its English keeps it. */
export function writeServerCatalogue(english: ReadonlyMap<string, string>): void {
  writeFileSync(serverEnglish, serverCatalogue(english));
}
