/** What `progressive-lock universal-login` does to a folder of Auth0's deploy CLI. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

const root = new URL('../..', import.meta.url);
const plan = { fields: [{ name: 'company', label: { en: 'Company', de: 'Firma' }, ask: 'signup' }] };

let scratch = '';
let folder = '';
let count = 0;
before(() => (scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-folder-'))));
beforeEach(() => (folder = join(scratch, `tenant-${++count}`)));
after(() => rmSync(scratch, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const path = join(scratch, 'plan.json');
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(plan));
  return spawnSync(process.execPath, ['dist/cli.js', 'universal-login', ...args, '-o', folder], { cwd: root, encoding: 'utf8' });
}

const place = (...args: string[]) => run(join(scratch, 'plan.json'), ...args);

function write(path: string, text: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text));
}

const readText = (path: string) => readFileSync(join(folder, path), 'utf8');
const readJson = (path: string) => JSON.parse(readText(path)) as Record<string, unknown>;

/** Every file with its content. */
function snapshot(): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [relative('.', name), readText(name)]));
}

/** A folder in which others have something in every place of ours. */
function writeOthers(): void {
  write('prompts/partials.json', { signup: [{ signup: [{ name: 'form-content-end', template: 'mine/end.liquid' }] }], login: [{ login: [{ name: 'form-content-end', template: 'mine/login.liquid' }] }] });
  write('prompts/mine/end.liquid', '<p>Welcome</p>\n');
  write('prompts/mine/login.liquid', '<p>Hello</p>\n');
  write('prompts/custom-text.json', { en: { signup: { signup: { title: 'Join us', 'var-tos': 'Terms' } }, login: { login: { title: 'Hi' } } } });
  write('prompts/prompts.json', { identifier_first: false });
  write('triggers/triggers.json', { 'pre-user-registration': [{ action_name: 'fraud', display_name: 'fraud' }], 'post-login': [{ action_name: 'roles', display_name: 'roles' }] });
  write('actions/fraud.json', { name: 'fraud' });
}

