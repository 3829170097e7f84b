import { isData } from '../../../src/plan/json.ts';
import type { Data } from '../draft.ts';
import type { NamedValue } from './named-values.ts';

/** Deeper, or more of them, is no file of tokens. */
const MAX_DEPTH = 12;
const MAX_TOKENS = 5000;

/** Design tokens as the Design Tokens Community Group has them (`$value`), as Style Dictionary has (`value`), or as plain nested values. */
export function readTokens(json: unknown): NamedValue[] {
  const byPath = new Map<string, string>();
  collect(json, [], byPath);
  return [...byPath].map(([path, value]) => ({ name: path.replaceAll('.', '-').toLowerCase(), value: resolve(value, byPath), isDark: /(^|[.-])dark([.-]|$)/i.test(path) }));
}

function collect(node: unknown, path: readonly string[], byPath: Map<string, string>): void {
  if (path.length > MAX_DEPTH || byPath.size >= MAX_TOKENS) return;
  const value = isData(node) ? valueOf(node) : node;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : Array.isArray(value) && typeof value[0] === 'string' ? value[0] : undefined;
  if (text !== undefined) byPath.set(path.join('.'), text);
  else if (isData(node)) for (const [key, inner] of Object.entries(node)) if (!key.startsWith('$')) collect(inner, [...path, key], byPath);
}

/** Also of `{"value": 8, "unit": "px"}` and `{"hex": "#663399"}`, as newer tokens have lengths and colours. */
function valueOf(node: Data): unknown {
  const value = node.$value ?? node.value;
  if (!isData(value)) return value;
  if (typeof value.hex === 'string') return value.hex;
  if (typeof value.value === 'number' && typeof value.unit === 'string') return `${value.value}${value.unit}`;
  return undefined;
}

/** Follows `{color.brand.500}` a few times: a circle ends. */
function resolve(value: string, byPath: ReadonlyMap<string, string>): string {
  let resolved = value;
  for (let depth = 0; depth < 5; depth++) {
    const alias = /^\{([^{}]+)\}$/.exec(resolved)?.[1];
    if (alias === undefined) break;
    resolved = byPath.get(alias.replace(/\.\$?value$/, '')) ?? '';
  }
  return resolved;
}
