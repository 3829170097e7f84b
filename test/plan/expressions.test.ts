import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { it } from 'node:test';
import { isSafePattern } from 'redos-detector';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** Every regular expression that stands in `text`, with its flags. */
function expressionsIn(path: string): { where: string; source: string; flags: string }[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: { where: string; source: string; flags: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = '', flags = ''] = /^\/([^]*)\/(\w*)$/.exec(node.text) ?? [];
      found.push({ where: `${relative(root, path)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `new RegExp(…)`: what is put together while the program runs cannot be examined here. */
function makesExpressions(path: string): boolean {
  return /\bRegExp\(/.test(readFileSync(path, 'utf8'));
}

// The local tenant runs on the developer's machine: nobody else writes what it reads.
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.startsWith('tenant/'));

for (const path of files) {
  for (const { where, source, flags } of expressionsIn(join(root, 'src', path))) {
    it(`takes linear time: ${where} /${source}/${flags}`, () => {
      // A sticky expression is tried at one place only.
      const examined = flags.includes('y') ? `^(?:${source})` : source;
      const options = { unicode: /[uv]/.test(flags), caseInsensitive: flags.includes('i'), dotAll: flags.includes('s'), multiLine: flags.includes('m'), maxSteps: 20_000, timeout: Infinity };
      const { safe, score, error } = isSafePattern(examined, options);
      assert.ok(safe, `score ${score.infinite ? '∞' : score.value}, ${error}`);
    });
  }
}

// check-plan.ts makes those of the schema again, which are examined above where they are written.
it('puts no expression together but those of the schema, and patterns of plans (of answers and of pages), which parsePlan examines', () => {
  assert.deepEqual(files.filter((path) => makesExpressions(join(root, 'src', path))), ['plan/check-plan.ts', 'plan/match-page.ts', 'plan/pattern.ts']);
});
