import { expect } from '@open-wc/testing';
import { loadPlan, type PlanSource } from '../../src/ask/plan-source.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

const plan: ProfilePlan = { id: 'source', fields: [{ name: 'company', label: 'Company' }] };
const KEY = 'progressive-lock:sound-plan';

/** An address that answers without a server. */
const at = (text: string) => `data:application/json,${encodeURIComponent(text)}`;

function elementWith(text?: string): Element {
  const element = document.createElement('div');
  if (text !== undefined) element.append(Object.assign(document.createElement('script'), { type: 'application/json', textContent: text }));
  return element;
}

const load = (source: PlanSource, element = elementWith()) => loadPlan(source, element);
const messageOf = async (source: PlanSource, element?: Element) => (await load(source, element)).error?.message;

describe('loadPlan', () => {
  beforeEach(() => localStorage.clear());

  it('takes an object, an address, or the JSON inside of the element', async () => {
    for (const loaded of [await load(plan), await load(at(JSON.stringify(plan))), await load(null, elementWith(JSON.stringify(plan)))]) {
      expect(loaded.plan).to.deep.equal(plan);
      expect(loaded.error).to.equal(undefined);
      expect(loaded.digest).to.be.a('string');
    }
  });

  it('says what is wrong where there is no plan, or no JSON, and gives an empty plan', async () => {
    expect(await load(undefined)).to.have.property('plan').that.deep.equals({ fields: [] });
    expect(await messageOf('')).to.contain('Expected a plan for <div>, but there is none. Give its address');
    expect(await messageOf(null, elementWith('<p>'))).to.contain('Expected a plan as JSON in the <script> inside <div>, but it is not valid JSON: ');
    expect(await messageOf(at('<!doctype html>'))).to.contain('a web page came instead');
    const { error } = await load('data:nonsense');
    expect(error?.message).to.contain('Expected a plan at data:nonsense, but nothing came: ');
    expect(error?.cause).to.be.instanceOf(Error);
    // Only a script of its own.
    const outer = document.createElement('div');
    outer.append(elementWith(JSON.stringify(plan)));
    expect(await messageOf(null, outer)).to.contain('there is none');
  });

  it('leaves out hidden fields without a value, which most visitors come without', async () => {
    const hidden = (value: object) => ({ name: 'ref', label: 'Ref', type: 'hidden' as const, ask: 'signup' as const, ...value });
    for (const value of ['', null, undefined]) {
      const loaded = await load({ ...plan, fields: [...plan.fields, hidden({ value })] });
      expect([loaded.plan, loaded.error]).to.deep.equal([plan, undefined]);
    }
    const kept: ProfilePlan = { ...plan, fields: [...plan.fields, hidden({ value: 'ad' })] };
    expect((await load(kept)).plan).to.deep.equal(kept);
    expect(await messageOf({ ...plan, fields: [hidden({})] })).to.contain('value');
    expect(await messageOf({ fields: [{ name: 'company', label: 'Company', value: '' }] })).to.contain('value');
    for (const wrong of [{ fields: 'all' }, { fields: [null] }, [], {}]) expect(await messageOf(wrong as unknown as ProfilePlan)).to.be.a('string');
  });

  it('reports a mistake, and gives the fields that are right', async () => {
    const loaded = await load({ fields: [...plan.fields, { name: 'x y', label: 'X' }] });
    expect(loaded.error?.name).to.equal('PlanError');
    expect(loaded.plan).to.deep.equal({ fields: plan.fields });
    expect(loaded.digest).to.equal(undefined);
    expect(localStorage.length).to.equal(0);
  });

  it('knows a sound plan again by its id, and checks it once it has changed', async () => {
    const { digest } = await load(plan);
    expect(localStorage.getItem(`${KEY}source`)).to.equal(digest);
    expect(await load(plan)).to.deep.equal({ plan, digest });
    const changed: ProfilePlan = { ...plan, fields: [{ name: 'role', label: 'Role' }] };
    expect((await load(changed)).digest).to.not.equal(digest);
    await load({ fields: plan.fields });
    expect(Object.keys(localStorage).sort()).to.deep.equal([KEY, `${KEY}source`]);
    // What is written down is believed.
    const wrong = { id: 'source', fields: [{ name: 'x y', label: 'X' }] };
    localStorage.setItem(`${KEY}source`, digest!.replace(JSON.stringify(plan), JSON.stringify(wrong)));
    expect((await load(wrong)).error).to.equal(undefined);
  });

  it('passes on functions that fetch choices, and writes nothing down that JSON cannot hold', async () => {
    const options = () => Promise.resolve([]);
    const loaded = await load({ fields: [{ name: 'role', label: 'Role', type: 'select', options }] });
    expect([loaded.plan.fields[0]?.options, loaded.error, loaded.digest]).to.deep.equal([options, undefined, undefined]);
    expect(localStorage.length).to.equal(0);
  });
});