describe('progressive-lock universal-login', () => {
  it('writes partials, texts, Action and trigger, and nothing more the second time', () => {
    const first = place();
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stderr, /Fields: company\n.*Screens: signup, signup-password\n.*Characters \(of 10000\): form-content-end \d+\n/s);
    const files = snapshot();
    assert.deepEqual(Object.keys(files), [
      'actions/progressive-lock-sign-up.json',
      'actions/progressive-lock-sign-up/code.js',
      'prompts/custom-text.json',
      'prompts/partials.json',
      'prompts/partials/signup-password/signup-password/form-content-end.liquid',
      'prompts/partials/signup/signup/form-content-end.liquid',
      'triggers/triggers.json',
    ]);
    assert.match(place().stderr, /Nothing to change/);
    assert.deepEqual(snapshot(), files);
  });

  it('puts the fields on the first screen of identifier-first with --passwordless, and takes them off the other one', () => {
    place();
    place('--passwordless');
    assert.match(readText('prompts/partials/signup-id/signup-id/form-content-end.liquid'), /ulp-company/);
    assert.equal(existsSync(join(folder, 'prompts/partials/signup-password/signup-password/form-content-end.liquid')), false);
    assert.deepEqual(readJson('prompts/partials.json')['signup-password'], [{ 'signup-password': [] }]);
  });

  it('writes the languages that are asked for', () => {
    place('--language', 'de', '--language', 'pt-BR');
    assert.deepEqual(Object.keys(readJson('prompts/custom-text.json')), ['en', 'de', 'pt-BR']);
  });

  it('leaves what others have in the folder, and takes its own out again to the letter', () => {
    writeOthers();
    const before = snapshot();
    assert.equal(place().status, 0);
    assert.match(readText('prompts/mine/end.liquid'), /^<p>Welcome<\/p>\n\{%comment%\}progressive-lock\{%endcomment%\}/);
    const texts = readJson('prompts/custom-text.json') as Record<string, Record<string, Record<string, Record<string, string>>>>;
    assert.deepEqual([texts.en?.signup?.signup?.title, texts.en?.signup?.signup?.['var-tos'], texts.en?.login?.login?.title], ['Join us', 'Terms', 'Hi']);
    assert.deepEqual((readJson('triggers/triggers.json')['pre-user-registration'] as { action_name: string }[]).map(({ action_name }) => action_name), ['fraud', 'progressive-lock-sign-up']);
    assert.equal(run('--remove').status, 0);
    const left = snapshot();
    for (const [path, text] of Object.entries(before)) {
      if (path.endsWith('.json')) continue;
      assert.equal(left[path], text, path);
    }
    assert.deepEqual(readJson('triggers/triggers.json'), JSON.parse(before['triggers/triggers.json'] ?? ''));
    assert.deepEqual(readJson('prompts/partials.json').signup, [{ signup: [{ name: 'form-content-end', template: 'mine/end.liquid' }] }]);
    assert.doesNotMatch(JSON.stringify(left), /plock|progressive-lock/);
  });

  it('replaces its own part where it stands', () => {
    writeOthers();
    place();
    writeFileSync(join(folder, 'prompts/mine/end.liquid'), `${readText('prompts/mine/end.liquid')}<p>Bye</p>\n`);
    place('--language', 'de');
    assert.match(readText('prompts/mine/end.liquid'), /^<p>Welcome<\/p>\n\{%comment%\}.*\{%endcomment%\}\n<p>Bye<\/p>\n$/s);
    assert.equal(readText('prompts/mine/end.liquid').match(/ulp-company/g)?.length, 1);
  });

  it('prints what it would do with --dry-run, and does nothing', () => {
    writeOthers();
    const before = snapshot();
    const { stdout, status } = place('--dry-run');
    assert.equal(status, 0);
    assert.match(stdout, /^--- a\/prompts\/mine\/end\.liquid\n\+\+\+ b\/prompts\/mine\/end\.liquid\n/m);
    assert.match(stdout, /^\+.*"var-plockcompanylabel": "Firma/m);
    assert.match(stdout, /^--- \/dev\/null\n\+\+\+ b\/actions\/progressive-lock-sign-up\.json\n/m);
    assert.deepEqual(snapshot(), before);
    place();
    const placed = snapshot();
    assert.match(run('--remove', '--dry-run').stdout, /^-<input|^-\{%comment%\}/m);
    assert.deepEqual(snapshot(), placed);
  });

  it('leaves a file alone that partials.json no longer names: what is in it has left the page', () => {
    const stale = 'prompts/partials/signup/signup/form-content-end.liquid';
    write(stale, '<p>Old</p>\n');
    assert.deepEqual([place().status, place().status], [0, 0]);
    assert.equal(readText(stale), '<p>Old</p>\n');
    const template = 'partials/signup/signup/progressive-lock-form-content-end.liquid';
    assert.deepEqual(readJson('prompts/partials.json').signup, [{ signup: [{ name: 'form-content-end', template }] }]);
    assert.match(readText(`prompts/${template}`), /ulp-company/);
    run('--remove');
    assert.equal(existsSync(join(folder, 'prompts', template)), false);
  });

  it('makes one part of two that a merge has left', () => {
    place();
    const path = 'prompts/partials/signup/signup/form-content-end.liquid';
    const part = readText(path);
    write(path, `<p>Hi</p>\n${part}${part}`);
    place();
    assert.equal(readText(path), `<p>Hi</p>\n${part}`);
  });

  const refused: [string, (say: typeof write) => void, RegExp, string[]?][] = [
    ['JSON that is none', (say) => say('prompts/partials.json', '{'), /prompts\/partials\.json is not valid JSON/],
    ['partials of another form', (say) => say('prompts/partials.json', { signup: { signup: {} } }), /Expected prompts\/partials\.json as the deploy CLI writes it/],
    ['a template outside of the folder', (say) => say('prompts/partials.json', { signup: [{ signup: [{ name: 'form-content-end', template: '../../../x' }] }] }), /outside of prompts/],
    ['triggers of another form', (say) => say('triggers/triggers.json', { 'pre-user-registration': 'x' }), /Expected triggers\/triggers\.json/],
    ['an Action of that name by somebody else', (say) => say('actions/progressive-lock-sign-up/code.js', 'exports.x = 1'), /was not written by this command/],
    ['partials without room', (say) => {
      say('prompts/partials/signup/signup/form-content-end.liquid', 'x'.repeat(9000));
      say('prompts/partials/signup/signup/form-content-start.liquid', 'x'.repeat(9000));
      const entries = ['form-content-start', 'form-content-end'].map((name) => ({ name, template: `partials/signup/signup/${name}.liquid` }));
      say('prompts/partials.json', { signup: [{ signup: entries }] });
    }, /need \d+ characters, and Auth0 takes 10000 .* of which others have 18000/],
    ...['signup-id', 'login'].map((other): (typeof refused)[number] => [`a template that is shown at ${other}, too`, (say) => {
      say('prompts/shared.liquid', '<p>Hi</p>');
      say('prompts/partials.json', Object.fromEntries(['signup', other].map((screen) => [screen, [{ [screen]: [{ name: 'form-content-end', template: 'shared.liquid' }] }]])));
    }, new RegExp(`prompts/shared\\.liquid in several places.*Give ${other} a file of its own`)]),
    ['half a part', (say) => {
      say('prompts/partials.json', { signup: [{ signup: [{ name: 'form-content-end', template: 'mine.liquid' }] }] });
      say('prompts/mine.liquid', '<p>Hi</p>\n{%comment%}progressive-lock{%endcomment%}<style>');
    }, /prompts\/mine\.liquid has \{%comment%\}progressive-lock\{%endcomment%\} without/],
    ['a language that Auth0 has not', () => {}, /Expected languages of Auth0's pages.*got "xx"/, ['--language', 'xx']],
    ['a client id that is none', () => {}, /Expected a client ID/, ['--client-id', "a'b"]],
  ];
  for (const [what, prepare, words, args = []] of refused) {
    it(`refuses ${what}, and leaves the folder as it is`, () => {
      mkdirSync(folder, { recursive: true });
      prepare(write);
      const before = snapshot();
      const { status, stderr } = place(...args);
      assert.equal(status, 1);
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /^\s+at /m);
      assert.deepEqual(snapshot(), before);
    });
  }

  it('says what is asked later and why, and refuses a plan that leaves nothing for the page', () => {
    const path = join(scratch, 'deferred.json');
    writeFileSync(path, JSON.stringify({ fields: [{ name: 'given_name', label: 'Name', storage: 'root', required: true, ask: 'signup' }] }));
    const { status, stderr } = run(path);
    assert.equal(status, 1);
    assert.match(stderr, /Asked later: given_name: No Action can set a root attribute.*\n.*no field with "ask": "signup" that the page can show/);
    assert.equal(existsSync(folder), false);
  });

  it('shares the folder with the post-login Action', () => {
    place();
    const args = ['dist/cli.js', 'action', join(scratch, 'plan.json'), '--namespace', 'https://acme.example', '--format', 'deploy-cli', '-o', folder];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const names = Object.fromEntries(Object.entries(readJson('triggers/triggers.json')).map(([id, bound]) => [id, (bound as { action_name: string }[]).map(({ action_name }) => action_name)]));
    assert.deepEqual(names, { 'pre-user-registration': ['progressive-lock-sign-up'], 'post-login': ['progressive-lock'] });
  });
});
