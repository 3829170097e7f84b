/** What the vendor build puts in the place of packages that auth0-js and Lock load. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import base64 from '../../src/auth0/chunks/base64.ts';
import queryString, { parse, stringify } from '../../src/auth0/chunks/query-string.ts';

it('base64 turns bytes into text and back', () => {
  const bytes = [0, 62, 63, 127, 128, 255];
  assert.equal(base64.fromByteArray(bytes), Buffer.from(bytes).toString('base64'));
  assert.deepEqual([...base64.toByteArray(Buffer.from(bytes).toString('base64'))], bytes);
});

it('a query is read by name', () => {
  assert.deepEqual(parse('a=1&b=%C3%BC+%26&c='), { a: '1', b: 'ü &', c: '' });
  assert.deepEqual(queryString, { parse, stringify });
});

it('a query is written without what is undefined, with names in brackets for what is nested', () => {
  assert.equal(stringify({ a: 1, b: undefined, c: null, d: 'ü &', e: () => 1, f: { g: ['x', { h: true }], i: undefined }, j: false }), 'a=1&c=&d=%C3%BC%20%26&f%5Bg%5D%5B0%5D=x&f%5Bg%5D%5B1%5D%5Bh%5D=true&j=false');
  assert.equal(stringify({ a: 'ü &', b: { c: 1 } }, { encode: false, delimiter: ';' }), 'a=ü &;b[c]=1');
  assert.equal(stringify({}), '');
});
