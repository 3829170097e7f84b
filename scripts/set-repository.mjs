/** `npm run set-repository OWNER/NAME`: writes the repository's address into package.json and README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.env.PROJECT_ROOT ?? join(import.meta.dirname, '..');
const [slug = ''] = process.argv.slice(2);
if (!/^[\w.-]+\/[\w.-]+$/.test(slug)) {
  console.error(`Expected the repository as OWNER/NAME, got "${slug}". Example: npm run set-repository acme/progressive-lock`);
  process.exit(1);
}
const home = `https://github.com/${slug}`;

/** Replaces the text between two marks, and keeps the marks. */
function fill(text, mark, content) {
  const marks = new RegExp(`(<!-- ${mark} -->)[^]*?(<!-- /${mark} -->)`);
  if (!marks.test(text)) throw new Error(`Expected the marks <!-- ${mark} --> and <!-- /${mark} --> in README.md.`);
  return text.replace(marks, (_, begin, end) => `${begin}${content}${end}`);
}

const manifestPath = join(root, 'package.json');
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const { repository: _repository, homepage: _homepage, bugs: _bugs, ...rest } = manifest;
const entries = Object.entries(rest);
const after = entries.findIndex(([key]) => key === 'license') + 1;
entries.splice(after, 0, ['repository', `github:${slug}`], ['homepage', `${home}#readme`], ['bugs', `${home}/issues`]);
writeFileSync(manifestPath, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);

const readmePath = join(root, 'README.md');
const badges = [
  `[![npm](https://img.shields.io/npm/v/${manifest.name})](https://www.npmjs.com/package/${manifest.name})`,
  `[![tests](${home}/actions/workflows/test.yml/badge.svg)](${home}/actions/workflows/test.yml)`,
];
writeFileSync(readmePath, fill(readFileSync(readmePath, 'utf8'), 'badges', `\n${badges.join('\n')}\n`));
console.log(`The repository is ${home}.`);
