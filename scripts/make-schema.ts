/**
 * Writes the JSON Schema of a plan, for editors: `tsx scripts/make-schema.ts profile-plan.schema.json`. Its shape comes from the
 * valibot schema, its descriptions from the comments above the same keys.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import ts from 'typescript';
import * as schemas from '../src/plan/valibot-schema.ts';

const SOURCE = join(import.meta.dirname, '../src/plan/schema.ts');

/** Returns the comment above each key of each object in schema.ts, by the name of its constant: `fieldSchema.label`. */
function readDescriptions(): Map<string, string> {
  const descriptions = new Map<string, string>();
  const file = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node, constant: string): void => {
    const name = ts.isVariableDeclaration(node) ? node.name.getText() : constant;
    if (ts.isPropertyAssignment(node)) {
      const comment = ts.getJSDocCommentsAndTags(node).find((doc) => ts.isJSDoc(doc))?.comment;
      if (comment) descriptions.set(`${constant}.${node.name.getText()}`, String(comment).replace(/\s*\n\s*/g, ' '));
    }
    ts.forEachChild(node, (child) => visit(child, name));
  };
  visit(file, '');
  return descriptions;
}

/** Returns the JSON Schema (draft 7) of a plan. Throws if a key has no description. */
export function makeSchema(): JsonSchema {
  const descriptions = readDescriptions();
  const constants = new Map(Object.entries<unknown>(schemas).map(([name, value]) => [value, name]));

  const made = toJsonSchema(schemas.planSchema, {
    // `parsePlan` does the checks that JSON Schema cannot express.
    errorMode: 'ignore',
    overrideSchema({ valibotSchema, jsonSchema }) {
      const constant = constants.get(valibotSchema);
      if (constant && jsonSchema.properties) {
        for (const [key, property] of Object.entries(jsonSchema.properties)) {
          const description = descriptions.get(`${constant}.${key}`);
          if (!description) throw new Error(`Expected a comment over "${key}" of ${constant} in ${SOURCE}.`);
          if (typeof property === 'object') property.description = description;
        }
      }
      // JSON has no functions. Without this, their empty schema would make everything valid.
      if (jsonSchema.anyOf) return { ...jsonSchema, anyOf: jsonSchema.anyOf.filter((one) => Object.keys(one).length > 0) };
      return undefined;
    },
  });
  return { ...made, title: 'Profile plan of progressive-lock', description: 'What a site wants to know about the people who use it, and when it asks.' };
}

const target = process.argv[2];
if (process.argv[1] === import.meta.filename && target) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(makeSchema(), null, 2)}\n`);
}
