/** `progressive-lock form`: generates the form that Auth0 shows during a login. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { isAtLogin } from '../plan/at-login.ts';
import { loadWords } from '../locales/index.ts';
import { buildForm, uncheckedRules, type LoginForm } from '../universal-login/form.ts';
import { tagsOf } from '../universal-login/languages.ts';
import { readPlan } from './read-plan.ts';
import { asCommandError } from './tenant-files.ts';
import { print, printAside } from './terminal.ts';
import { writeTo } from './write-file.ts';

interface FormFlags {
  output?: string;
  name: string;
  language?: string[];
  force?: boolean;
}

export function addFormCommand(program: Command): void {
  program
    .command('form')
    .summary("generate an Auth0 form that asks during a login")
    .description(
      'Generates a form for the fields with "required": true and "ask": {"atLogin": true}: one step per field, routers that skip known fields, ' +
        '"Not now", all languages. The Action shows it: progressive-lock action --form ID.',
    )
    .argument('<plan.json>', 'the plan')
    .option('-o, --output <folder>', "the folder that Auth0's deploy CLI imports. Default: print the form")
    .option('--name <name>', "the form's name in the tenant", 'progressive-lock')
    .option('--language <tag>', 'a language besides English; repeatable (default: those of the plan)', (one: string, all: string[] = []) => [...all, one])
    .option('--force', 'overwrite an existing file, even if this command did not write it')
    .action(runForm);
}

async function runForm(path: string, { output, name, language, force }: FormFlags): Promise<void> {
  const plan = await readPlan(path);
  const languages = language === undefined ? tagsOf(plan.fields.filter(isAtLogin)) : (['en', ...language.filter((tag) => tag !== 'en')] as const);
  const words = new Map(await Promise.all(languages.map(async (tag) => [tag, await loadWords(tag)] as const)));
  const english = await loadWords('en');
  let form: LoginForm;
  try {
    form = buildForm(plan, { name, languages, wordsIn: (tag) => words.get(tag) ?? english });
  } catch (error) {
    throw asCommandError(error);
  }
  for (const field of plan.fields.filter(isAtLogin)) {
    const rules = uncheckedRules(field).map((key) => `"${key}"`).join(', ');
    if (rules) printAside(`Warning: ${field.name}: a form of Auth0 does not fully check ${rules}. The Action stores no answer that does not fit, and asks again at the next login.\n`);
  }
  // Escaped, because the deploy CLI replaces `@@KEY@@` and `##KEY##`.
  const text = `${JSON.stringify(form, null, 2).replace(/@(?=@)/g, '\\u0040').replace(/#(?=#)/g, '\\u0023')}\n`;
  if (output === undefined) {
    print(text);
    return;
  }
  const file = join(output, 'forms', `${name.replace(/[^\w-]/g, '_')}.json`);
  await writeTo({ path: file, isOwn: (existing) => existing.includes(JSON.stringify(name)), isForced: force }, text);
  printAside(`Written: ${file}\n`);
}
