/** The pages and comments are written in plain present-day English. This finds what readers stumbled over; it does not make good prose. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRetext from 'remark-retext';
import retextEnglish from 'retext-english';
import retextIndefiniteArticle from 'retext-indefinite-article';
import retextRepeatedWords from 'retext-repeated-words';
import retextSimplify from 'retext-simplify';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { PAGES, proseOf, read, root } from './pages.ts';

const INSTEAD: [turn: RegExp, instead: string][] = [
  [/\b(some|any|every)body\b/i, 'someone, anyone, everyone, a person, people, the user'],
  [/\b(whoever|whosoever|he who)\b/i, 'people who, anyone who'],
  [/\b(unless|as) told\b/i, 'by default'],
  [/\bmade? anew\b|\banew\b/i, 'again; recreated; reassigned'],
  [/\bof (yours|ours|theirs)\b/i, 'your own, our own'],
  [/\b(stands?|stood) (in(?! for)|on|at|beside|before|behind|there|under|over)\b/i, 'is in, is next to'],
  [/\b(lies?|lay) (in|at|beside|there|under)\b/i, 'is in'],
  [/\b(is|are|was|were) told( of)?\b|\btells? of\b/i, 'reports, shows, says'],
  [/\bleads? over\b/i, 'goes through'],
  [/\bat once\b.*\bat once\b/i, 'immediately; at the same time'],
  [/\bis going to be\b|\b(is|are) to be\b/i, 'will be, must be'],
  [/(?<!there )\b(is|are) no (?!longer)[a-z]/i, 'is not a'],
  [/\b(mend(s|ed)?|thereof|whereby|herein|beside these)\b/i, 'fix; of it; by which; here; in addition'],
  [/\bfor itself\b|\bby themselves\b/i, 'on its own, automatically'],
  [/\bgoes? on (after|with|as)\b/i, 'continues'],
  [/\bwrit(es?|ten|ing) (it |them )?down\b/i, 'stores, stored'],
  [/\banswers? whether\b/i, 'returns true if'],
  [/\bat hand\b/i, 'available, known'],
  [/\b(came|comes|becomes?|became) of\b/i, 'the result, the outcome'],
  [/\bworked out\b/i, 'computed'],
  [/\bunder way\b/i, 'running, pending'],
  [/\bfor good\b/i, 'permanently'],
  [/\bbr(ings?|ought) along\b/i, 'the result: has, contains'],
  [/\bspeaks? (of|for|against)\b/i, 'names, concerns'],
  [/\blet go of\b/i, 'removed, freed'],
];

const documents = [...PAGES, 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md'];

describe('the prose', () => {
  for (const page of documents) {
    it(`of ${page} is plain`, () => {
      const lines = proseOf(page).replaceAll(/`[^`\n]*`/g, '`…`').split('\n');
      assert.deepEqual(lines.flatMap(turnsIn), []);
    });

    it(`of ${page} passes retext`, async () => {
      const file = new VFile({ path: page, value: read(page) });
      await checkEnglish(file);
      assert.deepEqual(file.messages.map(String), []);
    });
  }
});

function turnsIn(line: string): string[] {
  return INSTEAD.flatMap(([turn, instead]) => {
    const [words] = turn.exec(line) ?? [];
    return words ? [`"${words}" in “${line.slice(0, 120)}”. Write: ${instead}.`] : [];
  });
}

/** Comments of one file, each as one line. */
function commentsOf(path: string): string[] {
  const comments = read(path).match(/^[ \t]*(?:\/\*[^]*?\*\/|\/\/.*$)/gm) ?? [];
  return comments.map((comment) => comment.replaceAll(/\s*\n\s*\*?\s*|`[^`\n]*`/g, (part) => (part.startsWith('`') ? '`…`' : ' ')));
}

describe('the comments', () => {
  it('in src/ are plain', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    assert.ok(files.length > 100, `${files.length} files`);
    const found = files.flatMap((name) => commentsOf(`src/${name}`).flatMap(turnsIn).map((turn) => `${name}: ${turn}`));
    assert.deepEqual(found, []);
  });
});

/** Words that retext-simplify has a shorter one for, and that are the right ones in a page about software. */
const TERMS = [
  'address', 'combined', 'component', 'contains', 'delete', 'forward', 'function', 'interface', 'maximum', 'minimise', 'multiple', 'option',
  'previous', 'provide', 'render', 'request', 'type', 'a number of', 'it is', 'there are', 'there is',
];

const MAX_WORDS = 30;

interface TextNode {
  type: string;
  children?: TextNode[];
  value?: string;
  position?: Parameters<VFile['message']>[1];
}

/** Words in a row without a stop. More than `MAX_WORDS` have to be read twice. */
function findLongSentences() {
  return (tree: unknown, file: VFile) => {
    const visit = (node: TextNode) => {
      if (node.type !== 'SentenceNode') return node.children?.forEach(visit);
      let words = 0;
      for (const child of node.children ?? []) {
        // A sentence that begins with code is no new node.
        if (/^[.!?:;]$/.test(child.value ?? '')) words = 0;
        else if (child.type === 'WordNode') words++;
        if (words > MAX_WORDS) return file.message(`More than ${MAX_WORDS} words in: ${textOf(node)}`, node.position);
      }
    };
    visit(tree as TextNode);
  };
}

const textOf = ({ value = '', children = [] }: TextNode): string => value + children.map(textOf).join('');

const english = unified()
  .use(retextEnglish)
  .use([retextIndefiniteArticle, retextRepeatedWords, [retextSimplify, { ignore: TERMS }], findLongSentences]);

async function checkEnglish(file: VFile): Promise<void> {
  const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkRetext, english);
  await markdown.run(markdown.parse(file), file);
}

