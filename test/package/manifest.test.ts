/** The custom-elements manifest against the sources it speaks of. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ProfileMeterElement } from '../../src/elements/profile-meter-element.ts';
import * as elements from '../../src/index.ts';
import { root } from './pack.ts';

interface Told {
  name: string;
  description?: string;
  attribute?: string;
  type?: { text: string };
  kind?: string;
  parameters?: Told[];
  return?: { type?: { text: string } };
}

interface Declaration {
  name: string;
  tagName: string;
  description?: string;
  members: Told[];
  attributes: Told[];
  events: Told[];
  slots?: Told[];
  cssParts: Told[];
  cssProperties: Told[];
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = <T>(path: string) => JSON.parse(read(path)) as T;
const { modules } = json<{ modules: { declarations: Declaration[] }[] }>('dist/custom-elements.json');
const declarations = new Map(modules.flatMap((module) => module.declarations).map((declaration) => [declaration.tagName, declaration]));
const names = (list: Told[] | undefined) => (list ?? []).map(({ name }) => name).sort();

const sourcesIn = (folder: string) => readdirSync(join(root, folder)).map((name) => read(join(folder, name)));
/** The parts in templates: `part="lock dialog"`, and the texts of `part=${…}`. */
const partsIn = (sources: string[]) => {
  const attributes = sources.flatMap((source) => [...source.matchAll(/ part=(?:"([^"]+)"|\$\{[^}]*'([\w-]+)' : '([\w-]+)'\})/g)]);
  return [...new Set(attributes.flatMap(([, ...found]) => found.filter(Boolean).flatMap((text) => text.split(' '))))].sort();
};

describe('the custom-elements manifest', () => {
  it('has every element that is registered', () => {
    const tags = [...(read('src/define.ts') + read('src/profile-meter.ts')).matchAll(/'([\w-]+)': \w+Element;/g)].map(([, tag]) => tag);
    assert.deepEqual([...declarations.keys()].sort(), tags.sort());
  });

  it('has words for everything in it', () => {
    for (const { tagName, description, members, attributes, events, slots = [], cssParts, cssProperties } of declarations.values()) {
      assert.ok(description, tagName);
      const mute = [...members, ...attributes, ...events, ...slots, ...cssParts, ...cssProperties].filter((told) => !told.description);
      assert.deepEqual(names(mute), [], tagName);
    }
  });

  it('has every method with its types, and nothing of how it is made', () => {
    for (const { tagName, members } of declarations.values()) {
      for (const { kind, name, parameters = [], return: result } of members) {
        assert.match(name, /^[a-z][A-Za-z]*$/, tagName);
        if (kind !== 'method') continue;
        assert.ok(result?.type?.text, `${tagName}.${name}`);
        for (const parameter of parameters) {
          assert.match(parameter.name, /^[a-z][A-Za-z]*$/, `${tagName}.${name}`);
          assert.ok(parameter.type?.text, `${tagName}.${name}: ${parameter.name}`);
        }
      }
      const inner = ['connectedCallback', 'willUpdate', 'createRenderRoot', 'renderRoot', 'properties', 'styles', 'addEventListener', 'prepare'];
      assert.deepEqual(names(members).filter((name) => inner.includes(name)), [], tagName);
    }
  });

  it('has every property and attribute', () => {
    for (const element of [elements.TellUsMoreElement, elements.ProgressiveLockElement, ProfileMeterElement]) {
      const declaration = [...declarations.values()].find(({ name }) => name === element.name)!;
      const properties = Object.entries(element.properties);
      const missing = properties.map(([name]) => name).filter((name) => !names(declaration.members).includes(name));
      assert.deepEqual(missing, [], element.name);
      const attributes = properties.flatMap(([name, { attribute = true }]) =>
        attribute === false ? [] : [attribute === true ? name.toLowerCase() : String(attribute)],
      );
      assert.deepEqual(names(declaration.attributes), attributes.sort(), element.name);
    }
  });

  it('has every event', () => {
    const [, shared] = /interface TellUsMoreEventMap \{([^}]*)\}/.exec(read('src/ask/events.ts'))!;
    const [, own] = /interface ProgressiveLockEventMap [^{]*\{([^}]*)\}/.exec(read('src/elements/events.ts'))!;
    const keys = (text: string) => [...text.matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, name]) => name!);
    assert.ok(keys(shared!).length > 5, keys(shared!).join());
    assert.deepEqual(names(declarations.get('tell-us-more')!.events), keys(shared!).sort());
    assert.deepEqual(names(declarations.get('progressive-lock')!.events), [...keys(shared!), ...keys(own!)].sort());
  });

  it('has every part and every custom property', () => {
    const panel = [...sourcesIn('src/elements/panel'), read('src/elements/redirect-flow.ts')];
    assert.deepEqual(names(declarations.get('tell-us-more')!.cssParts), partsIn(panel));
    const asker = partsIn(sourcesIn('src/elements/panel'));
    const around = partsIn([read('src/elements/lock-view.ts')]);
    assert.deepEqual(names(declarations.get('progressive-lock')!.cssParts), [...new Set([...asker, ...around])].sort());
    // What is told of is also exported from the inner element.
    const [, exported] = /PANEL_PARTS =\s*'([^']+)'/.exec(read('src/elements/lock-flow.ts'))!;
    assert.deepEqual(exported!.split(',').sort(), asker);
    // The review is made of its own parts and of those of questions, without what only confirms.
    const review = [...sourcesIn('src/elements/review'), ...sourcesIn('src/elements/panel').filter((source) => !/function (?:renderFrame|renderPill|renderStep|renderThanks|noteRefusal)\(/.test(source))];
    const asked = partsIn(review).filter((name) => name !== 'yes' && name !== 'no');
    assert.deepEqual(names(declarations.get('profile-review')!.cssParts), asked);
    const properties = [...new Set(panel.flatMap((source) => [...source.matchAll(/var\((--tell-us-more-[\w-]+)/g)].map(([, name]) => name!)))];
    const ofLock = [...read('src/auth0/lock-style.ts').matchAll(/var\((--progressive-lock-[\w-]+)/g)].map(([, name]) => name!);
    const meter = read('src/elements/profile-meter-element.ts');
    const propertiesOf: Record<string, string[]> = {
      'progressive-lock': [...properties, ...ofLock],
      // It is where the page puts it, above nothing.
      'profile-review': properties.filter((name) => name !== '--tell-us-more-layer'),
      'profile-meter': [...meter.matchAll(/var\((--profile-meter-[\w-]+)/g)].map(([, name]) => name!),
    };
    for (const { cssProperties, tagName } of declarations.values()) {
      assert.deepEqual(names(cssProperties), [...new Set(propertiesOf[tagName] ?? properties)].sort(), tagName);
    }
    const parts = [...meter.matchAll(/make\('\w+', '(\w+)'\)/g)].map(([, name]) => name!);
    assert.deepEqual(names(declarations.get('profile-meter')!.cssParts), parts.sort());
  });

  it('has the values of an attribute that takes a few, for editors to offer', () => {
    interface Tag {
      name: string;
      attributes: { name: string; values?: { name: string }[] }[];
    }
    const { tags } = json<{ tags: Tag[] }>('dist/vscode.html-custom-data.json');
    const placement = tags.find(({ name }) => name === 'tell-us-more')?.attributes.find(({ name }) => name === 'placement');
    assert.deepEqual(placement?.values?.map(({ name }) => name), ['corner', 'dialog', 'inline', 'bar']);
    const webTypes = json<{ contributions: { html: { elements: { name: string }[] } } }>('dist/web-types.json');
    assert.deepEqual(webTypes.contributions.html.elements.map(({ name }) => name).sort(), [...declarations.keys()].sort());
  });
});
