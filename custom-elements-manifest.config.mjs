/** What `npm run build` tells editors of the elements: the manifest, and from it VS Code's and JetBrains' data. */
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

const outdir = 'dist';

/**
 * What editors can offer: the union behind a type's name (`Placement`), and for attributes, which hold text, nothing
 * that is no text.
 */
function spellOutTypes() {
  const unions = new Map();
  const isOffered = (type) => type.startsWith("'") || type === 'boolean';
  return {
    name: 'spell-out-types',
    collectPhase({ ts, node }) {
      if (!ts.isTypeAliasDeclaration(node) || !ts.isUnionTypeNode(node.type)) return;
      const isSpelt = node.type.types.every((type) => ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal));
      if (isSpelt) unions.set(node.name.text, node.type.getText());
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const { members = [], attributes = [] } of customElementsManifest.modules.flatMap((module) => module.declarations)) {
        for (const { type } of [...members, ...attributes]) if (type) type.text = unions.get(type.text) ?? type.text;
        // An object of its own: the property shares the other one.
        for (const attribute of attributes) if (!isOffered(attribute.type.text)) attribute.type = { text: 'string' };
      }
    },
  };
}

/** What the analyzer does not see in a signature: types that come from a default, promises behind a `@returns`. */
function completeSignatures() {
  return {
    name: 'complete-signatures',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isMethodDeclaration(node) || !ts.isIdentifier(node.name)) return;
      const declaration = moduleDoc.declarations?.find(({ name }) => name === node.parent.name?.text);
      const method = declaration?.members?.find((member) => member.kind === 'method' && member.name === node.name.text);
      if (!method) return;
      if (node.type) method.return = { ...method.return, type: { text: node.type.getText() } };
      for (const parameter of method.parameters ?? []) {
        if (['true', 'false'].includes(parameter.default)) parameter.type ??= { text: 'boolean' };
      }
    },
  };
}

/** `<progressive-lock>` has a `<tell-us-more>` inside: its parts, custom properties and events are described there. */
function inheritAsker() {
  return {
    name: 'inherit-asker',
    packageLinkPhase({ customElementsManifest }) {
      const declarations = customElementsManifest.modules.flatMap((module) => module.declarations);
      const [asker, lock] = ['tell-us-more', 'progressive-lock'].map((tag) => declarations.find(({ tagName }) => tagName === tag));
      for (const kind of ['cssParts', 'cssProperties', 'events']) {
        // What only the page during a login has is no part of it.
        const inherited = asker[kind].filter(({ name, description }) => description && !description.startsWith('with `redirect`') && lock[kind].every((own) => own.name !== name));
        lock[kind].push(...inherited);
      }
    },
  };
}

/** Only what a page may use, under the paths that the package has: its sources are not in it. */
function publicOnly() {
  const isPublic = ({ privacy, name, description }) => !name.startsWith('#') && (privacy ?? 'public') === 'public' && description;
  return {
    name: 'public-only',
    packageLinkPhase({ customElementsManifest }) {
      const declarations = customElementsManifest.modules
        .flatMap((module) => module.declarations)
        .filter((declaration) => declaration.tagName)
        .map((declaration) => ({
          ...declaration,
          members: declaration.members.filter(isPublic),
          // The analyzer also takes `new FieldsEvent(type)` for an event, of the name "type".
          events: declaration.events.filter((event) => event.description),
        }));
      const reference = (name) => ({ name, module: 'dist/index.js' });
      customElementsManifest.modules = [
        {
          kind: 'javascript-module',
          path: 'dist/index.js',
          declarations,
          exports: declarations.map(({ name }) => ({ kind: 'js', name, declaration: reference(name) })),
        },
        {
          kind: 'javascript-module',
          path: 'dist/define.js',
          declarations: [],
          exports: declarations.map(({ name, tagName }) => ({ kind: 'custom-element-definition', name: tagName, declaration: reference(name) })),
        },
      ];
    },
  };
}

export default {
  globs: ['src/elements/*-element.ts', 'src/elements/lock-host.ts', 'src/elements/panel/panel-state.ts'],
  litelement: true,
  outdir,
  plugins: [
    spellOutTypes(),
    completeSignatures(),
    inheritAsker(),
    publicOnly(),
    customElementVsCodePlugin({ outdir, htmlFileName: 'vscode.html-custom-data.json', cssFileName: 'vscode.css-custom-data.json', hideLogs: true }),
    customElementJetBrainsPlugin({ outdir, webTypesFileName: 'web-types.json', packageJson: false, hideLogs: true }),
  ],
};
