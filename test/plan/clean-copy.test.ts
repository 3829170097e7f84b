import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCopy } from '../../src/plan/clean-copy.ts';

/** The copy, and what was said of the rest. */
function copyOf(input: unknown, prototype: object | null = Object.prototype) {
  const faults: [path: string, fault: string][] = [];
  const copy = cleanCopy(input, (path, fault) => faults.push([path.join('.'), fault]), prototype);
  return { copy, faults };
}

/** Lists in lists. */
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

describe('a clean copy', () => {
  it('has the same data, shares nothing but functions, and leaves out keys without a value', () => {
    const load = () => [];
    const list = [{ a: 1 }];
    const { copy, faults } = copyOf({ list, load, nothing: undefined, none: null, on: false });
    assert.deepEqual([copy, faults], [{ list: [{ a: 1 }], load, none: null, on: false }, []]);
    assert.notEqual((copy as { list: unknown }).list, list);
    assert.ok(!Object.hasOwn(copy as object, 'nothing'), 'a key without a value is there');
  });

  it('has objects of the prototype that is asked for', () => {
    assert.equal(Object.getPrototypeOf(cleanCopy({}, assert.fail)), null);
    assert.equal(Object.getPrototypeOf(copyOf({}).copy), Object.prototype);
  });

  it('may contain one object twice, but none that contains itself', () => {
    const twice = { a: 1 };
    assert.deepEqual(copyOf([twice, twice]), { copy: [twice, twice], faults: [] });
    const circle: Record<string, unknown> = { a: 1 };
    circle['inner'] = { circle };
    assert.deepEqual(copyOf(circle), { copy: { a: 1, inner: {} }, faults: [['inner.circle', 'cyclic']] });
  });

  it('is 24 levels deep at most', () => {
    assert.deepEqual(copyOf(nested(24)), { copy: nested(24), faults: [] });
    assert.deepEqual(copyOf(nested(25)).faults, [[Array<number>(24).fill(0).join('.'), 'deep']]);
  });

  it('has 10,000 members of a list or an object at most', () => {
    const list = Array<number>(10_000).fill(1);
    const object = Object.fromEntries(list.map((value, index) => [`k${index}`, value]));
    assert.deepEqual([copyOf(list).faults, copyOf(object).faults], [[], []]);
    const [longList, longObject] = [copyOf({ a: [...list, 1] }), copyOf({ a: { ...object, more: 1 } })];
    assert.deepEqual([longList.faults, longObject.faults], [[['a', 'long']], [['a', 'long']]]);
    assert.deepEqual([longList.copy, longObject.copy], [{ a: list }, { a: object }]);
  });

  it('has 100,000 values at most, and the report says so once', () => {
    // Ten lists with their members, and the list that holds them, are 99,991.
    const lists = (members: number) => Array.from({ length: 10 }, () => Array<number>(members).fill(1));
    const most = [...lists(9998), ...Array<number>(9).fill(1)];
    assert.deepEqual(copyOf(most), { copy: most, faults: [] });
    assert.deepEqual(copyOf([...lists(9998), ...Array<number>(10).fill(1)]).faults, [['19', 'large']]);
    assert.deepEqual(copyOf([...lists(9998), ...Array<number>(12).fill(1)]).faults, [['19', 'large']]);
  });

  it('has nothing that is no plain data', () => {
    for (const value of [new Date(), new Map(), /x/]) assert.deepEqual(copyOf({ a: 1, value }), { copy: { a: 1 }, faults: [['value', 'no-data']] });
  });

  it('has no key that would reach a prototype', () => {
    assert.deepEqual(copyOf(JSON.parse('{"a": {"__proto__": {"polluted": 1}, "b": 2}}')), { copy: { a: { b: 2 } }, faults: [['a.__proto__', 'unsafe-key']] });
  });

  it('goes on behind what cannot be read, with the right path', () => {
    const trap = { a: 1, get inner(): object { throw new Error('no'); }, z: { circle: null as unknown } };
    trap.z.circle = trap.z;
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    assert.deepEqual(copyOf({ deep: [{ proxy: revoked.proxy }, 2], trap }), {
      copy: { deep: [{}, 2], trap: { a: 1, z: {} } },
      faults: [['deep.0.proxy', 'unreadable'], ['trap.inner', 'unreadable'], ['trap.z.circle', 'cyclic']],
    });
    assert.deepEqual(copyOf(revoked.proxy), { copy: undefined, faults: [['', 'unreadable']] });
  });
});
