/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { newDesign, type Design } from '../../demo/studio/design.ts';
import { DesignAddress } from '../../demo/studio/design-address.ts';
import { toHash } from '../../demo/studio/design-link.ts';
import { waitUntil } from '../wait-until.ts';

const designOf = (label: string): Design => newDesign({ fields: [{ name: 'company', label }] });

describe("the studio's address", () => {
  const before = location.href;
  const taken: Design[] = [];
  const problems: string[] = [];
  let address: DesignAddress;

  const taking = (design: Design) => waitUntil(() => JSON.stringify(taken.at(-1)) === JSON.stringify(design), 'the design is taken from the address');
  const hashBeing = (hash: string) => waitUntil(() => location.hash === hash, 'the design stands in the address');

  beforeEach(() => {
    taken.length = problems.length = 0;
    address = new DesignAddress({ handleDesign: (design) => taken.push(design), handleProblem: (message) => problems.push(message) });
    address.connect();
  });
  afterEach(() => {
    address.disconnect();
    history.replaceState(null, '', before);
  });

  it('holds the design that was written, and does not take its own for news', async () => {
    const design = designOf('Company');
    expect(await address.write(design)).to.equal(true);
    expect(location.hash).to.equal(await toHash(design));
    dispatchEvent(new HashChangeEvent('hashchange'));
    address.writeSoon(designOf('Firm'));
    await hashBeing(await toHash(designOf('Firm')));
    expect(taken).to.deep.equal([]);
  });

  it('takes a link that comes while the design before is being packed, and does not write over it', async () => {
    const link = await toHash(designOf('Firm'));
    const writing = address.write(designOf('Company'));
    location.hash = link;
    expect(await writing).to.equal(false);
    expect(location.hash).to.equal(link);
    await taking(designOf('Firm'));
  });

  it('takes a link that comes while the hands rest, and does not write over it', async () => {
    const link = await toHash(designOf('Firm'));
    address.writeSoon(designOf('Company'));
    location.hash = link;
    await taking(designOf('Firm'));
    // What is written next has its pause behind it: what was still to be written would have come before.
    address.writeSoon(designOf('Enterprise'));
    const seen = [location.hash];
    await waitUntil(() => {
      if (location.hash !== seen.at(-1)) seen.push(location.hash);
      return seen.length > 1;
    }, 'the next design stands in the address');
    expect(seen).to.deep.equal([link, await toHash(designOf('Enterprise'))]);
  });

  it('takes the last of two links', async () => {
    // The first is so long that the second is read before it.
    const long = newDesign({ fields: Array.from({ length: 2000 }, (_, index) => ({ name: `field_${index}`, label: `Question ${index}` })) });
    const [first, second] = [await toHash(long), await toHash(designOf('Firm'))];
    location.hash = first;
    await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = second;
    await taking(designOf('Firm'));
    await address.write(designOf('Company'));
    expect(taken.length).to.equal(1);
  });

  it('writes the design again over a hash that is no link, and leaves one that cannot be read', async () => {
    address.writeSoon(designOf('Company'));
    location.hash = '#look';
    await hashBeing(await toHash(designOf('Company')));
    location.hash = '#design=abc';
    await waitUntil(() => problems.length > 0, 'the problem is told');
    expect(problems[0]).to.match(/cannot be read/);
    expect(location.hash).to.equal('#design=abc');
    expect(await address.write(designOf('Firm'))).to.equal(true);
  });
});
