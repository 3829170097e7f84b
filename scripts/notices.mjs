/**
 * Writes dist/THIRD-PARTY-NOTICES.md: the licences of the packages whose code is in the built files, as the bundler found them.
 * Packages that stay imports (Lit on npm, React, those of the server) have their own licences.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** Their published files contain their dependencies, which the bundler does not see. */
const PREBUILT = ['idtoken-verifier', 'redos-detector'];

/** Its licence is named in its readme, but not in its package.json. */
const LICENCE_IN_README = { jsonp: 'MIT' };

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const LICENCE_FILE = /^(mit-)?(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Returns a plugin that adds to `folders` those of the packages with code in a build. */
export function collectPackages(folders) {
  return {
    name: 'collect-packages',
    generateBundle(_options, bundle) {
      for (const { modules = {} } of Object.values(bundle)) {
        for (const [id, { renderedLength }] of Object.entries(modules)) {
          const [folder] = PACKAGE_FOLDER.exec(id.replace('\0', '')) ?? [];
          if (folder && renderedLength > 0) folders.add(folder);
          // Except React's minified files, which contain one package each.
          if (folder && renderedLength > 0 && /(?<!production)\.min\.js$/.test(id)) {
            throw new Error(`Expected no minified file in a build, for it may hold packages that no bundler sees, but there is ${id}.`);
          }
        }
      }
    },
  };
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Returns the heading of a package and the text of its licence. Throws if the licence is unknown. */
function noticeOf(folder) {
  const { name, version, author, license = LICENCE_IN_README[name] } = readManifest(folder);
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) {
    if (license !== 'MIT') throw new Error(`Expected a licence in ${name} ${version}, but there is no text, and its package.json says ${license}.`);
    texts.push(mitLicence(author?.name ?? author ?? `the authors of ${name}`));
  }
  return { title: `${name} ${version}`, text: texts.join('\n\n') };
}

/** Returns the licence's text, for packages that only name it. */
function mitLicence(holder) {
  return `The MIT License

Copyright (c) ${holder}

${readFileSync(join(root, 'LICENSE'), 'utf8').replace(/^[\s\S]*?(?=Permission is hereby granted)/, '').trim()}`;
}

/** Writes the file. `collected`: the folders that `collectPackages()` has found. */
export function writeNotices(collected) {
  const folders = new Set(collected);
  for (const name of PREBUILT) {
    const { dependencies } = readManifest(join(root, 'node_modules', name));
    for (const dependency of Object.keys(dependencies)) folders.add(join(root, 'node_modules', dependency));
  }
  const notices = new Map([...folders].map(noticeOf).map(({ title, text }) => [title, text]));
  const titles = [...notices.keys()].sort((one, other) => one.localeCompare(other, 'en'));
  // Indented, so that nothing in a licence is read as Markdown.
  const indent = (text) => text.replace(/^(?=.*\S)/gm, '    ').replace(/[ \t\r]+$/gm, '');
  const sections = titles.map((title) => `## ${title}\n\n${indent(notices.get(title))}\n`);
  const words = 'The files of this folder hold code of these packages, each under the licence below its name. Made by `npm run build`.';
  writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.md'), `# Third-party notices\n${words}\n\n${sections.join('\n')}`);
}
